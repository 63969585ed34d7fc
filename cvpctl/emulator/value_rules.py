"""The validation rules of a property, held against values of records.

That writes are refused is documented for 2026-09; what each rule means by its arguments, and how the refusal
reads, is assumed. A rule that is not listed here, or whose arguments make no sense, lets everything pass.
"""

import re
from collections.abc import Callable

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body
from cvpctl.emulator.property_validations import rules_of

LONGEST_TRIED = 1_000
"""Of a text against somebody's regular expression: nobody shall wait for it."""

Rule = Callable[[str, list[str]], bool]


def broken_rule(call: Call, definition: Body, text: str) -> str | None:
    """The first rule that a value breaks."""
    if call.switches.validation_rules == "ignored" or call.version != "2026-09":
        return None
    for rule in rules_of(call.portal, call.object_type.id, definition["name"]):
        if not _keeps(rule["ruleType"], rule["ruleArguments"], text):
            return str(rule["ruleType"])
    return None


def _keeps(rule_type: str, arguments: list[str], text: str) -> bool:
    try:
        return RULES[rule_type](text, arguments) if rule_type in RULES else True
    except (ValueError, IndexError, re.error):
        return True


def _decimals(text: str, arguments: list[str]) -> bool:
    return len(text.partition(".")[2]) <= int(arguments[0])


def _in_domains(text: str, arguments: list[str]) -> bool:
    domain = re.sub(r"^.*(@|//)", "", text).partition("/")[0].lower()
    return any(domain == one.lower() or domain.endswith(f".{one.lower()}") for one in arguments)


RULES: dict[str, Rule] = {
    "MIN_LENGTH": lambda text, said: len(text) >= int(said[0]),
    "MAX_LENGTH": lambda text, said: len(text) <= int(said[0]),
    "MIN_NUMBER": lambda text, said: float(text) >= float(said[0]),
    "MAX_NUMBER": lambda text, said: float(text) <= float(said[0]),
    "DECIMAL": _decimals,
    "ALPHANUMERIC": lambda text, _: text.isalnum(),
    "WHITESPACE": lambda text, _: not any(one.isspace() for one in text),
    "REGEX": lambda text, said: re.fullmatch(said[0], text[:LONGEST_TRIED]) is not None,
    "START_DATE": lambda text, said: text >= said[0],
    "END_DATE": lambda text, said: text <= said[0],
    "EMAIL_ALLOWED_DOMAINS": _in_domains,
    "EMAIL_BLOCKED_DOMAINS": lambda text, said: not _in_domains(text, said),
    "URL_ALLOWED_DOMAINS": _in_domains,
    "URL_BLOCKED_DOMAINS": lambda text, said: not _in_domains(text, said),
}
