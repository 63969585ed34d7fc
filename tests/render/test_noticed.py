"""What people in a portal will notice, in their words: losses first, many of a sort in one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cvpctl.model import ABSENT, Action, Address, Cause, Change, Ending, FieldChange, Migration
from cvpctl.render.noticed import noticed

TIER = Address("property", ("contacts",), "tier")
DEALS = Address("pipeline", ("deals",), "path")


def edited(address: Address, label: str, *fields: tuple[tuple[str, ...], Any, Any]) -> Change:
    return Change(address, Action.UPDATE, Cause.CHANGE, tuple(FieldChange(*one) for one in fields), label)


def made(address: Address, label: str, action: Action = Action.CREATE, **body: Any) -> Change:
    fields = tuple(FieldChange((name,), ABSENT, value, Cause.CREATE) for name, value in body.items())
    return Change(address, action, Cause.CREATE, fields, label)


def said(*changes: Change) -> list[str]:
    return [sentence for one in noticed(changes) for sentence in one.said]


TIN = {"label": "Tin"}
CASES = [
    (edited(TIER, "Trust", (("label",), "Tier", "Trust")), "a name changes: “Tier” → “Trust”"),
    (edited(TIER, "Tier", (("options", "tin"), TIN, ABSENT)), "“Tin” in “Tier” can no longer be chosen"),
    (edited(TIER, "Tier", (("options", "tin"), ABSENT, TIN)), "“Tin” in “Tier” can be chosen"),
    (edited(TIER, "Tier", (("options", "tin", "hidden"), False, True)), "“tin” in “Tier” is hidden"),
    (edited(TIER, "Tier", (("hidden",), True, False)), "“Tier” is shown again"),
    (edited(TIER, "Tier", (("fieldType",), "select", "radio")), "“Tier” is entered in another way"),
    (edited(TIER, "Tier", (("description",), "x", "y")), "the explanation beside “Tier” changes"),
    (
        edited(TIER, "Tier", (("optionsOrder",), ["a", "b"], ["b", "a"])),
        "the entries of “Tier” stand in another order",
    ),
    (
        edited(TIER, "Tier", (("options", "tin", "label"), "Tin", "Lead")),
        "a name changes: “Tin” → “Lead” in “Tier”",
    ),
    (edited(DEALS, "Path", (("stages", "won"), {"label": "Won"}, ABSENT)), "the stage “Won” in “Path” goes"),
    (edited(DEALS, "Path", (("stages", "won"), ABSENT, {"label": "Won"})), "there is a new stage, “Won” in “Path”"),
    (made(DEALS, "Path"), "there is a new pipeline, “Path”"),
    (made(TIER, "Tier"), "there is a new property, “Tier”"),
    (made(TIER, "Tier", Action.RESTORE), "“Tier” is back, with its old values"),
    (made(TIER, "Tier", Action.REMOVE), "“Tier” goes from every record, with its values"),
    (made(Address("schema", (), "deliverable"), "Deliverable"), "there is a new object, “Deliverable”"),
    (
        made(Address("label", ("projects", "contacts"), "sponsor"), "Sponsor"),
        "one record can be “Sponsor” of another",
    ),
    (made(Address("validation", ("contacts",), "tier"), "Tier"), "what is typed into “Tier” is checked"),
]


@pytest.mark.parametrize(("change", "sentence"), CASES, ids=[one[1] for one in CASES])
def test_each_sort_of_change_has_its_sentence(change: Change, sentence: str) -> None:
    """In words of whoever works in the portal."""
    assert [sentence] == said(change)


@pytest.mark.parametrize(
    "change",
    [
        made(Address("group", ("contacts",), "value"), "Value"),
        made(TIER, "Tier", hidden=True),
        edited(TIER, "Tier", (("displayOrder",), 1, 2)),
        edited(TIER, "Tier", (("formField",), False, True)),
    ],
    ids=["a group", "a hidden property", "an order of its own", "a form's field"],
)
def test_what_only_programs_see_is_left_out(change: Change) -> None:
    """It stands in the tables."""
    assert [] == said(change)


def test_a_choice_goes_by_the_name_that_people_read() -> None:
    """Where the blueprint says it."""
    change = edited(TIER, "Tier", (("options", "tin", "hidden"), False, True))
    stated = {"options": {"tin": {"label": "Tin"}}}

    assert ["“Tin” in “Tier” is hidden"] == said(replace(change, stated=stated))


def test_many_of_a_sort_are_one_sentence() -> None:
    """Four are named, and how many more there are is said."""
    changes = [made(Address("property", ("contacts",), f"p{n}"), f"P{n}") for n in range(300)]

    assert ["there are 300 new properties: “P0”, “P1”, “P2”, “P3” and 296 more"] == said(*changes)


def test_losses_stand_first() -> None:
    """What is taken away, then what is called otherwise, then what is new."""
    fields = ((("label",), "Tier", "Trust"), (("options", "tin"), TIN, ABSENT), (("options", "lead"), ABSENT, TIN))

    assert ["can no longer", "a name changes", "can be chosen"] == [
        next(words for words in ("can no longer", "a name changes", "can be chosen") if words in one)
        for one in said(edited(TIER, "Trust", *fields))
    ]


def test_record_values_that_go_over_head_the_list() -> None:
    """With their number."""
    one = Migration(TIER.child("options", "tin"), TIER.child("options", "lead"), Ending.HIDDEN, records=1204)
    first = noticed([made(TIER, "Tier")], [one])[0]

    assert ("Records", 1) == (first.where, len(first.said))
    assert "1,204 records" in first.said[0]
