"""Three clients of one agency, from a branch to a quiet night: what people read on the way is kept as golden files.

Everything in it is made up. The forge is a GitHub of this machine, the portals are three emulators; git, the workflows
and their scripts are real. Read tests/scenarios/golden/three-clients/README.md first.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from ci.forge import forge_here
from ci.github_runner import Job
from repository import git
from scenarios.three_clients import NAMES, SHARED, Agency, fieldnote

from cvpctl.cli.exits import exit_code

GOLDEN = Path(__file__).parent / "golden" / "three-clients"
REWRITING = os.environ.get("CVPCTL_GOLDEN") == "1"
GUEST = "          - {value: guest, label: Guest}\n"
NEW = """\
      thanked_on: {label: Thanked on, groupName: relationship, type: date, fieldType: date}

associations:
  - from: companies
    to: contacts
    labels:
      host: {label: Host, inverseLabel: Company they host}
"""
GONE = "\nremoved:\n  - {address: property.contacts.care_level/options/guest}\n"
pytestmark = pytest.mark.long

README = """\
# Three clients, one week

Fieldnote looks after three clients who share one layer of configuration: Alder Cycles, Birch Bakery and Cobalt
Climbing. All of them are made up, and so is everybody in them. These are the texts that people read while something
changes, as the workflows wrote them.

1. **A pull request.** Ada says better what the level of care means, for all three: it is called otherwise, *Guest*
   goes, *Host* comes, a date is new, and a person can be a company's host. Each client gets a plan of its own.
   [Alder](1-pull-request-alder.md) could take it. At [Birch](1-pull-request-birch.md) twelve people are guests, so it
   is blocked. At [Cobalt](1-pull-request-cobalt.md) somebody changed a name in the portal meanwhile, which stands
   apart.
2. **A second thought.** Ada hides *Guest* instead of taking it out. The comment
   [at Birch](2-second-thought-birch.md) is the same one, brought up to date.
3. **Merged.** A reviewer sees [the plan](3-plan-alder.md), and approves it by its digest. That plan
   [is applied](3-apply-alder.md).
4. **A night.** Robin has worked in Alder's portal, and the name that Sam gave something at Cobalt is still there. So
   there is an issue for [Alder](4-issue-alder.md) and one for [Cobalt](4-issue-cobalt.md), and none for Birch.
5. **Accepted.** Alder likes Robin's words better. A workflow writes them [into the blueprint](5-accepted.diff) and
   [proposes](5-pull-request-alder.md) that, and Ada merges it.
6. **Put back.** Cobalt wants the name that all clients have: [one command](6-put-back-cobalt.txt).
7. **A quiet night.** Both issues [are closed](7-issues.md), and [this](7-history.txt) is what git has of it all.
"""


class Told:
    """What people were told, without what differs from one run to the next: commits, ports, the hour."""

    def __init__(self, agency: Agency) -> None:
        self.agency, self.files = agency, {"README.md": README}

    def keep(self, name: str, text: str) -> str:
        for portal in self.agency.portals.values():
            text = text.replace(portal.base_url, "http://127.0.0.1:PORT")
        text = re.sub(r"\b[0-9a-f]{40}\b", "COMMIT", text)
        text = re.sub(r"\b\d+\.\d s\b", "N s", text)
        text = re.sub(r"index [0-9a-f]+\.\.[0-9a-f]+", "index BEFORE..AFTER", text)
        self.files[name] = text.rstrip() + "\n"
        return text

    def compare(self) -> None:
        if REWRITING:
            GOLDEN.mkdir(parents=True, exist_ok=True)
            for path in GOLDEN.iterdir():
                path.unlink()
            for name, text in self.files.items():
                (GOLDEN / name).write_text(text, encoding="utf-8")
        assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(self.files)
        for name, text in self.files.items():
            assert (GOLDEN / name).read_text(encoding="utf-8") == text, name


def well(jobs: dict[str, Job]) -> dict[str, Job]:
    assert [] == [job.name for job in jobs.values() if job.failed], "\n".join(job.log for job in jobs.values())
    return jobs


def comment(agency: Agency, name: str) -> str:
    """Return the one comment about a client on the pull request."""
    (found,) = [text for text in agency.forge.github.comments_of(1) if f"cvpctl:plan:{name} " in text]
    return found


def issue(agency: Agency, name: str) -> dict[str, str]:
    return next(one for one in agency.forge.github.issues if one["title"] == f"Drift of {name}")


def provisioned(agency: Agency) -> None:
    """A week ago: everything was applied, twelve people became guests of Birch, Sam renamed something at Cobalt."""
    for name in NAMES:
        well(agency.forge.on_main(f"cvpctl-apply-{name}.yml"))
    agency.portals["birch"].add_records("contacts", [{"care_level": "guest"} for _ in range(12)])
    agency.by_hand("cobalt", "Sam", "first_visit", label="First climb")


def proposed(agency: Agency, told: Told) -> None:
    agency.forge.branch("how-we-care")
    friend = "label: Friend of the house}\n"
    agency.change(SHARED, "label: Care level", "label: How we care")
    agency.change(SHARED, GUEST, "")
    agency.change(SHARED, friend, friend + "          - {value: host, label: Host}\n")
    agency.write(SHARED, agency.read(SHARED) + NEW + GONE)
    agency.forge.commit("Say how we care")
    ended = agency.forge.propose("how-we-care", *(f"cvpctl-plan-{name}.yml" for name in NAMES))
    for name in NAMES:
        told.keep(f"1-pull-request-{name}.md", comment(agency, name))

    assert [False, True, False] == [ended[f"cvpctl-plan-{name}.yml"]["plan"].failed for name in NAMES]
    assert "| <strong>12</strong> | `OPTION_REMOVED` |" in comment(agency, "birch")
    assert "by Sam Example" in comment(agency, "cobalt")


def thought_over(agency: Agency, told: Told) -> None:
    agency.change(SHARED, GONE, "")
    agency.change(SHARED, "        options:\n", "        options:\n" + GUEST.replace("}", ", hidden: true}"))
    agency.forge.commit("Hide it, for those who are guests")
    ended = agency.forge.propose("how-we-care", *(f"cvpctl-plan-{name}.yml" for name in NAMES))
    told.keep("2-second-thought-birch.md", comment(agency, "birch"))

    for jobs in ended.values():
        well(jobs)


def merged(agency: Agency, told: Told) -> None:
    ended = agency.forge.merged("how-we-care", *(f"cvpctl-apply-{name}.yml" for name in NAMES))
    for jobs in ended.values():
        well(jobs)
    told.keep("3-plan-alder.md", ended["cvpctl-apply-alder.yml"]["plan"].summary)
    told.keep("3-apply-alder.md", ended["cvpctl-apply-alder.yml"]["apply"].summary)

    assert ["How we care"] * 3 == [agency.property(name, "care_level")["label"] for name in NAMES]
    assert "First climb" == agency.property("cobalt", "first_visit")["label"]


def a_night(agency: Agency, told: Told) -> None:
    options = agency.property("alder", "bike_kind")["options"]
    edited = [{**one, "label": "City bike"} if one["value"] == "town" else one for one in options]
    agency.by_hand("alder", "Robin", "bike_kind", label="What they ride", options=edited)
    for name in NAMES:
        well(agency.forge.on_main(f"cvpctl-drift-{name}.yml"))
    for name in ("alder", "cobalt"):
        told.keep(f"4-issue-{name}.md", f"# {issue(agency, name)['title']}\n\n{issue(agency, name)['body']}")

    assert {"Drift of alder", "Drift of cobalt"} == {
        one["title"] for one in agency.forge.github.issues if "pull_request" not in one
    }


def accepted(agency: Agency, told: Told) -> None:
    well(agency.forge.on_main("cvpctl-drift-alder.yml", accept=True))
    pull = agency.forge.github.issues[-1]
    told.keep("5-pull-request-alder.md", f"# {pull['title']}\n\n{pull['body']}")
    remote = agency.forge.remote
    told.keep("5-accepted.diff", git(remote, "diff", "main", "cvpctl/accept-alder"))
    ended = agency.forge.merged("cvpctl/accept-alder", "cvpctl-apply-alder.yml")["cvpctl-apply-alder.yml"]

    assert (True, False) == (well(ended)["apply"].skipped, ended["settle"].skipped)
    assert "label: What they ride   # as the workshop says it" in agency.read("clients/alder/blueprints/portal.yaml")


def put_back(agency: Agency, told: Told, desk: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(agency.forge.desk / "clients" / "cobalt")
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", agency.portals["cobalt"].token)
    words = ("apply", "--yes", "--take", "blueprint:property.contacts.first_visit")
    desk.readouterr()
    code = exit_code(list(words))
    told.keep("6-put-back-cobalt.txt", f"$ cvpctl {' '.join(words)}\n{desk.readouterr().out}")

    assert 0 == code
    assert "First visit" == agency.property("cobalt", "first_visit")["label"]


def a_quiet_night(agency: Agency, told: Told) -> None:
    for name in NAMES:
        assert "0" == well(agency.forge.on_main(f"cvpctl-drift-{name}.yml"))["drift"].outputs["status"]
    lines = []
    for one in agency.forge.github.issues:
        if "pull_request" not in one:
            lines += [f"## {one['title']}: {one['state']}", ""]
            lines += [f"> {text}\n" for text in agency.forge.github.comments_of(one["number"])]
    told.keep("7-issues.md", "\n".join(lines))
    git(agency.forge.desk, "fetch", "--quiet", "origin", "cvpctl/applied")
    main = git(agency.forge.desk, "log", "--graph", "--format=%s", "main")
    records = git(agency.forge.remote, "log", "--reverse", "--format=%s", "cvpctl/applied")
    told.keep("7-history.txt", f"main\n\n{main}\n\ncvpctl/applied, the first one first\n\n{_runs(records)}")

    assert {"closed"} == {one["state"] for one in agency.forge.github.issues if one["title"].startswith("Drift of")}


def _runs(subjects: str) -> str:
    return re.sub(r"\d{8}T[\d.]+Z", "MOMENT", subjects)


def test_a_week_with_three_clients(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a branch to a quiet night, and every text on the way reads as its golden file does."""
    with forge_here(tmp_path.resolve()) as forge, fieldnote(forge) as agency:
        told = Told(agency)
        provisioned(agency)
        proposed(agency, told)
        thought_over(agency, told)
        merged(agency, told)
        a_night(agency, told)
        accepted(agency, told)
        put_back(agency, told, capsys, monkeypatch)
        a_quiet_night(agency, told)
        told.compare()
