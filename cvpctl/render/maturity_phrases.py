"""What every rendering of an assessment says alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.model import Scope, Unseen
from cvpctl.model.maturity import Answer, Assessed, Assessment, Hit, Trace, Verdict
from cvpctl.render.grouping import object_heading, scope_text
from cvpctl.render.wording import counted, listed, quoted, visible

NOT_PRACTICE = "HubSpot can show evidence, not practice: every stage here is what people answered."
NOT_ASSESSED = "not assessed"
MOST_HITS = 4
MOST_LISTS = 3

_ENDS = {
    Verdict.AGAINST: ": not there",
    Verdict.AHEAD: " (due from stage {stage} on)",
    Verdict.NOT_DUE: " (due from stage {stage} on)",
}
TOLD = tuple(one for one in Verdict if one is not Verdict.NOT_DUE)
"""What a person wants to read; that something is not due yet is nothing to act on."""
NO_CONFIGURATION = "No configuration shows this."
NOTHING_DUE = "nothing is due at this stage, and nothing is there"


@dataclass(frozen=True, slots=True)
class Looked:
    """At whose configuration an assessment looked: a portal by name and id, or blueprints."""

    name: str = ""
    portal_id: int = 0
    note: str = ""

    @property
    def text(self) -> str:
        if self.portal_id:
            return f"portal {visible(self.name)} ({self.portal_id})"
        return visible(self.name) or "no portal"


def stage_text(assessment: Assessment, answer: Answer) -> str:
    return f"{answer.stage} {assessment.model.stage(answer.stage).name}" if answer.stage else NOT_ASSESSED


def note_of(answer: Answer) -> str:
    """Return what people noted, on one line: a note of several is one text."""
    return " ".join(answer.note.split())


def who(answer: Answer) -> str:
    """Return who answered and when, as far as that was said."""
    return ", ".join(visible(one) for one in (answer.by, answer.on) if one)


def told(one: Assessed) -> Iterator[Trace]:
    return (trace for trace in one.traces if trace.verdict in TOLD)


def said(trace: Trace) -> str:
    """Say what was looked for, and what the verdict leaves open; what shows it comes apart."""
    unread = listed([_list(scope) for scope in trace.unread], MOST_LISTS)
    end = _ENDS.get(trace.verdict, "").format(stage=trace.due_from)
    return trace.looks_for + end + (f": {unread} could not be read" if unread else "")


def _list(scope: Scope) -> str:
    text = scope_text(scope)
    return text[0].lower() + text[1:]


def first_told(assessment: Assessment) -> frozenset[tuple[str, str]]:
    """Return which dimension tells an action with its parts: the first, since several may share it."""
    found: dict[str, str] = {}
    for one in assessment.dimensions:
        for action in one.actions:
            found.setdefault(action.id, one.dimension.id)
    return frozenset((dimension, action) for action, dimension in found.items())


def hits_of(trace: Trace) -> tuple[tuple[Hit, ...], str]:
    """Return the first few things that show it, and how many more there are."""
    more = len(trace.hits) - MOST_HITS
    return trace.hits[:MOST_HITS], f"and {more:,} more" if more > 0 else ""


def hit_text(hit: Hit) -> str:
    """Return what stands behind the address: what people read there, and how it was recognised."""
    label = f" {quoted(hit.label)}" if hit.label else ""
    return f"{label}, {visible(hit.known_by)}"


def absent(assessment: Assessment) -> list[str]:
    """Return the objects that are not switched on, each once."""
    off = (scope for scope, why in assessment.unknown.items() if why.why is Unseen.NOT_ENABLED)
    return list(dict.fromkeys(object_heading(names) for _, names in off))


def unread(assessment: Assessment) -> Iterator[str]:
    """Yield each list that could hold anything, and why it could not be read."""
    for scope, why in assessment.unknown.items():
        if why.why is not Unseen.NOT_ENABLED:
            detail = f" ({visible(why.detail)})" if why.detail else ""
            yield f"{scope_text(scope)} could not be read: {why.why.value}{detail}; that is no evidence of anything"


def totals(assessment: Assessment) -> Iterator[str]:
    """Yield how many were answered and what was seen: counts, never a stage for the whole."""
    open_ = sum(not one.answer.stage for one in assessment.dimensions)
    count = len(assessment.dimensions)
    yield f"{counted(count, 'dimension')}: {count - open_} assessed, {open_} not assessed."
    if assessment.looked:
        counts = Counter(trace.verdict for one in assessment.dimensions for trace in one.traces)
        words = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in TOLD if counts[verdict])
        yield f"Evidence: {words or 'none'}."
