"""What a page is made of, as data: sections, groups in them, entries in those. Templates know nothing else.

`tags` are what the filters of a page ask an entry: a name with the values it answers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from cvpctl.model import Place
from cvpctl.render.rows import Row

Tags = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Note:
    """One finding. `level` is also its look; `way` are words to copy that let it pass."""

    level: str
    code: str
    message: str
    help: str = ""
    paste: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A command to copy, and what it does; without a command only a sentence."""

    command: str
    effect: str


@dataclass(frozen=True, slots=True)
class Item:
    """An entry that folds: `look` is the word on its chip and its colour, `told` what is seen of it while folded."""

    id: str
    look: str
    name: str
    key: str
    told: str
    kind: str = ""
    address: str = ""
    place: Place | None = None
    remarks: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rows: tuple[tuple[Row, str], ...] = ()
    sides: tuple[str, str] = ("Before", "After")
    notes: tuple[Note, ...] = ()
    ways: tuple[Way, ...] = ()
    tags: Tags = field(default_factory=dict)

    @property
    def folds(self) -> bool:
        """Whether there is anything to unfold."""
        return bool(self.address or self.remarks or self.facts or self.rows or self.notes or self.ways)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading that folds; without a heading they stand right in their section."""

    items: tuple[Item, ...]
    heading: str = ""
    told: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`href` leads to a place on the page, `look` colours what a word says as well, a `word` is never broken."""

    text: str
    href: str = ""
    look: str = ""
    number: bool = False
    word: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it. `count` is how many things that are; None where nobody counts them."""

    id: str
    title: str
    note: str = ""
    groups: tuple[Group, ...] = ()
    table: Table | None = None
    lines: tuple[str, ...] = ()
    drawing: Markup | None = None
    count: int | None = None

    @property
    def items(self) -> Iterator[Item]:
        return (item for group in self.groups for item in group.items)

    @property
    def says(self) -> bool:
        """Whether it has anything below its heading."""
        return bool(self.table or self.drawing or self.lines or any(self.items))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence for those who read nothing else. `look`: done, ready, wait or stop."""

    text: str
    look: str
    counts: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the entries: the tag it asks, and the values it offers with their words."""

    tag: str
    title: str
    options: tuple[tuple[str, str], ...]


def filters(entries: Iterable[Tags], titles: Mapping[str, str], words: Mapping[str, str]) -> tuple[Filter, ...]:
    """Return a filter for each tag that tells some entries from others, its values as they first appear."""
    found: dict[str, dict[str, None]] = {tag: {} for tag in titles}
    for tags in entries:
        for tag in titles:
            found[tag] |= dict.fromkeys(tags.get(tag, ()))
    return tuple(
        Filter(tag, titles[tag], tuple((value, words.get(value, value)) for value in values))
        for tag, values in found.items()
        if len(values) > 1
    )
