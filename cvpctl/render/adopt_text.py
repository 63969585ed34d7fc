"""An adoption for a person at a terminal: object by object what is there, what to bind and why, what to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rich.text import Text

from cvpctl.model import OBJECT_TYPES, Address
from cvpctl.model.adoption import Adoption, After, Found, Fresh, Obstacle, Proposal, Reason, Undecided
from cvpctl.render.grouping import object_heading
from cvpctl.render.phrases import NOT_HUBSPOT, ON_THIS_MACHINE, unknown_text
from cvpctl.render.terminal import BLANK, CODE, FAINT, HEADING, PASTE, line, printed, wrapped
from cvpctl.render.wording import counted, listed, quoted, visible

MOST_NAMED = 8
REASONS = {
    Reason.SAME_LABEL: "the same label",
    Reason.NEAR_LABEL: "nearly the same label",
    Reason.ONLY_ONE: "the only pipeline this portal may hold here",
    Reason.CHOSEN: "your choice",
    Reason.REMEMBERED: "renamed before, as the record remembers",
}
OBSTACLES = {
    Obstacle.SEVERAL_LIVE: "several live ones read like it; bind the one that is meant",
    Obstacle.SEVERAL_STATED: "the blueprints state several that read like this one; bind the one that is meant",
    Obstacle.OTHER_TYPE: "a live one reads like it and is of another type, which HubSpot cannot change without losing "
    "values; state the live type, or give the new property a label of its own",
    Obstacle.HUBSPOTS_OWN: "HubSpot's own reads like it; such a label may be translated and is no proof",
    Obstacle.ONLY_ONE: "this portal may hold one pipeline here, and it is taken; bind it, or state no more than one",
    Obstacle.NOT_LIVE: "this portal has no custom object of that name; bind the one that is meant",
    Obstacle.BOUND_TO_NOTHING: "bound to something that this portal does not have; correct the line in cvpctl.yaml",
}
_NOTHING_TO_PASTE = (Obstacle.BOUND_TO_NOTHING, Obstacle.OTHER_TYPE)
_RANKS = {object_type.name: rank for rank, object_type in enumerate(OBJECT_TYPES)}
_TAG = 8
_INDENT = 2 + _TAG


@dataclass(frozen=True, slots=True)
class Seen:
    """Which portal was looked at; `line` writes a binding as it would stand in `cvpctl.yaml`.

    `holds` says that `apply` leaves alone what no record explains, as it does unless the portal is set to overwrite.
    """

    portal: str
    portal_id: int
    line: Callable[[Address, str], str]
    embedded: bool = False
    loopback: bool = False
    holds: bool = True

    @property
    def note(self) -> str:
        return ON_THIS_MACHINE if self.loopback else NOT_HUBSPOT if self.embedded else ""


def adopt_text(adoption: Adoption, seen: Seen, *, color: bool, width: int) -> str:
    return printed(_lines(adoption, seen, width), color=color)


def after_text(after: After, written: int) -> str:
    """Say what was written, and what a plan will say from now on."""
    bound = f"Wrote {counted(written, 'binding')} to cvpctl.yaml. " if written else "No binding to write. "
    rest = [
        f"{number:,} {word}"
        for number, word in ((after.held, "held"), (after.changes, "to write"), (after.blocked, "blocked"))
        if number
    ]
    return (
        f"{bound}Read again: {after.equal:,} equal, {after.recorded:,} newly recorded as applied. "
        f"A plan now shows {', '.join(rest) or 'nothing to do'}."
    )


def _lines(adoption: Adoption, seen: Seen, width: int) -> Iterator[Text]:
    head = f"Adoption of {visible(seen.portal)} (portal {seen.portal_id})"
    yield line((head, HEADING), (f"  {seen.note}" if seen.note else "", "bold yellow"))
    for heading, part in _by_object(adoption):
        yield BLANK
        yield line((heading, "bold underline"))
        yield from _object(part, seen, width)
    if adoption.unknown:
        yield BLANK
    for scope, why in adoption.unknown:
        yield from wrapped(unknown_text(scope, why), indent=4, width=width, first=line(("? ", "yellow"), indent=2))
    yield BLANK
    yield line(_totals(adoption, holds=seen.holds))


def _by_object(adoption: Adoption) -> Iterator[tuple[str, Adoption]]:
    """Yield the part of each object, in the order of a plan."""
    for place in sorted({_place(address) for address in _addresses(adoption)}, key=_rank):
        yield (
            object_heading(place),
            Adoption(
                tuple(one for one in adoption.proposals if _place(one.address) == place),
                tuple(one for one in adoption.found if _place(one.address) == place),
                tuple(one for one in adoption.fresh if _place(one.address) == place),
                tuple(one for one in adoption.undecided if _place(one.address) == place),
            ),
        )


def _addresses(adoption: Adoption) -> Iterator[Address]:
    yield from (one.address for one in adoption.proposals)
    yield from (one.address for one in adoption.found)
    yield from (one.address for one in adoption.fresh)
    yield from (one.address for one in adoption.undecided)


def _rank(place: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((_RANKS.get(name, len(_RANKS)), name) for name in place)


def _place(address: Address) -> tuple[str, ...]:
    return address.scope or (address.key,)


def _object(part: Adoption, seen: Seen, width: int) -> Iterator[Text]:
    if part.found:
        yield from _found(part.found, width)
    for one in part.sure:
        yield from _proposal(one, width)
    for one in part.near:
        yield from _proposal(one, width)
        yield line((f"--accept {one.address}={one.identity}", PASTE), indent=_INDENT + 2)
    for open_ in part.undecided:
        yield from _undecided(open_, seen, width)
    if part.fresh:
        yield from _fresh(part.fresh, width)


def _found(found: Iterable[Found], width: int) -> Iterator[Text]:
    found = tuple(found)
    differing = [one for one in found if one.differences]
    told = f"{len(found):,} under the names they go by" + (f"; {_differ(len(differing))}" if differing else "")
    yield _tagged("found", Text(told))
    for one in differing:
        yield from wrapped(f"{one.address}: {_paths(one.differences)}", indent=_INDENT + 2, width=width, style="yellow")


def _differ(number: int) -> str:
    return f"{number:,} {'differs' if number == 1 else 'differ'}"


def _proposal(one: Proposal, width: int) -> Iterator[Text]:
    what = Text.assemble((str(one.address), CODE), " → ", (visible(one.identity), CODE), f"  {quoted(one.live_label)}")
    yield _tagged("bind" if one.sure else "near", what + Text(f"  {REASONS[one.reason]}", FAINT))
    if one.differences:
        yield from wrapped(f"differs: {_paths(one.differences)}", indent=_INDENT + 2, width=width, style="yellow")


def _undecided(one: Undecided, seen: Seen, width: int) -> Iterator[Text]:
    yield _tagged("decide", Text(str(one.address), CODE))
    yield from wrapped(OBSTACLES[one.obstacle], indent=_INDENT + 2, width=width, style="yellow")
    for other in one.candidates:
        about = ", ".join([*([quoted(other.label)] if other.label else []), *([other.detail] if other.detail else [])])
        said = visible(other.identity) if one.obstacle in _NOTHING_TO_PASTE else seen.line(one.address, other.identity)
        yield line((visible(said), PASTE), (f"  # {about}" if about else "", FAINT), indent=_INDENT + 2)


def _fresh(fresh: Iterable[Fresh], width: int) -> Iterator[Text]:
    fresh = tuple(fresh)
    names = listed([f"{one.address}{_how(one)}" for one in fresh], MOST_NAMED)
    yield from wrapped(f"{len(fresh):,}: {names}", indent=_INDENT, width=width, first=_tagged("create", Text("")))


def _how(one: Fresh) -> str:
    if one.archived:
        return " (from the archive)"
    return " (new in a live pipeline)" if one.address.subpath else ""


def _tagged(tag: str, content: Text) -> Text:
    styles = {"bind": "green", "near": "yellow", "decide": "yellow"}
    return Text.assemble("  ", (tag.ljust(_TAG), styles.get(tag, FAINT)), content)


def _paths(differences: tuple[str, ...]) -> str:
    return listed([visible(one) for one in differences], MOST_NAMED)


def _totals(adoption: Adoption, *, holds: bool) -> str:
    differences = [*(one.differences for one in adoption.found), *(one.differences for one in adoption.sure)]
    differing = sum(map(bool, differences))
    parts = (
        (len(adoption.found), "found"),
        (len(adoption.sure), "to bind"),
        (len(adoption.near), "near"),
        (len(adoption.undecided), "to decide"),
        (len(adoption.fresh), "to create"),
        (len(adoption.unknown), "unreadable"),
    )
    told = [f"{number:,} {word}" for number, word in parts if number]
    fate = "held" if holds else "overwritten by apply, since drift is set to overwrite"
    held = f"; {_differ(differing)} and will be {fate}" if differing else ""
    return f"Adoption: {', '.join(told) or 'nothing stated'}{held}"
