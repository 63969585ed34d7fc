"""A plan in a terminal: everything a person needs, and nothing that misleads."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpctl.model import ABSENT, Action, Address, Cause, Change, FieldChange, Plan
from cvpctl.render.plan_markdown import plan_markdown
from cvpctl.render.plan_text import plan_text

Golden = Callable[[str, str], None]
STAGE = Address("property", ("contacts",), "value_path_stage")


def _creating(label: str) -> Plan:
    fields = (FieldChange(("label",), ABSENT, label), FieldChange(("type",), ABSENT, "string"))
    return Plan(1, "", changes=(Change(STAGE, Action.CREATE, Cause.CREATE, fields, label),))


def _updating(*fields: FieldChange) -> str:
    plan = Plan(1, "", changes=(Change(STAGE, Action.UPDATE, Cause.CHANGE, fields, "Value Path Stage"),))
    return plan_text(plan, color=False, width=100)


@pytest.mark.parametrize("width", [80, 120])
def test_every_section(golden: Golden, everything: Plan, width: int) -> None:
    """A plan with something in every section reads as its golden file does."""
    golden(f"plan_{width}.txt", plan_text(everything, color=False, width=width))


def test_nothing_to_do(golden: Golden, nothing: Plan) -> None:
    """A portal that is as it should be is said in two lines, and the embedded one is never taken for HubSpot."""
    golden("plan_nothing.txt", plan_text(nothing, color=False, width=100))


def test_nothing_to_do_is_not_claimed_of_what_was_not_read(everything: Plan) -> None:
    """With nothing but an unreadable list the plan says how far it saw, in a terminal and in a pull request."""
    unread = replace(everything, changes=(), calls=(), held=(), blocked=())

    assert "Nothing to do in what could be read: 2 unreadable; 240 unchanged" in plan_text(
        unread, color=False, width=100
    )
    assert "**2 lists could not be read. Nothing to do in what could be read.**" in plan_markdown(unread)


def test_an_empty_plan_counts_nothing() -> None:
    """Where there is nothing at all no zero is shown."""
    assert "Nothing to do." == plan_text(Plan(1, ""), color=False, width=100).splitlines()[-1]


def test_what_a_write_replaces_is_said_as_far_as_it_is_known() -> None:
    """An edit is called one only where the record tells; else the plan says that nobody knows."""
    edits = [
        FieldChange((name,), "Live", "Stated", cause)
        for name, cause in (("label", Cause.DRIFT), ("description", Cause.UNATTRIBUTED), ("hidden", Cause.CHANGE))
    ]
    plan = Plan(1, "", changes=(Change(STAGE, Action.UPDATE, Cause.DRIFT, tuple(edits), "Stage"),))
    lines = [line.strip() for line in plan_text(plan, color=False, width=100).splitlines() if "replaces" in line]

    assert [
        "replaces an edit made in the portal",
        "replaces what the portal holds; no record says who set it",
    ] == lines
    assert "(replaces what the portal holds; no record says who set it)" in plan_markdown(plan)


@pytest.mark.parametrize(
    ("run", "note"),
    [
        ({"embedded": True}, "embedded portal, not HubSpot"),
        ({"embedded": True, "loopback": True}, "a portal on this machine, not HubSpot"),
    ],
)
def test_what_is_not_hubspot_is_said(run: dict[str, bool], note: str) -> None:
    """No portal on this machine is taken for HubSpot, whoever started it."""
    plan = Plan(1, "", run=dict(run))

    assert plan_text(plan, color=False, width=100).splitlines()[0].endswith(f"  {note}")
    assert f"> **{note}**" in plan_markdown(plan)


def test_nothing_to_do_hides_nothing(everything: Plan) -> None:
    """Without changes the plan still tells what is held, blocked and unknown."""
    text = plan_text(replace(everything, changes=(), calls=()), color=False, width=100)

    assert "Nothing can be written: 3 held, 2 blocked, 2 unreadable; 240 unchanged" in text
    assert "Nothing to do" not in text
    assert "Held (3)" in text
    assert "Blocked (2)" in text
    assert "Unknown (2)" in text
    assert "Digest" not in text


def test_one_change(golden: Golden) -> None:
    """A plan of one change is as short as that."""
    golden("plan_one.txt", plan_text(_creating("Value Path Stage"), color=False, width=100))


def test_three_thousand_creates(three_thousand: Plan) -> None:
    """A create takes one line, however many there are, and stays within the width."""
    lines = plan_text(three_thousand, color=False, width=100).splitlines()
    creates = [line for line in lines if line.lstrip().startswith("+ Property")]

    assert len(creates) == 3000
    assert len(lines) < 3020
    assert max(map(len, creates)) <= 100
    assert "enumeration/radio, 8 options: Audience, Researcher…" in creates[0]


def test_a_line_is_cut_between_words(everything: Plan) -> None:
    """What finds no room is left out by the part or the word, not in the middle of one."""
    (line,) = (
        text for text in plan_text(everything, color=False, width=80).splitlines() if "+ Value Path Stage" in text
    )

    assert line.endswith("  enumeration/radio…")


def test_color_changes_no_word(everything: Plan) -> None:
    """Colour adds escapes and nothing else, and without colour there is no escape."""
    colored, plain = (plan_text(everything, color=color, width=100) for color in (True, False))

    assert "\x1b[32m+\x1b[0m" in colored
    assert "\x1b" not in plain
    assert plain.splitlines() == [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", colored).splitlines()]


@given(st.text(min_size=1))
def test_any_label_keeps_its_line(label: str) -> None:
    """Whatever a label holds, it stays on its line and the terminal obeys none of it."""
    plain = _creating("x")
    text = plan_text(_creating(label), color=False, width=100)

    assert len(plan_text(plain, color=False, width=100).split("\n")) == len(text.split("\n"))
    assert text.replace("\n", "").replace("\u200c", "").replace("\u200d", "").isprintable()


@pytest.mark.parametrize("label", ["[bold]x[/bold]", "[/]", "[link=https://example.com]x", ":smile:", "\\[x]"])
def test_markup_is_a_label_like_any_other(label: str) -> None:
    """Markup of the terminal library is shown letter by letter, with colour and without."""
    for color in (True, False):
        assert label in plan_text(_creating(label), color=color, width=100)


@pytest.mark.parametrize(
    ("field", "line"),
    [
        (FieldChange(("label",), "Note", "Remark"), '        label: "Note" → "Remark"'),
        (FieldChange(("description",), ABSENT, "x"), '        description: not set → "x"'),
        (FieldChange(("description",), "x", None), '        description: "x" → null'),
        (FieldChange(("displayOrder",), -1, 3), "        displayOrder: -1 → 3"),
        (FieldChange(("options", "a/b", "label"), "A", "B"), '        options/a/b/label: "A" → "B"'),
        (FieldChange(("options", "a"), ABSENT, {"label": "A"}), '      + options/a: "A"'),
        (FieldChange(("stages", "won"), {"label": "Won"}, ABSENT), '      - stages/won: "Won"'),
        (FieldChange(("options",), ABSENT, {"a": {"label": "A"}}), '      + options/a: "A"'),
        (FieldChange(("optionsOrder",), ["a", "b"], ["b", "a"]), "        order of options: a, b → b, a"),
        (FieldChange(("stages", "won", "metadata"), {}, {"p": "1"}), '        stages/won/metadata: {} → {p: "1"}'),
    ],
)
def test_a_difference_is_one_line(field: FieldChange, line: str) -> None:
    """Each sort of difference has its own words, before the arrow and behind it."""
    assert line in _updating(field).splitlines()


def test_long_texts_are_cut_around_what_differs() -> None:
    """Two long texts stand under each other, cut so that the difference is in view."""
    before = "word " * 100 + "old" + " word" * 100
    lines = _updating(FieldChange(("description",), before, before.replace("old", "new"))).splitlines()
    old, new = (next(line for line in lines if line.lstrip().startswith(sign)) for sign in ("- ", "+ "))

    assert old.replace("old", "new").lstrip(" -") == new.lstrip(" +")
    assert "new" in new
    assert max(len(old), len(new)) <= 100


def test_each_block_names_its_way_out(everything: Plan) -> None:
    """What may be allowed comes with the words to paste, uncut at any width; what may not comes without."""
    lines = [line.strip() for line in plan_text(everything, color=False, width=60).splitlines()]

    assert "to let it pass: --allow TYPE_CHANGED:property.companies.account_type#type" in lines
    assert not [line for line in lines if "--allow IMMUTABLE_FIELD" in line]


def test_objects_stand_in_their_order(everything: Plan) -> None:
    """Objects stand in HubSpot's order, custom ones last."""
    text = plan_text(everything, color=False, width=100)
    places = [text.index(f"\n{name}\n") for name in ("Contacts", "Companies", "Deals", "Tickets")]

    assert [*places, text.index("\ndeliverable (custom object)\n")] == sorted(
        [*places, text.index("\ndeliverable (custom object)\n")]
    )


def test_reads_are_counted_where_they_are_known(everything: Plan) -> None:
    """The calls that read back are told apart from those that write, which question, progress and report count."""
    told = replace(everything, run={"callsTaken": 1, "verifyCalls": 2})

    assert "Took 1 call; apply will take 5 calls, and 2 to read back." in plan_text(told, color=False, width=100)
