"""The published schemas of journal and inverse take what real runs write, and refuse what is damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from apply.made_up_portal import Counting, MadeUpPortal, answered
from engine.situation import GROUPS, STAGE, TEXT, VALUE, Bodies, desired, live, planned, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cvpctl.apply import Journal, carry_out, inverse, read_journal
from cvpctl.apply.journal_schema import journal_schema, journal_schema_text
from cvpctl.apply.undo import undo_from_json, undo_to_json
from cvpctl.apply.undo_schema import undo_schema, undo_schema_text
from cvpctl.errors import DailyLimit
from cvpctl.model import Address, Body, Plan, Record

SCHEMAS = Path(__file__).parents[2] / "schemas"
LINES = Draft202012Validator(journal_schema())
UNDO = Draft202012Validator(undo_schema())
OTHER = "property.contacts.other"
STATE: Bodies = {**GROUPS, STAGE: TEXT, OTHER: TEXT, "group.deals.gone": {"label": "Gone"}}
NEW: Bodies = {STAGE: {**TEXT, "label": "New"}, "property.contacts.made": TEXT}
PLAN = planned(desired(NEW, removed=["group.deals.gone"]), live(STATE), drift="overwrite", allow=["GROUP_DELETED:*"])


def journalled(path: Path, plan: Plan = PLAN, **portal: Any) -> list[Body]:
    provider = MadeUpPortal(answered(STATE))
    for name, value in portal.items():
        setattr(provider, name, value)
    with Journal(path, undoes="20260101T000000.000000Z") as journal:
        carry_out(plan, provider, journal, Counting(), Record(plan.portal_id), known={}, sleep=lambda _: None)
        journal.recorded()
    with Journal(path) as journal:
        journal.recorded("20260102T000000.000000Z")
    return read_journal(path)


@pytest.mark.parametrize(
    ("name", "text"), [("journal", journal_schema_text), ("undo", undo_schema_text)], ids=["journal", "undo"]
)
def test_the_published_schema_is_current(name: str, text: Callable[[], str]) -> None:
    """`make schemas` writes it anew; it is one, and says which it is."""
    assert text() == (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(text()))
    assert json.loads(text())["$id"] == f"cvpctl:{name}/1"


@pytest.mark.parametrize(
    "portal",
    [
        {},
        {"refuses": {f"{STAGE}:update": "too many: of them"}},
        {"loses": frozenset({f"{STAGE}:update"})},
        {"raises": {f"{STAGE}:update": DailyLimit("used up")}},
        {"ignores": frozenset({"label"})},
    ],
    ids=["well", "refused", "lost", "ended", "ignored"],
)
def test_every_line_of_a_run_fits(tmp_path: Path, portal: dict[str, Any]) -> None:
    """However the run ends."""
    events = journalled(tmp_path / "run.jsonl", **portal)
    assert [[], len(events)] == [[error.message for event in events for error in LINES.iter_errors(event)], len(events)]
    assert {"begin", "intended", "settled", "end", "recorded"} <= {event["event"] for event in events}


@pytest.mark.parametrize("event", ["begin", "intended", "settled", "left", "end", "recorded"])
@pytest.mark.parametrize("damage", ["a key goes", "a key comes", "a type changes", "another event"])
def test_a_damaged_line_does_not_fit(tmp_path: Path, event: str, damage: str) -> None:
    """Each sort of line, damaged in each way."""
    line = next(one for one in journalled(tmp_path / "run.jsonl") if one["event"] == event)
    match damage:
        case "a key goes":
            del line["at"]
        case "a key comes":
            line["token"] = "pat-1"
        case "a type changes":
            line["at"] = 5
        case _:
            line["event"] = "ended"
    assert not LINES.is_valid(line)


def test_an_inverse_fits_and_reads_back() -> None:
    """With every action, and with what the record said."""
    known = record({STAGE: TEXT, VALUE: GROUPS[VALUE]}, STATE)
    new, old = Address.parse(STAGE), Address.parse("property.contacts.before")
    undo = inverse(PLAN, live(STATE).resources, known, aim=known, known={new: "before"}, renamed={new: old})
    document = json.loads(json.dumps(undo_to_json(undo)))
    assert [] == [error.message for error in UNDO.iter_errors(document)]
    assert undo == undo_from_json(document)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_inverse_is_refused(data: st.DataObject) -> None:
    """Whatever key goes or becomes a number, schema and reader both refuse."""
    renamed = {Address.parse(STAGE): Address.parse("property.contacts.before")}
    undo = inverse(PLAN, live(STATE).resources, Record(PLAN.portal_id), renamed=renamed)
    document = json.loads(json.dumps(undo_to_json(undo)))
    name = data.draw(st.sampled_from(sorted(document)))
    # Most runs rename nothing.
    if name != "renamed" and data.draw(st.booleans()):
        del document[name]
    else:
        document[name] = 5
    assert not UNDO.is_valid(document)
    with pytest.raises(Exception, match=r"."):
        undo_from_json(document)
