"""Each sign is found in a configuration that has it, and in nothing less."""

from __future__ import annotations

import pytest
from maturity.made_up_states import FORBIDDEN, choice, custom_object, field, label, pipeline, state

from cvpctl.maturity import value_blueprint
from cvpctl.maturity.objects import NO_PAIRS, SCHEMAS
from cvpctl.maturity.setup import Setup
from cvpctl.maturity.sign import Sign
from cvpctl.maturity.signs import SIGNS
from cvpctl.model import Resource, State, Unknown, Unseen

BY_ID = {one.id: one for one in SIGNS}
HYPOTHESIS = field("deals", "value_hypothesis")
PROMISE = field("deals", "value_promised")
RESULT = field("services", "value_realized")
SOURCE = "value_hypothesis_source"

SHOWING: dict[str, tuple[Resource, ...]] = {
    "process.defined": (field("orders", "value_evidence"),),
    "process.staged": (pipeline("deals", "Sales", "Discover Value"),),
    "process.shared": (PROMISE, field("projects", "p", "Value promised")),
    "scope.front_line": (field("deals", "b", "Business case"),),
    "scope.after_sale": (RESULT,),
    "narrative.on_deals": (HYPOTHESIS,),
    "narrative.guided": (field("deals", SOURCE),),
    "narrative.continuous": (PROMISE, RESULT),
    "narrative.measured": (field("companies", "u", "Product usage"),),
    "partners.known": (field("companies", "p", "Partner tier"),),
    "partners.joined": (label("companies", "deals", "Referring Partner"),),
    "targeting.some": (RESULT,),
    "targeting.all": (PROMISE, RESULT),
    "targeting.digital": (field("companies", "value_realized"),),
    "timing.one": (HYPOTHESIS,),
    "timing.two": (HYPOTHESIS, PROMISE),
    "timing.all": (HYPOTHESIS, PROMISE, RESULT),
    "timing.renewal": (pipeline("deals", "Renewals", "Open"),),
    "timing.self_service": (field("companies", "portal_enabled"),),
    "discussion_lead.named": (field("deals", "v", "Value Engineer"),),
    "discussion_lead.both_sides": (field("deals", "v", "Value Lead"), field("projects", "v", "Value Owner")),
    "customer_experience.accepted": (field("deliverable", "accepted_on"),),
    "customer_experience.followed": (RESULT, field("services", "value_measured_on")),
    "customer_experience.shown": (field("projects", "p", "Visible to customers"),),
    "content_creation.kept": (field("courses", "format"),),
    "content_creation.segments": (field("listings", "a", "Audience"),),
    "content_creation.both_sides": (label("listings", "deals", "Proof"), label("services", "courses", "Training")),
    "technology.models": (custom_object("value_case", "Business Case"),),
    "technology.followed_up": (PROMISE, field("deals", "value_realized")),
    "technology.remembered": (PROMISE, RESULT),
    "technology.usage": (field("services", "u", "Telemetry"),),
    "discovery_source.kept": (field("deals", SOURCE),),
    "discovery_source.research": (choice("deals", SOURCE, "Benchmark"),),
    "discovery_source.joint": (choice("deals", SOURCE, "Workshop"),),
    "discovery_source.insight": (choice("deals", SOURCE, "Insight"),),
    "discovery_source.machine": (choice("deals", SOURCE, "Agent"),),
    "content_integration.kept": (field("listings", "format"),),
    "content_integration.on_deals": (label("deals", "listings", "Business case"),),
    "content_integration.both_sides": (field("deals", "value_evidence"), label("deliverable", "projects", "Of it")),
    "content_integration.shown": (field("listings", "customer_visible"),),
}


def test_every_sign_has_a_case() -> None:
    """A sign without a configuration that shows it would be a claim."""
    assert set(BY_ID) == set(SHOWING)


@pytest.mark.parametrize("sign", SIGNS, ids=lambda one: one.id)
def test_a_sign_is_found_where_all_of_it_is(sign: Sign) -> None:
    """All of its parts are needed, and each is named; in an empty configuration there is none, and no doubt."""
    parts = SHOWING[sign.id]
    assert {one.address for one in parts} == {one.address for one in sign.look(Setup.of(state(*parts))).hits}
    for left_out in range(len(parts)):
        fewer = state(*(one for number, one in enumerate(parts) if number != left_out))
        assert ((), ()) == (sign.look(Setup.of(fewer)).hits, sign.look(Setup.of(fewer)).unread)


@pytest.mark.parametrize("sign", SIGNS, ids=lambda one: one.id)
def test_a_sign_is_not_missing_where_nothing_could_be_read(sign: Sign) -> None:
    """With every list refused the answer stays open, and names what it hangs on."""
    scopes = [(one.address.kind, one.address.scope) for parts in SHOWING.values() for one in parts]
    dark = State(unknown=dict.fromkeys([*scopes, NO_PAIRS, SCHEMAS], FORBIDDEN))
    seen = sign.look(Setup.of(dark))
    assert () == seen.hits
    assert seen.unread


@pytest.mark.parametrize("sign", SIGNS, ids=lambda one: one.id)
def test_hubspots_own_properties_show_nothing(sign: Sign) -> None:
    """They are in every portal, whatever anybody does; so is what is recognised only by HubSpot's prefix."""
    parts = [one for one in SHOWING[sign.id] if one.address.kind == "property"]
    native = state(*(field(one.address.scope[0], one.address.key, hubspotDefined=True) for one in parts))
    prefixed = state(*(field(one.address.scope[0], f"hs_{one.address.key}", one.body["label"]) for one in parts))
    assert () == sign.look(Setup.of(native)).hits
    assert () == sign.look(Setup.of(prefixed)).hits


def test_an_object_that_is_not_switched_on_holds_nothing() -> None:
    """HubSpot answered that it is not there, which is no darkness."""
    off = state(HYPOTHESIS, services=Unknown(Unseen.NOT_ENABLED))
    assert ((), ()) == (
        BY_ID["scope.after_sale"].look(Setup.of(off)).hits,
        BY_ID["scope.after_sale"].look(Setup.of(off)).unread,
    )


def test_what_goes_by_its_name_is_told_first() -> None:
    """Before what only its label gives away, whatever the alphabet says."""
    shown = state(field("deals", "a_case", "Business case"), field("deals", "value_promised"))
    hits = BY_ID["scope.front_line"].look(Setup.of(shown)).hits
    assert [("value_promised", "by its name"), ("a_case", "by its label")] == [
        (one.address.key, one.known_by) for one in hits
    ]


def test_one_property_is_one_moment() -> None:
    """A promise on a deal is made at the commitment, and does not count as something before it as well."""
    assert () == BY_ID["timing.two"].look(Setup.of(state(PROMISE))).hits


def test_a_sign_is_due_from_a_stage_of_the_model() -> None:
    """Nothing is due from the first stage on: who stands there needs nothing in a portal."""
    assert {"II", "III", "IV", "V"} == {one.due_from for one in SIGNS}
    assert {one.id for one in value_blueprint().dimensions} >= {one.dimension for one in SIGNS}


@pytest.mark.parametrize(
    "label", ["Bills on Acceptance", "Invoice on customer acceptance", "Payment acceptance", "Acceptance test plan"]
)
def test_money_that_hangs_on_acceptance_is_no_acceptance(label: str) -> None:
    """A tick that says what is billed when tells nothing of a customer who accepted; nor does a plan."""
    shown = state(field("deliverable", "bills_on_acceptance", label))
    assert () == BY_ID["customer_experience.accepted"].look(Setup.of(shown)).hits


@pytest.mark.parametrize(
    "label", ["Accepted on", "Customer acceptance", "Acceptance", "Acceptance date", "Date accepted"]
)
def test_what_a_customer_accepted_is_acceptance(label: str) -> None:
    """By the words of a label, whatever the name."""
    shown = state(field("projects", "x", label))
    assert ["x"] == [one.address.key for one in BY_ID["customer_experience.accepted"].look(Setup.of(shown)).hits]
