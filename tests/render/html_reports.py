"""Reports of a client that does not exist, made by hand: what pages are tested with, and what their pictures show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from render.audits import AUDIT

from cvpctl.model import (
    ABSENT,
    Action,
    Address,
    Cause,
    Change,
    FieldChange,
    Finding,
    Place,
    Plan,
    Purpose,
    Resource,
    Severity,
    Touch,
    Unknown,
    Unseen,
)
from cvpctl.model.plan_json import digest_of
from cvpctl.render.dictionary import Dictionary, dictionary_of
from cvpctl.render.html.audit_page import audit_html
from cvpctl.render.html.dictionary_page import dictionary_html
from cvpctl.render.html.drift_page import drift_html
from cvpctl.render.html.plan_page import plan_html

FILE = "blueprints/juniper.yaml"
EDITED = Touch("Robin Example", "2026-05-04T10:12:00Z")
STAGES = ("Audience", "Researcher", "Hand Raiser", "Buyer", "Value Creator", "Adopter", "Advocate", "Champion")


def named(text: str) -> Address:
    return Address.parse(text)


def created(address: str, body: dict[str, Any], line: int) -> Change:
    fields = tuple(FieldChange((name,), ABSENT, value, Cause.CREATE) for name, value in body.items())
    label = str(body.get("label", ""))
    return Change(named(address), Action.CREATE, Cause.CREATE, fields, label, "create", place=Place(FILE, line, 7))


def updated(address: str, label: str, line: int, *fields: FieldChange, **more: Any) -> Change:
    cause = more.pop("cause", Cause.CHANGE)
    return Change(named(address), Action.UPDATE, cause, fields, label, "update", place=Place(FILE, line, 7), **more)


STAGE = created(
    "property.contacts.value_path_stage",
    {
        "label": "Value Path Stage",
        "groupName": "value_path",
        "type": "enumeration",
        "fieldType": "radio",
        "description": "Where this person is in the relationship with us, judged by what they have done.",
        "options": {name.lower().replace(" ", "_"): {"label": name} for name in STAGES},
    },
    12,
)
SPONSOR = created("label.projects.contacts.sponsor", {"label": "Sponsor", "inverseLabel": "Sponsored Project"}, 70)
SERVED = created("label.services.companies.served", {"label": "Served Location", "inverseLabel": "Served Here"}, 74)
DELIVERY = created(
    "pipeline.projects.delivery",
    {"label": "Delivery", "stages": {"begun": {"label": "Begun"}, "accepted": {"label": "Accepted"}}},
    50,
)
HEALTH = updated(
    "property.companies.health",
    "Health",
    30,
    FieldChange(("label",), "Account Health", "Health"),
    FieldChange(("description",), "How they are.", "How the relationship is, as those who serve them see it."),
    FieldChange(("options", "unsure"), {"label": "Unsure"}, ABSENT),
    findings=(
        Finding(
            "OPTION_REMOVED",
            Severity.WARNING,
            "38 records hold 'unsure'; they keep a value nobody can pick any more",
            "hidden: true keeps the value and stops offering it",
            named("property.companies.health/options/unsure"),
            allowable=True,
            counted=True,
            records=38,
        ),
    ),
)
PAID = updated(
    "pipeline.orders.path_to_value",
    "Path to Value",
    58,
    FieldChange(("stages", "paid", "label"), "Invoice settled", "Paid", Cause.DRIFT),
    cause=Cause.DRIFT,
    touched=EDITED,
)
LEGACY = Change(
    named("property.contacts.legacy_score"),
    Action.REMOVE,
    Cause.CHANGE,
    (FieldChange(("label",), "Legacy Score", ABSENT), FieldChange(("type",), "number", ABSENT)),
    "Legacy Score",
    "archive",
    place=Place(FILE, 101, 5),
    findings=(
        Finding(
            "PROPERTY_ARCHIVED",
            Severity.ERROR,
            "1,204 records lose sight of its values; HubSpot deletes them for good after 90 days",
            "hidden: true keeps the values and takes the property out of sight",
            named("property.contacts.legacy_score"),
            allowable=True,
            counted=True,
            records=1204,
        ),
    ),
)
REVIEW = updated(
    "property.contacts.next_review",
    "Next Review",
    34,
    FieldChange(("label",), "Review (do not touch)", "Next Review", Cause.DRIFT),
    cause=Cause.DRIFT,
    touched=EDITED,
)


def _base(*groups: tuple[str, tuple[Change, ...]]) -> dict[str, Any]:
    told = {
        name: {str(one.address): [list(edit.path) for edit in one.fields] for one in found} for name, found in groups
    }
    return {"ref": "main", "groups": told}


PLAN = Plan(
    12345678,
    "b1",
    changes=(STAGE, HEALTH, SPONSOR, SERVED, DELIVERY, PAID),
    held=(REVIEW,),
    blocked=(LEGACY,),
    unknown=((("property", ("quotes",)), Unknown(Unseen.FORBIDDEN, "crm.schemas.quotes.read is missing")),),
    manual=(
        Finding("RUNBOOK_STEP", Severity.INFO, "Turn on Services in the object library", place=Place(FILE, 120, 5)),
    ),
    notices=(Finding("UNMANAGED_CHILDREN", Severity.INFO, "kept: options/other", address=HEALTH.address),),
    unchanged=240,
    run={
        "portal": "juniper",
        "callsTaken": 4,
        "base": _base(("pullRequest", (STAGE, HEALTH, SPONSOR, SERVED)), ("pending", (DELIVERY,)), ("moved", (PAID,))),
        "unmanaged": {"found": [{"address": "property.contacts.shoe_size"}], "adopt": "objects:\n  contacts: {}"},
    },
)
PLAN = replace(PLAN, digest=digest_of(PLAN))

NOTHING = Plan(1, "b1", unchanged=12, run={"portal": "demo", "embedded": True})


def many(number: int) -> Plan:
    """A plan of so many changes: one in ten of them an update, one in fifty with a hazard."""
    return Plan(12345678, "b1", changes=tuple(_many(number)), run={"portal": "juniper", "callsTaken": 14})


def _many(number: int) -> Iterator[Change]:
    scopes = ("contacts", "companies", "deals", "tickets", "projects")
    body = {edit.path[0]: edit.after for edit in STAGE.fields}
    for n in range(number):
        address = f"property.{scopes[n % 5]}.property_{n:04}"
        if n % 10:
            yield created(address, body | {"label": f"Property {n}"}, n + 1)
        else:
            findings = HEALTH.findings if n % 50 == 0 else ()
            yield updated(address, f"Property {n}", n + 1, *HEALTH.fields, findings=findings)


HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "' onmouseover='window.hacked = 1' x='",
    "</style><style>*{display:none}</style>",
    "<!-- {{ 7 * 7 }} {% raw %} -->",
    "&lt;b&gt; &amp; &#60;",
    "moc.elpmaxe\u202e\u2066 right to left",
    "nul\0 bell\a line\nbreak\u2028",
    "\ud800 alone",
)


def hostile(text: str) -> Plan:
    """A plan in which a stranger chose every text they can."""
    bad = Finding(text, Severity.ERROR, text, text, named("property.contacts.x"), paste=text, allowable=True)
    fields = (FieldChange((text,), text, text), FieldChange(("options", text), ABSENT, {"label": text, text: text}))
    change = replace(HEALTH, label=text, fields=fields, findings=(bad,), touched=Touch(text, text))
    born = replace(STAGE, label=text, fields=(FieldChange((text,), ABSENT, {text: {"label": text}}),))
    run = {**PLAN.run, "portal": text, "unmanaged": {"found": [{"address": text, "label": text}], "adopt": text}}
    return replace(
        PLAN, changes=(change, born), held=(change,), blocked=(change,), alarms=(bad,), manual=(bad,), run=run
    )


def _resources() -> Iterator[Resource]:
    for one in (STAGE, SPONSOR, SERVED, DELIVERY):
        yield Resource(one.address, {edit.path[0]: edit.after for edit in one.fields}, one.place)
    yield Resource(named("group.contacts.value_path"), {"label": "Value Path"}, Place(FILE, 9, 7))
    labels = {"singular": "Deliverable", "plural": "Deliverables"}
    told = "One thing a customer was promised, until they accept it."
    yield Resource(named("schema.deliverable"), {"labels": labels, "description": told}, Place(FILE, 80, 3))
    due = {"label": "Due On", "type": "date", "fieldType": "date", "description": "When it was promised.\nNot sooner."}
    yield Resource(named("property.deliverable.due_on"), due, Place(FILE, 84, 7))
    for number, (pair, label) in enumerate(
        (
            ("deliverable.contacts", "Accepts It"),
            ("deliverable.projects", "Delivered By"),
            ("companies.contacts", "Key"),
        )
    ):
        body = {"label": label, "inverseLabel": f"{label} (back)", "maxToObjects": 1}
        yield Resource(named(f"label.{pair}.one"), body, Place(FILE, 90 + number, 7))
    yield Resource(named("label.contacts.contacts.introduced"), {"label": "Introduced By"}, Place(FILE, 95, 7))
    kept = {"label": "Amount", "type": "number", "fieldType": "number", "hubspotDefined": True}
    yield Resource(named("property.deals.amount"), kept)


RESOURCES = {one.address: one for one in _resources()}
PURPOSES = {
    STAGE.address: Purpose(
        "lifecyclestage: two of its stages are one of these.", ("person", "agent"), "www.example.com/value-path"
    ),
    named("schema.deliverable"): Purpose(
        "line_items: they end where delivery begins.", (), "ours: a promise is a thing"
    ),
}


def dictionary() -> Dictionary:
    truth = {"contacts": "HubSpot", "deliverable": "the workshop's planner"}
    return dictionary_of(RESOURCES, about="juniper", purposes=PURPOSES, sources_of_truth=truth)


def pages() -> dict[str, str]:
    """One page of each sort, by its name."""
    return {
        "plan": plan_html(PLAN),
        "drift": drift_html(PLAN),
        "audit": audit_html(AUDIT),
        "dictionary": dictionary_html(dictionary()),
        "nothing": plan_html(NOTHING),
    }
