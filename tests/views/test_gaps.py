"""What a blueprint has to state: what is missing, what that cannot do without, and nothing more."""

from __future__ import annotations

from functools import cache

from views.made_up_portals import HEALTH, blueprints, portal, resource

from cvpctl.blueprint import compiled_library
from cvpctl.model import Address, Desired
from cvpctl.policy import Subject
from cvpctl.project import Shelf
from cvpctl.views.gaps import Gap, gap

GROUP = "group.companies.relationship"
DUE = "property.deliverable.due_on"


@cache
def library() -> Desired:
    shelf = Shelf.of(None)
    desired = compiled_library(["value-first"], root=shelf.root, shelf=shelf).desired
    assert desired
    return desired


def gap_of(subject: Subject, *missing: str, elsewhere: tuple[str, ...] = ()) -> Gap:
    addresses = [Address.parse(one) for one in missing]
    return gap(addresses, subject, library().resources, frozenset(map(Address.parse, elsewhere)))


def stated(found: Gap) -> list[str]:
    return [str(one.address) for one in found.stated]


def test_a_property_takes_its_group_along() -> None:
    """And nothing else of that group."""
    assert [GROUP, HEALTH] == stated(gap_of(portal(), HEALTH))


def test_a_group_that_is_live_is_only_referred_to() -> None:
    """It may have another label there, which is not ours to change."""
    found = gap_of(portal(resource(GROUP, "Beziehung")), HEALTH)
    assert ([HEALTH], [GROUP]) == (stated(found), list(map(str, found.observed)))


def test_a_group_that_other_blueprints_state_is_theirs() -> None:
    """Beside them a patch says nothing of it, offline and before a portal."""
    offline, live = gap_of(blueprints(GROUP), HEALTH), gap_of(portal(), HEALTH, elsewhere=(GROUP,))
    assert [([HEALTH], ())] * 2 == [(stated(one), one.observed) for one in (offline, live)]


def test_what_other_blueprints_state_is_on_its_way() -> None:
    """It is missing in the portal, and stating it twice would be an error."""
    assert Gap() == gap_of(portal(), HEALTH, elsewhere=(HEALTH,))


def test_a_part_of_a_custom_object_takes_the_object_and_what_it_is_displayed_by() -> None:
    """Its name, its required properties, what is searched, and their groups; not its other properties."""
    assert [
        "schema.deliverable",
        "group.deliverable.deliverable_promise",
        "group.deliverable.deliverable_execution",
        "property.deliverable.deliverable_name",
        "property.deliverable.specification",
        "property.deliverable.acceptance_criteria",
        "property.deliverable.due_on",
        "property.deliverable.waiting_for",
    ] == stated(gap_of(portal(), DUE))


def test_a_custom_object_that_is_live_is_only_added_to() -> None:
    """A label between two objects refers to it too."""
    there = portal("schema.deliverable", "group.deliverable.deliverable_execution")
    found = gap_of(there, DUE, "label.deliverable.companies.recipient")
    assert [DUE, "label.deliverable.companies.recipient"] == stated(found)
    assert ["group.deliverable.deliverable_execution", "schema.deliverable"] == list(map(str, found.observed))


def test_it_comes_in_the_order_of_a_file() -> None:
    """HubSpot's objects as it lists them, custom ones behind, pairs last."""
    found = gap_of(
        portal(), "label.services.contacts.everyday_contact", DUE, "property.services.service_health", HEALTH
    )
    objects = [one.address.scope or (one.address.key,) for one in found.stated]
    assert [("companies",), ("services",), ("deliverable",), ("services", "contacts")] == list(dict.fromkeys(objects))


def test_what_a_library_does_not_have_is_told() -> None:
    """A client may have pinned an older one."""
    found = gap_of(portal(), "property.companies.unheard_of")
    assert (["property.companies.unheard_of"], []) == (list(map(str, found.unheard)), stated(found))
