"""Calculation formulas in HubSpot's own spelling, which is what a read gives back.

Observed: keywords in lower case, single quotes, `+` on text becomes concatenate, `=` becomes equals,
`!=` becomes not (x equals y), multiplication is written out, needless brackets go, a line break stands
before elseif, and 2.50 is 2.5 on reads. HubSpot's own formulas, as recorded, bracket what `not` negates, nest
choices without brackets and end in endif only where there is no else. The rest of the form is assumed.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from cvpctl.emulator.errors import invalid, not_found
from cvpctl.emulator.formula_syntax import Apply, Binary, Choice, Name, Node, Number, Prefix, Text, parse

_PART = re.compile(r"'(?:[^'\\]|\\.)*'|[A-Za-z_][A-Za-z0-9_]*|\d+\.\d+")

_TEXT_TYPES = frozenset({"string", "enumeration", "phone_number"})
_TEXT_FUNCTIONS = frozenset({"concatenate", "number_to_string", "string", "upper", "lower"})
_STRENGTH = {"or": 1, "and": 2, "not": 3, "equals": 4, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6}
_TIGHTEST = 9


def canonical(formula: str, types: Mapping[str, str]) -> str:
    """HubSpot's spelling of a formula over properties of these types; an unknown property is a 404 (observed)."""
    try:
        return _spell(_reading(parse(formula, frozenset(types)), types), 0)
    except RecursionError:
        raise invalid("Invalid calculation formula: too long") from None


def trimmed(formula: str) -> str:
    return _PART.sub(lambda found: _trim(found.group()), formula)


@lru_cache(maxsize=4096)
def names_in(formula: str) -> frozenset[str]:
    return frozenset(part for part in _PART.findall(formula) if part[0] != "'" and not part[0].isdigit())


def _trim(part: str) -> str:
    return part.rstrip("0").rstrip(".") if part[0].isdigit() else part


def _reading(node: Node, types: Mapping[str, str]) -> Node:
    """Check names, and say by types which `+` joins texts."""
    match node:
        case Name(name) if name not in types:
            raise not_found(name=[name])
        case Apply(function, arguments):
            return Apply(function, tuple(_reading(one, types) for one in arguments))
        case Prefix(operator, operand):
            return Prefix(operator, _reading(operand, types))
        case Choice(branches, otherwise):
            read = tuple((_reading(test, types), _reading(result, types)) for test, result in branches)
            return Choice(read, None if otherwise is None else _reading(otherwise, types))
        case Binary(operator, left, right):
            return _joined(Binary(operator, _reading(left, types), _reading(right, types)), types)
    return node


def _joined(node: Binary, types: Mapping[str, str]) -> Node:
    if node.operator == "!=":
        return Prefix("not", Binary("equals", node.left, node.right))
    if node.operator == "+" and (_is_text(node.left, types) or _is_text(node.right, types)):
        first = node.left.arguments if isinstance(node.left, Apply) and node.left.function == "concatenate" else None
        return Apply("concatenate", (*(first or (node.left,)), node.right))
    return node


def _is_text(node: Node, types: Mapping[str, str]) -> bool:
    match node:
        case Text():
            return True
        case Name(name):
            return types[name] in _TEXT_TYPES
        case Apply(function, _):
            return function in _TEXT_FUNCTIONS
        case Choice(branches, _):
            return any(_is_text(result, types) for _, result in branches)
    return False


def _spell(node: Node, around: int) -> str:
    match node:
        case Number(text) | Name(text):
            return text
        case Text(text):
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        case Apply(function, arguments):
            return f"{function}({', '.join(_spell(one, 0) for one in arguments)})"
        case Prefix():
            return _spell_prefix(node, around)
        case Binary(operator, left, right):
            own = _STRENGTH[operator]
            # The right side of - and / keeps its brackets: a - (b - c) is not a - b - c.
            tighter = own + (operator in "-/" or own == _STRENGTH["equals"])
            return _bracketed(f"{_spell(left, own)} {operator} {_spell(right, tighter)}", own, around)
        case Choice(branches, otherwise):
            return _bracketed(_spell_choice(branches, otherwise), 0, around)


def _spell_prefix(node: Prefix, around: int) -> str:
    if node.operator != "not":
        return f"{node.operator}{_spell(node.operand, _TIGHTEST)}"
    return _bracketed(f"not ({_spell(node.operand, 0)})", _STRENGTH["not"], around)


def _spell_choice(branches: tuple[tuple[Node, Node], ...], otherwise: Node | None) -> str:
    parts = [f"if {_spell(test, 0)} then {_spell(result, 0)}" for test, result in branches]
    end = " endif" if otherwise is None else f" else {_spell(otherwise, 0)}"
    return "\nelse".join(parts) + end


def _bracketed(text: str, own: int, around: int) -> str:
    return f"({text})" if own < around else text
