"""Signs of Value Execution."""

from __future__ import annotations

from cvpctl.maturity.objects import AFTER, BEFORE, EVERYWHERE, PEOPLE, WORKED
from cvpctl.maturity.setup import Setup
from cvpctl.maturity.sighting import Sighting, each, either
from cvpctl.maturity.sign import DEALS, Sign, achieved, after, before, promise, shown
from cvpctl.maturity.wording import ACCEPTANCE, AUDIENCE, LEAD, MEASURED, PARTNER, RECORDS_OF_VALUE, RENEWAL

LIBRARY = ("listings", "courses")


def _two_moments(setup: Setup) -> Sighting:
    first, second, third = before(setup), promise(setup), after(setup)
    return either(each(first, second), each(first, third), each(second, third))


def _renewal(setup: Setup) -> Sighting:
    return either(setup.fields((*DEALS, *AFTER), RENEWAL), setup.pipelines(DEALS, RENEWAL))


def _content_on_both_sides(setup: Setup) -> Sighting:
    afterwards = either(setup.content_labels("services"), setup.content_labels("projects"))
    return each(setup.content_labels("deals"), afterwards)


SIGNS = (
    Sign(
        "partners",
        "known",
        "II",
        "a property of your own that tells partners",
        lambda setup: setup.fields((*PEOPLE, *DEALS), PARTNER),
    ),
    Sign("partners", "joined", "III", "an association label that names a partner", Setup.partner_labels),
    Sign(
        "targeting",
        "some",
        "II",
        "value properties on one object that people work through",
        lambda setup: setup.fields(WORKED, *RECORDS_OF_VALUE),
    ),
    Sign(
        "targeting",
        "all",
        "III",
        "value properties on deals and on what comes after, so that no customer is left out",
        lambda setup: each(setup.fields(DEALS, *RECORDS_OF_VALUE), after(setup)),
    ),
    Sign(
        "targeting",
        "digital",
        "IV",
        "value properties on contacts or companies, where customers without a deal are as well",
        lambda setup: setup.fields(PEOPLE, *RECORDS_OF_VALUE),
    ),
    Sign(
        "timing",
        "one",
        "II",
        "value properties before, at or after the commitment",
        lambda setup: either(before(setup), promise(setup), after(setup)),
    ),
    Sign("timing", "two", "III", "value properties at two of these moments", _two_moments),
    Sign(
        "timing",
        "all",
        "IV",
        "value properties before, at and after the commitment",
        lambda setup: each(before(setup), promise(setup), after(setup)),
    ),
    Sign("timing", "renewal", "IV", "a property or a pipeline for renewals", _renewal),
    Sign("timing", "self_service", "V", "what decides whether customers can look for themselves", shown),
    Sign(
        "discussion_lead",
        "named",
        "II",
        "a property for who leads on value",
        lambda setup: setup.fields(EVERYWHERE, LEAD),
    ),
    Sign(
        "discussion_lead",
        "both_sides",
        "IV",
        "such a property before the sale and after it",
        lambda setup: each(setup.fields(BEFORE, LEAD), setup.fields(AFTER, LEAD)),
    ),
    Sign(
        "customer_experience",
        "accepted",
        "III",
        "what the customer accepted, or the value that was realized",
        lambda setup: either(setup.fields(AFTER, ACCEPTANCE), achieved(setup)),
    ),
    Sign(
        "customer_experience",
        "followed",
        "IV",
        "value realized, and when it was measured",
        lambda setup: each(achieved(setup), setup.fields((*AFTER, *PEOPLE), MEASURED)),
    ),
    Sign("customer_experience", "shown", "V", "what decides whether customers can look for themselves", shown),
    Sign(
        "content_creation",
        "kept",
        "II",
        "listings or courses with properties of your own",
        lambda setup: setup.own_fields(LIBRARY),
    ),
    Sign(
        "content_creation",
        "segments",
        "III",
        "whom a listing or a course is meant for",
        lambda setup: setup.fields(LIBRARY, AUDIENCE),
    ),
    Sign(
        "content_creation",
        "both_sides",
        "IV",
        "association labels that join content with deals and with services or projects",
        _content_on_both_sides,
    ),
)
