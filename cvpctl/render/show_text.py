"""One resource with both its sides, the blueprint's with where each field was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from cvpctl.model import Address, Body, Path, Purpose, Resource
from cvpctl.render.compiled import compiled_yaml, identity
from cvpctl.render.grouping import kind_noun, object_heading
from cvpctl.render.purpose_text import purpose_lines
from cvpctl.render.terminal import FAINT, HEADING, column, fitted, line, printed, widest, wrapped
from cvpctl.render.values import is_collection, value_text
from cvpctl.render.wording import visible

__all__ = ["compiled_yaml", "resource_text"]
NOBODY_SAYS = Purpose()
UNWATCHED = 120


def resource_text(
    address: Address,
    desired: Resource | None,
    live: Resource | None,
    *,
    purpose: Purpose = NOBODY_SAYS,
    color: bool = False,
    width: int | None = None,
) -> str:
    """Return why it is there and every field that either side has; the blueprint's first, with their place.

    Without a width nothing is cut: a program, or a person who searches, wants the whole of it.
    """
    head = _head(address, (desired or live or Resource(address, {})).body)
    why = (one for text in purpose_lines(purpose) for one in wrapped(text, indent=0, width=width or UNWATCHED))
    sides = (*_side("blueprint", desired, width), *_side("portal", live, width))
    return printed((*head, *why, *sides), color=color)


def _head(address: Address, body: Body) -> Iterator[Text]:
    label = visible(str(body.get("label") or address.key))
    yield line((label, HEADING), f"  {address}")
    where = object_heading(address.scope) if address.scope else ""
    yield line((f"{kind_noun(address.kind)} of {where}" if where else kind_noun(address.kind), FAINT))


def _side(name: str, resource: Resource | None, width: int | None) -> Iterator[Text]:
    if resource is None:
        yield line((f"{name}: ", HEADING), "nothing there")
        return
    yield line((f"{name}:", HEADING), (f"  {visible(str(resource.place))}" if resource.place else "", FAINT))
    fields = list(_leaves(resource.body))
    names = widest(("/".join(map(visible, path)) for path, _ in fields), 40)
    for path, value in fields:
        place = resource.places.get(path)
        told = column("/".join(map(visible, path)), names)
        content = line(told, "  ", value_text(value), (f"  {visible(str(place))}" if place else "", FAINT), indent=2)
        yield content if width is None else fitted(content, width)


def _leaves(body: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield top-level fields; a collection is yielded child by child, in its order."""
    for name, value in body.items():
        if is_collection(value):
            yield from (((name, str(key)), child) for key, child in value.items())
        elif isinstance(value, list) and value and all(isinstance(child, Mapping) for child in value):
            yield from (((name, identity(child, str(index))), child) for index, child in enumerate(value))
        else:
            yield (name,), value
