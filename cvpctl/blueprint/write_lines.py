"""Lines of YAML for one key or one item of a list, on one line where that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.blueprint.write_scalars import key_text, scalar_text

WIDEST = 120
STEP = 2


def item_lines(child: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Yield one mapping of a list."""
    short = f"{' ' * indent}- {flow_text(child)}"
    if len(short) <= WIDEST:
        yield short
        return
    first, *rest = (line for name, value in child.items() for line in child_lines(name, value, indent + STEP))
    yield f"{' ' * indent}- {first[indent + STEP :]}"
    yield from rest


def child_lines(name: str, value: Any, indent: int) -> Iterator[str]:
    """Yield one key with its value."""
    opening = f"{' ' * indent}{key_text(name)}:"
    if not isinstance(value, Mapping | list):
        yield f"{opening} {scalar_text(value)}"
    elif len(short := f"{opening} {flow_text(value)}") <= WIDEST:
        yield short
    elif isinstance(value, list):
        yield opening
        yield from (f"{' ' * (indent + STEP)}- {scalar_text(one)}" for one in value)
    else:
        yield opening
        for child, below in value.items():
            yield from child_lines(child, below, indent + STEP)


def flow_text(value: Any) -> str:
    """Return a value in braces, brackets or quotes, as it may stand inside of others."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(name)}: {flow_text(child)}" for name, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow_text(child) for child in value) + "]"
    return scalar_text(value, flow=True)
