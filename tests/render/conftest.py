"""Plans made by hand, and the golden files that show how they read."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cvpctl.model import (
    ABSENT,
    Action,
    Address,
    Call,
    Cause,
    Change,
    FieldChange,
    Finding,
    Operation,
    Place,
    Plan,
    Severity,
    Unknown,
    Unseen,
)
from cvpctl.model.plan_json import digest_of

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]


@pytest.fixture
def golden() -> Golden:
    """Compare a text with the golden file of that name; CVPCTL_GOLDEN=1 rewrites the file instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("CVPCTL_GOLDEN") == "1":
            path.write_text(text + "\n", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text + "\n"

    return compare


def _property(scope: str, key: str) -> Address:
    return Address("property", (scope,), key)


def _created(address: Address, body: dict[str, Any], line: int, **more: Any) -> Change:
    fields = tuple(FieldChange((name,), ABSENT, value, Cause.CREATE) for name, value in body.items())
    place = Place("blueprints/acme.yaml", line, 7)
    return Change(
        address, Action.CREATE, Cause.CREATE, fields, body.get("label", ""), "create", place=place, stated=body, **more
    )


def _updated(address: Address, label: str, *fields: FieldChange, cause: Cause = Cause.CHANGE, **more: Any) -> Change:
    place = Place("blueprints/acme.yaml", 40, 7)
    return Change(address, Action.UPDATE, cause, fields, label, "update", place=place, **more)


OPTIONS = ("Audience", "Researcher", "Hand Raiser", "Buyer", "Value Creator", "Adopter", "Advocate", "Past Customer")
STAGE_BODY = {
    "label": "Value Path Stage",
    "groupName": "value_path",
    "type": "enumeration",
    "fieldType": "radio",
    "description": "Where this person is in the relationship.",
    "options": {name.lower().replace(" ", "_"): {"label": name} for name in OPTIONS},
}
LONG = (
    "Where this organization stands in the relationship with us, as the people who serve it see it, reviewed at least "
    "once a quarter by the owner of the account and never copied from a report that nobody has read to its end."
)
LEGACY = _property("contacts", "legacy_score")
NOTE = _property("contacts", "lifecycle_note")


def _creates() -> tuple[Change, ...]:
    amount = {
        "label": "Betrag (netto), größer als 0 €",
        "groupName": "value_path",
        "type": "number",
        "fieldType": "calculation_equation",
        "calculationFormula": "amount / 1.19",
    }
    odd = {"label": "[bold]x[/bold] <b>y</b> | `z` @acme #12", "type": "string", "fieldType": "text"}
    vat = {"label": "VAT number 税番号", "type": "string", "fieldType": "text", "hasUniqueValue": True}
    stages = {"discover_value": {"label": "Discover Value", "metadata": {"probability": "0.2"}}}
    stages |= {"prove_value": {"label": "Prove Value"}, "won": {"label": "Won"}, "lost": {"label": "Lost"}}
    return (
        _created(Address("group", ("contacts",), "value_path"), {"label": "Value Path"}, 9),
        _created(_property("contacts", "value_path_stage"), STAGE_BODY, 12),
        _created(_property("contacts", "amount_net"), amount, 30),
        _created(_property("companies", "vat_number"), vat | {"dataSensitivity": "sensitive"}, 52),
        _created(_property("companies", "odd_label"), odd, 55),
        _created(
            Address("pipeline", ("deals",), "path_to_value"),
            {"label": "Path to Value", "displayOrder": 0, "stages": stages},
            70,
        ),
        _created(_property("deliverable", "deliverable_kind"), {"label": "Kind", "type": "string"}, 90),
    )


def _updates() -> tuple[Change, ...]:
    options = ("options", "researcher")
    return (
        _updated(
            NOTE,
            "Lifecycle note",
            FieldChange(("label",), "Note", "Lifecycle note"),
            FieldChange(("description",), LONG, LONG.replace("once a quarter", "twice a year")),
            FieldChange((*options, "label"), "Explorer", "Researcher"),
            FieldChange(("options", "advocate"), ABSENT, {"label": "Advocate", "description": "Tells others."}),
            FieldChange(("options", "mql"), {"label": "MQL", "hidden": True}, ABSENT),
            FieldChange(("hidden",), before=False, after=True),
            FieldChange(("optionsOrder",), ["audience", "researcher", "buyer"], ["audience", "buyer", "researcher"]),
            findings=(
                Finding(
                    "OPTION_REMOVED",
                    Severity.WARNING,
                    "records may hold 'mql'; they keep a value nobody can pick any more",
                    "hidden: true keeps the value and stops offering it",
                    NOTE.child("options", "mql"),
                    allowable=True,
                ),
            ),
        ),
        _updated(
            Address("pipeline", ("tickets",), "support"),
            "Support",
            FieldChange(("stages", "waiting", "metadata"), {"ticketState": "OPEN"}, {"ticketState": "CLOSED"}),
            FieldChange(("label",), "Support (edited)", "Support", Cause.DRIFT),
            cause=Cause.DRIFT,
        ),
        Change(
            _property("contacts", "industry_detail"),
            Action.RESTORE,
            Cause.CREATE,
            (FieldChange(("label",), ABSENT, "Industry detail"), FieldChange(("type",), ABSENT, "string")),
            "Industry detail",
            "restore",
            findings=(
                Finding(
                    "RESTORES_ARCHIVED",
                    Severity.WARNING,
                    "an archived property of this name comes back with its old values and history",
                    address=_property("contacts", "industry_detail"),
                ),
            ),
        ),
        Change(
            Address("group", ("companies",), "old_group"),
            Action.REMOVE,
            Cause.CHANGE,
            (FieldChange(("label",), "Old group", ABSENT),),
            "Old group",
            "delete for good",
        ),
    )


def _held() -> tuple[Change, ...]:
    return (
        _updated(
            _property("contacts", "account_health"),
            "Account Health",
            FieldChange(("label",), "Health (edited by hand)", "Account Health", Cause.DRIFT),
            FieldChange(("description",), LONG.upper(), LONG, Cause.CONFLICT),
            cause=Cause.CONFLICT,
        ),
        _updated(
            Address("pipeline", ("deals",), "renewal"),
            "Renewal",
            FieldChange(("stages", "won", "label"), "Gewonnen", "Won", Cause.UNATTRIBUTED),
            cause=Cause.UNATTRIBUTED,
        ),
        replace(
            _created(_property("companies", "next_review_on"), {"label": "Next review on", "type": "date"}, 61),
            cause=Cause.DRIFT,
        ),
    )


def _blocked() -> tuple[Change, ...]:
    health = _property("companies", "account_type")
    return (
        Change(
            LEGACY,
            Action.REMOVE,
            Cause.CHANGE,
            (
                FieldChange(("label",), "Legacy score", ABSENT),
                FieldChange(("type",), "number", ABSENT),
                FieldChange(("fieldType",), "number", ABSENT),
            ),
            "Legacy score",
            "archive",
            place=Place("blueprints/acme.yaml", 101, 5),
            findings=(
                Finding(
                    "PROPERTY_ARCHIVED",
                    Severity.ERROR,
                    "records lose sight of its values; HubSpot deletes them for good after 90 days",
                    "hidden: true keeps the values and takes the property out of sight",
                    LEGACY,
                    allowable=True,
                ),
            ),
        ),
        _updated(
            health,
            "Account type",
            FieldChange(("type",), "string", "enumeration"),
            FieldChange(("hasUniqueValue",), before=False, after=True),
            findings=(
                Finding(
                    "TYPE_CHANGED",
                    Severity.ERROR,
                    "type goes from string to enumeration; values that do not fit are lost",
                    "a new property beside the old one keeps them",
                    health.at("type"),
                    allowable=True,
                ),
                Finding(
                    "IMMUTABLE_FIELD",
                    Severity.ERROR,
                    "hasUniqueValue is fixed at creation; HubSpot answers 200 and ignores the change",
                    "give the property a new name, or state what is live",
                    health.at("hasUniqueValue"),
                ),
            ),
        ),
    )


def _calls(number: int) -> tuple[Call, ...]:
    operation = Operation("properties", "batch_create", 100)
    return tuple(
        Call(n + 1, n // 2, operation, {"objectType": "contacts"}, (f"s{n}",), (LEGACY,)) for n in range(number)
    )


@pytest.fixture
def everything() -> Plan:
    """A plan with something in every section."""
    plan = Plan(
        12345678,
        "b1",
        changes=_creates() + _updates(),
        calls=_calls(5),
        held=_held(),
        blocked=_blocked(),
        unavailable=(
            Finding(
                "NOT_ENABLED",
                Severity.WARNING,
                "properties of services: the object is switched off",
                "switch the object on in HubSpot's object library, or take it out of the blueprint",
            ),
        ),
        manual=(
            Finding(
                "RUNBOOK_STEP",
                Severity.INFO,
                "Turn on Services in the object library",
                place=Place("blueprints/acme.yaml", 120, 5),
            ),
        ),
        unknown=(
            (("property", ("quotes",)), Unknown(Unseen.FORBIDDEN, "crm.schemas.quotes.read is missing")),
            (("label", ("projects", "contacts")), Unknown(Unseen.UNREACHABLE)),
        ),
        notices=(
            Finding(
                "UNMANAGED_CHILDREN",
                Severity.INFO,
                "kept, since the blueprint does not name them: options/other",
                address=NOTE,
            ),
        ),
        unchanged=240,
        complete=False,
        run={"portal": "acme", "embedded": False, "callsTaken": 4},
    )
    return replace(plan, digest=digest_of(plan))


@pytest.fixture
def nothing() -> Plan:
    """A plan of a portal that is as the blueprint says."""
    return Plan(1, "b1", unchanged=1240, run={"portal": "demo", "embedded": True, "callsTaken": 5})


@pytest.fixture
def three_thousand() -> Plan:
    """A plan that creates 3,000 properties over three objects."""
    scopes = ("contacts", "companies", "deals")
    changes = tuple(
        _created(_property(scopes[n % 3], f"property_{n:04}"), STAGE_BODY | {"label": f"Property {n}"}, n + 1)
        for n in range(3000)
    )
    notice = Finding("UNMANAGED_CHILDREN", Severity.INFO, "kept: options/other", address=NOTE)
    plan = Plan(
        12345678, "b1", changes=changes, calls=_calls(33), notices=(notice,), run={"portal": "acme", "callsTaken": 14}
    )
    return replace(plan, digest=digest_of(plan))
