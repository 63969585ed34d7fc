"""What a property definition may say: names, types, options, currencies, formulas, sensitivity.

Pure checks over a merged definition. Wordings that nobody has published are marked assumed.
"""

import re
from typing import Any

from cvpctl.emulator import formulas
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.identity import SENSITIVITIES
from cvpctl.emulator.property_options import OPTION_SHAPE, REQUIRED, SPECIFIED, require_boolean, stored_options
from cvpctl.emulator.tiers import Quotas

TYPES = frozenset({"bool", "date", "datetime", "enumeration", "number", "phone_number", "string"})
FIELD_TYPES = frozenset({
    "booleancheckbox", "calculation_equation", "checkbox", "date", "file", "html", "number", "phonenumber", "radio",
    "select", "text", "textarea",
})  # fmt: skip
_FIELD_TYPES_OF = {
    "bool": {"booleancheckbox", "calculation_equation", "radio", "select"},
    "date": {"date"},
    "datetime": {"date"},
    "enumeration": {"booleancheckbox", "checkbox", "radio", "select", "calculation_equation"},
    "number": {"number", "text", "calculation_equation"},
    "phone_number": {"phonenumber", "text"},
    "string": {"file", "text", "textarea", "calculation_equation", "html", "phonenumber"},
}
_NUMBER_HINTS = frozenset({"unformatted", "formatted", "currency", "percentage", "duration", "probability"})
_TEXT_HINTS = frozenset({
    "unformatted_single_line", "multi_line", "email", "phone_number", "domain_name", "ip_address", "physical_address",
    "postal_code",
})  # fmt: skip

CHANGEABLE: dict[str, Any] = {
    "label": str,
    "type": TYPES,
    "fieldType": FIELD_TYPES,
    "description": str,
    "groupName": str,
    "options": [OPTION_SHAPE],
    "displayOrder": int,
    "hidden": bool,
    "formField": bool,
    "calculationFormula": str,
    "currencyPropertyName": str,
    "showCurrencySymbol": bool,
    "numberDisplayHint": _NUMBER_HINTS,
    "textDisplayHint": _TEXT_HINTS,
}
"""dateDisplayHint is not here: writing it is ignored (observed)."""

FIXED: dict[str, Any] = {
    "name": str,
    "hasUniqueValue": bool,
    "dataSensitivity": frozenset({"non_sensitive", *SENSITIVITIES}),
    "externalOptions": bool,
    "referencedObjectType": str,
}

_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
_RESERVED = re.compile(r"hs_|a\d+_")


def check_name(call: Call, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise invalid("Names for properties should be lowercase and have less than 100 characters.")
    if _RESERVED.match(name) and call.switches.reserved_prefixes == "refuse":
        prefix = "hs_" if name.startswith("hs_") else name.partition("_")[0] + "_"
        raise invalid(
            f"Property names must not start with '{prefix}': the prefix is reserved. Given: {name}"
        )  # assumed


def check_sensitivity(call: Call, sensitivity: str) -> None:
    if sensitivity == "non_sensitive":
        return
    if not call.grant.may_write_sensitive(call.object_type, sensitivity):
        raise Refusal(403, "Missing required scope for: sensitive-data-property-create", "MISSING_SCOPES")
    if not call.portal.account["sensitiveData"]:
        message = f"Portal {call.portal.id} is not enabled for sensitive data"
        raise invalid(message, "PropertyValidationError.PORTAL_NOT_ENABLED_FOR_SENSITIVE_DATA")


def settle(call: Call, merged: Body, *, options_sent: bool, quotas: Quotas) -> Body:
    """The definition as HubSpot keeps it: checked, with what follows from other fields filled in."""
    merged = dict(merged)
    # HubSpot's own calculations use what others may not: field types that cannot be made, functions that are its own.
    own = merged.get("hubspotDefined") and merged["fieldType"].startswith("calculation_")
    if merged.get("calculationFormula") and not own:
        merged |= _calculated(call, merged)
    elif merged["fieldType"] == "calculation_equation" and not own:
        raise invalid("Properties with field type calculation_equation need a calculationFormula")  # assumed
    if not own and merged["fieldType"] not in _FIELD_TYPES_OF.get(merged["type"], {merged["fieldType"]}):
        raise invalid(f"Field type {merged['fieldType']} is not valid for property type {merged['type']}")  # assumed
    specified = call.switches.required_fields == "specified" and call.version.startswith("20")
    needed = SPECIFIED if specified else REQUIRED
    merged["options"] = _options(merged, options_sent=options_sent, most=quotas.options, needed=needed)
    _check_external(merged)
    _check_currency(merged)
    return merged


def _options(merged: Body, *, options_sent: bool, most: int, needed: tuple[str, ...]) -> list[Body]:
    if merged["type"] not in {"enumeration", "bool"}:
        return []  # assumed: what a text property makes of options has not been recorded
    options: list[Body] = merged["options"]
    if options_sent:
        options = stored_options(options, most=most, needed=needed)
    if merged["type"] == "bool" and not merged.get("hubspotDefined"):
        if merged.get("calculationFormula") and not options:
            return _yes_no()
        require_boolean(options)
    return options


def _yes_no() -> list[Body]:
    return [
        {"label": label, "value": label.lower(), "displayOrder": order, "hidden": False}
        for order, label in enumerate(("True", "False"))
    ]


def _check_external(merged: Body) -> None:
    if not merged.get("externalOptions") or merged.get("hubspotDefined"):
        return
    if not merged.get("referencedObjectType"):
        raise invalid("Properties with external options need a referencedObjectType")  # assumed wording
    if merged["options"]:
        raise invalid("Properties with external options must not have options of their own")  # assumed wording


def _check_currency(merged: Body) -> None:
    if merged.get("currencyPropertyName") and not merged.get("showCurrencySymbol"):
        message = "Only properties that show a currency symbol can specify a currency property"
        raise invalid(message, "PropertyValidationError.ONLY_CURRENCY_PROPERTIES_CAN_SPECIFY_CURRENCY")


def _calculated(call: Call, merged: Body) -> Body:
    """A formula makes the property a calculation, whatever field type was sent (observed)."""
    if merged["type"] not in {"number", "bool", "string", "enumeration"}:
        raise invalid(f"Properties of type {merged['type']} cannot be calculated")  # assumed wording
    known = call.portal.all(f"properties/{call.object_type.id}")
    types = {name: one["type"] for name, one in known.items()}
    formula = formulas.canonical(merged["calculationFormula"], types)
    if call.switches.formulas == "verbatim":
        formula = merged["calculationFormula"]
    return {
        "calculationFormula": formula,
        "fieldType": "calculation_equation",
        "calculated": True,
        "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": True},
    }
