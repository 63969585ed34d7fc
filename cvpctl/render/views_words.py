"""Sentences about the coverage of views that every rendering of it says alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cvpctl.model import BY_NAME, Address
from cvpctl.model.views import ANY, Alike, Answered, Coverage, NeedSeen, Part, Sight, Standing, Verdict, ViewSeen
from cvpctl.render.grouping import kind_noun, scope_text
from cvpctl.render.wording import counted, quoted, visible

SUPPORTS = (
    "Supports says that this configuration can carry the answer. No record was looked at: whether anybody fills it in, "
    "and finds it in time, people know."
)
OFFLINE = (
    "What HubSpot brings by itself counts as there, since blueprints say nothing of it; --portal NAME sees what is "
    "switched on."
)
TAGS = {Verdict.SUPPORTS: "supports", Verdict.PARTLY: "partly", Verdict.NOT: "not", Verdict.UNREAD: "unread"}
_COUNTED = {
    Verdict.SUPPORTS: "supported",
    Verdict.PARTLY: "partly",
    Verdict.NOT: "not",
    Verdict.UNREAD: "could not be read",
}


def counts(seen: ViewSeen) -> str:
    """`6 questions: 3 supported, 2 partly, 1 not`."""
    found = (f"{seen.count(one)} {word}" for one, word in _COUNTED.items() if seen.count(one))
    return f"{counted(len(seen.answers), 'question')}: {', '.join(found)}"


def order_text(coverage: Coverage, seen: ViewSeen) -> str:
    """Say which views have to be whole before this one, and are not."""
    behind = [
        f"{one.view.key} ({one.count(Verdict.SUPPORTS)} of {len(one.answers)} supported)"
        for one in coverage.views
        if one.view.key in seen.waits_for
    ]
    return f"First of all {', '.join(behind)}: each view builds on those before it." if behind else ""


def there(answered: Answered) -> str:
    return "; ".join(one.need.what for one in answered.needs if one.standing is Standing.THERE)


def lacks(answered: Answered) -> Iterator[tuple[str, NeedSeen]]:
    """Yield what a question still takes: that it is missing or unread, and the need."""
    for one in answered.needs:
        if one.standing is not Standing.THERE:
            yield "unread" if one.standing is Standing.UNREAD else "missing", one


def need_text(seen: NeedSeen) -> str:
    """`next milestones: property.services.next_milestone; or …`, with all that is in the way."""
    told = [_missing(seen.of(Standing.MISSING)), *_stops(seen.way)]
    unread = [part_text(one.part) for one in seen.of(Standing.UNREAD)]
    told += [f"{', '.join(unread)} could not be read"] if unread else []
    instead = [f"or {' + '.join(map(part_text, way))}" for way in seen.instead]
    return f"{seen.need.what}: {'; '.join(filter(None, (*told, *instead)))}"


def part_text(part: Part) -> str:
    """Return an address to be copied; what has none of its own is called by its name."""
    address = part.address
    if address.key == ANY:
        return f"any {kind_noun(address.kind)} of {_object(address.scope[0])}"
    if part.native and address.kind == "schema":
        return _object(address.key)
    return str(address)


def alike_text(seen: NeedSeen) -> Iterator[str]:
    """Yield what may be the missing thing by another name."""
    for sight in seen.way:
        names = [_called(one) for one in sight.alike if not one.differs]
        if names:
            yield f"{', '.join(names)} is called like {sight.part.address}; bound to it, it would count"
        for one in sight.alike:
            if one.differs:
                yield f"{_called(one)} is called like {sight.part.address}, but {one.differs}"


def perhaps(coverage: Coverage) -> Mapping[Address, str]:
    """Return by address what may be a missing thing already, for whoever is about to add it."""
    found: dict[Address, str] = {}
    for _, _, need in coverage.needs:
        for sight in need.way:
            others = [f"{_called(one)} is called like it, but {one.differs}." for one in sight.alike if one.differs]
            names = ", ".join(_called(one) for one in sight.alike if not one.differs)
            told = [f"Perhaps there already as {names}: then bind it, and take this out."] if names else []
            if told or others:
                found[sight.part.address] = " ".join((*told, *others))
    return found


def _called(one: Alike) -> str:
    return f"{one.address} {quoted(one.label)}"


def in_the_way(coverage: Coverage) -> Iterator[str]:
    """Yield what only a person can change, each once."""
    needs = (need for _, _, need in coverage.needs if need.standing is not Standing.THERE)
    yield from dict.fromkeys(text for need in needs for text in (*_stops(need.way), *_native_gaps(need.way)))
    yield from (f"{scope_text(scope)} could not be read" for scope in coverage.unknown)


def _missing(sights: Iterable[Sight]) -> str:
    own = [part_text(one.part) for one in sights if not one.part.native]
    return ", ".join([*own, *_native_gaps(sights)])


def _native_gaps(sights: Iterable[Sight]) -> list[str]:
    """HubSpot's own things that this portal lacks; no blueprint can create them."""
    native = [one for one in sights if one.standing is Standing.MISSING and one.part.native]
    return [f"HubSpot's {part_text(one.part)} is not in this portal" for one in native]


def _stops(sights: Iterable[Sight]) -> list[str]:
    found: list[str] = []
    for one in sights:
        if one.standing is Standing.SWITCHED_OFF:
            found.append(f"{' and '.join(map(_object, one.off))} are switched off")
        elif one.standing is Standing.OTHER:
            found.append(f"{part_text(one.part)} is something else here: {one.differs}")
        elif one.standing is Standing.HIDDEN:
            found.append(f"{part_text(one.part)} is hidden")
        elif one.standing is Standing.BEYOND:
            found.append(f"{part_text(one.part)} is beyond this subscription")
    return list(dict.fromkeys(found))


def _object(name: str) -> str:
    return BY_NAME[name].label.lower() if name in BY_NAME else visible(name)
