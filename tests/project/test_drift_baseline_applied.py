"""What a baseline makes of drift: known while it holds and nothing moved on, told again as soon as either ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cvpctl.model import ABSENT, Action, Address, Cause, Change, FieldChange, Finding, Place, Severity
from cvpctl.model.drift import Drift
from cvpctl.project.drift_baseline import Accepted
from cvpctl.project.drift_baseline_applied import against_baseline, entries_of
from cvpctl.project.drift_baseline_values import live_text

TODAY = date(2026, 5, 4)
TIER = Address.parse("property.contacts.tier")


def edit(*path: str, before: Any = "Platinum", cause: Cause = Cause.DRIFT) -> FieldChange:
    return FieldChange(path, before, "Gold", cause)


def change(*fields: FieldChange, address: Address = TIER, action: Action = Action.UPDATE) -> Change:
    return Change(address, action, fields[0].cause if fields else Cause.DRIFT, fields, "Tier")


def line(text: str = "property.contacts.tier#label", live: str = "Platinum", **more: Any) -> Accepted:
    said: dict[str, Any] = {"expires": date(2027, 3, 31), "place": Place("drift-baseline.yaml", 3, 5), **more}
    return Accepted(Address.parse(text), "They asked for it", "Erin Example", live=live, **said)


def settled(drift: Drift, *entries: Accepted, seen: bool = True) -> Drift:
    return against_baseline(drift, entries, TODAY, lambda _: seen)


def codes(drift: Drift) -> list[str]:
    return [one.code for one in drift.remarks]


def test_what_is_accepted_stands_apart_with_its_reason() -> None:
    """It is drift no more, and nobody forgot it."""
    found = settled(Drift(moved=(change(edit("label")),)), line())

    assert ((), ()) == (found.moved, found.remarks)
    (known,) = found.known
    assert ("They asked for it", "Erin Example", date(2027, 3, 31)) == (known.reason, known.owner, known.expires)
    assert known.change == change(edit("label"))


def test_the_rest_of_a_change_is_still_drift() -> None:
    """One field is known, the other is not; the rest is as grave as its own fields."""
    moved = change(edit("label", cause=Cause.CONFLICT), edit("hidden", before=True))
    found = settled(Drift(moved=(moved,)), line())

    assert [(("hidden",), Cause.DRIFT)] == [(one.fields[0].path, one.cause) for one in found.moved]
    assert [("label",)] == [one.change.fields[0].path for one in found.known if one.change]


def test_the_last_day_is_included() -> None:
    """And the day after it counts as drift again, with a warning."""
    drift = Drift(moved=(change(edit("label")),))

    assert not settled(drift, line(expires=TODAY)).moved
    over = settled(drift, line(expires=date(2026, 5, 3)))
    assert (drift.moved, (), True) == (over.moved, over.known, over.expired)
    assert [("BASELINE_EXPIRED", Severity.WARNING)] == [(one.code, one.severity) for one in over.remarks]


def test_a_further_change_is_told_again() -> None:
    """The word was about another value."""
    found = settled(Drift(moved=(change(edit("label", before="Palladium")),)), line())

    assert (1, ["BASELINE_OUTDATED"]) == (len(found.moved), codes(found))
    assert not found.expired


def test_a_line_that_covers_nothing_is_told() -> None:
    """As a remark; of what was not seen nobody can tell."""
    assert ["BASELINE_UNUSED"] == codes(settled(Drift(), line()))
    assert Severity.INFO is settled(Drift(), line()).remarks[0].severity
    assert [] == codes(settled(Drift(), line(), seen=False))


def test_a_line_that_is_over_and_covers_nothing_is_no_alarm() -> None:
    """What it was about is gone; it only wants to be taken out."""
    found = settled(Drift(), line(expires=date(2026, 1, 1)))

    assert (["BASELINE_UNUSED"], False) == (codes(found), found.expired)


def test_a_wide_line_covers_all_below_it_by_a_hash() -> None:
    """One more field that moves is another state."""
    both = change(edit("label"), edit("options", "gold", "label"))
    live = live_text(both, both.fields, ())

    assert not settled(Drift(moved=(both,)), line(str(TIER), live)).moved
    third = replace(both, fields=(*both.fields, edit("hidden", before=True)))
    assert ["BASELINE_OUTDATED"] == codes(settled(Drift(moved=(third,)), line(str(TIER), live)))


def test_the_blueprints_side_does_not_matter() -> None:
    """A blueprint that says something else now makes no other edit of the portal."""
    both = change(edit("label"), edit("hidden", before=True))
    restated = replace(both, fields=tuple(replace(one, after="Silver") for one in both.fields))
    other_order = replace(both, fields=both.fields[::-1])

    assert 1 == len({live_text(one, one.fields, ()) for one in (both, restated, other_order)})


def test_the_most_particular_line_wins() -> None:
    """What a line about a field covers is none of the wider one's business."""
    both = change(edit("label"), edit("options", "gold", "label"))
    wide = line(str(TIER), live_text(both, both.fields[1:], ()), place=Place("drift-baseline.yaml", 12, 5))

    found = settled(Drift(moved=(both,)), wide, line())

    assert ((), 2, []) == (found.moved, len(found.known), codes(found))


def test_the_line_of_a_portal_wins_over_one_for_all() -> None:
    """And the other one is not called useless for that."""
    drift = Drift(moved=(change(edit("label")),))
    general, ours = line(live="Palladium"), line(portal="production")

    assert [] == codes(settled(drift, *entries_of([general, ours], "production")))
    assert ["BASELINE_OUTDATED"] == codes(settled(drift, *entries_of([general, ours], "sandbox")))


@pytest.mark.parametrize(
    ("before", "path", "text", "live"),
    [
        ("Platinum", ("label",), "#label", "Platinum"),
        ("", ("label",), "#label", ""),
        (True, ("hidden",), "#hidden", "true"),
        (7, ("displayOrder",), "#displayOrder", "7"),
        (ABSENT, ("options", "gold"), "/options/gold", "gone"),
    ],
)
def test_a_short_value_says_itself(before: Any, path: tuple[str, ...], text: str, live: str) -> None:
    """As a person would write it."""
    moved = change(edit(*path, before=before))

    assert live == live_text(moved, moved.fields, path)
    assert not settled(Drift(moved=(moved,)), line(f"{TIER}{text}", live)).moved


@pytest.mark.parametrize(
    "before",
    ["x" * 200, "two\nlines", "gone", "new", "sha256:ab", None, ["a"], {"label": "Gold"}, "a\u202eb", "\ufeff"],
)
def test_any_other_value_is_a_hash(before: Any) -> None:
    """What is long, odd or could mean something else; a file stays readable."""
    moved = change(edit("label", before=before))
    live = live_text(moved, moved.fields, ("label",))

    assert live.startswith("sha256:")
    assert not settled(Drift(moved=(moved,)), line(live=live)).moved


def test_values_of_all_sorts_have_hashes_of_their_own() -> None:
    """Null, nothing, an empty text and false are four things."""
    sides = [(edit("label", before=value), edit("x")) for value in (None, ABSENT, "", False, 0, "0")]
    assert len(sides) == len({live_text(change(*pair), pair, ()) for pair in sides})


def test_what_is_gone_can_be_accepted() -> None:
    """Whatever the blueprint states of it by now."""
    gone = change(edit("label", before=ABSENT), edit("type", before=ABSENT), action=Action.CREATE)

    assert not settled(Drift(moved=(gone,)), line(str(TIER), "gone")).moved
    back = change(edit("label"))
    assert ["BASELINE_OUTDATED"] == codes(settled(Drift(moved=(back,)), line(str(TIER), "gone")))


def test_a_change_that_names_no_field_goes_by_its_address() -> None:
    """There is nothing more particular to say."""
    bare = change(action=Action.CREATE)
    assert not settled(Drift(moved=(bare,)), line(str(TIER), "gone")).moved


def test_a_new_thing_can_be_known() -> None:
    """It is told apart and fails no strict job any more."""
    new = Finding("NEW_UNMANAGED", Severity.INFO, "made since", address=Address.parse("property.contacts.extra"))
    found = settled(Drift(new=(new,)), line("property.contacts.extra", "new"))

    assert ((), [new]) == (found.new, [one.new for one in found.known])
    assert [new] == list(settled(Drift(new=(new,)), line("property.contacts.extra", "gone")).new)
