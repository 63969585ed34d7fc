"""Namespaces that a blueprint owns whole: what is told of them, what `--prune` takes out, and what nothing touches."""

from __future__ import annotations

from dataclasses import replace

from engine.situation import (
    CHOICE,
    GROUP,
    GROUPS,
    PORTAL,
    STAGE,
    TEXT,
    VALUE,
    addresses,
    codes,
    desired,
    live,
    planned,
    record,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.engine import Choices, build_plan, wanted_scopes
from cvpctl.kinds.natives import STAMP
from cvpctl.model import (
    Action,
    Address,
    Body,
    Count,
    Desired,
    Moved,
    Place,
    Plan,
    Record,
    Resource,
    Selector,
    State,
    Unknown,
    Unseen,
)

UNSTATED = "UNSTATED_IN_NAMESPACE"
HERE = Place("blueprint.yaml", 7, 5)
IN_VALUE = Selector("property", ("contacts",), ("value",), place=HERE)
STRAY = "property.contacts.stray"
OWN = {**GROUPS, STAGE: TEXT}
Bodies = dict[str, Body]


def managing(*selectors: Selector, stated: Bodies | None = None) -> Desired:
    return replace(desired(OWN if stated is None else stated), manages=selectors)


def pruned(wanted: Desired, state: State, known: Record | None = None) -> Plan:
    return build_plan(wanted, state, known, portal_id=PORTAL, choices=Choices(prune=True))


def unstated(plan: Plan) -> list[str]:
    return [str(one.address) for one in plan.notices if one.code == UNSTATED]


def counted(state: State, records: int, *texts: str) -> State:
    return replace(state, counts={Address.parse(text): Count(records) for text in texts})


def test_what_is_live_in_a_namespace_is_told_and_kept() -> None:
    """Without --prune it is a warning that leads to the line of the namespace, and nothing is written."""
    plan = planned(managing(IN_VALUE), live({**OWN, STRAY: TEXT}))

    (told,) = (one for one in plan.notices if one.code == UNSTATED)
    assert (STRAY, HERE) == (str(told.address), told.place)
    assert "--prune" in told.help
    assert () == plan.changes


def test_prune_takes_out_what_no_record_holds() -> None:
    """The removal says why it goes and whence; what is said of it is not said twice."""
    plan = pruned(managing(IN_VALUE), counted(live({**OWN, STRAY: TEXT}), 0, STRAY))

    (change,) = plan.changes
    assert (STRAY, Action.REMOVE, HERE) == (str(change.address), change.action, change.place)
    assert [(STRAY, "PROPERTY_ARCHIVED"), (STRAY, "STATED_NOWHERE")] == codes(plan.changes)
    assert [] == unstated(plan)


def test_prune_is_blocked_by_what_records_hold() -> None:
    """The hazards of a tombstone hold for what nobody named as well, with their counts."""
    plan = pruned(managing(IN_VALUE), counted(live({**OWN, STRAY: TEXT}), 12, STRAY))

    assert () == plan.changes
    assert [STRAY] == addresses(plan.blocked)
    assert [12] == [one.records for one in plan.blocked[0].findings if one.code == "PROPERTY_ARCHIVED"]


def test_pruning_is_part_of_what_is_approved() -> None:
    """A plan with removals has another digest than the plan without them."""
    state = counted(live({**OWN, STRAY: TEXT}), 0, STRAY)

    assert pruned(managing(IN_VALUE), state).digest != planned(managing(IN_VALUE), state).digest


def test_a_namespace_is_as_narrow_as_it_says() -> None:
    """Groups, prefix and objects all have to fit; another kind is another namespace."""
    there = live(
        {
            **OWN,
            "group.contacts.other": {"label": "Other"},
            "property.contacts.acme_one": TEXT,
            "property.contacts.other_one": TEXT,
            "property.contacts.acme_two": {**TEXT, "groupName": "other"},
            "property.companies.acme_three": TEXT,
        }
    )
    narrow = replace(IN_VALUE, prefix="acme_")

    assert ["property.contacts.acme_one"] == unstated(planned(managing(narrow), there))
    assert ["group.contacts.other"] == unstated(planned(managing(Selector("group", ("contacts",))), there))


def test_what_a_blueprint_speaks_of_is_not_for_the_namespace_to_take() -> None:
    """Observed, omitted, moved and partly tombstoned things are claimed, and so is what a stated thing refers to."""
    names = ("seen", "left_out", "old_name", "cut")
    parsed = {name: Address("property", ("contacts",), name) for name in names}
    there = live({**OWN, **{str(address): CHOICE for address in parsed.values()}, "group.contacts.home": GROUP})
    wanted = managing(
        IN_VALUE, Selector("group", ("contacts",)), stated={STAGE: {**TEXT, "groupName": "home"}, VALUE: GROUP}
    )
    wanted = replace(
        wanted,
        observed=frozenset({parsed["seen"]}),
        omitted=frozenset({parsed["left_out"]}),
        moved=(Moved(parsed["old_name"], Address.parse(STAGE)),),
        removed=desired(removed=[f"{parsed['cut']}/options/x"]).removed,
    )

    assert [] == unstated(planned(wanted, there))


def test_what_is_hubspots_or_an_apps_is_never_pruned() -> None:
    """Flags, reserved names, native groups, first pipelines and the stamp are beyond any namespace."""
    born = {"label": "Sales", "stages": [], "createdAt": "1970-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"}
    there = live(
        {
            "property.contacts.email": {**TEXT, "hubspotDefined": True},
            "property.contacts.hs_lead_status": TEXT,
            "property.contacts.a42_score": TEXT,
            "group.contacts.contactinformation": {"label": "Contact information"},
            str(STAMP): {"label": "Managed by cvpctl: acme"},
            "pipeline.deals.default": {"label": "Sales", "stages": []},
            "pipeline.tickets.0": {"label": "Support", "stages": []},
            "pipeline.deals.first": born,
        }
    )
    everything = managing(
        Selector("property", ("contacts",)),
        Selector("group", ("contacts",)),
        Selector("pipeline", ("deals", "tickets")),
        stated={},
    )

    assert ([], ()) == (unstated(planned(everything, there)), pruned(everything, there).changes)


def test_a_label_is_known_whichever_way_its_pair_is_said() -> None:
    """Said the other way round than the blueprint states it, the pair is read as stated; a nameless label stays."""
    stated = {"label.projects.contacts.sponsor": {"label": "Sponsor"}}
    there = {
        "label.projects.contacts.sponsor": {"label": "Sponsor", "name": "projects_contacts_sponsor"},
        "label.projects.contacts.stray": {"label": "Stray", "name": "projects_contacts_stray"},
        "label.projects.contacts.type-9": {"label": "Fresh", "name": ""},
    }
    wanted = managing(Selector("label", pairs=(("contacts", "projects"),)), stated=stated)

    assert (("label", ("projects", "contacts")),) == tuple(one for one in wanted_scopes(wanted) if one[0] == "label")
    assert ["label.projects.contacts.stray"] == unstated(planned(wanted, live(there)))


def test_one_label_read_both_ways_is_one() -> None:
    """What is stated under one address is not taken for unstated under the other."""
    forth, back = Address.parse("label.projects.contacts.sponsor"), Address.parse("label.contacts.projects.type-13")
    found = {
        forth: Resource(forth, {"label": "Sponsor", "name": "n"}, identity="12/13"),
        back: Resource(back, {"label": "Sponsored", "name": "n"}, identity="13/12"),
    }
    wanted = replace(
        desired({str(forth): {"label": "Sponsor"}, "label.contacts.projects.other": {"label": "Other"}}),
        manages=(Selector("label", pairs=(("contacts", "projects"),)),),
    )

    assert [] == unstated(planned(wanted, State(found)))


def test_a_custom_object_keeps_what_it_shows() -> None:
    """The properties that a schema names are not pruned from under it, stated or not."""
    there = live(
        {
            "schema.inspection": {"labels": {}, "primaryDisplayProperty": "title", "requiredProperties": ["place"]},
            **{f"property.inspection.{name}": {**TEXT, "groupName": "g"} for name in ("title", "place", "stray")},
        }
    )
    wanted = managing(Selector("property", ("inspection",)), stated={})

    assert ("schema", ()) in wanted_scopes(wanted)
    assert ["property.inspection.stray"] == unstated(planned(wanted, there))


def test_a_group_goes_after_the_properties_in_it() -> None:
    """Both in one plan, the group waits; with somebody else's property inside it is blocked."""
    both = managing(Selector("property", ("contacts",), prefix="p_"), Selector("group", ("contacts",)), stated={})
    inside = {"group.contacts.g": GROUP, "property.contacts.p_one": {**TEXT, "groupName": "g"}}
    state = counted(live(inside), 0, "property.contacts.p_one", "group.contacts.g")

    plan = build_plan(
        both, state, None, portal_id=PORTAL, choices=Choices(prune=True, allow=("GROUP_DELETED:group.contacts.g",))
    )
    held = pruned(both, live({**inside, "property.contacts.theirs": {**TEXT, "groupName": "g"}}))

    assert ["properties.archive", "properties.delete_group"] == [str(call.operation) for call in plan.calls]
    assert ("group.contacts.g", "STILL_USED") in codes(held.blocked)


def test_an_unreadable_namespace_is_unknown() -> None:
    """Its list is one the plan needs: it is told as unknown, never as empty."""
    scope = ("property", ("contacts",))
    plan = pruned(managing(IN_VALUE, stated={}), State(unknown={scope: Unknown(Unseen.FORBIDDEN)}))

    assert ([scope], ()) == ([one for one, _ in plan.unknown], plan.changes)


def test_what_was_ours_once_is_told_once() -> None:
    """Left behind says more than unstated: it has the line to paste. Pruned, it is neither."""
    state, known = counted(live({**OWN, STRAY: TEXT}), 0, STRAY), record({STRAY: TEXT}, {STRAY: TEXT})

    told = planned(managing(IN_VALUE), state, known)

    about = [one.code for one in told.notices if str(one.address) == STRAY]
    after = [one.code for one in pruned(managing(IN_VALUE), state, known).notices if str(one.address) == STRAY]
    assert (["LEFT_BEHIND"], []) == (about, after)


def test_pruning_counts_as_upheaval() -> None:
    """Much of a portal at once is an alarm, whatever asked for it."""
    many = {f"property.contacts.stray_{number}": TEXT for number in range(12)}
    state = counted(live({**OWN, **many}), 0, *many)

    assert ["MASS_CHANGE"] == [one.code for one in pruned(managing(IN_VALUE), state).alarms]


NAMES = ("hs_a", "a12_b", "acme_c", "acme_d", "e", "f")
GROUP_NAMES = ("value", "other")
bodies = st.fixed_dictionaries({"groupName": st.sampled_from(GROUP_NAMES), "hubspotDefined": st.booleans()}).map(
    lambda body: {**CHOICE, "options": [{"value": "x", "label": "X"}, {"value": "y", "label": "Y"}], **body}
)
portals = st.dictionaries(st.sampled_from(NAMES).map("property.contacts.{}".format), bodies).map(
    lambda found: {"group.contacts.value": GROUP, "group.contacts.other": {"label": "Other"}, **found}
)
selectors = st.builds(
    Selector,
    st.sampled_from(("property", "group")),
    st.just(("contacts",)),
    st.sampled_from(((), ("value",), ("other",))),
    st.sampled_from(("", "acme_", "hs_")),
)
choices_of = st.sets(st.sampled_from(NAMES).map("property.contacts.{}".format))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Desired, State]:
    there = draw(portals)
    said = {text: {"label": "Said", "options": [{"value": "x", "label": "X"}]} for text in draw(choices_of)}
    gone = draw(choices_of) - said.keys()
    exclusive = frozenset(Address.parse(text).child("options") for text in draw(choices_of) if text in said)
    observed = frozenset(map(Address.parse, draw(choices_of) - said.keys() - gone))
    wanted = desired(said, removed=sorted(gone))
    manages = tuple(draw(st.lists(selectors, max_size=3)))
    return replace(wanted, manages=manages, exclusive=exclusive, observed=observed), live(there)


def removals(plan: Plan) -> tuple[set[Address], set[Address]]:
    """Return the things and the options that a plan would take out, blocked or not."""
    changes = (*plan.changes, *plan.blocked, *plan.held)
    whole = {change.address for change in changes if change.action is Action.REMOVE}
    parts = {
        change.address.child(*edit.path)
        for change in changes
        if change.action is Action.UPDATE
        for edit in change.fields
        if len(edit.path) == 2 and edit.path[0] == "options" and edit.path[1] in ("x", "y") and not _stands(edit.after)
    }
    return whole, parts


def _stands(value: object) -> bool:
    return isinstance(value, dict | str)


@given(situations())
@settings(deadline=None, max_examples=150)
def test_absence_never_deletes(situation: tuple[Desired, State]) -> None:
    """Without --prune nothing goes but what a tombstone names, or an option that an exclusive list does not."""
    wanted, state = situation

    whole, parts = removals(build_plan(wanted, state, None, portal_id=PORTAL))

    assert whole <= wanted.removed.keys()
    assert {part.owner.child("options") for part in parts} <= wanted.exclusive


@given(situations())
@settings(deadline=None, max_examples=150)
def test_prune_takes_nothing_that_anybody_claims(situation: tuple[Desired, State]) -> None:
    """With it, what goes is in a namespace and neither HubSpot's, an app's, stated nor observed; options stay."""
    wanted, state = situation

    whole, parts = removals(build_plan(wanted, state, None, portal_id=PORTAL, choices=Choices(prune=True)))

    for address in whole - wanted.removed.keys():
        assert not state.resources[address].body.get("hubspotDefined")
        assert not address.key.startswith(("hs_", "a12_"))
        assert address not in wanted.resources
        assert address not in wanted.observed
        assert any(_is_in(selector, state.resources[address]) for selector in wanted.manages)
    assert {part.owner.child("options") for part in parts} <= wanted.exclusive
    assert not any(state.resources[part.owner].body.get("hubspotDefined") for part in parts)


def _is_in(selector: Selector, resource: Resource) -> bool:
    grouped = not selector.groups or resource.body.get("groupName") in selector.groups
    return selector.kind == resource.address.kind and grouped and resource.address.key.startswith(selector.prefix)
