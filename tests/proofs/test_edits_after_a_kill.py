"""What somebody edits of a thing that a killed run had just made: held like any edit, here and in another clone."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import pytest
from desk import Desk
from proofs.forked_runs import Runs, forked_runs
from proofs.kill_story import journal_of
from repository import committed, git
from scenarios.ci_runners import goes_on_in, runner, shared_by_git

from cvpctl.apply import read_journal

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      vat: {label: VAT, groupName: value, type: string, fieldType: text}
      seats: {label: Seats, groupName: value, type: number, fieldType: number}
      double:
        {label: Double, groupName: value, type: number, fieldType: calculation_equation, calculationFormula: seats*2}
      tier:
        label: Tier
        groupName: value
        type: enumeration
        fieldType: select
        options: [{value: gold, label: Gold}, {value: tin, label: Tin}]
  deals:
    pipelines:
      path:
        label: Path
        stages:
          first: {label: First, metadata: {probability: 0.2}}
          last: {label: Last, metadata: {probability: 0.9}}
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Payer, inverseLabel: Pays for}
"""
LABELS = "/crm/associations/2026-09/deals/contacts/labels"
BY_HAND = {
    ("PATCH", "/crm/properties/2026-09/contacts/groups/value"): {"label": "Lisa's value"},
    ("PATCH", "/crm/properties/2026-09/contacts/vat"): {"label": "USt-ID"},
    ("PATCH", "/crm/pipelines/2026-09/deals/path/stages/first"): {
        "label": "Lisa's",
        "metadata": {"probability": "0.2"},
    },
}
EDITED = {"group.contacts.value", "property.contacts.vat", "pipeline.deals.path", "label.deals.contacts.sponsor"}


@pytest.fixture
def runs(desk: Desk) -> Iterator[Runs]:
    with forked_runs(desk.folder) as script:
        yield script


def _killed_before_the_read_back(desk: Desk, runs: Runs) -> None:
    calls = len(json.loads(desk.run("plan", "--format", "json").said)["calls"])
    runs.begin(("apply", "--yes"), 1 + 2 * calls)
    assert -signal.SIGKILL == runs.ended(), runs.output.read_text()


def _edit(desk: Desk) -> None:
    for (method, path), body in BY_HAND.items():
        desk.ask(method, path, body)
    row = next(one for one in desk.ask("GET", LABELS)["results"] if one["label"] in ("Payer", "Pays for"))
    change = {"associationTypeId": row["typeId"], "label": "By hand", "inverseLabel": "Pays for"}
    desk.ask("PUT", LABELS, change)


def _held(desk: Desk) -> dict[str, str]:
    plan = json.loads(desk.run("plan", "--format", "json").said)
    assert [] == plan["changes"]
    return {one["address"]: one["class"] for one in plan["held"]}


@pytest.mark.long
def test_edits_of_what_a_killed_run_made_are_held(desk: Desk, runs: Runs) -> None:
    """A group, a property, a stage and a label keep what a person wrote there; nothing else counts as moved."""
    desk.write("blueprints/portal.yaml", BLUEPRINT)
    _killed_before_the_read_back(desk, runs)
    _edit(desk)
    before = desk.emulator.log.writes

    assert "settled" == read_journal(journal_of(desk))[-1]["event"]
    held, drift, ended = _held(desk), desk.run("drift"), desk.run("apply", "--yes")

    assert dict.fromkeys(EDITED, "drift") == held
    assert (2, True) == (drift.code, "USt-ID" in drift.said), drift.said
    assert (0, before) == (ended.code, desk.emulator.log.writes), ended.said + ended.told
    assert dict.fromkeys(EDITED, "drift") == _held(desk)


@pytest.mark.long
def test_another_clone_holds_them_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The killed run was announced on the branch of the records, so its edits are told apart everywhere."""
    shared_by_git(desk)
    desk.write("blueprints/portal.yaml", BLUEPRINT)
    committed(desk.folder)
    git(desk.folder, "push", "--quiet", "origin", "main")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    folder = runner(desk, "ci1")
    with forked_runs(folder) as runs:
        _killed_before_the_read_back(desk, runs)
    _edit(desk)
    goes_on_in(desk, monkeypatch, "ci2")

    assert dict.fromkeys(EDITED, "drift") == _held(desk)
