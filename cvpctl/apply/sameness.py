"""Whether something live reads as a side of a field says: what a run sent, or what stood there before it."""

from __future__ import annotations

from typing import Any

from cvpctl.engine.diff import masked, order_of, rule_at
from cvpctl.kinds import ORDER, Kind, is_order
from cvpctl.model import ABSENT, Body, FieldChange, Path, at


def reads_as(kind: Kind, path: Path, value: Any, live: Body) -> bool:
    """Tell whether the normalised `live` has `value` at `path`; what the portal omits is its default."""
    if is_order(kind, path[0]):
        theirs, ours = order_of(dict.fromkeys(value or ()), live.get(path[0].removesuffix(ORDER), {}))
        return theirs == ours
    rule = rule_at(kind, path)
    found = masked(rule, value, at(live, path))
    return bool(found == (rule.default if value is ABSENT else value))


def took(kind: Kind, edit: FieldChange, live: Body) -> bool:
    """Tell whether the portal has what a run sent; of a field that it spells its own way, that it changed at all.

    Of an inverse, `before` is what was sent.
    """
    if kind.rule(edit.path[0]).rewritten and at(live, edit.path) is not ABSENT:
        return not reads_as(kind, edit.path, edit.after, live)
    return reads_as(kind, edit.path, edit.before, live)
