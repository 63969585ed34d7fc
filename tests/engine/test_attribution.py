"""Three states: every row of the table of architecture.md, per field, under hold and overwrite and --take."""

from __future__ import annotations

import pytest
from engine.situation import GROUP, STAGE, TEXT, addresses, desired, fields, live, planned, record

from cvpctl.engine import Choices, Side, Take
from cvpctl.model import Address, Body, Cause, Plan, Record, State

LABEL = f"{STAGE}#label"
GROUPS = {"group.contacts.value": GROUP}


def body(label: str) -> Body:
    return {**TEXT, "label": label}


def known(stated: str, read: str) -> Record:
    return record({**GROUPS, STAGE: body(stated)}, {**GROUPS, STAGE: body(read)})


def plan(wanted: str, state: str, entry: Record | None, drift: str, *take: str) -> Plan:
    return planned(desired({**GROUPS, STAGE: body(wanted)}), portal(body(state)), entry, drift=drift, take=take)


def portal(stage: Body) -> State:
    return live({**GROUPS, STAGE: stage})


# blueprint, live, record (stated, live) or none, cause, whether hold writes
ROWS = [
    ("new", "old", ("old", "old"), Cause.CHANGE, True),
    ("old", "edited", ("old", "old"), Cause.DRIFT, False),
    ("new", "edited", ("old", "old"), Cause.CONFLICT, False),
    ("new", "old", None, Cause.UNATTRIBUTED, False),
    ("old", "other", ("old", "other"), Cause.CHANGE, True),
    ("new", "other", ("old", "other"), Cause.CHANGE, True),
]


@pytest.mark.parametrize(("wanted", "state", "entry", "cause", "writes"), ROWS)
def test_hold(wanted: str, state: str, entry: tuple[str, str] | None, cause: Cause, writes: object) -> None:
    """What the portal moved, or nobody can tell, is held and reported; the blueprint's own move is written."""
    made = plan(wanted, state, known(*entry) if entry else None, "hold")
    assert fields(made.changes) == ({LABEL: cause} if writes else {})
    assert fields(made.held) == ({} if writes else {LABEL: cause})


@pytest.mark.parametrize(("wanted", "state", "entry", "cause", "writes"), ROWS)
def test_overwrite(wanted: str, state: str, entry: tuple[str, str] | None, cause: Cause, writes: object) -> None:
    """Everything is written, and still labelled with what it replaces."""
    made = plan(wanted, state, known(*entry) if entry else None, "overwrite")
    assert writes in (True, False)
    assert (fields(made.changes), fields(made.held)) == ({LABEL: cause}, {})


@pytest.mark.parametrize("drift", ["hold", "overwrite"])
def test_converged(drift: str) -> None:
    """Live as the blueprint says: nothing to do, whatever the record says."""
    made = plan("same", "same", known("old", "older"), drift)
    assert ([], [], 2) == (addresses(made.changes), addresses(made.held), made.unchanged)


@pytest.mark.parametrize("drift", ["hold", "overwrite"])
def test_no_record_and_absent_is_a_create(drift: str) -> None:
    """Written either way."""
    made = planned(desired(GROUPS), live(), None, drift=drift)
    assert {change.cause for change in made.changes} == {Cause.CREATE}


def test_recorded_and_absent_is_drift() -> None:
    """Somebody deleted it in the portal: held, and made again only on a word."""
    made = planned(desired(GROUPS), live(), record(GROUPS, GROUPS))
    assert (addresses(made.changes), [change.cause for change in made.held]) == ([], [Cause.DRIFT])
    again = planned(desired(GROUPS), live(), record(GROUPS, GROUPS), take=["blueprint:group.contacts.value"])
    assert addresses(again.changes) == ["group.contacts.value"]


def test_each_field_has_its_own_cause() -> None:
    """One address may be written in one field and held in another; the record's live side knows unstated fields."""
    old = {**TEXT, "label": "old"}
    wanted = {**TEXT, "label": "new", "description": "stated now", "groupName": "value", "hidden": False}
    state = {**TEXT, "label": "old", "description": "typed by hand", "hidden": True}
    entry = record({**GROUPS, STAGE: old}, {**GROUPS, STAGE: {**old, "hidden": True, "description": ""}})
    made = planned(desired({**GROUPS, STAGE: wanted}), portal(state), entry)
    assert fields(made.changes) == {LABEL: Cause.CHANGE, f"{STAGE}#hidden": Cause.CHANGE}
    assert fields(made.held) == {f"{STAGE}#description": Cause.CONFLICT}


LETTERS = {value: {"value": value, "label": value.upper(), "displayOrder": n} for n, value in enumerate("abc")}


def choice(values: str, **labels: str) -> Body:
    options = [{"value": value, "label": labels.get(value, value.upper())} for value in values]
    return {**TEXT, "type": "enumeration", "fieldType": "select", "options": options}


@pytest.mark.parametrize(
    ("wanted", "state", "was_stated", "was_live", "cause"),
    [
        ("ba", "ab", "ab", "ab", Cause.CHANGE),
        ("ab", "ba", "ab", "ab", Cause.DRIFT),
        ("bac", "cab", "abc", "abc", Cause.CONFLICT),
        ("ba", "ab", "ba", "ab", Cause.CHANGE),
    ],
)
def test_an_order_has_a_cause_too(wanted: str, state: str, was_stated: str, was_live: str, cause: Cause) -> None:
    """The relative order is compared with the record as any field is."""
    entry = record({**GROUPS, STAGE: choice(was_stated)}, {**GROUPS, STAGE: choice(was_live)})
    made = planned(desired({**GROUPS, STAGE: choice(wanted)}), portal(choice(state)), entry, drift="overwrite")
    assert fields(made.changes) == {f"{STAGE}#optionsOrder": cause}


@pytest.mark.parametrize(
    ("wanted", "state", "was", "part", "cause"),
    [
        ("abc", "ab", "ab", "options/c", Cause.CHANGE),
        ("abc", "ab", "abc", "options/c", Cause.DRIFT),
    ],
)
def test_a_missing_option_has_a_cause(wanted: str, state: str, was: str, part: str, cause: Cause) -> None:
    """New in the blueprint, or taken out in the portal."""
    entry = record({**GROUPS, STAGE: choice(was)}, {**GROUPS, STAGE: choice(was)})
    made = planned(desired({**GROUPS, STAGE: choice(wanted)}), portal(choice(state)), entry, drift="overwrite")
    assert fields(made.changes) == {f"{STAGE}#{part}": cause}


def test_a_tombstone_is_an_intent_of_its_own() -> None:
    """It is not held although nobody can attribute the option; its hazard asks for a word instead."""
    wanted = desired({**GROUPS, STAGE: choice("a")}, removed=[f"{STAGE}/options/b"])
    made = planned(wanted, portal(choice("ab")))
    assert (addresses(made.blocked), made.held) == ([STAGE], ())
    allowed = planned(wanted, portal(choice("ab")), allow=[f"OPTION_REMOVED:{STAGE}/options/b"])
    assert fields(allowed.changes) == {f"{STAGE}#options/b": Cause.CHANGE}


TWO = {"label": "new", "description": "new"}


@pytest.mark.parametrize(
    ("take", "written", "kept"),
    [
        (["blueprint"], ["description", "label"], []),
        ([f"blueprint:{STAGE}"], ["description", "label"], []),
        ([f"blueprint:{STAGE}#label"], ["label"], ["description"]),
        ([f"blueprint:{STAGE}", f"portal:{STAGE}#label"], ["description"], []),
        ([f"portal:{STAGE}#label", f"blueprint:{STAGE}"], ["description"], []),
        (["portal", f"blueprint:{STAGE}#label"], ["label"], []),
        (["portal"], [], []),
        (["blueprint:property.contacts.other"], [], ["description", "label"]),
        (["blueprint:property.companies.stage"], [], ["description", "label"]),
    ],
)
def test_take_decides(take: list[str], written: list[str], kept: list[str]) -> None:
    """Whole, one address or one field; the most specific wins, in whatever order they are said."""
    made = planned(desired({**GROUPS, STAGE: {**TEXT, **TWO}}), portal({**TEXT, "label": "old"}), take=take)
    assert sorted(fields(made.changes)) == [f"{STAGE}#{name}" for name in written]
    assert sorted(fields(made.held)) == [f"{STAGE}#{name}" for name in kept]


def test_taking_the_portals_side_is_told() -> None:
    """LEFT_TO_PORTAL names the field; the address is neither written nor held."""
    made = planned(desired({**GROUPS, STAGE: body("new")}), portal(body("old")), take=[f"portal:{STAGE}#label"])
    assert [(finding.code, str(finding.address)) for finding in made.notices] == [("LEFT_TO_PORTAL", STAGE)]


def test_take_reaches_one_child() -> None:
    """An address with a subpath covers that option and no other."""
    take = Take.parse(f"blueprint:{STAGE}/options/a")
    address = Address.parse(STAGE)
    assert take.covers(address, ("options", "a", "label"))
    assert not take.covers(address, ("options", "b", "label"))
    assert not take.covers(address, ("label",))


@pytest.mark.parametrize(
    "text", ["", "mine", "mine:property.contacts.a", "blueprint:nonsense", "blueprint:", "portal:"]
)
def test_nonsense_is_refused(text: str) -> None:
    """In a sentence; above all an empty address, which would mean every address there is."""
    with pytest.raises(ValueError, match=r"."):
        Take.parse(text)


def test_sides() -> None:
    """A change is the blueprint's without a word; the rest needs one or a portal where overwriting is usual."""
    address = Address.parse(STAGE)
    hold, overwrite = Choices(), Choices(drift="overwrite")
    assert [hold.side_of(cause, address, ("label",)) for cause in Cause] == [
        Side.BLUEPRINT,
        Side.BLUEPRINT,
        None,
        None,
        None,
    ]
    assert {overwrite.side_of(cause, address, ("label",)) for cause in Cause} == {Side.BLUEPRINT}
