"""What a person may write about a property, in HubSpot's words (properties API, 2026-03 and later)."""

from __future__ import annotations

from typing import Any

TYPES = ("bool", "date", "datetime", "enumeration", "number", "phone_number", "string")
FIELD_TYPES = (
    "booleancheckbox",
    "calculation_equation",
    "checkbox",
    "date",
    "file",
    "html",
    "number",
    "phonenumber",
    "radio",
    "select",
    "text",
    "textarea",
)
NUMBER_HINTS = ("unformatted", "formatted", "currency", "percentage", "duration", "probability")
TEXT_HINTS = (
    "unformatted_single_line",
    "multi_line",
    "email",
    "phone_number",
    "domain_name",
    "ip_address",
    "physical_address",
    "postal_code",
)
SENSITIVITIES = ("non_sensitive", "sensitive", "highly_sensitive")


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _flag(description: str) -> dict[str, Any]:
    return {"type": "boolean", "description": description}


OPTION = {
    "type": "object",
    "properties": {
        "value": _text("Internal value that records hold; never changes.", minLength=1),
        "label": _text("What people pick.", minLength=1),
        "description": _text("Help shown beside the option."),
        "hidden": _flag("Keep the value on records but do not offer it."),
    },
    "required": ["value", "label"],
    "additionalProperties": False,
}

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A field of a HubSpot object. Field names are those of HubSpot's properties API.",
    "properties": {
        "label": _text("What people see.", minLength=1),
        "groupName": _text("The property group it stands under.", minLength=1),
        "type": _text("How HubSpot stores the value.", enum=list(TYPES)),
        "fieldType": _text("How HubSpot shows it on forms and records.", enum=list(FIELD_TYPES)),
        "description": _text("Help text that people read in HubSpot."),
        "displayOrder": {"type": "integer", "minimum": -1, "description": "Position in its group; -1 stands last."},
        "hidden": _flag("Hide it from people in HubSpot."),
        "formField": _flag("Offer it in forms."),
        "options": {
            "type": "array",
            "maxItems": 5000,
            "description": "Choices in display order; a plain text stands for value and label at once.",
            "items": {"if": {"type": "string"}, "then": {"minLength": 1}, "else": OPTION},
        },
        "hasUniqueValue": _flag("No two records may share a value; at most 10 per object, fixed at creation."),
        "dataSensitivity": _text("Fixed at creation.", enum=list(SENSITIVITIES)),
        "calculationFormula": _text("Makes it a calculated property; HubSpot stores its own spelling.", minLength=1),
        "externalOptions": _flag("Options come from elsewhere (owners); fixed at creation."),
        "referencedObjectType": _text("What external options refer to; fixed at creation.", enum=["OWNER"]),
        "currencyPropertyName": _text("The property that holds the currency; needs showCurrencySymbol."),
        "showCurrencySymbol": _flag("Show a currency symbol; cannot be switched off once a currency property was set."),
        "numberDisplayHint": _text("How a number is formatted; cannot be taken away again.", enum=list(NUMBER_HINTS)),
        "textDisplayHint": _text("What a text holds.", enum=list(TEXT_HINTS)),
    },
    "additionalProperties": False,
}
