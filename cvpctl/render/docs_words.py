"""What the pages and sheets of a documentation have in common: names of files, words for purposes, escaping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cvpctl.model import Address, Purpose
from cvpctl.render.dictionary import Definition, Dictionary
from cvpctl.render.markdown import plain

_UNSAFE = re.compile(r"[^a-z0-9_-]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Documented:
    """A dictionary with what it has no place for: rules by property, and lists that could not be read, in words."""

    dictionary: Dictionary
    rules: Mapping[Address, tuple[str, ...]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def file_names(names: Iterable[str]) -> dict[str, str]:
    """Return a file's stem for each name, no two of them alike on any system."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        wanted = _UNSAFE.sub("-", name.lower()).strip("-")[:_LONGEST] or "object"
        numbered = (wanted if not number else f"{wanted}-{number + 1}" for number in range(len(taken) + 1))
        found[name] = next(one for one in numbered if one not in taken)
        taken.add(found[name])
    return found


def by_group(properties: Iterable[Definition]) -> list[Definition]:
    """Return properties as people look for them: by group, in it by label."""
    return sorted(properties, key=lambda one: (one.group.casefold(), one.group, one.label.casefold(), one.address))


def lines(text: str) -> str:
    """Return a text for a Markdown table, its lines kept."""
    return "<br>".join(plain(line) for line in text.splitlines())


def why(purpose: Purpose) -> Iterator[tuple[str, str]]:
    """Yield what blueprints say about why something is there."""
    if purpose.filled_by:
        yield "Filled by", ", ".join(purpose.filled_by)
    if purpose.native_considered:
        yield "HubSpot has", purpose.native_considered
    if purpose.without:
        yield "Without it", purpose.without
    if purpose.source:
        yield "Source", purpose.source


def why_text(purpose: Purpose) -> str:
    return "<br>".join(f"*{name}:* {lines(text)}" for name, text in why(purpose))


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a Markdown table; its cells are Markdown already."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
