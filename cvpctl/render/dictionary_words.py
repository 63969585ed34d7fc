"""The words a data dictionary has for types, and for the few other facts of a field that its readers ask about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# As HubSpot's own interface calls its field types (knowledge.hubspot.com/properties/property-field-types-in-hubspot).
_FIELD_WORDS = {
    "text": "Single-line text",
    "textarea": "Multi-line text",
    "html": "Rich text",
    "phonenumber": "Phone number",
    "number": "Number",
    "date": "Date",
    "select": "Dropdown select",
    "radio": "Radio select",
    "checkbox": "Multiple checkboxes",
    "booleancheckbox": "Single checkbox",
    "file": "File",
    "calculation_equation": "Calculation",
}


def field_words(type_: str, field_type: str) -> str:
    """`Dropdown select`, or HubSpot's own two words where the interface has none for them."""
    if type_ == "datetime" and field_type == "date":
        return "Date and time"
    return _FIELD_WORDS.get(field_type) or "/".join(filter(None, (type_, field_type)))


def property_facts(body: Mapping[str, Any]) -> Iterator[str]:
    if body.get("hasUniqueValue") is True:
        yield "unique"
    if body.get("hidden") is True:
        yield "hidden"
    level = body.get("dataSensitivity")
    if level and level != "non_sensitive":
        yield str(level).replace("_", " ")
    if body.get("calculationFormula"):
        yield f"= {body['calculationFormula']}"


def stage_facts(metadata: Any) -> Iterator[str]:
    """`probability 0.2`, `ticketState CLOSED`: what a stage means to HubSpot."""
    for name, value in metadata.items() if isinstance(metadata, Mapping) else ():
        if value not in (None, "", {}):
            yield f"{name} {value}"
