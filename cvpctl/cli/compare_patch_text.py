"""A patch as the text of a blueprint, in the form that `fmt` leaves as it is, with comments for what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import wrap

from cvpctl.blueprint.findings import visible
from cvpctl.blueprint.write import EXISTING, Content, document_text, object_of, table_of
from cvpctl.blueprint.write_scalars import key_text, scalar_text
from cvpctl.model import Address, Resource
from cvpctl.model.comparison import Comparison

WIDTH = 116


@dataclass(frozen=True, slots=True)
class Patch:
    """What is stated, what that refers to, what only B has (with what it may be in A), and what cannot be said."""

    stated: tuple[Resource, ...] = ()
    observed: tuple[Address, ...] = ()
    removed: Mapping[Address, str] = field(default_factory=dict)
    left: Mapping[Address, str] = field(default_factory=dict)


def patch_text(patch: Patch, comparison: Comparison | None, *, name: str, schema: str) -> str:
    """Return a whole file; without a comparison what stands in it before anything is said about it."""
    content = Content(patch.stated, dict.fromkeys(patch.observed, ""))
    lines = _with_existing(document_text(name, content, schema=schema).rstrip("\n").split("\n"), patch)
    if comparison is not None:
        lines = [lines[0], *_opening(comparison), *lines[1:], *_removals(patch, comparison), *_left(patch)]
    return "\n".join(lines) + "\n"


def _with_existing(lines: list[str], patch: Patch) -> list[str]:
    """List custom objects that labels and observed things name and nothing is stated of: they must be known as live."""
    stated = {object_of(one.address) for one in patch.stated if len(one.address.scope) < 2}  # noqa: PLR2004 - labels
    named = {name for one in (*(one.address for one in patch.stated), *patch.observed) for name in one.scope}
    missing = sorted(name for name in named - stated if table_of(name) == EXISTING)
    if not missing:
        return lines
    entries = [f"  {key_text(name)}: {{}}" for name in missing]
    if f"{EXISTING}:" in lines:
        place = lines.index(f"{EXISTING}:") + 1
        return [*lines[:place], *entries, *lines[place:]]
    place = next((number for number, line in enumerate(lines) if line in ("associations:", "observed:")), len(lines))
    block = [f"{EXISTING}:", *entries]
    return [*lines[:place], *block, "", *lines[place:]] if place < len(lines) else [*lines, "", *block]


def _opening(comparison: Comparison) -> Iterator[str]:
    a, b = (visible(side.name) for side in (comparison.a, comparison.b))
    yield "#"
    yield from _wrapped(f"Makes B like A. A: {a}. B: {b}.")
    if not comparison.b.whole:
        yield from _wrapped("B are blueprints: let this file extend them, so that it is laid over what they say.")
    if comparison.unread:
        yield from _wrapped("It is not the whole picture: lists could not be read, see cvpctl compare.")


def _removals(patch: Patch, comparison: Comparison) -> Iterator[str]:
    if not patch.removed:
        return
    yield ""
    gone = "Only B has these. Nothing goes by itself: to take something out, make these lines a part of this file."
    yield from _wrapped(gone if comparison.b.whole else f"{gone} Under omit: the portals keep what they have.")
    yield "#"
    yield "# removed:"
    for address, alike in sorted(patch.removed.items()):
        same = f"  # it may be A's {visible(alike)}: then bind it instead" if alike else ""
        yield f"#   - {{address: {scalar_text(str(address), flow=True)}}}{same}"


def _left(patch: Patch) -> Iterator[str]:
    if not patch.left:
        return
    yield ""
    yield from _wrapped("No blueprint can bring B to A's side of these:")
    for address, why in sorted(patch.left.items()):
        yield from _wrapped(f"{address}: {visible(why)}", hanging="  ")


def _wrapped(text: str, hanging: str = "") -> Iterator[str]:
    first, *rest = wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    yield f"# {hanging}{first}"
    yield from (f"#   {hanging}{one}" for one in rest)
