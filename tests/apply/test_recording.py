"""What the record keeps, seen through the next plan: what was held stays held, and for the same reason."""

from __future__ import annotations

import pytest
from engine.situation import (
    CHOICE,
    GROUP,
    GROUPS,
    STAGE,
    TEXT,
    VALUE,
    Bodies,
    desired,
    fields,
    formula,
    live,
    planned,
    record,
    resources,
)

from cvpctl.apply.recording import recorded, stated_by
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Body, Cause, Entry, Record

SUM = "property.contacts.sum"
NONE = Record(4_711)


def after(old: Record, stated: Bodies, read: Bodies, **written: set[str]) -> Record:
    """Record `stated` against what was `read`; `written` maps a key to the fields that this run wrote."""
    normal = {
        address: KINDS[address.kind].normalise(address, resource.body)
        for address, resource in desired(stated).resources.items()
    }
    names = {address: written.get(address.key, set()) for address in normal}
    return recorded(old, normal, resources(read), written=names)


def next_plan(old: Record, stated: Bodies, read: Bodies) -> dict[str, Cause]:
    """Return what the plan after that holds or writes, and why."""
    plan = planned(desired({**GROUPS, **stated}), live({**GROUPS, **read}), old)
    return fields(plan.changes) | fields(plan.held)


def entry(body: Body, read: Body) -> Record:
    return record({STAGE: body}, {STAGE: read})


def test_what_differs_in_nothing_is_recorded() -> None:
    """As stated and as read, normalised, whether this run wrote it or found it so."""
    made = after(NONE, {VALUE: GROUP}, {VALUE: {**GROUP, "displayOrder": 3, "archived": False}})
    assert dict(made.entries) == {Address.parse(VALUE): Entry(GROUP, {**GROUP, "displayOrder": 3})}


def test_what_is_not_live_is_not_recorded() -> None:
    """And an old entry of it stays: its absence is drift until somebody says otherwise."""
    assert after(NONE, {VALUE: GROUP}, {}).entries == {}
    old = record({VALUE: GROUP}, {VALUE: GROUP})
    assert after(old, {VALUE: GROUP}, {}) == old


def test_an_unattributed_difference_is_not_recorded() -> None:
    """Nobody can tell whose it is, after an apply as before it."""
    stated, read = {STAGE: {**TEXT, "label": "Ours"}}, {STAGE: TEXT}
    made = after(NONE, stated, read)
    assert made.entries == {}
    assert next_plan(made, stated, read) == {f"{STAGE}#label": Cause.UNATTRIBUTED}


def test_removed_addresses_go() -> None:
    """A name that is stated again later is new."""
    old = record({VALUE: GROUP, STAGE: TEXT}, {VALUE: GROUP, STAGE: TEXT})
    assert list(recorded(old, {}, {}, [Address.parse(VALUE)]).entries) == [Address.parse(STAGE)]


def test_what_is_not_stated_any_more_is_kept() -> None:
    """So that it can be reported as left behind."""
    old = record({VALUE: GROUP}, {VALUE: GROUP})
    assert after(old, {STAGE: TEXT}, {STAGE: TEXT, VALUE: GROUP}).entries.keys() == {
        Address.parse(VALUE),
        Address.parse(STAGE),
    }


HELD: list[tuple[str, Body, Body, Body, Body, str, Cause]] = [
    # name, what was stated, what was live then, what is stated now, what is live now, path, cause
    ("drift", TEXT, TEXT, TEXT, {**TEXT, "label": "edited"}, "label", Cause.DRIFT),
    ("conflict", TEXT, TEXT, {**TEXT, "label": "new"}, {**TEXT, "label": "edited"}, "label", Cause.CONFLICT),
    (
        "displayOrder, which is no order of a collection",
        {**TEXT, "displayOrder": 1},
        {**TEXT, "displayOrder": 1},
        {**TEXT, "displayOrder": 1},
        {**TEXT, "displayOrder": 5},
        "displayOrder",
        Cause.DRIFT,
    ),
    (
        "a field the record never stated",
        TEXT,
        TEXT,
        {**TEXT, "description": "new"},
        {**TEXT, "description": "typed by hand"},
        "description",
        Cause.CONFLICT,
    ),
    ("a field the portal emptied", {**TEXT, "hidden": True}, {**TEXT, "hidden": True}, {**TEXT, "hidden": True}, TEXT,
     "hidden", Cause.DRIFT),
]  # fmt: skip


@pytest.mark.parametrize(("name", "was", "was_live", "now", "now_live", "path", "cause"), HELD)
def test_a_held_field_keeps_its_old_word(  # noqa: PLR0917
    name: str, was: Body, was_live: Body, now: Body, now_live: Body, path: str, cause: Cause
) -> None:
    """However many applies pass, the next plan holds it for the same reason; the other fields are recorded anew."""
    old = entry(was, was_live)
    now = {**now, "formField": True}
    now_live = {**now_live, "formField": True}
    assert next_plan(old, {STAGE: now}, {STAGE: now_live}) == {f"{STAGE}#{path}": cause}, name
    for _ in range(3):
        old = after(old, {STAGE: now}, {STAGE: now_live}, stage={"formField"})
        assert next_plan(old, {STAGE: now}, {STAGE: now_live}) == {f"{STAGE}#{path}": cause}, name
    kept = old.entries[Address.parse(STAGE)]
    assert (kept.stated["formField"], kept.live["formField"]) == (True, True)
    assert next_plan(old, {STAGE: now}, {STAGE: {**now_live, "formField": False}})[f"{STAGE}#formField"] == Cause.DRIFT


def choice(values: str, **labels: str) -> Body:
    options = [
        {"value": value, "label": labels.get(value, value.upper()), "displayOrder": n} for n, value in enumerate(values)
    ]
    return {**CHOICE, "options": options}


@pytest.mark.parametrize(
    ("was", "now", "now_live", "path", "cause"),
    [
        (choice("ab"), choice("ab"), choice("ba"), "optionsOrder", Cause.DRIFT),
        (choice("abc"), choice("bac"), choice("cab"), "optionsOrder", Cause.CONFLICT),
        (choice("ab"), choice("ab"), choice("a"), "options/b", Cause.DRIFT),
        (choice("ab"), choice("ab"), choice("ab", a="Edited"), "options/a/label", Cause.DRIFT),
        (TEXT, choice("ab"), choice("ab", a="Edited"), "options/a/label", Cause.CONFLICT),
    ],
)
def test_held_children_keep_their_old_word(was: Body, now: Body, now_live: Body, path: str, cause: Cause) -> None:
    """Orders, missing options, and fields of options alike."""
    was_typed = {**was, "type": "enumeration", "fieldType": "select"}
    old = entry(was_typed, was_typed)
    for _ in range(3):
        assert next_plan(old, {STAGE: now}, {STAGE: now_live}) == {f"{STAGE}#{path}": cause}
        old = after(old, {STAGE: now}, {STAGE: now_live})


def test_a_blocked_change_stays_a_change() -> None:
    """Nothing was written, so the blueprint's move is still to be made."""
    old = entry(TEXT, TEXT)
    now: Body = {**TEXT, "type": "number", "fieldType": "number"}
    made = after(old, {STAGE: now}, {STAGE: TEXT})
    assert made.entries[Address.parse(STAGE)].stated["type"] == "string"
    plan = planned(desired({**GROUPS, STAGE: now}), live({**GROUPS, STAGE: TEXT}), made)
    assert (fields(plan.blocked), plan.held) == (
        {f"{STAGE}#type": Cause.CHANGE, f"{STAGE}#fieldType": Cause.CHANGE},
        (),
    )


OURS, READ = formula("a = b"), formula("a equals b")


def formulas(stated: Body, read: Body) -> Record:
    return record({SUM: stated}, {SUM: read})


def of_formula(old: Record, read: Body) -> dict[str, Cause]:
    state = {SUM: read, "property.contacts.a": TEXT, "property.contacts.b": TEXT}
    return next_plan(old, {SUM: OURS}, state)


def test_a_formula_that_was_written_is_recorded_as_read() -> None:
    """HubSpot's own spelling of what this run sent is no difference from now on."""
    made = after(NONE, {SUM: OURS}, {SUM: READ}, sum={"calculationFormula"})
    assert of_formula(made, READ) == {}
    assert of_formula(made, formula("c")) == {f"{SUM}#calculationFormula": Cause.DRIFT}


def test_a_formula_nobody_wrote_is_not_taken_for_ours() -> None:
    """Another text on first contact may be another meaning: it stays unattributed through every apply."""
    made = after(NONE, {SUM: OURS}, {SUM: READ})
    assert made.entries == {}
    assert of_formula(made, READ) == {f"{SUM}#calculationFormula": Cause.UNATTRIBUTED}


def test_a_formula_edited_in_the_portal_stays_drift() -> None:
    """Applying something else does not make somebody's formula ours."""
    old = formulas(OURS, READ)
    for _ in range(3):
        old = after(old, {SUM: OURS}, {SUM: formula("a + b")}, sum={"label"})
        assert of_formula(old, formula("a + b")) == {f"{SUM}#calculationFormula": Cause.DRIFT}


def test_a_formula_left_alone_stays_equal() -> None:
    """A run that wrote other fields keeps knowing HubSpot's spelling."""
    old = after(formulas(OURS, READ), {SUM: OURS}, {SUM: READ}, sum={"label"})
    assert of_formula(old, READ) == {}


def test_stated_by_a_saved_plan() -> None:
    """Without the blueprint at hand, what the changes state; a removal states nothing."""
    plan = planned(
        desired({**GROUPS, STAGE: TEXT}, removed=["group.contacts.old"]), live({"group.contacts.old": {"label": "Old"}})
    )
    assert {str(address): body for address, body in stated_by(plan).items()} == {VALUE: GROUP, STAGE: TEXT}
