"""A list of plain texts in a file, brought to what the portal has: items that stay keep their place and comments."""

from __future__ import annotations

from collections.abc import Sequence

from cvpctl.blueprint.layout import Listing, Trail, at
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision
from cvpctl.blueprint.write_scalars import scalar_text


def rewrite_list(revision: Revision, trail: Trail, wanted: Sequence[str], *, in_order: bool) -> None:
    """Rewrite the list at a trail; without `in_order` new items come last. Raises `LayoutRefused`."""
    inside = at(revision.top, trail)
    if not isinstance(inside, Listing):
        raise LayoutRefused("it is no list there")
    texts = [item.text for item in inside.items]
    if any("${" in text.replace("$${", "") for text in texts):
        raise LayoutRefused("a variable is said in it; change that")
    held = [text.replace("$${", "${") for text in texts]
    if not wanted:
        if not inside.flow:
            raise LayoutRefused("nothing would be left of it; take it out")
        revision.replace({trail: "[]"})
        return
    if not held:
        revision.replace({trail: f"[{', '.join(scalar_text(one, flow=True) for one in wanted)}]"})
        return
    staying, coming = [one for one in held if one in wanted], [one for one in wanted if one not in held]
    kept = wanted if in_order else [*staying, *coming]
    revision.arrange({trail: [held.index(one) if one in held else _item(inside, one) for one in kept]})


def _item(inside: Listing, text: str) -> str:
    said = scalar_text(text, flow=True)
    return said if inside.flow else f"{' ' * (inside.column - 1)}- {said}\n"
