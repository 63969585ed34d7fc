"""The sections of a plan that nothing is written for: held, blocked, not available, manual, unknown, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.text import Text

from cvpctl.model import Action, Change, Finding, Plan
from cvpctl.render.change_text import finding_text, findings_under, headline, row_text
from cvpctl.render.origins import origin_of
from cvpctl.render.phrases import SHORT_CAUSES, allow, cause_text, takes, unknown_text
from cvpctl.render.rows import causes, rows
from cvpctl.render.terminal import BLANK, FAINT, PASTE, line, wrapped
from cvpctl.render.touches import told_of, touch_lines
from cvpctl.render.unmanaged import IN_NAMESPACE, NAMESPACE_NOTE, NAMESPACE_TITLE, coded, others, unmanaged_text
from cvpctl.render.wording import visible

SIDES = ("portal", "blueprint")
FEW_STEPS = 5
SHOWN_STEPS = 3


def alarms(plan: Plan, width: int) -> Iterator[Text]:
    """Yield what is said of the plan as a whole, with the words that would let it pass."""
    if plan.alarms:
        yield from heading("Look here first", len(plan.alarms), "about the plan as a whole")
    for finding in plan.alarms:
        yield from finding_text(finding, indent=2, width=width)
        if words := allow(None, finding):
            yield line("to let it pass: ", (words, PASTE), indent=4)


def sections(plan: Plan, width: int) -> Iterator[Text]:
    yield from held(plan.held, width)
    yield from _blocked(plan, width)
    yield from found("Not available here", "", plan.unavailable, width)
    yield from _manual(plan, width)
    yield from unknown(plan, width)
    yield from found(NAMESPACE_TITLE, NAMESPACE_NOTE, coded(plan.notices, IN_NAMESPACE), width)
    yield from found("Notices", "", others(plan.notices), width)
    yield from unmanaged_text(plan)


def held(changes: tuple[Change, ...], width: int) -> Iterator[Text]:
    if changes:
        yield from heading("Held", len(changes), "not written until someone decides whose side stands")
    yield from moved(changes, width, _decide)


def moved(changes: tuple[Change, ...], width: int, way_out: Callable[[Change], Iterable[Text]]) -> Iterator[Text]:
    """Yield differences between two sides, each with its way out."""
    for change in changes:
        yield _headline(change)
        yield from wrapped(cause_text(change), indent=6, width=width, style="yellow")
        yield from touch_lines(told_of(change), indent=6, width=width)
        yield from _rows(change, width, SIDES)
        yield from findings_under(change, indent=6, width=width, asking=True)
        yield from way_out(change)


def _decide(change: Change) -> Iterator[Text]:
    for words, effect in takes(change):
        yield line((words, PASTE), (f"  {effect}", FAINT), indent=6)


def _blocked(plan: Plan, width: int) -> Iterator[Text]:
    if plan.blocked:
        yield from heading("Blocked", len(plan.blocked), "a person is needed")
    for change in plan.blocked:
        yield _headline(change)
        if origin := origin_of(plan, change):
            yield line((origin, FAINT), indent=6)
        yield from _rows(change, width, None)
        yield from findings_under(change, indent=6, width=width, asking=True)


def _rows(change: Change, width: int, sides: tuple[str, str] | None) -> Iterator[Text]:
    several = len(causes(change)) > 1
    for row in rows(change) if change.action is Action.UPDATE else ():
        first, *more = row_text(row, indent=6, width=width, sides=sides)
        yield first + Text(f"  ({SHORT_CAUSES[row.cause]})", FAINT) if several and row.cause in SHORT_CAUSES else first
        yield from more


def _headline(change: Change) -> Text:
    place = Text(f"  {visible(str(change.place))}", FAINT) if change.place else Text("")
    return headline(change, str(change.address), 0, 0, indent=2) + place


def _manual(plan: Plan, width: int) -> Iterator[Text]:
    """Yield a few steps with where to do them; of many the first: a plan is about what it changes."""
    if len(plan.manual) <= FEW_STEPS:
        yield from found("Manual", "HubSpot has no API for it", plan.manual, width)
        return
    yield from heading("Manual", len(plan.manual), "HubSpot has no API for it")
    for finding in plan.manual[:SHOWN_STEPS]:
        yield from wrapped(visible(finding.message), indent=4, width=width, first=line("- ", indent=2))
    portal = visible(str(plan.run.get("portal") or "NAME"))
    words = (f"cvpctl attest --list --portal {portal}", PASTE)
    yield line((f"… and {len(plan.manual) - SHOWN_STEPS} more:  ", FAINT), words, indent=2)


def unknown(plan: Plan, width: int) -> Iterator[Text]:
    """Yield the lists that could not be read, and what that means."""
    if plan.unknown:
        yield from heading("Unknown", len(plan.unknown), "unreadable is not absent")
    for scope, why in plan.unknown:
        yield from wrapped(unknown_text(scope, why), indent=4, width=width, first=line(("? ", "yellow"), indent=2))


def found(title: str, explanation: str, findings: Iterable[Finding], width: int) -> Iterator[Text]:
    """Yield findings that belong to no change."""
    findings = tuple(findings)
    if findings:
        yield from heading(title, len(findings), explanation)
    for finding in findings:
        yield from finding_text(finding, indent=2, width=width)
        about = [str(one) for one in (finding.address, finding.place) if one]
        if about:
            yield line(("  ".join(about), FAINT), indent=6)


def heading(title: str, number: int, explanation: str) -> Iterator[Text]:
    yield BLANK
    yield line((f"{title} ({number})", "bold underline"), (f"  {explanation}" if explanation else "", FAINT))
