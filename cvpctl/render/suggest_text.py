"""Advice for a person at a terminal: object by object, the surest first, with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from cvpctl.model import OBJECT_TYPES
from cvpctl.model.suggestion import Advice, Alike, Clash, Likeness, Own, Reuse
from cvpctl.render.grouping import object_heading
from cvpctl.render.phrases import unknown_text
from cvpctl.render.terminal import BLANK, CODE, FAINT, HEADING, column, line, printed, wrapped
from cvpctl.render.wording import counted, quoted, visible

_STYLES = {Likeness.SAME: "yellow", Likeness.LIKELY: "cyan", Likeness.LOOK: "dim"}
_COUNTED = {Likeness.SAME: "same", Likeness.LIKELY: "likely", Likeness.LOOK: "to look at"}
_RANKS = {object_type.name: rank for rank, object_type in enumerate(OBJECT_TYPES)}
_TAG = 12
_INDENT = 2 + _TAG
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at: `of` says it in words; `note` marks a portal that is not HubSpot."""

    of: str
    portal: str = ""
    portal_id: int = 0
    note: str = ""


def suggest_text(advice: Advice, looked: Looked, *, color: bool, width: int) -> str:
    return printed(_lines(advice, looked, width), color=color)


def _lines(advice: Advice, looked: Looked, width: int) -> Iterator[Text]:
    yield line((f"Suggestions for {visible(looked.of)}", HEADING), (looked.note and f"  {looked.note}", "bold yellow"))
    for name in sorted({*_objects(advice)}, key=_rank):
        yield from _of_object(name, advice, width)
    if advice.clashes:
        yield BLANK
        yield line(("One name, several types", "bold underline"))
    for clash in advice.clashes:
        yield from _clash(clash)
    if advice.unknown:
        yield BLANK
    for scope, why in advice.unknown:
        yield from wrapped(unknown_text(scope, why), indent=4, width=width, first=line(("? ", "yellow"), indent=2))
    yield BLANK
    for told in _totals(advice):
        yield from wrapped(told, indent=0, width=width)


def _objects(advice: Advice) -> Iterator[str]:
    yield from (one.own.object for one in advice.reuse)
    yield from (one.members[0].object for one in advice.alike)


def _of_object(name: str, advice: Advice, width: int) -> Iterator[Text]:
    yield BLANK
    yield line((object_heading((name,)), "bold underline"))
    for reuse in _surest(one for one in advice.reuse if one.own.object == name):
        yield from _reuse(reuse, width)
    for alike in (one for one in advice.alike if one.members[0].object == name):
        yield from _alike(alike, width)


def _reuse(one: Reuse, width: int) -> Iterator[Text]:
    yield _member(one.own, one.likeness)
    types = f", yours is {one.own.type} and HubSpot's {one.type}" if one.other_type else ""
    told = f"HubSpot has {one.native} {quoted(one.label)}: {one.why}{types}. {visible(one.meaning)}"
    yield from wrapped(told, indent=_INDENT, width=width)
    yield from wrapped(one.do, indent=_INDENT, width=width, style=FAINT)


def _alike(one: Alike, width: int) -> Iterator[Text]:
    first, *rest = one.members
    yield _member(first, one.likeness)
    yield from (_member(own) for own in rest)
    yield from wrapped(f"{one.why}: these read as one.", indent=_INDENT, width=width)
    do = "keep one; moved: takes the values of another along, removed: takes it out"
    yield from wrapped(do, indent=_INDENT, width=width, style=FAINT)


def _member(own: Own, likeness: Likeness | None = None) -> Text:
    tag = (column(likeness.value, _TAG), _STYLES[likeness]) if likeness else column("", _TAG)
    label = f" {quoted(own.label)}" if own.label else ""
    return line(tag, (str(own.address), CODE), label, (_place(own), FAINT), indent=2)


def _clash(one: Clash) -> Iterator[Text]:
    yield line((visible(one.name), CODE), indent=2)
    for own in one.members:
        yield line(f"{visible(own.object)}: {visible(own.type)}", (_place(own), FAINT), indent=4)
    yield line(("one name, one meaning: give the odd one a name of its own", FAINT), indent=4)


def _place(own: Own) -> str:
    return f"  {visible(str(own.place))}" if own.place else ""


def _surest(found: Iterable[Reuse]) -> list[Reuse]:
    return sorted(found, key=lambda one: (tuple(Likeness).index(one.likeness), one.own.address))


def _rank(name: str) -> tuple[int, str]:
    return (_RANKS.get(name, len(_RANKS)), name)


def _totals(advice: Advice) -> Iterator[str]:
    found = "; ".join(_found(advice)) or "nothing to suggest"
    yield f"{counted(advice.looked_at, 'property', 'properties')} looked at: {found}."
    if advice.considered:
        told = _some([f"{one.address} ({one.native})" for one in advice.considered])
        yield f"{len(advice.considered)} not suggested, since nativeConsidered names HubSpot's own: {told}."
    if advice.hubspots:
        told = _some([str(address) for address in advice.hubspots])
        yield f"{len(advice.hubspots)} stated that HubSpot defines already: {told}."


def _found(advice: Advice) -> Iterator[str]:
    if advice.reuse:
        counts = ((sum(one.likeness is each for one in advice.reuse), _COUNTED[each]) for each in Likeness)
        sure = ", ".join(f"{number} {word}" for number, word in counts if number)
        yield f"{len(advice.reuse)} that HubSpot has already ({sure})"
    if advice.alike:
        yield counted(len(advice.alike), "group that reads alike", "groups that read alike")
    if advice.clashes:
        yield counted(len(advice.clashes), "name with several types", "names with several types")


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return visible(", ".join(names[:_NAMED])) + (f" and {rest} more" if rest > 0 else "")
