"""Association labels through the portal: both directions, limits, names, and what is read to know them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from portal.deeds import DELIVERABLE, SPONSOR, calls, create, done, live, remove, update

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.model import Action, Address, Body, Operation, Scope, Settled, State, Unseen
from cvpctl.portal import Patience, Portal

BUYER = "label.deals.contacts.buyer"
PAIR: Scope = ("label", ("deals", "contacts"))
FULL: Body = {"label": "Buyer", "inverseLabel": "Buys", "maxToObjects": 1, "inverseMaxToObjects": 5}


def reopened(emulator: Emulator) -> Portal:
    """A portal that remembers nothing."""
    return Portal.open(emulator.base_url, emulator.token, read_only=True)


def told(state: State) -> dict[str, str]:
    return {str(address): resource.identity for address, resource in state.resources.items()}


@pytest.fixture(params=["2026-09", "2026-03", "v3"])
def versioned(emulator: Emulator, patience: Patience, request: pytest.FixtureRequest) -> Iterator[Portal]:
    versions = dict.fromkeys(("schemas", "associations"), request.param)
    with Portal.open(
        emulator.base_url, emulator.token, read_only=False, versions=versions, patience=patience
    ) as opened:
        yield opened


@pytest.mark.parametrize("text", [BUYER, "label.contacts.contacts.mentor"])
def test_label_is_made_changed_and_deleted(versioned: Portal, text: str) -> None:
    """The whole life of a label, limits of both ways included."""
    create(versioned, text, FULL)
    assert live(versioned, text) == {text: FULL}
    update(versioned, text, {"label": "Payer", "inverseLabel": "Pays", "maxToObjects": 2})
    assert live(versioned, text) == {text: FULL | {"label": "Payer", "inverseLabel": "Pays", "maxToObjects": 2}}
    remove(versioned, text)
    assert live(versioned, text) == {}


def test_a_text_left_out_keeps_the_live_one(portal: Portal) -> None:
    """HubSpot would overwrite it with the other."""
    create(portal, BUYER, FULL)
    update(portal, BUYER, {"label": "Payer"})
    assert live(portal, BUYER)[BUYER] == FULL | {"label": "Payer"}


def test_a_first_limit_is_created_and_a_later_one_changed(portal: Portal) -> None:
    """HubSpot has one operation for each."""
    create(portal, BUYER, {"label": "Buyer"})
    update(portal, BUYER, {"maxToObjects": 3})
    update(portal, BUYER, {"maxToObjects": 4})
    assert live(portal, BUYER)[BUYER]["maxToObjects"] == 4
    limits = {name: count for name, count in portal.calls.by_operation.items() if name.endswith("te_limits")}
    assert limits == {"associations.create_limits": 1, "associations.update_limits": 1}


def test_two_calls_per_pair_and_one_for_all_limits(emulator: Emulator, reader: Portal) -> None:
    """A portal without labels of its own needs no names."""
    reader.fetch([PAIR, ("label", ("companies", "contacts")), ("label", ("contacts", "contacts"))])
    assert reader.calls.by_operation == {"associations.list_labels": 5, "associations.list_limits": 1}
    assert emulator.log.writes == 0


def test_names_take_one_schema_for_all_pairs_of_an_object(emulator: Emulator, portal: Portal) -> None:
    """Only pairs that hold a label nobody knows are looked up."""
    create(portal, BUYER, SPONSOR)
    create(portal, "label.companies.contacts.lead", SPONSOR)
    create(portal, "label.contacts.contacts.mentor", SPONSOR)
    pairs: list[Scope] = [PAIR, ("label", ("companies", "contacts")), ("label", ("contacts", "contacts"))]
    with reopened(emulator) as fresh:
        assert told(fresh.fetch([*pairs, ("label", ("deals", "companies"))])) == told(portal.fetch(pairs))
        assert fresh.calls.by_operation["schemas.read"] == 1
    assert "schemas.read" not in portal.calls.by_operation


def test_names_of_a_custom_object_are_in_its_own_schema(emulator: Emulator, portal: Portal) -> None:
    """It tells the labels of all its pairs, at the price of one call."""
    create(portal, "schema.deliverable", DELIVERABLE)
    for other in ("contacts", "companies"):
        create(portal, f"label.deliverable.{other}.sponsor", SPONSOR)
    with reopened(emulator) as fresh:
        state = fresh.fetch([("label", ("deliverable", other)) for other in ("contacts", "companies")])
        assert len(state.resources) == 2
        assert all(one.key == "sponsor" for one in state.resources)
        assert (fresh.calls.by_operation["schemas.list"], fresh.calls.by_operation["schemas.read"]) == (1, 1)


def test_type_ids_of_a_record_need_no_names(emulator: Emulator, portal: Portal) -> None:
    """HubSpot hides names for minutes, and a record holds what HubSpot itself told."""
    create(portal, BUYER, SPONSOR)
    identity = told(portal.fetch([PAIR]))[BUYER]
    with Portal.open(emulator.base_url, emulator.token, read_only=True) as later:
        later.know({Address("label", ("deals", "contacts"), "payer"): identity})
        assert told(later.fetch([PAIR])) == {"label.deals.contacts.payer": identity}
        assert "schemas.read" not in later.calls.by_operation


def test_type_ids_of_two_labels_in_one_binding_mean_neither(portal: Portal, emulator: Emulator) -> None:
    """A person wrote them, so the names are read: a slip would change the limit of a label nobody meant."""
    create(portal, BUYER, SPONSOR)
    create(portal, "label.deals.contacts.boss", {"label": "Boss", "inverseLabel": "Bossed by"})
    found = told(portal.fetch([PAIR]))
    mixed = f"{found[BUYER].partition('/')[0]}/{found['label.deals.contacts.boss'].partition('/')[2]}"
    bindings = {Address("label", ("deals", "contacts"), "payer"): mixed}
    with Portal.open(emulator.base_url, emulator.token, read_only=True, bindings=bindings) as bound:
        assert "label.deals.contacts.payer" not in told(bound.fetch([PAIR]))


def test_two_labels_read_alike_and_are_still_told_apart(portal: Portal, emulator: Emulator) -> None:
    """By their names, not by their texts."""
    create(portal, BUYER, SPONSOR)
    create(portal, "label.deals.contacts.payer", SPONSOR)
    with reopened(emulator) as fresh:
        assert told(fresh.fetch([PAIR])) == told(portal.fetch([PAIR]))


@pytest.mark.parametrize("text", [BUYER, "label.contacts.contacts.mentor"])
def test_a_label_that_reads_the_same_both_ways(portal: Portal, emulator: Emulator, text: str) -> None:
    """One text is said; it stays one when it changes."""
    create(portal, text, {"label": "Partner"})
    update(portal, text, {"label": "Friend"})
    address = Address.parse(text)
    with reopened(emulator) as fresh:
        body = fresh.fetch([("label", address.scope)]).resources[address].body
    assert (body["label"], body["inverseLabel"]) == ("Friend", "Friend")


@pytest.mark.parametrize("order", ["made", "reversed"])
def test_the_order_of_rows_means_nothing(emulator: Emulator, portal: Portal, order: str) -> None:
    """Neither in an answer nor in a list."""
    emulator.use_switches(Switches(association_order=order))  # type: ignore[arg-type]
    create(portal, BUYER, FULL)
    create(portal, "label.deals.contacts.partner", {"label": "Partner"})
    with reopened(emulator) as fresh:
        assert told(fresh.fetch([PAIR])) == told(portal.fetch([PAIR]))


def test_names_that_cannot_be_read_leave_the_pair_unknown(emulator: Emulator, portal: Portal) -> None:
    """A label nobody can name could be the one a blueprint wants."""
    create(portal, BUYER, SPONSOR)
    emulator.faults.fail_once(403, method="GET", route="/schemas/")
    with reopened(emulator) as fresh:
        state = fresh.fetch([PAIR, ("label", ("companies", "contacts"))])
    assert ({PAIR: Unseen.FORBIDDEN}, {}) == ({s: u.why for s, u in state.unknown.items()}, dict(state.resources))


@pytest.mark.parametrize("route", ["/labels", "/configurations/all"])
def test_a_pair_seen_in_part_is_unknown_whole(emulator: Emulator, portal: Portal, route: str) -> None:
    """One direction, or the limits, are not enough."""
    create(portal, BUYER, FULL)
    emulator.faults.add(Fault("status", status=403, method="GET", route=route, nth=1))
    state = portal.fetch([PAIR])
    assert ([PAIR], {}) == (list(state.unknown), dict(state.resources))


def test_a_label_nobody_knows_is_not_written_to(portal: Portal, emulator: Emulator) -> None:
    """Its type ids come from the portal, and the portal has not told them."""
    emulator.log.clear()
    for call in calls(Action.UPDATE, BUYER, FULL, {"label": "Payer"}):
        (outcome,) = portal.execute(call)
        assert (outcome.settled, BUYER in outcome.message) == (Settled.FAILED, True)
    assert emulator.log.total == 0


def test_a_refused_limit_is_told_by_its_step(portal: Portal) -> None:
    """The batch answers 207: what was refused stands beside what was done."""
    create(portal, BUYER, {"label": "Buyer", "maxToObjects": 2})
    create(portal, "label.deals.contacts.payer", {"label": "Payer"})
    rows = tuple(
        {"category": "USER_DEFINED", "typeId": f"${{label.deals.contacts.{key}}}", "maxToObjectIds": 7}
        for key in ("payer", "buyer")
    )
    addresses = (Address.parse(BUYER), Address.parse(BUYER))
    first = next(calls(Action.CREATE, BUYER, FULL))
    call = replace(
        first,
        operation=Operation("associations", "update_limits", 100),
        covers=("a", "b"),
        addresses=addresses,
        body=None,
        inputs=rows,
    )
    assert [one.settled for one in portal.execute(call)] == [Settled.FAILED, Settled.DONE]


def test_fifty_labels_are_as_many_as_a_pair_holds(portal: Portal, emulator: Emulator) -> None:
    """HubSpot answers with a status of its own, 437; every label is found again."""
    emulator.set_limits(Limits.off())
    for number in range(50):
        create(portal, f"label.deals.contacts.n{number}", {"label": f"Label {number}"})
    (outcome,) = portal.execute(next(calls(Action.CREATE, BUYER, SPONSOR)))
    assert (outcome.settled, "No more than 50" in outcome.message) == (Settled.FAILED, True)
    with reopened(emulator) as fresh:
        assert told(fresh.fetch([PAIR])) == told(portal.fetch([PAIR]))


def test_a_deleted_label_is_forgotten(portal: Portal) -> None:
    """Made anew, it has other type ids."""
    create(portal, BUYER, SPONSOR)
    before = told(portal.fetch([PAIR]))[BUYER]
    remove(portal, BUYER)
    create(portal, BUYER, SPONSOR)
    done(portal, *calls(Action.UPDATE, BUYER, FULL, SPONSOR))
    assert before != told(portal.fetch([PAIR]))[BUYER]
    assert live(portal, BUYER)[BUYER] == FULL


def test_a_name_that_hubspot_hides_is_not_needed_in_the_run_that_made_it(emulator: Emulator, portal: Portal) -> None:
    """It shows only after minutes; until then another run sees a label it cannot name."""
    emulator.use_switches(Switches(schema_reads="lagging"))
    create(portal, BUYER, FULL)
    assert live(portal, BUYER) == {BUYER: FULL}
    (identity,) = told(portal.fetch([PAIR])).values()
    with reopened(emulator) as fresh:
        nameless = f"label.deals.contacts.type-{identity.partition('/')[0]}"
        assert told(fresh.fetch([PAIR])) == {nameless: identity}
