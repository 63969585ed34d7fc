"""What is wrong with a property as a blueprint states it: the pairs and limits HubSpot enforces, said before it does.

Sources: type/fieldType table, option and unique-value limits of the properties guide and knowledge base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cvpctl.kinds.base import Problem
from cvpctl.kinds.names import name_problems
from cvpctl.model import Address, Body

FIELD_TYPES_OF = {
    "bool": ("booleancheckbox", "calculation_equation"),
    "enumeration": ("booleancheckbox", "checkbox", "radio", "select", "calculation_equation"),
    "date": ("date",),
    "datetime": ("date",),
    "string": ("file", "text", "textarea", "calculation_equation", "html", "phonenumber"),
    "number": ("number", "calculation_equation"),
    "phone_number": ("phonenumber", "text"),
}
DEFINITION = ("label", "type", "fieldType", "groupName")
LONGEST_OPTION = 3000


def problems(address: Address, body: Body) -> Iterable[Problem]:
    defines = "type" in body
    yield from name_problems("property", address.key, defines=defines)
    yield from _completeness(body, defines=defines)
    yield from _pair(body)
    yield from _options(body)
    yield from _calculation(body)
    yield from _companions(body)


def _completeness(body: Body, *, defines: bool) -> Iterable[Problem]:
    missing = [name for name in DEFINITION if name not in body]
    if defines and missing:
        names = ", ".join(missing)
        yield Problem(
            (), "FIELD_MISSING", f"a property that states its type also needs {names}", f"add {names}", at_key=True
        )


def _pair(body: Body) -> Iterable[Problem]:
    allowed = FIELD_TYPES_OF.get(body.get("type", ""), ())
    if "fieldType" in body and allowed and body["fieldType"] not in allowed:
        yield Problem(
            ("fieldType",),
            "FIELD_TYPE_MISMATCH",
            f"HubSpot has no {body['type']} property shown as {body['fieldType']}",
            f"with type {body['type']} use {' or '.join(allowed)}",
        )


def _options(body: Body) -> Iterable[Problem]:
    options = body.get("options")
    if options is None:
        return
    full = [option if isinstance(option, dict) else {"value": option, "label": option} for option in options]
    for name in ("value", "label"):
        counts = Counter(str(option[name]).strip().lower() if name == "label" else option[name] for option in full)
        for index, option in enumerate(full):
            text = str(option[name]).strip().lower() if name == "label" else option[name]
            if counts[text] > 1 and text in [_text(o, name) for o in full[:index]]:
                path = ("options", str(index), *((name,) if isinstance(options[index], dict) else ()))
                yield Problem(
                    path,
                    f"DUPLICATE_OPTION_{name.upper()}",
                    f"two options have the {name} {option[name]!r}",
                    "keep one",
                )
    yield from _option_type(body, [option["value"] for option in full])
    for index, option in enumerate(full):
        if sum(len(str(option.get(name, ""))) for name in ("label", "value", "description")) > LONGEST_OPTION:
            yield Problem(
                ("options", str(index)),
                "OPTION_TOO_LONG",
                "label, value and description exceed 3,000 characters",
                "shorten it",
            )


def _text(option: Body, name: str) -> str:
    return str(option[name]).strip().lower() if name == "label" else option[name]


def _option_type(body: Body, values: list[str]) -> Iterable[Problem]:
    kind = body.get("type")
    if kind == "bool" and values and sorted(values) != ["false", "true"]:
        yield Problem(
            ("options",),
            "BOOLEAN_OPTIONS",
            "a bool has exactly the options true and false",
            "leave options out for Yes and No",
        )
    elif kind not in (None, "bool", "enumeration") and values:
        yield Problem(("options",), "OPTIONS_NOT_ALLOWED", f"a {kind} property has no options", "use type enumeration")
    elif kind == "enumeration" and body.get("externalOptions") and values:
        yield Problem(
            ("options",), "OPTIONS_NOT_ALLOWED", "external options cannot be listed", "drop options or externalOptions"
        )


def _calculation(body: Body) -> Iterable[Problem]:
    formula, shown = body.get("calculationFormula"), body.get("fieldType")
    if formula and shown and shown != "calculation_equation":
        yield Problem(
            ("fieldType",),
            "FIELD_TYPE_MISMATCH",
            "a formula makes the fieldType calculation_equation",
            "write calculation_equation",
        )
    if shown == "calculation_equation" and not formula:
        yield Problem(
            ("fieldType",),
            "FORMULA_MISSING",
            "calculation_equation needs a calculationFormula",
            "add calculationFormula",
        )


def _companions(body: Body) -> Iterable[Problem]:
    if "currencyPropertyName" in body and body.get("showCurrencySymbol") is not True:
        yield Problem(
            ("currencyPropertyName",),
            "CURRENCY_SYMBOL_MISSING",
            "HubSpot accepts it only with showCurrencySymbol: true",
            "add showCurrencySymbol: true",
        )
    if body.get("externalOptions") and "referencedObjectType" not in body:
        yield Problem(
            ("externalOptions",),
            "REFERENCE_MISSING",
            "external options need referencedObjectType",
            "add referencedObjectType: OWNER",
        )
    if "numberDisplayHint" in body and body.get("type", "number") != "number":
        yield Problem(
            ("numberDisplayHint",),
            "HINT_MISMATCH",
            f"a {body['type']} property has no number format",
            "drop it or use type number",
        )
    if "textDisplayHint" in body and body.get("type", "string") not in ("string", "phone_number"):
        yield Problem(
            ("textDisplayHint",),
            "HINT_MISMATCH",
            f"a {body['type']} property has no text format",
            "drop it or use type string",
        )
