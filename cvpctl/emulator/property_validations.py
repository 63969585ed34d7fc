"""Validation rules of properties. A rule can be written and overwritten, but never taken away (documented)."""

from typing import Any

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, invalid, not_found
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.store import Portal

RULE_TYPES = frozenset({
    "AFTER_DATETIME_DURATION", "AFTER_DURATION", "ALPHANUMERIC", "BEFORE_DATETIME_DURATION", "BEFORE_DURATION",
    "DAYS_OF_WEEK", "DECIMAL", "DOMAIN", "EMAIL", "EMAIL_ALLOWED_DOMAINS", "EMAIL_BLOCKED_DOMAINS", "END_DATE",
    "END_DATETIME", "FORMAT", "MAX_LENGTH", "MAX_NUMBER", "MIN_LENGTH", "MIN_NUMBER",
    "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", "REGEX", "SPECIAL_CHARACTERS", "START_DATE", "START_DATETIME", "URL",
    "URL_ALLOWED_DOMAINS", "URL_BLOCKED_DOMAINS", "WHITESPACE",
})  # fmt: skip

_SHAPE: dict[str, Any] = {"ruleArguments": [str], "shouldApplyNormalization": bool}


def rules_of(portal: Portal, type_id: str, property_name: str) -> list[Body]:
    """What was set for one property, for whoever checks values."""
    found = portal.get(_collection(type_id), property_name)
    return list(found["rules"].values()) if found else []


def list_rules(call: Call) -> Body:
    """The properties that have rules, as long as they are active (assumed)."""
    type_id = call.object_type.id
    active = call.portal.all(f"properties/{type_id}")
    named = [name for name in call.portal.all(_collection(type_id)) if name in active]
    return {
        "results": [
            {"propertyName": name, "propertyValidationRules": rules_of(call.portal, type_id, name)} for name in named
        ]
    }


def list_property_rules(call: Call) -> Body:
    """The rules that were set for one property (documented)."""
    return {"results": rules_of(call.portal, call.object_type.id, _property_name(call))}


def get_rule(call: Call) -> Body:
    """A rule that was never set is not found (assumed)."""
    wanted = _rule_type(call)
    for rule in rules_of(call.portal, call.object_type.id, _property_name(call)):
        if rule["ruleType"] == wanted:
            return rule
    raise not_found()


def put_rule(call: Call) -> None:
    """Whether the arguments make sense for the rule is not checked: what HubSpot refuses there is unknown."""
    name, rule_type = _property_name(call), _rule_type(call)
    sent = shaped(call.body, _SHAPE, ("ruleArguments",))
    collection = _collection(call.object_type.id)
    before = call.portal.get(collection, name) or {"rules": {}}
    call.portal.put(collection, name, {"rules": {**before["rules"], rule_type: {"ruleType": rule_type, **sent}}})


def _property_name(call: Call) -> str:
    name = call.params["propertyName"]
    if call.portal.get(f"properties/{call.object_type.id}", name) is None:
        raise not_found(name=[name])
    return name


def _rule_type(call: Call) -> str:
    said = call.params["ruleType"]
    if said not in RULE_TYPES:
        raise invalid(f"Unable to parse value for path parameter: ruleType. Given: {said}")  # assumed wording
    return said


def _collection(type_id: str) -> str:
    return f"property_validations/{type_id}"
