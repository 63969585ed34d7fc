"""What a portal older than its blueprint has of it already, told from names first and labels then."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest
from engine.situation import TEXT, Bodies, codes, desired, live, planned, resources
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.engine.adoption import propose, settled
from cvpctl.model import Address, Body, Resource, State
from cvpctl.model.adoption import Adoption, Candidate, Found, Fresh, Obstacle, Proposal, Reason

NOTHING: Mapping[str, str] = {}
TIER, LIVE_TIER = "property.contacts.tier", "property.contacts.customer_tier"
PIPELINE: Body = {
    "label": "Path to Value",
    "stages": {"discover": {"label": "Discover Value"}, "active": {"label": "Value Activated"}},
}
OLD: Body = {
    "label": "Path to value",
    "stages": [
        {"id": "11", "label": "Discover value", "displayOrder": 0},
        {"id": "12", "label": "Value activated", "displayOrder": 1},
        {"id": "13", "label": "Lost", "displayOrder": 2},
    ],
}
SCHEMA: Body = {"labels": {"singular": "Deliverable", "plural": "Deliverables"}, "primaryDisplayProperty": "name"}


def labelled(label: str, **more: object) -> Body:
    return {**TEXT, "label": label, **more}


def adoption(
    stated: Bodies, alive: State, *, bound: Mapping[str, str] = NOTHING, only_one: Collection[str] = ()
) -> Adoption:
    known = {Address.parse(text): identity for text, identity in bound.items()}
    return propose(desired(stated), alive, bound=known, only_one=only_one)


def proposed(found: Adoption) -> dict[str, tuple[str, Reason]]:
    return {str(one.address): (one.identity, one.reason) for one in found.proposals}


def undecided(found: Adoption) -> dict[str, tuple[Obstacle, list[str]]]:
    return {str(one.address): (one.obstacle, [c.identity for c in one.candidates]) for one in found.undecided}


def test_a_label_that_reads_the_same_is_proposed() -> None:
    """The proposal names the live thing by its own name and label, and the blueprint's place."""
    (one,) = adoption({TIER: labelled("Customer Tier")}, live({LIVE_TIER: labelled("customer tiers")})).proposals

    assert ("customer_tier", Reason.SAME_LABEL, "customer tiers", True) == (
        one.identity,
        one.reason,
        one.live_label,
        one.sure,
    )
    assert "blueprint.yaml:1:3" == str(one.place)


def test_what_goes_by_its_own_name_is_found_and_nothing_else_is_sought() -> None:
    """Names come before labels; how both sides differ is told by path."""
    found = adoption(
        {TIER: labelled("Tier", description="Ours")},
        live({TIER: labelled("Level"), LIVE_TIER: labelled("Tier")}),
    )

    assert Adoption(found=(Found(Address.parse(TIER), "", ("label", "description")),)) == found


def test_a_near_label_is_never_sure() -> None:
    """A slip of the pen is shown and waits for a person."""
    (one,) = adoption({TIER: labelled("Account Priority")}, live({LIVE_TIER: labelled("Acount Priority")})).proposals

    assert (Reason.NEAR_LABEL, False) == (one.reason, one.sure)


def test_several_that_read_the_same_are_ambiguous() -> None:
    """Neither is taken; both are offered, by name, with what tells them apart."""
    twins = live({"property.contacts.a": labelled("Tier"), "property.contacts.b": labelled("Tier")})
    (one,) = adoption({TIER: labelled("Tier")}, twins).undecided

    assert Obstacle.SEVERAL_LIVE == one.obstacle
    assert (Candidate("a", "Tier", "string/text"), Candidate("b", "Tier", "string/text")) == one.candidates


def test_two_of_the_blueprint_never_share_one_live_thing() -> None:
    """Where both read like it, a person says which."""
    stated = {TIER: labelled("Tier"), "property.contacts.tiers": labelled("Tiers")}
    found = adoption(stated, live({LIVE_TIER: labelled("Tier")}))

    assert {} == proposed(found)
    assert {TIER, "property.contacts.tiers"} == set(undecided(found))


@pytest.mark.parametrize("other", [{"type": "number", "fieldType": "number"}, {"fieldType": "textarea"}])
def test_another_type_is_explained_and_not_proposed(other: Body) -> None:
    """A type cannot be changed without losing values, so a binding would only be held for ever."""
    found = adoption({TIER: labelled("Tier")}, live({LIVE_TIER: labelled("Tier", **other)}))

    assert {TIER: (Obstacle.OTHER_TYPE, ["customer_tier"])} == undecided(found)


def test_labels_of_hubspots_own_properties_prove_nothing() -> None:
    """They may be translated: nothing is proposed, and what reads alike is said all the same."""
    own = live({LIVE_TIER: labelled("Tier", hubspotDefined=True)})

    assert {TIER: (Obstacle.HUBSPOTS_OWN, ["customer_tier"])} == undecided(adoption({TIER: labelled("Tier")}, own))


@pytest.mark.parametrize(
    ("name", "inside", "expected"),
    [
        ("contactinformation", {}, Obstacle.HUBSPOTS_OWN),
        (
            "odd_one",
            {"property.contacts.own": labelled("Own", groupName="odd_one", hubspotDefined=True)},
            Obstacle.HUBSPOTS_OWN,
        ),
        ("odd_one", {"property.contacts.ours": labelled("Ours", groupName="odd_one")}, None),
        ("odd_one", {}, None),
    ],
)
def test_a_group_is_hubspots_by_its_name_or_by_what_it_holds(
    name: str, inside: Bodies, expected: Obstacle | None
) -> None:
    """Groups carry no mark of their own."""
    found = adoption(
        {"group.contacts.value": {"label": "Value"}}, live({f"group.contacts.{name}": {"label": "Value"}, **inside})
    )

    assert [expected] * (expected is not None) == [one.obstacle for one in found.undecided]
    assert (expected is None) == ("group.contacts.value" in proposed(found))


def test_a_live_pipeline_brings_its_stages() -> None:
    """Stages are sought inside the pipeline that is to be bound; those nobody states stay as they are."""
    found = adoption({"pipeline.deals.path": PIPELINE}, live({"pipeline.deals.998": OLD}))

    assert {
        "pipeline.deals.path": ("998", Reason.SAME_LABEL),
        "pipeline.deals.path/stages/active": ("12", Reason.SAME_LABEL),
        "pipeline.deals.path/stages/discover": ("11", Reason.SAME_LABEL),
    } == proposed(found)
    assert ((), ()) == (found.fresh, found.undecided)


def test_stages_of_a_pipeline_that_is_found_are_sought_too() -> None:
    """One that goes by its own name, or is bound already, may still have stages of other ids."""
    stated = {"pipeline.deals.path": {**PIPELINE, "stages": {**PIPELINE["stages"], "won": {"label": "Won"}}}}
    found = adoption(stated, live({"pipeline.deals.path": {**OLD, "id": "path"}}))

    assert {"pipeline.deals.path/stages/active", "pipeline.deals.path/stages/discover"} == set(proposed(found))
    assert (Fresh(Address.parse("pipeline.deals.path/stages/won"), "Won"),) == found.fresh


def test_a_stage_that_is_bound_already_is_nobody_elses() -> None:
    """Also while its pipeline is only proposed."""
    stage = "pipeline.deals.path/stages/active"
    found = adoption({"pipeline.deals.path": PIPELINE}, live({"pipeline.deals.998": OLD}), bound={stage: "11"})

    assert {"pipeline.deals.path": ("998", Reason.SAME_LABEL)} == proposed(found)


def test_stages_of_a_near_pipeline_wait_for_it() -> None:
    """Without the pipeline a stage has nowhere to be bound."""
    old = {**OLD, "label": "Pathto Value"}
    found = adoption({"pipeline.deals.path": PIPELINE}, live({"pipeline.deals.998": old}))

    assert {"pipeline.deals.path": ("998", Reason.NEAR_LABEL)} == proposed(found)


def test_where_one_pipeline_may_be_the_one_there_is_is_meant() -> None:
    """Whatever its label: a second one could not be created."""
    renamed = live({"pipeline.deals.default": {**OLD, "label": "Vertrieb"}})
    only = adoption({"pipeline.deals.path": PIPELINE}, renamed, only_one=["deals"])
    many = adoption({"pipeline.deals.path": PIPELINE}, renamed)

    assert ("default", Reason.ONLY_ONE) == proposed(only)["pipeline.deals.path"]
    assert ("11", Reason.SAME_LABEL) == proposed(only)["pipeline.deals.path/stages/discover"]
    assert [Fresh(Address.parse("pipeline.deals.path"), "Path to Value")] == list(many.fresh)


def test_two_pipelines_where_one_may_be_are_for_a_person() -> None:
    """No guess says which of them the live one is."""
    stated = {"pipeline.deals.path": PIPELINE, "pipeline.deals.renewal": {**PIPELINE, "label": "Renewal"}}
    found = adoption(stated, live({"pipeline.deals.default": {**OLD, "label": "Vertrieb"}}), only_one=["deals"])

    assert dict.fromkeys(stated, (Obstacle.ONLY_ONE, ["default"])) == undecided(found)


def test_custom_objects_are_known_by_both_labels() -> None:
    """Equal for one and for many is sure; one of the two is near."""
    stated = {"schema.deliverable": SCHEMA}
    same = live({"schema.leistung": {"labels": {"singular": "deliverable", "plural": "Deliverables"}}})
    half = live({"schema.leistung": {"labels": {"singular": "Deliverable", "plural": "Leistungen"}}})

    assert {"schema.deliverable": ("leistung", Reason.SAME_LABEL)} == proposed(adoption(stated, same))
    assert {"schema.deliverable": ("leistung", Reason.NEAR_LABEL)} == proposed(adoption(stated, half))


def test_an_object_that_a_blueprint_only_builds_on_is_asked_for() -> None:
    """It states no label, so every live object it could be is offered."""
    found = adoption({"property.vehicle.plate": labelled("Plate")}, live({"schema.fahrzeug": SCHEMA}))

    assert (Obstacle.NOT_LIVE, ["fahrzeug"]) == undecided(found)["schema.vehicle"]


def test_association_labels_are_known_by_their_texts() -> None:
    """Both directions where both are known; the identity is the pair of type ids."""
    sponsor = Address.parse("label.projects.contacts.sponsor")
    here = Address.parse("label.projects.contacts.type-12")
    body: Body = {"typeId": 12, "label": "Sponsor", "inverseTypeId": 13, "inverseLabel": "Sponsored by"}
    state = State({here: Resource(here, body, identity="12/13")})
    stated = {str(sponsor): {"label": "Sponsor", "inverseLabel": "Sponsored by"}}

    assert {str(sponsor): ("12/13", Reason.SAME_LABEL)} == proposed(adoption(stated, state))
    assert {str(sponsor): ("12/13", Reason.NEAR_LABEL)} == proposed(
        adoption({str(sponsor): {"label": "Sponsor"}}, state)
    )


def test_a_direction_that_hubspot_does_not_tell_is_no_difference() -> None:
    """A label whose name HubSpot hides is known by the text and the id of one way."""
    here = Address.parse("label.projects.contacts.type-12")
    state = State({here: Resource(here, {"typeId": 12, "label": "Sponsor"}, identity="12")})
    stated = {"label.projects.contacts.sponsor": {"label": "Sponsor", "inverseLabel": "Sponsored by"}}

    assert {"label.projects.contacts.sponsor": ("12", Reason.SAME_LABEL)} == proposed(adoption(stated, state))


def test_what_nothing_looks_like_will_be_created() -> None:
    """A property whose name is archived comes back instead; an object would not."""
    stated = {TIER: labelled("Tier"), "schema.deliverable": SCHEMA}
    found = adoption(stated, live(archived={TIER: labelled("Old"), "schema.deliverable": SCHEMA}))

    assert (
        Fresh(Address.parse("schema.deliverable"), "Deliverable"),
        Fresh(Address.parse(TIER), "Tier", archived=True),
    ) == found.fresh


def test_what_cannot_be_bound_is_found_or_created() -> None:
    """A validation rule goes by its property."""
    rule = {"MAX_LENGTH": {"ruleArguments": ["5"]}}
    stated = {"validation.contacts.tier": rule, "validation.contacts.note": rule}
    found = adoption(stated, live({"validation.contacts.tier": rule, "validation.contacts.old": rule}))

    assert ["validation.contacts.tier"] == [str(one.address) for one in found.found]
    assert ["validation.contacts.note"] == [str(one.address) for one in found.fresh]


@pytest.mark.parametrize(
    "alive",
    [
        {LIVE_TIER: labelled("Customer Priority")},
        {LIVE_TIER: labelled("Custommer Priority")},
        {LIVE_TIER: labelled("Customer Priority", fieldType="textarea")},
        {LIVE_TIER: labelled("Customer Priority", hubspotDefined=True)},
        {LIVE_TIER: labelled("Customer Priority"), "property.contacts.b": labelled("Customer priority")},
    ],
    ids=["same", "near", "other type", "HubSpot's own", "several"],
)
def test_what_is_not_said_to_be_created_is_what_a_plan_would_block(alive: Bodies) -> None:
    """Both judge by the same likeness, so that an adoption leaves no surprise to the plan."""
    stated = {"group.contacts.value": {"label": "Value"}, TIER: labelled("Customer Priority")}
    everything = live({"group.contacts.value": {"label": "Value"}, **alive})
    found = adoption(stated, everything)

    assert [(TIER, "LOOKS_LIKE_LIVE")] == codes(planned(desired(stated), everything).blocked)
    assert {TIER} == proposed(found).keys() | undecided(found).keys()
    assert () == found.fresh


def test_a_label_between_records_of_one_object_may_be_listed_the_other_way() -> None:
    """Then the binding names its two type ids in the order of the blueprint."""
    here = Address.parse("label.contacts.contacts.type-7")
    body: Body = {"typeId": 7, "label": "Assistant", "inverseTypeId": 8, "inverseLabel": "Principal"}
    state = State({here: Resource(here, body, identity="7/8")})
    stated = {"label.contacts.contacts.principal": {"label": "Principal", "inverseLabel": "Assistant"}}

    assert {"label.contacts.contacts.principal": ("8/7", Reason.SAME_LABEL)} == proposed(adoption(stated, state))


def test_a_list_that_cannot_be_read_says_nothing() -> None:
    """Unreadable is not absent: what stands there is neither proposed nor said to be created."""
    found = adoption({TIER: labelled("Tier")}, live(unknown=[("property", ("contacts",))]))

    assert ([("property", ("contacts",))], (), ()) == ([scope for scope, _ in found.unknown], found.fresh, found.found)


def test_a_binding_that_leads_nowhere_is_told() -> None:
    """Of a property and of a stage."""
    stage = "pipeline.deals.path/stages/discover"
    found = adoption(
        {TIER: labelled("Tier"), "pipeline.deals.path": PIPELINE},
        live({"pipeline.deals.path": {**OLD, "id": "path"}}),
        bound={TIER: "gone", stage: "99"},
    )

    assert (Obstacle.BOUND_TO_NOTHING, ["gone"]) == undecided(found)[TIER]
    assert (Obstacle.BOUND_TO_NOTHING, ["99"]) == undecided(found)[stage]


def test_what_blueprints_claim_otherwise_is_not_offered() -> None:
    """Neither what they state under its own name nor what they take out."""
    stated = {TIER: labelled("Tier"), LIVE_TIER: labelled("Tier")}
    gone = propose(
        desired({TIER: labelled("Tier")}, removed=[LIVE_TIER]),
        live({LIVE_TIER: labelled("Tier")}),
        bound={},
        only_one=(),
    )

    assert {} == proposed(adoption(stated, live({LIVE_TIER: labelled("Tier")})))
    assert ({}, {}) == (proposed(gone), undecided(gone))


def test_after_a_second_look_it_is_known_how_proposals_differ() -> None:
    """What was proposed is found through its binding then; a stage has its own part of the differences."""
    pipeline = Address.parse("pipeline.deals.path")
    stage = pipeline.child("stages", "discover")
    chosen = {
        one: Proposal(one, identity, Reason.CHOSEN, label)
        for one, identity, label in ((pipeline, "998", "Path"), (stage, "11", ""))
    }
    seen = live({str(pipeline): {**OLD, "id": "path", "stages": [{"id": "discover", "label": "Discovery"}]}})
    bound = {str(pipeline): "998", str(stage): "11"}
    told = settled(adoption({str(pipeline): PIPELINE}, seen, bound=bound), chosen, seen)

    assert () == told.found
    assert {
        str(pipeline): (("label", "stages/discover/label", "stages/active"), "Path"),
        str(stage): (("label",), "Discovery"),
    } == {str(one.address): (one.differences, one.live_label) for one in told.proposals}


def test_the_order_of_answers_changes_nothing() -> None:
    """Proposals come by kind and address."""
    stated = {f"property.contacts.p{n}": labelled(f"Field number {n}") for n in range(5)}
    alive = {f"property.contacts.old{n}": labelled(f"Field Number {n}") for n in range(5)}
    forth, back = State(resources(alive)), State(dict(reversed(resources(alive).items())))

    assert adoption(stated, forth) == adoption(stated, back)
    assert 5 == len(adoption(stated, forth).sure)


LABELS = st.sampled_from(
    ["Tier", "Tiers", "Customer Tier", "Tier Customer", "Costumer Tier", "Region", "Q1", "Q2", "!"]
)
THINGS = st.lists(st.tuples(LABELS, st.sampled_from(["text", "textarea"]), st.booleans()), max_size=7)


@settings(deadline=None)
@given(mine=THINGS, theirs=THINGS, named_alike=st.integers(0, 3))
def test_no_live_thing_is_proposed_twice(
    mine: list[tuple[str, str, bool]], theirs: list[tuple[str, str, bool]], named_alike: int
) -> None:
    """Whatever the labels are: each address has one outcome, and each proposal a free thing of its own type."""
    stated = {f"property.contacts.n{n}": labelled(label, fieldType=kind) for n, (label, kind, _) in enumerate(mine)}
    alive = {
        f"property.contacts.{'n' if n < named_alike else 'old'}{n}": labelled(
            label, fieldType=kind, hubspotDefined=hubspots
        )
        for n, (label, kind, hubspots) in enumerate(theirs)
    }
    found = adoption(stated, live(alive))
    identities = [one.identity for one in found.proposals if one.sure]
    outcomes = [one.address for part in (found.proposals, found.found, found.fresh, found.undecided) for one in part]

    assert len(set(identities)) == len(identities)
    assert sorted(stated) == sorted(map(str, outcomes))
    for one in found.proposals:
        there = alive[f"property.contacts.{one.identity}"]
        assert not there["hubspotDefined"]
        assert there["fieldType"] == stated[str(one.address)]["fieldType"]
        assert f"property.contacts.{one.identity}" not in stated
