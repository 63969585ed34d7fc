"""What a run made and nobody read back counts as recorded, as it was sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from engine.situation import CHOICE, GROUP, GROUPS, STAGE, VALUE, desired, fields, formula, live, planned

from cvpctl.apply import inverse, undo_path, unsettled, write_undo
from cvpctl.model import Body, Cause, Record

AT = "2026-11-01T00:00:00+00:00"
OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
LABEL = "label.deals.contacts.sponsor"


def _settled(folder: Path, stated: dict[str, Body], read: dict[str, Body], ends: dict[str, str]) -> dict[str, Cause]:
    """Return what is held after a run that made all that is stated and was killed; `ends` are its steps."""
    wanted, path = desired(stated), folder / "20261101T000000.000000Z.jsonl"
    plan = planned(wanted, live())
    write_undo(inverse(plan, {}, Record(plan.portal_id)), undo_path(path))
    done = {step: end for step, end in ends.items() if end != "in doubt"}
    events = [
        {"event": "begin", "format": "cvpctl.journal/1", "portalId": plan.portal_id, "digest": plan.digest, "calls": 1},
        {"event": "intended", "call": 1, "operation": "x.y", "covers": list(ends), "body": None},
        {"event": "settled", "call": 1, "outcomes": done},
    ]
    path.write_text("".join(json.dumps({"at": AT, **one}) + "\n" for one in events))
    state = live(read)
    plan = planned(wanted, state, unsettled(folder).settled_in(Record(plan.portal_id), state))
    assert Cause.UNATTRIBUTED not in (fields(plan.held) | fields(plan.changes)).values()
    return fields(plan.held)


def _made(*addresses: str, end: str = "done") -> dict[str, str]:
    return {f"{one}:create": end for one in addresses}


@pytest.mark.parametrize("end", ["done", "in doubt"])
def test_an_edit_of_what_was_made_is_drift(tmp_path: Path, end: str) -> None:
    """Whether the creation was answered or not: what lives under the name is what was sent."""
    stated = {**GROUPS, STAGE: {**CHOICE, "options": OPTIONS}}
    read = {VALUE: {**GROUP, "label": "Lisa's"}, STAGE: {**CHOICE, "label": "By hand", "options": OPTIONS[:1]}}

    held = _settled(tmp_path, stated, read, _made(VALUE, STAGE, end=end))

    assert dict.fromkeys((f"{VALUE}#label", f"{STAGE}#label", f"{STAGE}#options/b"), Cause.DRIFT) == held


def test_hubspots_own_spelling_is_no_edit(tmp_path: Path) -> None:
    """A formula read back in other words, and defaults that are left out or added, separate nothing."""
    stated = {**GROUPS, STAGE: {**formula("2*3"), "hidden": False, "description": ""}}
    read = {
        VALUE: {**GROUP, "displayOrder": 4},
        STAGE: {**formula("(2 * 3)"), "formField": False, "hasUniqueValue": False},
    }

    assert {} == _settled(tmp_path, stated, read, _made(VALUE, STAGE))


def test_what_was_never_sent_is_no_edit(tmp_path: Path) -> None:
    """A limit whose call was not begun is still to be written; the texts beside it were sent."""
    stated = {LABEL: {"label": "Payer", "inverseLabel": "Pays for", "maxToObjects": 3}}
    read = {LABEL: {"label": "By hand", "inverseLabel": "Pays for"}}

    assert {f"{LABEL}#label": Cause.DRIFT} == _settled(tmp_path, stated, read, _made(LABEL))
