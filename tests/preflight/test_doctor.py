"""`doctor`: one line a check, what to do where something is amiss, and the exit code an apply would meet."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from filelock import FileLock
from preflight.conftest import Make

from cvpctl.cli.exits import exit_code
from cvpctl.emulator.faults import Fault
from cvpctl.emulator.tiers import Quotas
from cvpctl.project import Places, find_project

BLUEPRINT = """\
objects:
  contacts:
    properties:
      tier: {label: Tier, type: string, fieldType: text, groupName: contactinformation}
"""
Checks = dict[str, list[dict[str, Any]]]


def examined(desk: Desk, *words: str) -> tuple[int, Checks]:
    """Return the exit code, and the checks by name."""
    ended = desk.run("doctor", "--format", "json", *words)
    checks: Checks = {}
    for one in json.loads(ended.said)["checks"]:
        checks.setdefault(one["name"], []).append(one)
    return ended.code, checks


def health(checks: Checks) -> dict[str, str]:
    return {name: "/".join(one["health"] for one in found) for name, found in checks.items()}


def test_a_portal_where_all_is_well(make: Make) -> None:
    """Every check is named once, nothing is written, and the token is nowhere."""
    desk = make(BLUEPRINT, says="tier: enterprise")
    ended = desk.run("doctor")

    lines = [line.split()[:2] for line in ended.said.splitlines() if line.startswith(("ok", "warning", "problem"))]
    names = [
        "project", "blueprints", "token", "record", "lock", "runs", "portal", "scopes", "limits", "tier", "plan", "API",
    ]  # fmt: skip
    assert [["ok", name] for name in names] == lines
    assert (0, True, 0) == (ended.code, "All is well." in ended.said, desk.emulator.log.writes)
    assert desk.emulator.token not in ended.said + ended.told


def test_everything_that_is_wrong_is_said_at_once(make: Make) -> None:
    """Scope, limit and object: three problems in one run, each with what to do."""
    blueprint = BLUEPRINT + (
        "      more: {label: More, type: string, fieldType: text, groupName: contactinformation}\n"
        "  services:\n    groups:\n      promise: {label: Promise}\n"
        "  deals:\n    groups:\n      promise: {label: Promise}\n"
    )
    scopes = (
        "crm.schemas.contacts.read",
        "crm.schemas.contacts.write",
        "crm.schemas.deals.read",
        "crm.objects.deals.read",
    )
    desk = make(blueprint, scopes=scopes, off=("services",), quotas=Quotas(properties_per_object=1))

    code, checks = examined(desk)
    assert 4 == code
    assert {"scopes": "problem", "limits": "problem", "available": "warning"}.items() <= health(checks).items()
    assert "crm.schemas.deals.write" in checks["scopes"][0]["message"]
    assert all(one["help"] for name in ("scopes", "limits", "available") for one in checks[name])


def test_a_missing_token(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place to look at is named, and what needs no portal is still looked at."""
    desk = make(BLUEPRINT)
    monkeypatch.delenv("ACME_TOKEN")

    code, checks = examined(desk)
    assert (64, "problem") == (code, checks["token"][0]["health"])
    assert "ACME_TOKEN" in checks["token"][0]["message"]
    assert {"project", "blueprints", "token", "record", "lock", "runs"} == {*checks}


def test_a_token_that_opens_nothing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could not look."""
    desk = make(BLUEPRINT)
    monkeypatch.setenv("ACME_TOKEN", "unknown-token")

    code, checks = examined(desk)
    assert (8, "problem") == (code, checks["portal"][0]["health"])
    assert "unknown-token" not in json.dumps(checks)


@pytest.mark.parametrize(
    ("right", "wrong"), [("portalId: 11223344", "portalId: 7"), ("drift: hold", "accountType: STANDARD")]
)
def test_another_portal_than_the_one_pinned(make: Make, right: str, wrong: str) -> None:
    """By its id or by what it is."""
    desk = make(BLUEPRINT)
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace(right, wrong))

    code, checks = examined(desk)
    assert (4, "problem") == (code, checks["portal"][0]["health"])


def test_a_broken_blueprint(make: Make) -> None:
    """It is counted, validate says where, and the portal is looked at all the same."""
    code, checks = examined(make("objects: {contacts: {wombats: {}}}\n"))

    assert (3, "cvpctl validate says where") == (code, checks["blueprints"][0]["help"])
    assert "ok" == checks["portal"][0]["health"]


def test_a_broken_project_file(make: Make) -> None:
    """Without one nothing else can be looked at."""
    desk = make(BLUEPRINT)
    desk.write("cvpctl.yaml", "project: acme\nportals: 7\n")

    code, checks = examined(desk)
    assert (3, "problem") == (code, checks["project"][0]["health"])


def test_a_first_day_without_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No project, no variable, no terminal: what to begin with is said."""
    monkeypatch.chdir(tmp_path)

    assert 64 == exit_code(["doctor"])
    said = capsys.readouterr().out
    assert "cvpctl init starts one" in said
    assert "--portal emulator" in said


def test_a_list_that_cannot_be_read(make: Make) -> None:
    """Looked in part."""
    code, checks = examined(make(BLUEPRINT, scopes=("crm.schemas.deals.read", "crm.objects.deals.read")))

    assert (9, "problem") == (code, checks["readable"][0]["health"])


def test_the_token_that_writes_is_looked_at_too(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two tokens, the scopes that count are those of the one that writes, and it must be of the same portal."""
    desk = make(BLUEPRINT, token="{read: {env: ACME_TOKEN}, write: {env: ACME_WRITES}}")
    desk.emulator.add_token("writes", scopes=("crm.schemas.deals.write",))
    monkeypatch.setenv("ACME_WRITES", "writes")
    assert "crm.schemas.contacts.write" in examined(desk)[1]["scopes"][0]["message"]

    desk.emulator.add_portal(99, "elsewhere")
    monkeypatch.setenv("ACME_WRITES", "elsewhere")
    code, checks = examined(desk)
    assert (4, ["ok", "ok", "problem"]) == (code, [one["health"] for one in checks["token"]])


def test_a_portal_that_can_only_be_read(make: Make) -> None:
    """A warning: to look is enough for some."""
    code, checks = examined(make(BLUEPRINT, token="{read: {env: ACME_TOKEN}}"))

    assert (0, "ok/warning", "warning") == (code, health(checks)["token"], health(checks)["scopes"])


def test_a_portal_without_a_pin(make: Make) -> None:
    """Nothing could be written, and the line to add is said."""
    desk = make(BLUEPRINT)
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("    portalId: 11223344\n", ""))

    code, checks = examined(desk)
    assert (0, "warning") == (code, checks["portal"][0]["health"])
    assert "portalId: 11223344" in checks["portal"][0]["help"]


def test_the_record_and_git(make: Make) -> None:
    """Uncommitted is a warning, committed is well, ignored is somebody's choice."""
    desk = make(BLUEPRINT)
    _git(desk.folder, "init", "--quiet")
    desk.run("apply", "--yes")

    def record() -> tuple[str, str]:
        (one,) = examined(desk)[1]["record"]
        return one["health"], one["message"]

    assert ("warning", "1 resource applied; not committed") == record()
    desk.write(".gitignore", "applied/\n")
    assert "ok" == record()[0]
    (desk.folder / ".gitignore").unlink()
    _git(desk.folder, "add", ".")
    _git(desk.folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "-m", "Applied")
    assert ("ok", "1 resource applied; committed") == record()
    desk.write("applied/acme.json", desk.read("applied/acme.json") + "\n")
    assert ("warning", "1 resource applied; changed since the last commit") == record()


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [('"portalId": 11223344', '"portalId": 7', 4), ('"project": "acme"', '"project": "other"', 4), ("{", "", 1)],
)
def test_a_record_that_is_not_ours(make: Make, was: str, becomes: str, code: int) -> None:
    """Of another portal, of another project, damaged."""
    desk = make(BLUEPRINT)
    desk.run("apply", "--yes")
    desk.write("applied/acme.json", desk.read("applied/acme.json").replace(was, becomes, 1))

    ended, checks = examined(desk)
    assert (code, "problem") == (ended, checks["record"][0]["health"])


def test_an_apply_that_is_under_way(make: Make) -> None:
    """The lock says so; nothing waits for it."""
    desk = make(BLUEPRINT)
    with _held(desk):
        code, checks = examined(desk)

    assert (0, "warning") == (code, checks["lock"][0]["health"])


def test_a_run_that_did_not_end(make: Make) -> None:
    """What is in doubt is counted, until the next plan has looked."""
    desk = make(BLUEPRINT)
    desk.run("apply", "--yes")
    (journal,) = (desk.folder / ".cvpctl" / "journal" / "acme").glob("*.jsonl")
    kept = [line for line in journal.read_text().splitlines() if json.loads(line)["event"] in ("begin", "intended")]
    journal.write_text("\n".join(kept) + "\n")

    _, checks = examined(desk)
    assert ("warning", "1 run did not come to an end, 1 call in doubt") == (
        checks["runs"][0]["health"],
        checks["runs"][0]["message"],
    )


@pytest.mark.long
def test_a_network_that_is_away(make: Make) -> None:
    """It could not look, and says so in a sentence."""
    desk = make(BLUEPRINT)
    desk.emulator.stop()

    code, checks = examined(desk)
    assert (8, "problem") == (code, checks["portal"][0]["health"])
    assert "does not answer" in checks["portal"][0]["message"]


def test_limits_and_scopes_that_are_not_told(make: Make) -> None:
    """Warnings: what was not checked is said."""
    desk = make(BLUEPRINT)
    desk.emulator.faults.add(Fault("status", status=403, route="/limits/", times=9))
    desk.emulator.faults.add(Fault("status", status=403, route="/oauth/", times=9))

    code, checks = examined(desk)
    assert (0, "warning", "warning") == (code, health(checks)["limits"], health(checks)["scopes"])


def test_open_steps_of_the_runbook_are_counted(make: Make) -> None:
    """They are a person's, so they stop nothing."""
    code, checks = examined(make(BLUEPRINT + "runbook:\n  - {step: Agree on owners}\n"))

    assert (0, "1 step for a person open: Agree on owners") == (code, checks["runbook"][0]["message"])


def test_the_embedded_portal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It needs no token and no project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    (tmp_path / "portal.yaml").write_text(BLUEPRINT)

    assert 0 == exit_code(["doctor", "portal.yaml", "--portal", "emulator"])
    assert "the embedded portal needs none" in capsys.readouterr().out


@contextmanager
def _held(desk: Desk) -> Iterator[None]:
    """Hold the portal's lock as another process would."""
    lock = Places.of(find_project(desk.folder)).lock("acme", desk.emulator.portal_id)
    lock.parent.mkdir(parents=True, exist_ok=True)
    holder = {"pid": 1, "host": "desk", "since": "2026-03-01T12:00:05+00:00"}
    lock.with_suffix(".holder.json").write_text(json.dumps(holder))
    with FileLock(lock):
        yield


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def test_somebody_elses_portal_is_told(make: Make) -> None:
    """The stamp of another project is a problem before anything is planned to be written."""
    desk = make(BLUEPRINT)
    stamp = {"name": "cvpctl_managed_by", "label": "Managed by cvpctl: northwind"}
    desk.ask("POST", "/crm/properties/2026-09/contacts/groups", stamp)

    ended = desk.run("doctor")

    assert 4 == ended.code
    assert "northwind" in ended.said


def test_the_scope_that_would_read_a_list_is_named(make: Make) -> None:
    """HubSpot's refusal speaks of scopes by inner names; the one that its settings offer stands beside them."""
    text = "objects: {companies: {groups: {g: {label: G}}}}\n"
    desk = make(text, scopes=("crm.schemas.contacts.read",))

    assert "crm.schemas.companies.read would read it" in " ".join(desk.run("plan").said.split())
