"""The word before a write: a reviewer's digest, a person's typing, and the terms a portal states for itself."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk

Types = Callable[..., None]
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      region: {label: Region, groupName: value_path, type: string, fieldType: text}
  tickets:
    pipelines:
      care:
        label: Care
        stages:
          asked: {label: Asked, metadata: {ticketState: OPEN}}
          waiting: {label: Waiting, metadata: {ticketState: OPEN}}
          solved: {label: Solved, metadata: {ticketState: CLOSED}}
"""
FILE = "blueprints/portal.yaml"
LABEL = "/crm/properties/2026-09/contacts/region"
GONE = "removed:\n  - {address: pipeline.tickets.care/stages/waiting}\n"


@pytest.fixture
def ready(fresh: Desk) -> Desk:
    fresh.write(FILE, BLUEPRINT)
    return fresh


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Somebody at a terminal who types these lines."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def types(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))

    return types


def digest(desk: Desk) -> str:
    return str(json.loads(desk.run("plan", "--format", "json").said)["digest"])


def says(desk: Desk, setting: str) -> None:
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("drift: hold", f"drift: hold, {setting}"))


@pytest.mark.parametrize("length", [64, 12])
def test_an_approved_digest_is_a_reviewers_word(ready: Desk, length: int) -> None:
    """The plan is made anew and applied without asking, whole digest or its first twelve digits."""
    says(ready, "protected: true")

    ended = ready.run("apply", "--approve", digest(ready)[:length])

    assert 0 == ended.code, ended.told
    assert "Region" == ready.ask("GET", LABEL)["label"]


def test_another_plan_than_the_approved_one_is_refused(ready: Desk) -> None:
    """One more change in the blueprint, and exit 5 names both digests and what would be written; nothing is."""
    word = digest(ready)
    ready.write(FILE, BLUEPRINT.replace("label: Region", "label: Country"))

    ended = ready.run("apply", "--approve", word, "--yes")

    assert 5 == ended.code
    assert word[:12] in ended.told
    assert digest(ready)[:12] in ended.told
    assert "property.contacts.region" in ended.told
    assert [] == [
        one for one in ready.ask("GET", "/crm/properties/2026-09/contacts")["results"] if one["name"] == "region"
    ]


def test_an_edit_in_the_portal_after_the_review_is_another_plan(ready: Desk) -> None:
    """The digest covers what is live before, so a reviewer's word never overwrites what they did not see."""
    assert 0 == ready.run("apply", "--yes").code
    ready.write(FILE, BLUEPRINT.replace("label: Region", "label: Country"))
    word = digest(ready)
    ready.ask("PATCH", LABEL, {"label": "Land"})
    says(ready, "protected: true")
    ready.write("cvpctl.yaml", ready.read("cvpctl.yaml").replace("drift: hold", "drift: overwrite"))

    ended = ready.run("apply", "--approve", word)

    assert 5 == ended.code
    assert "Land" == ready.ask("GET", LABEL)["label"]


def test_a_job_that_runs_twice_ends_well(ready: Desk) -> None:
    """With nothing left to write, the approved digest of the first run is no reason to fail."""
    word = digest(ready)
    assert 0 == ready.run("apply", "--approve", word).code

    assert 0 == ready.run("apply", "--approve", word).code


@pytest.mark.parametrize("word", ["", "abc", "0123456789a", "not-a-digest-at-all", "g" * 12])
def test_what_is_no_digest_is_a_usage_problem(ready: Desk, word: str) -> None:
    """Too short a prefix could be anybody's."""
    ended = ready.run("apply", f"--approve={word}")

    assert 64 == ended.code
    assert "digest" in ended.told


def test_a_saved_plan_can_be_held_against_its_digest(ready: Desk) -> None:
    """A file that was swapped between review and apply is refused."""
    word = digest(ready)
    ready.write(FILE, BLUEPRINT.replace("label: Region", "label: Country"))
    assert 0 == ready.run("plan", "-o", "plan.json").code

    assert 5 == ready.run("apply", "plan.json", "--approve", word).code
    assert 0 == ready.run("apply", "plan.json", "--approve", digest(ready)).code


def test_a_protected_portal_asks_for_its_name_alone_where_all_can_come_back(ready: Desk, types: Types) -> None:
    """One line is enough for creations."""
    says(ready, "protected: true")
    types("acme")

    ended = ready.run("apply")

    assert 0 == ended.code, ended.told
    assert "cannot come back" not in ended.said + ended.told


@pytest.mark.parametrize(("typed", "code"), [("1", 0), ("", 4), ("2", 4)])
def test_it_asks_for_the_number_too_where_something_cannot(ready: Desk, types: Types, typed: str, code: int) -> None:
    """A stage that is deleted never comes back: how many such things there are is typed as well."""
    assert 0 == ready.run("apply", "--yes").code
    says(ready, "protected: true")
    ready.write(
        FILE, BLUEPRINT.replace("          waiting: {label: Waiting, metadata: {ticketState: OPEN}}\n", "") + GONE
    )
    types("acme", typed)

    ended = ready.run("apply", "--allow", "STAGE_DELETED:*")

    stages = [one["id"] for one in ready.ask("GET", "/crm/pipelines/2026-09/tickets/care")["stages"]]
    assert code == ended.code, ended.told
    assert "pipeline.tickets.care/stages/waiting: this cannot come back" in ended.said + ended.told
    assert (code != 0) == ("waiting" in stages)


def test_an_unprotected_portal_asks_yes_or_no(ready: Desk, types: Types) -> None:
    """A no is exit 4 and writes nothing."""
    types("n")

    assert 4 == ready.run("apply").code


@pytest.mark.parametrize("variable", ["CI", "GITHUB_ACTIONS", "GITLAB_CI"])
def test_apply_from_ci_is_refused_elsewhere(ready: Desk, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """applyFrom: ci stops a habit, not a plan; where CI says who it is, it applies."""
    says(ready, "applyFrom: ci")
    for name in ("CI", "GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)

    refused, planned = ready.run("apply", "--yes"), ready.run("plan")
    monkeypatch.setenv(variable, "true")
    applied = ready.run("apply", "--yes")

    assert (4, 0, 0) == (refused.code, planned.code, applied.code), refused.told + applied.told
    assert "applyFrom" in refused.told


STAGED = """\
project: acme
portals:
  staging: {{portalId: 7001, baseUrl: "{url}", token: {{env: STAGING_TOKEN}}, drift: hold, variables: {{area: Test}}}}
  production:
    {{portalId: {portal}, baseUrl: "{url}", token: {{env: ACME_TOKEN}}, drift: hold, promotes: staging,
      variables: {{area: Live}}}}
"""


@pytest.fixture
def staged(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two portals, the second of which takes only what the first had; a variable differs between them."""
    ready.emulator.add_portal(7001, "staging-fictional-token")
    monkeypatch.setenv("STAGING_TOKEN", "staging-fictional-token")
    ready.write("cvpctl.yaml", STAGED.format(portal=ready.emulator.portal_id, url=ready.emulator.base_url))
    text = BLUEPRINT.replace("version: 1.0.0\n", "version: 1.0.0\nvariables: {area: {type: string}}\n")
    ready.write(FILE, text.replace("label: Region", 'label: "${var.area} region"'))
    return ready


def on(portal: str, *words: str) -> tuple[str, ...]:
    return ("apply", "--yes", "--portal", portal, *words)


def test_production_takes_what_staging_had_in_full(staged: Desk) -> None:
    """Refused before, applied after, each portal with its own variables; and refused again after a change."""
    before = staged.run(*on("production"))
    first, then = staged.run(*on("staging")), staged.run(*on("production"))
    staged.write(FILE, staged.read(FILE).replace("label: Care", "label: Support"))
    after = staged.run(*on("production"))

    assert (4, 0, 0, 4) == (before.code, first.code, then.code, after.code), then.told
    assert "staging" in before.told
    assert "has had none in full" in before.told
    assert "had others last" in after.told
    assert "Live region" == staged.ask("GET", LABEL)["label"]


def test_a_part_on_staging_is_not_enough(staged: Desk) -> None:
    """--target leaves something out, and a held edit does too: neither is a complete apply."""
    assert 0 == staged.run(*on("staging", "--target", "*contacts*")).code

    assert 4 == staged.run(*on("production")).code


def test_a_saved_plan_is_promoted_by_what_it_was_made_from(staged: Desk) -> None:
    """The blueprints it came from must be there and be those that staging had."""
    assert 0 == staged.run("plan", "-o", "plan.json", "--portal", "production").code
    early = staged.run("apply", "plan.json", "--yes", "--portal", "production")
    assert 0 == staged.run(*on("staging")).code
    staged.write(FILE, staged.read(FILE).replace("label: Care", "label: Support"))
    other = staged.run("apply", "plan.json", "--yes", "--portal", "production")
    staged.write(FILE, staged.read(FILE).replace("label: Support", "label: Care"))

    ended = staged.run("apply", "plan.json", "--yes", "--portal", "production")

    assert (4, 4, 0) == (early.code, other.code, ended.code), ended.told
    assert "other blueprints than those here" in other.told


def test_a_record_of_before_is_read(staged: Desk, tmp_path: Path) -> None:
    """A record without the digest is no fault; it only says that nothing was complete."""
    assert 0 == staged.run(*on("staging")).code
    path = tmp_path / "applied" / "staging.json"
    record = json.loads(path.read_text())
    del record["completed"]
    path.write_text(json.dumps(record))

    assert 4 == staged.run(*on("production")).code
    assert 0 == staged.run("plan", "--portal", "staging").code


@pytest.mark.parametrize("part", ["#label", "/options/gold#label", "/options/gold"])
def test_a_side_is_taken_field_by_field(ready: Desk, part: str) -> None:
    """--take decides one field, one field of an option, or one option; the rest stays held."""
    options = "options: [{value: gold, label: Gold}, {value: tin, label: Tin}]"
    tier = f"      tier: {{label: Tier, groupName: value_path, type: enumeration, fieldType: select, {options}}}\n"
    ready.write(FILE, BLUEPRINT.replace("      region:", tier + "      region:"))
    assert 0 == ready.run("apply", "--yes").code
    where = "/crm/properties/2026-09/contacts/tier"
    edited = [one | {"label": one["label"] + "!"} for one in ready.ask("GET", where)["options"]]
    ready.ask("PATCH", where, {"label": "Tier!", "options": edited})

    assert 0 == ready.run("apply", "--yes", "--take", f"blueprint:property.contacts.tier{part}").code

    live = ready.ask("GET", where)
    labels = {"#label": live["label"], "gold": live["options"][0]["label"], "tin": live["options"][1]["label"]}
    ours = {"#label": "Tier", "gold": "Gold"}
    taken = "#label" if part == "#label" else "gold"
    assert {"#label": "Tier!", "gold": "Gold!", "tin": "Tin!"} | {taken: ours[taken]} == labels


@pytest.mark.parametrize("part", ["", "/stages/asked", "/stages/asked#label"])
def test_the_portals_side_of_a_stage_can_be_taken(ready: Desk, part: str) -> None:
    """--take portal leaves a stage's edit alone even where all else is overwritten."""
    assert 0 == ready.run("apply", "--yes").code
    where = "/crm/pipelines/2026-09/tickets/care/stages/asked"
    ready.ask("PATCH", where, {"label": "Called", "metadata": {"ticketState": "OPEN"}})

    address = f"pipeline.tickets.care{part}"
    ended = ready.run("apply", "--yes", "--take", "blueprint", "--take", f"portal:{address}")

    assert 0 == ended.code, ended.told
    assert "Called" == ready.ask("GET", where)["label"]
    assert "is left as the portal has it" in " ".join(ended.said.split())
