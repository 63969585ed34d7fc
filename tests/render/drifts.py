"""Drift made by hand, with one of everything that can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cvpctl.model import ABSENT, Action, Address, Cause, Change, FieldChange, Finding, Place, Plan, Severity, Touch
from cvpctl.model.drift import Drift, Known
from cvpctl.render.phrases import Again

PLAN = Plan(12345678, "", run={"portal": "acme", "callsTaken": 4})
AGAIN = Again("cvpctl apply --portal acme", pull=True)


def moved(text: str, *fields: FieldChange, line: int, label: str, by: str = "") -> Change:
    place, touched = Place("blueprints/acme portal.yaml", line, 7), Touch(by, "2026-05-04T10:12:00Z") if by else None
    return Change(
        Address.parse(text), Action.UPDATE, fields[0].cause, fields, label, "update", place=place, touched=touched
    )


def new(text: str, label: str) -> Finding:
    message = f"property ({label}), made since the last apply; no blueprint claims it"
    help_ = "cvpctl plan --unmanaged prints the lines that would adopt it"
    return Finding("NEW_UNMANAGED", Severity.INFO, message, help_, Address.parse(text))


TIER = moved(
    "property.contacts.tier",
    FieldChange(("options", "Gold", "label"), "Platinum", "Gold", Cause.DRIFT),
    FieldChange(("options", "Bronze"), ABSENT, {"label": "Bronze"}, Cause.DRIFT),
    line=12,
    label="Tier",
    by="2002",
)
ODD = moved(
    "property.companies.odd",
    FieldChange(("label",), "<!channel> @here [x](https://example.com) *now*", "Odd", Cause.CONFLICT),
    line=30,
    label="<!channel> @here",
)
SPONSOR = moved(
    "label.projects.contacts.sponsor",
    FieldChange(("label",), "Patron", "Sponsor", Cause.DRIFT),
    line=40,
    label="Sponsor",
)
GONE = Change(
    Address.parse("property.deals.next_step"),
    Action.CREATE,
    Cause.DRIFT,
    (FieldChange(("label",), ABSENT, "Next step", Cause.DRIFT),),
    "Next step",
    place=Place("blueprints/acme portal.yaml", 50, 7),
)
WORD = ("Sales renamed it for the spring fair", "Erin Example", date(2027, 3, 31))
LINE = Place("drift-baseline.yaml", 7, 5)
KNOWN = Known(
    Address.parse("property.contacts.region#label"),
    *WORD,
    LINE,
    moved(
        "property.contacts.region", FieldChange(("label",), "Country", "Region", Cause.DRIFT), line=9, label="Region"
    ),
)
KNOWN_NEW = Known(
    Address.parse("property.contacts.extra"),
    *WORD,
    replace(LINE, line=14),
    new=new("property.contacts.extra", "Extra"),
)
OVER = Finding(
    "BASELINE_EXPIRED",
    Severity.WARNING,
    "what Erin Example answered for is over since 2026-01-01: it counts as drift again",
    "look again",
    ODD.address,
    replace(LINE, line=21),
)
UNUSED = Finding(
    "BASELINE_UNUSED",
    Severity.INFO,
    "the baseline knows a difference that is not there",
    "take the line out",
    Address.parse("property.contacts.old"),
    replace(LINE, line=28),
)
DRIFT = Drift(
    moved=(TIER, ODD, GONE),
    new=(new("property.contacts.shoe_size", "Shoe size"),),
    known=(KNOWN, KNOWN_NEW),
    remarks=(OVER, UNUSED),
    since="2026-05-01T00:00:00Z",
    undated=(SPONSOR,),
    undated_new=(new("group.contacts.theirs", "Theirs"),),
    earlier=2,
)
