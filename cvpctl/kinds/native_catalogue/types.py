"""Whether values of one type of property could live in another: the question that comes after a name that fits."""

from __future__ import annotations

from enum import IntEnum


class Fit(IntEnum):
    """How well two types go together; a type nobody states fits."""

    EQUAL = 0
    CONVERTIBLE = 1
    NEVER = 2


_FAMILIES = {
    "string": "text",
    "phone_number": "text",
    "number": "number",
    "date": "date",
    "datetime": "date",
    "bool": "yes or no",
}
_NEVER = (
    {"number", "date"},
    {"number", "yes or no"},
    {"date", "choice"},
    {"date", "choices"},
    {"date", "yes or no"},
)


def fit(mine: tuple[str, str], theirs: tuple[str, str]) -> Fit:
    """Compare two pairs of type and fieldType."""
    if not (mine[0] and theirs[0]):
        return Fit.EQUAL
    one, other = _family(*mine), _family(*theirs)
    if one == other:
        return Fit.EQUAL
    return Fit.NEVER if {one, other} in _NEVER else Fit.CONVERTIBLE


def _family(type_: str, field_type: str) -> str:
    if type_ == "enumeration":
        return {"booleancheckbox": "yes or no", "checkbox": "choices"}.get(field_type, "choice")
    return _FAMILIES.get(type_, type_)
