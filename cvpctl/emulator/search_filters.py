"""The filters of a search: which records fit one, by the index.

Documented: texts compare without regard to case, but the values of IN and NOT_IN must be in lower case; choices
compare exactly. Whether NEQ and its like see records without a value has not been recorded: a switch.
"""

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal, invalid
from cvpctl.emulator.record_index import RecordIndex, forms, kind_of
from cvpctl.emulator.shapes import shaped

OPERATORS = frozenset({
    "EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN", "HAS_PROPERTY", "NOT_HAS_PROPERTY",
    "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN",
})  # fmt: skip
FILTER: dict[str, Any] = {
    "propertyName": str, "operator": OPERATORS, "value": str | int | float, "values": list,
    "highValue": str | int | float,
}  # fmt: skip

MOST_GROUPS = 5
MOST_FILTERS = {"guide": (6, 18), "changelog": (10, 25)}
"""In a group, and in all."""

_WORD = re.compile(r"[^\s@,;:/\\()\[\]\"!?&+|<>=]+")
_PART = re.compile(r"[^\W_]+|\*")
_NUMERIC = frozenset({"number", "date", "datetime"})


def filter_groups(call: Call, sent: list[Any]) -> list[list[Body]]:
    told = [shaped(group, {"filters": list}).get("filters", []) for group in sent]
    groups = [[shaped(one, FILTER, ("propertyName", "operator")) for one in group] for group in told]
    in_a_group, in_all = MOST_FILTERS[call.switches.filter_limits]
    if len(groups) > MOST_GROUPS or any(len(group) > in_a_group for group in groups):
        raise _problem(f"at most {MOST_GROUPS} filterGroups with {in_a_group} filters each are allowed")
    if sum(map(len, groups)) > in_all:
        raise _problem(f"at most {in_all} filters are allowed")
    known = call.portal.all(f"properties/{call.object_type.id}")
    for one in (one for group in groups for one in group):
        if one["propertyName"] not in known:
            raise _problem(f"property '{one['propertyName']}' does not exist")
        _check_operands(one)
    return groups


def fitting(call: Call, index: RecordIndex, one: Body) -> set[int]:
    name, operator = one["propertyName"], one["operator"]
    definition = call.portal.all(f"properties/{call.object_type.id}")[name]
    kind = kind_of(definition)
    if operator in {"NEQ", "NOT_IN", "NOT_CONTAINS_TOKEN", "NOT_HAS_PROPERTY"}:
        return _without(call, index, one, kind)
    if operator == "HAS_PROPERTY":
        return index.matching(name, kind, lambda _: True)
    if operator in {"EQ", "IN"}:
        operands = [str(value) for value in one["values"]] if operator == "IN" else [str(one["value"])]
        return _equal(index, name, kind, operands, exact=operator == "IN")
    if operator == "CONTAINS_TOKEN":
        return index.matching(name, kind, _has_tokens(str(one["value"])))
    return index.matching(name, kind, _within(one, kind))


def _without(call: Call, index: RecordIndex, one: Body, kind: str) -> set[int]:
    positive = {"NEQ": "EQ", "NOT_IN": "IN", "NOT_CONTAINS_TOKEN": "CONTAINS_TOKEN", "NOT_HAS_PROPERTY": "HAS_PROPERTY"}
    fit = fitting(call, index, {**one, "operator": positive[one["operator"]]})
    if one["operator"] == "NOT_HAS_PROPERTY" or call.switches.negative_filters == "see_empty":
        return set(index.everyone()) - fit
    return index.matching(one["propertyName"], kind, lambda _: True) - fit


def _equal(index: RecordIndex, name: str, kind: str, operands: list[str], *, exact: bool) -> set[int]:
    """`exact`: texts are kept in lower case, so a value of IN with capitals finds nothing (documented)."""
    return index.having(name, kind, [form for one in operands for form in _sought(kind, one, exact=exact)])


def _sought(kind: str, operand: str, *, exact: bool) -> tuple[str, ...]:
    as_said = kind == "several" or (exact and kind not in _NUMERIC)
    return (operand,) if as_said else forms(kind, operand)


def _within(one: Body, kind: str) -> Callable[[str], bool]:
    operator = one["operator"]
    if operator == "BETWEEN":
        least, most = _comparable(kind, one["value"]), _comparable(kind, one["highValue"])
        return lambda form: _ordered(least, _comparable(kind, form)) and _ordered(_comparable(kind, form), most)
    bound = _comparable(kind, one["value"])
    below, equal = operator in {"LT", "LTE"}, operator in {"LTE", "GTE"}

    def fits(form: str) -> bool:
        value = _comparable(kind, form)
        if value == bound:
            return equal
        return _ordered(value, bound) if below else _ordered(bound, value)

    return fits


Comparable = tuple[int, float, str]


def comparable(kind: str, form: str) -> Comparable:
    """For sorting as well: numbers by size, before texts."""
    if kind in _NUMERIC:
        try:
            return 0, float(form), ""
        except ValueError:
            return 1, 0.0, form
    return 1, 0.0, form.lower()


def _comparable(kind: str, said: Any) -> Comparable:
    found = forms(kind, str(said)) if kind != "several" else (str(said),)
    return comparable(kind, found[0] if found else "")


def _ordered(smaller: Comparable, bigger: Comparable) -> bool:
    return smaller[0] == bigger[0] and smaller <= bigger


def _has_tokens(said: str) -> Callable[[str], bool]:
    wanted = _WORD.findall(said.lower())
    return lambda form: bool(wanted) and all(_has_token(form.lower(), one) for one in wanted)


def _has_token(text: str, wanted: str) -> bool:
    words = _WORD.findall(text)
    if "*" in wanted:
        return any(fnmatchcase(word, wanted) for word in (text, *words, *_PART.findall(text)))
    if wanted in words:
        return True
    parts, sought = _PART.findall(text), _PART.findall(wanted)
    return bool(sought) and any(parts[at : at + len(sought)] == sought for at in range(len(parts) - len(sought) + 1))


def _check_operands(one: Body) -> None:
    operator = one["operator"]
    if operator in {"IN", "NOT_IN"} and not one.get("values"):
        raise _problem(f"operator {operator} needs values")
    if operator == "BETWEEN" and ("value" not in one or "highValue" not in one):
        raise _problem("operator BETWEEN needs value and highValue")
    plain = operator not in {"IN", "NOT_IN", "BETWEEN", "HAS_PROPERTY", "NOT_HAS_PROPERTY"}
    if plain and "value" not in one:
        raise _problem(f"operator {operator} needs a value")


def _problem(detail: str) -> Refusal:
    """The first sentence is what HubSpot says for all of them (by memory, not recorded)."""
    return invalid(f"There was a problem with the request: {detail}")


def text_of(properties: Mapping[str, str], names: tuple[str, ...]) -> str:
    return " ".join(properties.get(name, "") for name in names).lower()
