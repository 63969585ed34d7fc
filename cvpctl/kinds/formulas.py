"""Calculation formulas, as far as comparing them needs: one spelling for both sides, and the names inside.

HubSpot stores its own spelling (keywords and functions in lower case, single quotes, `=` as equals, `2.50` as 2.5;
third-party observation). Only what is certain is folded here; for the rest the record tells that nobody touched it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+\.?\d*|\.\d+)|([A-Za-z_]\w*)|(<=|>=|!=|==|.))""", re.DOTALL
)
_QUOTE = re.compile(r"\\.|'", re.DOTALL)
_BROKEN = frozenset("'\"\\")
_CALLED = re.compile(r"\s*\(")
KEYWORDS = frozenset(
    {"if", "elseif", "else", "endif", "then", "and", "or", "not", "true", "false", "null", "equals", "is_present"}
    | {"is_known", "contains", "concatenate", "number_to_string", "string_to_number", "round_up", "round_down"}
    | {"round_nearest", "max", "min", "abs", "sqrt", "upper", "lower", "starts_with", "begins_with", "year", "month"}
    | {"day", "now", "timestamp", "fetch_exchange_rate", "dated_exchange_rate", "latest_exchange_rate", "exponent"}
    | {
        "format_date",
        "format_time",
        "time_between",
        "add_time",
        "subtract_time",
        "bool",
        "string",
        "number",
        "pipeline_probability",
    }
)


def canonical(formula: str) -> str:
    """Return one spelling for formulas that differ only in spacing, quotes, keyword case and number zeros.

    It is also what is sent. A formula with a quote that nothing closes stays as written: HubSpot says what is wrong.
    """
    found = [match for match in _TOKEN.finditer(formula.strip()) if match.group().strip()]
    if any(match.group(4) in _BROKEN for match in found if match.group(4)):
        return formula.strip()
    return " ".join(_canonical(match) for match in found)


def _canonical(match: re.Match[str]) -> str:
    text, number, word, sign = match.groups()
    if text:
        return "'" + _QUOTE.sub(_requoted, text[1:-1]) + "'"
    if number:
        return _number(number)
    if word:
        return word.lower() if word.lower() in KEYWORDS else word
    return str(sign)


def _requoted(match: re.Match[str]) -> str:
    return {"'": "\\'", '\\"': '"'}.get(match.group(), match.group())


def _number(text: str) -> str:
    """Drop zeros that say nothing, as text: no digit may be rounded away."""
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def names_in(formula: str) -> Iterator[str]:
    """Yield the words of a formula that can be property names; a word before a bracket is a function, known or not."""
    for match in _TOKEN.finditer(formula):
        word = match.group(3)
        if word and word.lower() not in KEYWORDS and not _CALLED.match(formula, match.end()):
            yield word
