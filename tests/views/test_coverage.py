"""From parts to needs, from needs to a verdict: what is missing for certain decides, and nothing is guessed."""

from __future__ import annotations

import pytest
from views.made_up_portals import (
    FORBIDDEN,
    HEALTH,
    NATIVE,
    REASON,
    SPONSOR,
    blueprints,
    portal,
    resource,
    seen,
    verdict,
    view,
)

from cvpctl.model import Address, Scope
from cvpctl.model.views import Standing, Verdict
from cvpctl.policy import Subject
from cvpctl.views import coverage
from cvpctl.views.wording import need

COMPANIES: Scope = ("property", ("companies",))
CONTACTS: Scope = ("property", ("contacts",))
SUPPORTS, PARTLY, NOT, UNREAD = Verdict.SUPPORTS, Verdict.PARTLY, Verdict.NOT, Verdict.UNREAD

VERDICTS = [
    ((HEALTH, NATIVE), (), SUPPORTS),
    ((HEALTH,), (), PARTLY),
    ((), (), NOT),
    ((), (COMPANIES, CONTACTS), UNREAD),
    ((HEALTH,), (CONTACTS,), UNREAD),
    ((), (CONTACTS,), UNREAD),
]


@pytest.mark.parametrize(("there", "unread", "expected"), VERDICTS)
def test_a_question_gets_what_its_needs_leave(
    there: tuple[str, ...], unread: tuple[Scope, ...], expected: Verdict
) -> None:
    """Both needs, one of them, none; and what could not be read is neither."""
    assert expected is verdict(portal(*there, unread=unread), HEALTH, NATIVE)


def test_one_need_missing_for_certain_and_one_met_is_partly_whatever_was_not_read() -> None:
    """Reading the rest could not make it more, and not less."""
    subject = portal(NATIVE, unread=(("label", ("projects", "contacts")),))
    assert PARTLY is verdict(subject, NATIVE, HEALTH, SPONSOR)


def test_a_way_takes_all_of_its_parts() -> None:
    """One of two is a beginning, so the question is not empty-handed, and only the other is missing."""
    found = seen(portal(HEALTH), need("health", f"{HEALTH} + {REASON}"))
    assert PARTLY is found.views[0].answers[0].verdict
    assert [REASON] == [str(address) for address in found.missing]


def test_any_way_that_is_whole_is_enough() -> None:
    """The first is only the recommended one, and an unread list of another way does not matter then."""
    either = need("next steps", "property.appointments.next_steps", "property.meetings.next_steps")
    subject = portal("property.meetings.next_steps", unread=(("property", ("appointments",)),))
    found = seen(subject, either)
    assert SUPPORTS is found.views[0].answers[0].verdict
    assert ({}, {}) == (found.missing, found.unknown)


def test_the_recommended_way_is_what_is_missing() -> None:
    """The others stand beside it."""
    found = seen(portal(), need("steps", "property.appointments.next_steps", "property.meetings.next_steps"))
    (one,) = found.views[0].answers[0].needs
    assert ["property.appointments.next_steps"] == [str(address) for address in found.missing]
    assert [["property.meetings.next_steps"]] == [[str(part.address) for part in way] for way in one.instead]


def test_a_way_that_people_began_is_taken_on() -> None:
    """They chose it."""
    either = need("promise", "property.orders.a + property.orders.b", "property.projects.a + property.projects.b")
    found = seen(portal("property.projects.a"), either)
    assert ["property.projects.b"] == [str(address) for address in found.missing]


@pytest.mark.parametrize(
    ("subject", "beyond"),
    [
        (portal(off=("appointments",)), frozenset[str]()),
        (portal(resource("property.appointments.next_steps", hidden=True)), frozenset[str]()),
        (portal(), frozenset({"property"})),
    ],
    ids=["switched off", "hidden", "beyond the subscription"],
)
def test_what_no_blueprint_can_add_is_never_missing(subject: Subject, beyond: frozenset[str]) -> None:
    """It stands in the way, and the question is not supported all the same."""
    found = seen(subject, need("steps", "property.appointments.next_steps"), beyond=beyond)
    assert NOT is found.views[0].answers[0].verdict
    assert {} == found.missing


def test_a_way_that_nothing_stands_in_is_recommended_before_one_that_is_blocked() -> None:
    """A portal without custom objects does with a project."""
    either = need("promise", "schema.deliverable", "property.projects.waiting_for")
    found = seen(portal(), either, beyond=frozenset({"schema"}))
    assert ["property.projects.waiting_for"] == [str(address) for address in found.missing]


def test_what_hubspot_lacks_in_a_portal_is_missing_and_no_blueprint_can_add_it() -> None:
    """So it stands in no patch."""
    found = seen(portal(), need("work", NATIVE))
    (one,) = found.views[0].answers[0].needs
    assert [Standing.MISSING] == [sight.standing for sight in one.way]
    assert {} == found.missing


def test_only_lists_that_leave_a_need_open_are_told() -> None:
    """A list that nothing here hangs on is nobody's business."""
    tickets = ("property", ("tickets",))
    found = seen(portal(HEALTH, unread=(tickets, CONTACTS)), need("health", HEALTH), need("work", NATIVE))
    assert {CONTACTS: FORBIDDEN} == found.unknown


def test_a_view_waits_for_those_before_it_that_lack_something() -> None:
    """Not supported whole is enough, and a view that nothing comes before waits for none."""
    views = [
        view(need("health", HEALTH), key="UCV"),
        view(need("work", NATIVE), key="URV", builds_on=("UCV",)),
        view(need("work", NATIVE), key="UBC", builds_on=("UCV", "URV")),
    ]
    found = coverage(portal(NATIVE), {}, views=views)
    assert [(), ("UCV",), ("UCV",)] == [one.waits_for for one in found.views]
    assert [False, True, True] == [one.whole for one in found.views]


def test_what_several_questions_miss_is_told_once_with_all_of_them() -> None:
    """A patch adds it once."""
    views = [view(need("health", HEALTH), key=key) for key in ("UCV", "URV")]
    found = coverage(portal(), {}, views=views)
    told = [(str(one), [asked.key for asked, _ in asked_by]) for one, asked_by in found.missing.items()]
    assert [(HEALTH, ["UCV", "URV"])] == told


def test_blueprints_say_nothing_of_what_hubspot_brings() -> None:
    """So that counts as there, and what they only observe does too."""
    assert SUPPORTS is verdict(blueprints(observed=(HEALTH,)), NATIVE, HEALTH, "schema.orders", "pipeline.deals.*")
    assert NOT is verdict(blueprints(), REASON, "pipeline.orders.*")


def test_what_bears_the_label_of_something_missing_is_mentioned_and_not_counted() -> None:
    """It may be the same by another name; a binding would say so."""
    library = (resource(HEALTH, "Account Health"),)
    own = resource("property.companies.acct_status_7", "Acct. Health")
    found = seen(portal(own), need("health", HEALTH), library=library)
    (sight,) = found.views[0].answers[0].needs[0].way
    assert NOT is found.views[0].answers[0].verdict
    assert [Address.parse("property.companies.acct_status_7")] == [one.address for one in sight.alike]


def test_a_likeness_of_hubspots_own_or_on_another_object_is_none() -> None:
    """Only what people made in the same place may be it."""
    library = (resource(HEALTH, "Account Health"),)
    others = (
        resource("property.companies.hs_health", "Account Health", hubspotDefined=True),
        resource("property.contacts.account_health", "Account Health"),
        resource("group.companies.account_health", "Account Health"),
    )
    found = seen(portal(*others), need("health", HEALTH), library=library)
    assert () == found.views[0].answers[0].needs[0].way[0].alike
