"""What nobody claims: known since the last apply, or new since."""

from __future__ import annotations

from dataclasses import replace

from engine.situation import CHOICE, GROUPS, PORTAL, STAGE, TEXT, VALUE, desired, live, record

from cvpctl.engine.unmanaged import lists_read, new_since, witnessed
from cvpctl.model import Body, Desired, Record, Resource, Scope, State, Unknown, Unseen

PROPERTIES: Scope = ("property", ("contacts",))
OWN: dict[str, Body] = {**GROUPS, STAGE: TEXT}
STRAY = "property.contacts.stray"
A, B, C = ({"value": one, "label": one.upper()} for one in "abc")


def new(wanted: Desired, state: State, known: Record) -> list[str]:
    return [str(one.address) for one in new_since(wanted, state, known)]


def seen(state: State, *scopes: Scope) -> Record:
    return witnessed(Record(PORTAL), state.resources, scopes or (PROPERTIES,))


def test_what_came_since_is_new() -> None:
    """A property that was not there at the last apply; told as information, with what to do."""
    (told,) = new_since(desired(OWN), live({**OWN, STRAY: {**TEXT, "label": "Stray"}}), seen(live(OWN)))

    assert (STRAY, "info") == (str(told.address), told.severity)
    assert "Stray" in told.message
    assert "--unmanaged" in told.help


def test_what_was_there_is_not() -> None:
    """Nor is what a blueprint claims, what we wrote ourselves, or what HubSpot brings."""
    state = live({**OWN, STRAY: TEXT, "property.contacts.hs_x": {**TEXT, "hubspotDefined": True}})
    ours = live({**OWN, "property.contacts.old": TEXT})
    wrote = replace(
        record({"property.contacts.old": TEXT}, {"property.contacts.old": TEXT}), unmanaged={PROPERTIES: frozenset()}
    )

    assert [] == new(desired(OWN), state, seen(live({**OWN, STRAY: TEXT})))
    assert [] == new(desired(OWN), ours, wrote)


def test_of_a_list_that_nobody_looked_at_nothing_is_new() -> None:
    """A record of an older cvpctl has no such lists, and one of another object's says nothing of this one."""
    state = live({**OWN, STRAY: TEXT})

    assert [] == new(desired(OWN), state, Record(PORTAL))
    assert [] == new(desired(OWN), state, seen(live(), ("property", ("companies",))))


def test_a_list_that_was_empty_was_looked_at() -> None:
    """The first custom property of an object is new as well."""
    assert [STRAY] == new(desired({VALUE: {"label": "Value"}}), live({STRAY: TEXT}), seen(live()))


def test_a_new_option_of_something_stated_is_new() -> None:
    """As far as the record knows the list it was added to."""
    before = {STAGE: {**CHOICE, "options": [A, B]}}
    stated = {STAGE: {**CHOICE, "options": [A]}}
    after = live({STAGE: {**CHOICE, "options": [A, B, C]}})

    assert [f"{STAGE}/options/c"] == new(desired(stated), after, record(stated, before))
    assert [] == new(desired({STAGE: {**CHOICE, "options": [A, C]}}), after, record(stated, before))


def test_a_list_that_could_not_be_read_keeps_what_was_known() -> None:
    """Only lists that were read whole are remembered anew."""
    dark = State(unknown={PROPERTIES: Unknown(Unseen.FORBIDDEN)})
    wanted, known = desired(OWN), seen(live({**OWN, STRAY: TEXT}))

    assert known == witnessed(known, dark.resources, lists_read(wanted, dark, known) - {("group", ("contacts",))})
    assert {"stage", "stray"} == known.unmanaged[PROPERTIES]


def test_it_remembers_names_whoever_claims_them() -> None:
    """So that something which leaves the blueprint does not look as if somebody had just made it."""
    stray = Resource(next(iter(live({STRAY: TEXT}).resources)), TEXT)

    assert {"stray"} == witnessed(Record(PORTAL), {stray.address: stray}, [PROPERTIES]).unmanaged[PROPERTIES]
