"""Schemas, labels and limits over a network that fails: nothing is made twice, and what is said about it is true."""

import pytest
from portal.deeds import DELIVERABLE, SPONSOR, calls, create, live

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.model import Action, Body, Settled
from cvpctl.portal import Portal

pytestmark = pytest.mark.long  # the same in many shapes; the short suite has one of each sort

BUYER, MENTOR, PARTNER = "label.deals.contacts.buyer", "label.contacts.contacts.mentor", "label.contacts.contacts.peer"
LIMITED: Body = {"maxToObjects": 3}
WANTED: dict[str, Body] = {
    "schema.deliverable": DELIVERABLE,
    BUYER: SPONSOR,
    "label.deals.contacts.friend": {"label": "Friend"},
    MENTOR: {"label": "Mentor", "inverseLabel": "Mentee"},
    PARTNER: {"label": "Peer"},
}
MISFORTUNES = {
    "reset before": (Fault("reset", writes_only=True),),
    "reset after": (Fault("reset", when="after", writes_only=True),),
    "reset after, then before": (
        Fault("reset", when="after", writes_only=True),
        Fault("reset", writes_only=True, nth=2),
    ),
    "reset before, look lost": (Fault("reset", writes_only=True), Fault("reset", method="GET", nth=3)),
    "server fault": (Fault("status", status=502, writes_only=True),),
    "throttled": (Fault("status", status=429, writes_only=True, times=2),),
    "locked": (Fault("status", status=423, writes_only=True),),
}


@pytest.mark.parametrize("text", WANTED)
@pytest.mark.parametrize("misfortune", MISFORTUNES.values(), ids=MISFORTUNES)
def test_a_create_is_done_once_whatever_happens_to_it(
    emulator: Emulator, portal: Portal, text: str, misfortune: tuple[Fault, ...]
) -> None:
    """Lost before, lost after or refused for a while: it exists once, and this run knows its ids."""
    for fault in misfortune:
        emulator.faults.add(fault)
    (outcome,) = portal.execute(next(calls(Action.CREATE, text, WANTED[text])))
    assert outcome.settled is Settled.DONE
    emulator.faults.clear()
    assert list(live(portal, text)) == [text]
    kind = text.partition(".")[0]
    scope = tuple(text.split(".")[1:-1])
    assert len(portal.fetch([(kind, scope)]).resources) == 1


@pytest.mark.parametrize("misfortune", MISFORTUNES.values(), ids=MISFORTUNES)
@pytest.mark.parametrize("limit", [LIMITED, {"inverseMaxToObjects": 2}], ids=["limit", "inverse"])
def test_a_limit_is_set_whatever_happens_to_it(
    emulator: Emulator, portal: Portal, misfortune: tuple[Fault, ...], limit: Body
) -> None:
    """A first limit is a create, which is looked for before it is sent again."""
    create(portal, BUYER, SPONSOR)
    for fault in misfortune:
        emulator.faults.add(fault)
    (call,) = calls(Action.UPDATE, BUYER, limit, SPONSOR)
    assert [one.settled for one in portal.execute(call)] == [Settled.DONE]
    emulator.faults.clear()
    assert live(portal, BUYER)[BUYER] == SPONSOR | limit


@pytest.mark.parametrize("text", WANTED)
def test_a_create_that_never_gets_an_answer_is_in_doubt(emulator: Emulator, portal: Portal, text: str) -> None:
    """Looking every time, it never turns up; nobody can say that it will not."""
    emulator.faults.add(Fault("reset", writes_only=True, times=0))
    (outcome,) = portal.execute(next(calls(Action.CREATE, text, WANTED[text])))
    assert outcome.settled is Settled.IN_DOUBT


def test_a_label_that_was_there_and_reads_alike_is_not_ours(emulator: Emulator, portal: Portal) -> None:
    """Somebody's label has the same texts; ours is made beside it, since only what is new can be it."""
    create(portal, "label.deals.contacts.payer", SPONSOR)
    portal.fetch([("label", ("deals", "contacts"))])
    emulator.faults.drop_before_write(route="/labels")
    create(portal, BUYER, SPONSOR)
    found = portal.fetch([("label", ("deals", "contacts"))]).resources
    assert {address.key for address in found} == {"payer", "buyer"}
    assert len({resource.identity for resource in found.values()}) == 2


def test_a_limit_that_was_there_and_differs_is_somebody_elses(emulator: Emulator, portal: Portal) -> None:
    """After a lost answer, existing is not enough."""
    create(portal, BUYER, {**SPONSOR, **LIMITED})
    emulator.faults.drop_before_write(route="/batch/create")
    (call,) = calls(Action.UPDATE, BUYER, {"maxToObjects": 9}, SPONSOR)
    (outcome,) = portal.execute(call)
    assert (outcome.settled, outcome.message) == (
        Settled.FAILED,
        "it exists already and differs in maxToObjectIds",
    )


def test_a_schema_is_finished_after_its_create_was_lost(emulator: Emulator, portal: Portal) -> None:
    """Its type id is in the list that was looked at."""
    emulator.faults.drop_after_write(route="/schemas")
    create(portal, "schema.deliverable", {**DELIVERABLE, "searchableProperties": ["title"]})
    assert portal.calls.by_operation == {"schemas.create": 1, "schemas.list": 2, "schemas.update": 1}


def test_updates_and_deletes_of_labels_survive_a_reset(emulator: Emulator, portal: Portal) -> None:
    """An update writes the same again; a delete that finds nothing the second time has done its work."""
    create(portal, BUYER, {**SPONSOR, **LIMITED})
    before = {**SPONSOR, **LIMITED}
    changed = {"label": "Payer", "inverseLabel": "Pays", "maxToObjects": 4}
    for call in (*calls(Action.UPDATE, BUYER, changed, before), *calls(Action.REMOVE, BUYER, {})):
        emulator.faults.clear()
        emulator.faults.add(Fault("reset", when="after", writes_only=True))
        assert [one.settled for one in portal.execute(call)] == [Settled.DONE]
    assert live(portal, BUYER) == {}
