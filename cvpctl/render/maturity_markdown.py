"""An assessment as a page: for a wiki, a pull request, or a conversation with the people who answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cvpctl.model.maturity import Assessed, Assessment, Onward, Strength, Trace, TransitionAction
from cvpctl.render.markdown import code, plain
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


def maturity_markdown(assessment: Assessment, looked: Looked) -> str:
    return "\n".join(_lines(assessment, looked))


def _lines(assessment: Assessment, looked: Looked) -> Iterator[str]:
    whose = f" of {plain(assessment.organization)}" if assessment.organization else ""
    at = f" Evidence: {plain(looked.text)}{f', {looked.note}' if looked.note else ''}." if assessment.looked else ""
    yield from (f"# Value maturity{whose}", "")
    yield f"{assessment.model.authors}' {assessment.model.name}. {NOT_PRACTICE}{at}"
    yield from ("", *(plain(one) for one in totals(assessment)))
    yield from _overview(assessment)
    for group, name in assessment.model.groups.items():
        yield from ("", f"## {plain(name)}")
        for one in assessment.dimensions:
            if one.dimension.group == group:
                yield from _dimension(assessment, one)
    for onward in assessment.onward:
        yield from _others(onward)
    yield from _unread(assessment)
    yield from ("", f"Source: {plain(assessment.model.source)}. {plain(assessment.model.ours)}")


def _overview(assessment: Assessment) -> Iterator[str]:
    yield from ("", "| dimension | stage |", "|---|---|")
    for one in assessment.dimensions:
        yield f"| {plain(one.dimension.name)} | {stage_text(assessment, one.answer)} |"


def _dimension(assessment: Assessment, one: Assessed) -> Iterator[str]:
    yield from ("", f"### {plain(one.dimension.name)}: {stage_text(assessment, one.answer)}", "")
    yield one.dimension.stages[one.answer.stage] if one.answer.stage else one.dimension.question
    if one.answer.note:
        yield from ("", f"> {plain(note_of(one.answer))}")
    if who(one.answer):
        yield from ("", f"Answered by {plain(who(one.answer))}." if one.answer.by else f"Answered {who(one.answer)}.")
    if assessment.looked:
        yield from _evidence(one)
    yield from _next(assessment, one)


def _evidence(one: Assessed) -> Iterator[str]:
    strength, shown = one.dimension.evidence, list(told(one))
    if strength is Strength.NONE:
        yield from ("", NO_CONFIGURATION)
        return
    yield from ("", f"{strength.capitalize()} evidence: {'' if shown else NOTHING_DUE}".rstrip() + "." * (not shown))
    if shown:
        yield ""
    for trace in shown:
        yield from _trace(trace)


def _trace(trace: Trace) -> Iterator[str]:
    yield f"- **{trace.verdict.value}**: {plain(said(trace))}"
    hits, more = hits_of(trace)
    for hit in hits:
        yield f"  - {code(str(hit.address))}{plain(hit_text(hit))}"
    if more:
        yield f"  - {more}"


def _next(assessment: Assessment, one: Assessed) -> Iterator[str]:
    following = assessment.model.transition_from(one.answer.stage) if one.answer.stage else None
    if following and one.actions:
        yield from ("", f"Toward {following.end} {assessment.model.stage(following.end).name}:", "")
        first = first_told(assessment)
        yield from _actions(one.actions, {action for dimension, action in first if dimension == one.dimension.id})
    elif following:
        yield from ("", f"Toward {following.end} the model has no action for this in particular.")


def _actions(actions: Iterable[TransitionAction], whole: Collection[str]) -> Iterator[str]:
    for action in actions:
        yield f"- {code(action.id)} {plain(action.text)}"
        if action.id in whole:
            yield from (f"  - {code(part.id)} {plain(part.text)}" for part in action.parts)


def _others(onward: Onward) -> Iterator[str]:
    if onward.others:
        yield from ("", f"## Also on the way from {onward.transition.start} to {onward.transition.end}", "")
        yield from _actions(onward.others, {action.id for action in onward.others})


def _unread(assessment: Assessment) -> Iterator[str]:
    reasons = [f"- {plain(reason)}." for reason in unread(assessment)]
    if off := absent(assessment):
        reasons.append(f"- Not available in this portal: {plain(', '.join(off))}.")
    if reasons:
        yield from ("", "## What could not be read", "", *reasons)
