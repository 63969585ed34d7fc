"""From `rules:` and `exceptions:` of `cvpctl.yaml` to settings; their part of the schema stands here too.

What is misspelt is told with what was meant: a code that no rule has would leave somebody thinking that a rule is off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cvpctl.model import ABSENT, Address, AddressError, Place, Severity, canonical
from cvpctl.model import Path as Keys
from cvpctl.project.masking import shown
from cvpctl.project.reading import Reading, nearest
from cvpctl.project.rule_codes import RULE_CODES
from cvpctl.project.rule_settings import RuleException, RuleSettings
from cvpctl.project.source import Source

EVERYTHING = "*"
OFF = "off"
KINDS_OF_THINGS = ("group", "label", "pipeline", "property", "schema", "validation")
"""What an address begins with; a test keeps them equal to the kinds there are."""
_GLOB = frozenset("*?[")

RULES: dict[str, Any] = {
    "type": "object",
    "description": "What rules of cvpctl audit weigh here, by code; off switches one off.",
    "additionalProperties": {"type": "string", "enum": [*(one.value for one in Severity), OFF]},
}

EXCEPTIONS: dict[str, Any] = {
    "type": "array",
    "description": "Findings of cvpctl audit that somebody answers for, until a day.",
    "items": {
        "type": "object",
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z][A-Z0-9_]*$", "description": "The code of the rule."},
            "address": {
                "type": "string",
                "minLength": 1,
                "description": "What it is about; a glob is one too, and * also covers what has no address.",
            },
            "reason": {"type": "string", "pattern": r"\S", "description": "Why this may stand, for whoever asks."},
            "expires": {
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                "description": "The last day it holds, such as 2027-03-31.",
            },
        },
        "required": ["code", "address", "reason", "expires"],
        "additionalProperties": False,
    },
}


def rule_settings(body: Mapping[str, Any], path: Keys, reading: Reading, source: Source) -> RuleSettings:
    """Read what a project or a portal says; what does not hold becomes a finding of the source."""
    stated = {code: text for code, text in body.get("rules", {}).items() if text is not ABSENT}
    for code in stated:
        _known_code(code, reading.keys[*path, "rules", code], source)
    return RuleSettings(
        {code: None if text == OFF else Severity(text) for code, text in stated.items()},
        tuple(_exceptions(body.get("exceptions", ()), (*path, "exceptions"), reading, source)),
        {code: reading.keys[*path, "rules", code] for code in stated},
    )


def _exceptions(said: Any, path: Keys, reading: Reading, source: Source) -> Iterator[RuleException]:
    for number, item in enumerate(said):
        here = (*path, str(number))
        if item is ABSENT or {"code", "address", "reason", "expires"} - item.keys():
            continue  # the reader has said what is wrong
        _known_code(item["code"], reading.places[*here, "code"], source)
        glob = canonical(item["address"])
        day = _day(item["expires"])
        if not _is_address(glob):
            message = f"{shown(item['address'])} is not an address"
            source.complain("ADDRESS_INVALID", reading.places[*here, "address"], message, _meant(glob))
        elif day is None:
            message = f"{shown(item['expires'])} is no day of the calendar"
            source.complain("BAD_VALUE", reading.places[*here, "expires"], message, "write YEAR-MONTH-DAY")
        else:
            yield RuleException(item["code"], glob, item["reason"], day, reading.places[here])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_address(glob: str) -> bool:
    try:
        return glob == EVERYTHING or _may_be_kind(Address.parse(glob).kind)
    except AddressError:
        return False


def _may_be_kind(text: str) -> bool:
    return text in KINDS_OF_THINGS or bool(_GLOB & set(text))


def _meant(glob: str) -> str:
    """Return the address with its kind spelt as it was meant, or what one looks like."""
    kind, dot, rest = glob.partition(".")
    near = nearest(kind, list(KINDS_OF_THINGS)) if rest and not _may_be_kind(kind) else ""
    if near and _is_address(f"{near}{dot}{rest}"):
        return f"did you mean {shown(f'{near}{dot}{rest}')}?"
    return "write one such as property.contacts.tier or property.contacts.*, or * for all"


def _known_code(code: str, place: Place, source: Source) -> None:
    if code not in RULE_CODES:
        near = nearest(code, list(RULE_CODES))
        help_ = f"did you mean {near}?" if near else "docs/audit.md lists the rules"
        source.complain("RULE_UNKNOWN", place, f"no rule has the code {shown(code)}", help_)
