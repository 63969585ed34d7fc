"""The preflight's judgements on values: what goes, what is blocked, what is only told."""

from __future__ import annotations

import pytest

from cvpctl.engine.absences import Absence
from cvpctl.engine.headroom import claims, exceeded
from cvpctl.engine.pages import PAGES, Pages
from cvpctl.engine.preflight import wanted
from cvpctl.engine.runbook import progress
from cvpctl.engine.setting_aside import set_aside, with_dependants
from cvpctl.engine.tiers import RANKS, contradiction, lacks
from cvpctl.model import Action, Address, Cause, Change, Desired, Finding, ManualStep, Plan, Severity, Unknown, Unseen
from cvpctl.model.attested import Attested
from cvpctl.model.surroundings import Quota, Room, Rooms, Surroundings

A, B, C = (Address("property", ("contacts",), name) for name in "abc")
NONE = Absence("NOT_INCLUDED", "it", "it is not there", "get it")
ERROR = Finding("MISSING_SCOPE", Severity.ERROR, "no")


def change(
    address: Address, *requires: Address, action: Action = Action.CREATE, findings: tuple[Finding, ...] = ()
) -> Change:
    return Change(address, action, Cause.CREATE, (), requires=requires, findings=findings, stated={})


def test_what_requires_something_absent_goes_with_it() -> None:
    """Along the whole chain, for the one reason there is."""
    aside = set_aside((change(A), change(B, A), change(C, B)), lambda one: NONE if one.address == A else None)

    assert ((), ((NONE, (A, B, C)),)) == (aside.kept, aside.gone)


def test_what_requires_something_blocked_is_blocked() -> None:
    """With the name of what it waits for; the rest stays as it is."""
    told = with_dependants((change(A, findings=(ERROR,)), change(B, A), change(C)))

    assert [["MISSING_SCOPE"], ["REQUIRES_BLOCKED"], []] == [[one.code for one in each.findings] for each in told]


@pytest.mark.parametrize("action", [Action.UPDATE, Action.REMOVE])
def test_only_what_comes_into_being_takes_room(action: Action) -> None:
    """An update fits where it stands; a restored property counts again."""
    assert [] == list(claims(change(A, action=action)))
    assert list(claims(change(A))) == list(claims(change(A, action=Action.RESTORE)))


def test_a_label_takes_room_both_ways() -> None:
    """HubSpot limits the labels of each direction; those of an object with itself have one."""
    pair = Address("label", ("contacts", "deals"), "x")
    assert [("contacts", "deals"), ("deals", "contacts")] == [key for _, key in claims(change(pair))]
    assert 1 == len(list(claims(change(Address("label", ("deals", "deals"), "x")))))


def test_exactly_full_is_not_too_full() -> None:
    """Three into three fit, three into two do not."""
    changes = [change(one) for one in (A, B, C)]

    def over(limit: int) -> int:
        rooms: dict[Quota, Rooms | Unknown] = {Quota.PROPERTIES: {("contacts",): Room(limit, 0)}}
        return len(exceeded(changes, Surroundings(rooms=rooms)))

    assert (0, 3) == (over(3), over(2))


def test_a_live_pipeline_has_room_for_its_stages_and_the_unmanaged_ones() -> None:
    """What the blueprint does not name counts too."""
    address = Address("pipeline", ("services",), "x")
    stages: dict[str, dict[str, str]] = {f"s{number}": {} for number in range(20)}
    kept = tuple(f"stages/k{number}" for number in range(11))
    edited = Change(address, Action.UPDATE, Cause.CHANGE, (), stated={"stages": stages}, unmanaged=kept)

    (finding,) = exceeded([edited], Surroundings())[address]
    assert "the pipeline would have 31 stages with the 11 that the blueprint does not name" in finding.message


def test_nothing_to_write_asks_for_nothing() -> None:
    """Neither does a plan that is only looked at."""
    plan = Plan(7, "", changes=(change(Address("property", ("services",), "a")),))

    assert not any((asked := wanted(Plan(7, ""), Desired(), writing=True)).quotas or (asked.scopes, asked.library)[0:1])
    looked = wanted(plan, Desired(), writing=False)
    assert (False, False, ()) == (looked.scopes, looked.library, looked.quotas)
    asked = wanted(plan, Desired(), writing=True)
    assert (True, True, (Quota.PROPERTIES,)) == (asked.scopes, asked.library, asked.quotas)


@pytest.mark.parametrize("tier", RANKS)
def test_a_tier_that_the_limits_bear_out(tier: str) -> None:
    """Custom objects from Enterprise on, a second pipeline from Starter on: nothing to say."""
    objects: Rooms = {(): Room(10 if tier == "enterprise" else 0, 0)}
    pipelines: Rooms = {("deals",): Room(1 if tier == "free" else 5, 0)}

    assert "" == contradiction(tier, Quota.CUSTOM_OBJECTS, objects)
    assert "" == contradiction(tier, Quota.PIPELINES, pipelines)


def test_nobody_lacks_anything_undeclared() -> None:
    """Without a tier nothing is concluded from it."""
    assert (False, True, False) == (lacks(None, "enterprise"), lacks("free", "starter"), lacks("starter", "starter"))


@pytest.mark.parametrize(
    "domain", ["evil.example", "app.hubspot.com.evil.example", "", "app.hubspot.com/@evil.example"]
)
def test_a_link_never_leaves_hubspot(domain: str) -> None:
    """Whatever a portal says its screens' address is."""
    links = [Pages("acme", domain, 7).of(page, "deals") for page in PAGES]

    assert [] == [link for link in links if not link.startswith("https://app.hubspot.com/")]


def test_links_follow_the_portals_own_domain() -> None:
    """A European portal has its own; custom objects go by their type id, unknown ones by none."""
    pages = Pages("acme", "app-eu1.hubspot.com", 7, {"deliverable": "2-5"})

    assert "https://app-eu1.hubspot.com/property-settings/7/properties?type=2-5" == pages.of(
        "properties", "deliverable"
    )
    assert "https://app-eu1.hubspot.com/sales-products-settings/7" == pages.of("objectSettings", "interest")
    assert "https://intranet.example/how" == pages.of("https://intranet.example/how")


@pytest.mark.parametrize(
    ("told", "how"),
    [
        ({"services": True}, "the portal says so"),
        ({"services": False}, ""),
        (Unknown(Unseen.FORBIDDEN), "attested 2026-05-01"),
    ],
)
def test_a_word_counts_where_the_portal_does_not_tell(told: dict[str, bool] | Unknown, how: str) -> None:
    """The portal's own answer comes first, either way."""
    step = ManualStep("on", "Turn it on", "services", "objectLibrary")
    (followed,) = progress([step], Surroundings(switched_on=told), {"on": Attested("2026-05-01")})

    assert how == followed.how
