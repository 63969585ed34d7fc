"""An assessment for a person at a terminal: dimension by dimension, what was answered, what was seen, what is next."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from cvpctl.model.maturity import Assessed, Assessment, Onward, Strength, Trace, TransitionAction, Verdict
from cvpctl.render.maturity_phrases import (
    NO_CONFIGURATION,
    NOT_PRACTICE,
    NOTHING_DUE,
    Looked,
    absent,
    first_told,
    hit_text,
    hits_of,
    note_of,
    said,
    stage_text,
    told,
    totals,
    unread,
    who,
)
from cvpctl.render.terminal import BLANK, CODE, FAINT, HEADING, line, printed, wrapped
from cvpctl.render.wording import quoted, visible

_TAG = 10
_INDENT = 4 + _TAG
_STYLES = {Verdict.FOR: "green", Verdict.AGAINST: "yellow", Verdict.AHEAD: "cyan", Verdict.UNREAD: "yellow"}


def maturity_text(assessment: Assessment, looked: Looked, *, color: bool, width: int) -> str:
    return printed(_lines(assessment, looked, width), color=color)


def _lines(assessment: Assessment, looked: Looked, width: int) -> Iterator[Text]:
    whose = f" of {visible(assessment.organization)}" if assessment.organization else ""
    at = f"  {looked.text}" if assessment.looked else ""
    yield line((f"Value maturity{whose}", HEADING), at, (f"  {looked.note}" if looked.note else "", "bold yellow"))
    yield from wrapped(f"{assessment.model.authors}' {assessment.model.name}. {NOT_PRACTICE}", indent=0, width=width)
    for group, name in assessment.model.groups.items():
        yield BLANK
        yield line((name, "bold underline"))
        for one in assessment.dimensions:
            if one.dimension.group == group:
                yield from _dimension(assessment, one, width)
    for onward in assessment.onward:
        yield from _others(onward, width)
    yield BLANK
    yield from _close(assessment, width)


def _dimension(assessment: Assessment, one: Assessed, width: int) -> Iterator[Text]:
    stage = stage_text(assessment, one.answer)
    yield line((one.dimension.name, HEADING), "  ", (stage, "cyan" if one.answer.stage else FAINT), indent=2)
    if one.answer.stage:
        yield from _tagged("answer", one.dimension.stages[one.answer.stage], width)
    if one.answer.note or who(one.answer):
        note = quoted(note_of(one.answer)) if one.answer.note else ""
        yield from _tagged("", ", ".join(filter(None, (note, who(one.answer)))), width, FAINT)
    if assessment.looked:
        yield from _evidence(one, width)
    following = assessment.model.transition_from(one.answer.stage) if one.answer.stage else None
    first = first_told(assessment)
    for number, action in enumerate(one.actions):
        tag = "" if number or not following else f"to {following.end}"
        yield from _action(action, tag, width, whole=(one.dimension.id, action.id) in first)
    if following and not one.actions:
        yield from _tagged(f"to {following.end}", "The model has no action for this in particular.", width, FAINT)


def _evidence(one: Assessed, width: int) -> Iterator[Text]:
    strength, shown = one.dimension.evidence, list(told(one))
    if strength is Strength.NONE:
        yield from _tagged("evidence", NO_CONFIGURATION, width, FAINT)
        return
    yield from _tagged("evidence", strength if shown else f"{strength}; {NOTHING_DUE}", width, FAINT)
    for trace in shown:
        yield from _trace(trace, width)


def _trace(trace: Trace, width: int) -> Iterator[Text]:
    tag = Text.assemble(" " * 4, (trace.verdict.value.ljust(_TAG), _STYLES.get(trace.verdict, FAINT)))
    yield from wrapped(said(trace), indent=_INDENT, width=width, first=tag)
    hits, more = hits_of(trace)
    for hit in hits:
        yield line((str(hit.address), CODE), hit_text(hit), indent=_INDENT + 2)
    if more:
        yield line((more, FAINT), indent=_INDENT + 2)


def _action(action: TransitionAction, tag: str, width: int, *, whole: bool) -> Iterator[Text]:
    yield from _tagged(tag, f"{action.id}  {action.text}", width)
    for part in action.parts if whole else ():
        yield from wrapped(f"{part.id}  {part.text}", indent=_INDENT + 2, width=width, style=FAINT)


def _others(onward: Onward, width: int) -> Iterator[Text]:
    if onward.others:
        yield BLANK
        head = f"Also on the way from {onward.transition.start} to {onward.transition.end}"
        yield line((head, "bold underline"))
        for action in onward.others:
            yield from wrapped(f"{action.id}  {action.text}", indent=2, width=width)
            for part in action.parts:
                yield from wrapped(f"{part.id}  {part.text}", indent=4, width=width, style=FAINT)


def _close(assessment: Assessment, width: int) -> Iterator[Text]:
    if off := absent(assessment):
        yield from wrapped(f"Not available in this portal: {', '.join(off)}.", indent=0, width=width)
    for reason in unread(assessment):
        yield from wrapped(reason, indent=2, width=width, first=line(("? ", "yellow")))
    for sentence in totals(assessment):
        yield line(sentence)


def _tagged(tag: str, text: str, width: int, style: str = "") -> Iterator[Text]:
    first = Text.assemble(" " * 4, (tag.ljust(_TAG), FAINT))
    yield from wrapped(text, indent=_INDENT, width=width, style=style, first=first)
