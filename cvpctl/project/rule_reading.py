"""From `rules:` and `exceptions:` of `cvpctl.yaml` to settings; their part of the schema stands here too.

The rules themselves live higher up, so whether a code exists is asked when an audit begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from cvpctl.model import ABSENT, Address, AddressError, Finding, Place, Severity, canonical
from cvpctl.model import Path as Keys
from cvpctl.project.masking import shown
from cvpctl.project.reading import Reading, nearest
from cvpctl.project.rule_settings import RuleException, RuleSettings
from cvpctl.project.source import Source

EVERYTHING = "*"
OFF = "off"

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
    return RuleSettings(
        {code: None if text == OFF else Severity(text) for code, text in stated.items()},
        tuple(_exceptions(body.get("exceptions", ()), (*path, "exceptions"), reading, source)),
        {code: reading.keys[*path, "rules", code] for code in stated},
    )


def unheard_of(settings: RuleSettings, known: Collection[str]) -> tuple[Finding, ...]:
    """Return a finding for each code that no rule has."""
    said = [*settings.places.items(), *((one.code, one.place) for one in settings.exceptions)]
    return tuple(_unknown(code, place, known) for code, place in said if code not in known)


def _exceptions(said: Any, path: Keys, reading: Reading, source: Source) -> Iterator[RuleException]:
    for number, item in enumerate(said):
        here = (*path, str(number))
        if item is ABSENT or {"code", "address", "reason", "expires"} - item.keys():
            continue  # the reader has said what is wrong
        glob = canonical(item["address"])
        day = _day(item["expires"])
        if not _is_address(glob):
            message = f"{shown(item['address'])} is not an address"
            help_ = "write one such as property.contacts.tier or property.contacts.*, or * for all"
            source.complain("ADDRESS_INVALID", reading.places[*here, "address"], message, help_)
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
        return glob == EVERYTHING or bool(Address.parse(glob))
    except AddressError:
        return False


def _unknown(code: str, place: Place, known: Collection[str]) -> Finding:
    near = nearest(code, list(known))
    help_ = f"did you mean {near}?" if near else "docs/audit.md lists the rules"
    return Finding("RULE_UNKNOWN", Severity.ERROR, f"no rule has the code {shown(code)}", help_, place=place)
