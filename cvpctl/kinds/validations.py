"""Property validation rules: what HubSpot checks when somebody types a value.

Source: HubSpot's property validations API. A rule is put, and put again to change it; there is no way to take one
away by API, so a tombstone becomes a step for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.kinds.base import FieldRule, Hazard, Hit, Kind, Problem, RemovalVerb
from cvpctl.model import ABSENT, Action, Address, Body, Change, Operation, Step, patched

RULE_TYPES = (
    *("AFTER_DATETIME_DURATION", "AFTER_DURATION", "ALPHANUMERIC", "BEFORE_DATETIME_DURATION", "BEFORE_DURATION"),
    *("DAYS_OF_WEEK", "DECIMAL", "DOMAIN", "EMAIL", "EMAIL_ALLOWED_DOMAINS", "EMAIL_BLOCKED_DOMAINS", "END_DATE"),
    *("END_DATETIME", "FORMAT", "MAX_LENGTH", "MAX_NUMBER", "MIN_LENGTH", "MIN_NUMBER"),
    *("PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", "REGEX", "SPECIAL_CHARACTERS", "START_DATE", "START_DATETIME"),
    *("URL", "URL_ALLOWED_DOMAINS", "URL_BLOCKED_DOMAINS", "WHITESPACE"),
)

RULE = {
    "type": "object",
    "properties": {
        "ruleType": {"type": "string", "enum": list(RULE_TYPES), "description": "What is checked."},
        "ruleArguments": {"type": "array", "items": {"type": "string"}, "description": "What it is checked against."},
        "shouldApplyNormalization": {"type": "boolean", "description": "Let HubSpot tidy the value first."},
    },
    "required": ["ruleType"],
    "additionalProperties": False,
}

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "The rules HubSpot checks for one property.",
    "properties": {
        "rules": {"type": "array", "minItems": 1, "items": RULE, "description": "One of each type; all must hold."}
    },
    "required": ["rules"],
    "additionalProperties": False,
}


def normalise(_address: Address, body: Body) -> Body:
    """Key the rules by their type; a portal answers them as `propertyValidationRules`."""
    rules = body.get("rules", body.get("propertyValidationRules"))
    if rules is None:
        return {}
    if isinstance(rules, Mapping):
        return {"rules": dict(rules)}
    kept = ("ruleArguments", "shouldApplyNormalization")
    return {
        "rules": {rule["ruleType"]: {name: rule[name] for name in kept if rule.get(name) is not None} for rule in rules}
    }


def problems(_address: Address, body: Body) -> Iterable[Problem]:
    seen: set[str] = set()
    for index, rule in enumerate(body.get("rules", ())):
        if rule["ruleType"] in seen:
            path = ("rules", str(index), "ruleType")
            yield Problem(path, "DUPLICATE_RULE", f"the rule {rule['ruleType']} stands twice", "keep one")
        seen.add(rule["ruleType"])


def references(address: Address, _body: Mapping[str, Any]) -> Iterable[Address]:
    yield Address("property", address.scope, address.key)


def steps(kind: Kind, change: Change, desired: Body | None, live: Body | None) -> tuple[Step, ...]:
    """Put each rule that differs; a put says the whole rule."""
    before = kind.normalise(change.address, live or {})
    target = patched(before, [(edit.path, edit.after) for edit in change.fields])["rules"]
    touched = {edit.path[1] for edit in change.fields if len(edit.path) > 1} or set(target)
    return tuple(
        _put(kind, change.address, name, target[name]) for name in (desired or {}).get("rules", {}) if name in touched
    )


def _put(kind: Kind, address: Address, rule_type: str, rule: Body) -> Step:
    body = {"ruleArguments": [], **rule}
    parameters = kind.parameters(address) | {"ruleType": rule_type}
    return Step(address.child("rules", rule_type), "put", kind.operations["update"], parameters, body)


def kept(change: Change, _live: Body | None) -> Iterable[Hit]:
    help_ = "take it away in HubSpot, in the settings of the property, then drop the tombstone"
    if change.action is Action.REMOVE:
        yield Hit(change.address, "the rules of this property cannot be taken away by API", help_)
    for edit in change.fields:
        if change.action is Action.UPDATE and len(edit.path) > 1 and edit.after is ABSENT:
            rule = change.address.child(*edit.path[:2])
            yield Hit(rule, f"the rule {edit.path[1]} cannot be taken away by API", help_)


VALIDATION = Kind(
    name="validation",
    noun="validation rule",
    collection="validations",
    key="propertyName",
    key_parameter="propertyName",
    schema=SCHEMA,
    source="https://developers.hubspot.com/docs/api-reference/latest/crm/property-validations/guide",
    required=("rules",),
    fields={
        "rules": FieldRule(
            default={},
            keyed_by="ruleType",
            unordered=True,
            fields={"ruleArguments": FieldRule(default=[]), "shouldApplyNormalization": FieldRule(default=False)},
        )
    },
    normalise=normalise,
    problems=problems,
    references=references,
    steps=steps,
    operations={
        "list": Operation("validations", "list"),
        "create": Operation("validations", "put"),
        "update": Operation("validations", "put"),
    },
    removal=RemovalVerb.IMPOSSIBLE,
    hazards=(Hazard("RULE_STAYS", "HubSpot's API cannot take a validation rule away", kept, allowable=False),),
)
