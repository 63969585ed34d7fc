"""The workflows that `init` writes, run: real git, real scripts, a GitHub and a portal of this machine."""

from __future__ import annotations

import json
import re

import pytest
from ci.client import BLUEPRINT, FILE, Client
from ci.fake_github import TOKEN
from ci.forge import REVIEWED
from ci.github_runner import Job
from repository import git

from cvpctl.emulator.faults import Fault

PLAN, APPLY, DRIFT = "cvpctl-plan.yml", "cvpctl-apply.yml", "cvpctl-drift.yml"
GROUP = "/crm/properties/2026-09/contacts/groups/value_path"
RECORD = "cvpctl/applied:applied/production.json"
pytestmark = pytest.mark.long


def green(*runs: dict[str, Job]) -> None:
    jobs = [job for run in runs for job in run.values()]
    assert [] == [job.name for job in jobs if job.failed], "\n".join(job.log for job in jobs)


def provisioned(client: Client) -> None:
    """Apply what main says, with a reviewer's word."""
    client.forge.github.environments["production"] = REVIEWED
    green(client.forge.on_main(APPLY))


def recorded(client: Client) -> str:
    return str(
        json.loads(git(client.forge.remote, "show", RECORD))["entries"]["property.contacts.region"]["live"]["label"]
    )


def test_a_pull_request_is_planned_in_one_comment(client: Client) -> None:
    """It says what merging changes, with links to lines; a new push brings the same one up to date."""
    provisioned(client)
    client.forge.branch("rename")
    client.state("Country")
    client.forge.commit("Region is a country")
    first = client.forge.propose("rename", PLAN)[PLAN]
    client.state("Land")
    client.forge.commit("or rather a land")
    second = client.forge.propose("rename", PLAN)[PLAN]

    green(first, second)
    (comment,) = client.forge.github.comments_of(1)
    head = git(client.forge.desk, "rev-parse", "rename")
    assert comment.startswith("<!-- cvpctl:plan:production -->\n## Plan for production")
    assert "### This pull request (1)" in comment
    assert "“Region” → “Land”" in comment
    assert f"[`region`](https://github.example/acme/portal/blob/{head}/blueprints/portal.yaml#L7)" in comment
    assert "stated otherwise since main" in comment
    assert comment.partition("\n")[2] == second["plan"].summary.strip()
    assert "<title>Plan for production" in client.forge.runner.artifacts["plan-production"]


def test_a_stranger_s_pull_request_is_validated_and_no_more(client: Client) -> None:
    """No token, no plan, no comment; what is wrong stands beside its line."""
    client.forge.branch("odd")
    client.portal.write("blueprints/portal.yaml", "blueprint: acme/portal\nversion: 1.0.0\nobject: {}\n")
    client.forge.commit("a stranger's idea")
    jobs = client.forge.propose("odd", PLAN, fork=True)[PLAN]

    assert (True, True) == (jobs["validate"].failed, jobs["plan"].skipped)
    assert "::error file=blueprints/portal.yaml,line=3,col=1,title=UNKNOWN_KEY::" in jobs["validate"].log
    assert [] == client.forge.github.comments


def test_a_plan_that_cannot_be_made_replaces_the_one_that_stood_there(client: Client) -> None:
    """Nobody approves by the plan of another commit; why there is none stands in a block of code."""
    client.forge.branch("rename")
    client.state("Country")
    client.forge.commit("one")
    green(client.forge.propose("rename", PLAN)[PLAN])
    client.forge.secrets["HUBSPOT_ACCESS_TOKEN"] = "revoked"
    job = client.forge.propose("rename", PLAN)[PLAN]["plan"]

    (comment,) = client.forge.github.comments_of(1)
    assert job.failed
    assert "## No plan for production" in comment
    assert "exit code 8" in comment
    assert "Country" not in comment


def test_without_the_secret_there_is_no_plan_and_no_fault(client: Client) -> None:
    """As for the pull requests of a bot that updates dependencies."""
    client.forge.secrets.clear()
    client.forge.branch("bump")
    client.forge.commit_nothing()
    jobs = client.forge.propose("bump", PLAN)[PLAN]

    green(jobs)
    assert "the secret HUBSPOT_ACCESS_TOKEN is not available" in jobs["plan"].summary
    assert [] == client.forge.github.comments


def test_what_was_merged_is_applied_by_its_digest_and_remembered(client: Client) -> None:
    """The job bears the digest, the record and the journal are on the branch, and a second run has nothing to do."""
    client.forge.github.environments["production"] = REVIEWED
    first, second = client.forge.on_main(APPLY), client.forge.on_main(APPLY)

    green(first, second)
    assert "Region" == client.label == recorded(client)
    assert re.fullmatch("[0-9a-f]{64}", first["plan"].outputs["digest"])
    assert "Verified: everything written reads back as written." in first["apply"].summary
    assert (True, False) == (first["settle"].skipped, first["apply"].skipped)
    assert (False, True) == (second["settle"].skipped, second["apply"].skipped)
    subjects = git(client.forge.remote, "log", "--reverse", "--format=%s", "cvpctl/applied").splitlines()
    assert subjects[0].endswith("begins")
    assert ["Record of applied/production", "Runs of production"] == subjects[1:3]


def test_nothing_is_applied_where_nobody_approves(client: Client) -> None:
    """An environment that GitHub made by itself has no reviewers; the merge counts where the repository says so."""
    refused = client.forge.on_main(APPLY)
    client.forge.variables["CVPCTL_UNATTENDED"] = "true"
    allowed = client.forge.on_main(APPLY)

    assert (True, True) == (refused["plan"].failed, refused["apply"].skipped)
    assert "nobody has to approve" in refused["plan"].log
    green(allowed)
    assert "Region" == client.label


def test_another_plan_than_the_one_approved_asks_again(client: Client) -> None:
    """Somebody edits the portal while the reviewer thinks: nothing is written, and a new run plans and asks anew."""
    provisioned(client)
    client.portal.write(
        FILE, BLUEPRINT.replace("label: Region", "label: Country").replace("label: Value", "label: Place")
    )
    client.forge.push("rename")
    client.forge.before["apply"] = lambda: client.edit(label="Land")
    refused = client.forge.on_main(APPLY)
    client.forge.before.clear()
    asked = client.forge.on_main(APPLY)

    assert refused["apply"].failed
    assert "Not what was approved" in refused["apply"].summary
    assert [{"workflow": APPLY, "ref": "main"}] == client.forge.github.dispatches
    green(asked)
    assert refused["plan"].outputs["digest"] != asked["plan"].outputs["digest"]
    assert "### Changed in the portal since the last apply (1)" in asked["plan"].summary
    assert ("Land", "Place") == (client.label, client.portal.ask("GET", GROUP)["label"])


def test_a_run_that_breaks_off_leaves_its_record_and_journal(client: Client) -> None:
    """What was done is on the branch all the same, and the next run goes on from there."""
    client.forge.github.environments["production"] = REVIEWED
    client.portal.emulator.faults.add(Fault("status", status=400, method="POST", route="batch/create", times=0))
    failed = client.forge.on_main(APPLY)
    client.portal.emulator.faults.clear()
    names = git(client.forge.remote, "ls-tree", "-r", "--name-only", "cvpctl/applied").splitlines()
    healed = client.forge.on_main(APPLY)

    assert failed["apply"].failed
    assert "Applied in part" in failed["apply"].summary
    assert {"applied/production.json", ".cvpctl-records"} < {*names}
    assert any(name.startswith("journal/production/") and name.endswith(".jsonl") for name in names)
    green(healed)
    assert "Region" == client.label


def test_a_night_s_drift_is_told_in_one_issue_that_closes(client: Client) -> None:
    """Opened with what moved, unchanged the next night, closed once the portal is as stated."""
    provisioned(client)
    client.edit(label="Gegend")
    nights = [client.forge.on_main(DRIFT) for _ in range(2)]
    (issue,) = client.forge.github.issues
    told = issue["body"]
    client.edit(label="Region")
    nights.append(client.forge.on_main(DRIFT))

    green(*nights)
    assert ["2", "2", "0"] == [night["drift"].outputs["status"] for night in nights]
    assert 'label: portal "Gegend", blueprint "Region"' in told
    assert ("Drift of production", "closed") == (issue["title"], issue["state"])
    assert ["The portal is as the blueprints say again."] == client.forge.github.comments_of(1)


def test_a_portal_that_nobody_could_look_at_closes_nothing(client: Client) -> None:
    """The job fails, and the issue stays as it is."""
    provisioned(client)
    client.edit(label="Gegend")
    green(client.forge.on_main(DRIFT))
    client.forge.secrets["HUBSPOT_ACCESS_TOKEN"] = "revoked"
    blind = client.forge.on_main(DRIFT)

    assert blind["drift"].failed
    assert "Tell" not in blind["drift"].steps
    assert ["open"] == [one["state"] for one in client.forge.github.issues]


def test_a_live_change_is_accepted_by_a_pull_request(client: Client) -> None:
    """The blueprint says what the portal has, on a branch; until it is merged it is drift, and afterwards none."""
    provisioned(client)
    client.edit(label="Gegend")
    proposed = client.forge.on_main(DRIFT, accept=True)
    again = client.forge.on_main(DRIFT)
    _, pull = client.forge.github.issues
    merged = client.forge.merged("cvpctl/accept-production", APPLY)[APPLY]
    after = client.forge.on_main(DRIFT)

    green(proposed, again, merged, after)
    assert ("cvpctl/accept-production", "main") == (pull["head"], pull["base"])
    assert "Merging this keeps what was changed in the portal" in pull["body"]
    assert "label: Gegend" in client.portal.read("blueprints/portal.yaml")
    assert ("2", True) == (again["drift"].outputs["status"], again["accept"].skipped)
    assert not merged["settle"].skipped
    assert ("0", "Gegend") == (after["drift"].outputs["status"], recorded(client))


def test_a_branch_that_somebody_works_on_is_left_to_them(client: Client) -> None:
    """Their commit stays; the next night only says so."""
    provisioned(client)
    client.edit(label="Gegend")
    green(client.forge.on_main(DRIFT, accept=True))
    git(client.forge.desk, "fetch", "--quiet", "origin", "cvpctl/accept-production")
    git(client.forge.desk, "switch", "--quiet", "--create", "theirs", "FETCH_HEAD")
    client.portal.write("notes.md", "I look into it.")
    client.forge.commit("notes")
    git(client.forge.desk, "push", "--quiet", "origin", "HEAD:cvpctl/accept-production")
    tip = git(client.forge.remote, "rev-parse", "cvpctl/accept-production")
    client.edit(label="Landstrich")
    jobs = client.forge.on_main(DRIFT, accept=True)

    green(jobs)
    assert "it is left to them" in jobs["accept"].log
    assert tip == git(client.forge.remote, "rev-parse", "cvpctl/accept-production")


def test_a_later_night_renews_a_proposal_nobody_touched(client: Client) -> None:
    """One branch, one pull request, with what the portal has by now."""
    provisioned(client)
    client.edit(label="Gegend")
    green(client.forge.on_main(DRIFT, accept=True))
    client.edit(label="Landstrich")
    green(client.forge.on_main(DRIFT, accept=True))

    shown = git(client.forge.remote, "show", "cvpctl/accept-production:blueprints/portal.yaml")
    assert "label: Landstrich" in shown
    assert 1 == sum("pull_request" in one for one in client.forge.github.issues)


HOSTILE = "::error::x $(touch pwned) `touch pwned` '; touch pwned; \" ${{ secrets.HUBSPOT_ACCESS_TOKEN }}"


def test_what_strangers_wrote_reaches_no_shell_and_no_runner(client: Client) -> None:
    """A label, a branch's name and a title are data: nothing runs, and the log obeys nobody."""
    provisioned(client)
    client.edit(label=HOSTILE, description="::add-mask::e\n::error::y")
    name = "x';touch${IFS}pwned;'"
    client.forge.branch(name)
    client.portal.write("blueprints/portal.yaml", client.portal.read("blueprints/portal.yaml") + "      x: {}\n")
    client.forge.commit("$(touch pwned)")
    jobs = client.forge.propose(name, PLAN)[PLAN] | client.forge.on_main(DRIFT, accept=True)

    assert [] == list(client.forge.runner.home.rglob("pwned"))
    for job in jobs.values():
        assert client.portal.emulator.token not in job.log + job.summary
        assert TOKEN not in job.log + job.summary
        assert [] == _obeyed(job.log)


def _obeyed(log: str) -> list[str]:
    """Return the commands that the runner would obey and that are not about our own lines."""
    found, paused = [], ""
    for line in log.splitlines():
        bare = line.strip()
        if paused:
            paused = "" if bare == f"::{paused}::" else paused
        elif bare.startswith("::stop-commands::"):
            paused = bare.removeprefix("::stop-commands::")
        elif bare.startswith("::") and "title=" not in bare and not bare.startswith("::warning::"):
            found.append(bare)
    return found
