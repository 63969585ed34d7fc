"""Sentences about an audit that every rendering of it says alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from cvpctl.model import Finding, Severity
from cvpctl.model.audit import Audit, Principle, RuleCard, Score, Unjudged
from cvpctl.render.wording import counted

HOW_SCORED = (
    "A score is how many rules of a principle are kept, of those that met what they are about and weigh error or "
    "warning; one finding that no exception covers breaks a rule. Notes and rules that are off stand beside it and "
    "count in none. There is no score over all principles."
)
WHY = "cvpctl audit --explain CODE says why, with an example and what to do."
IN_PART = "The scores rest on what could be read."
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ORDER = list(Severity)


def verdict(audit: Audit) -> str:
    """`2 errors, 1 note; 1 excepted`, over everything that is told."""
    counts = Counter(one.severity for one in audit.findings)
    found = ", ".join(counted(counts[severity], word) for severity, word in _WORDS.items() if counts[severity])
    excepted = f"; {len(audit.excepted):,} excepted" if audit.excepted else ""
    judged = f"{counted(audit.judged, 'rule')} judged, {len(audit.unjudged):,} not"
    if not audit.judged:
        return f"Nothing was judged: {judged}."
    return f"{found or 'No findings'}{excepted}; {judged}."


def score_text(score: Score) -> str:
    """`4 of 5 rules kept, 12 findings; beside it 203 notes; off: CODE`: what a number rests on and leaves out."""
    weighty = score.findings - score.notes
    told = f", {counted(weighty, 'finding')}" if weighty else ""
    kept = f"{score.kept} of {counted(score.judged, 'rule')} kept"
    rests = kept if score.judged else "no rule that weighs met anything"
    beside = [f"beside it {counted(score.notes, 'note')}"] if score.notes else []
    off = [f"off: {', '.join(score.off)}"] if score.off else []
    return "; ".join([rests + told, *beside, *off])


def percent(score: Score) -> str:
    return "-" if score.percent is None else str(score.percent)


def heading(principle: Principle) -> str:
    return principle.value[0].upper() + principle.value[1:]


def broken(audit: Audit, principle: Principle) -> Iterator[tuple[RuleCard, Severity, Sequence[Finding]]]:
    """Yield the rules of a principle that something breaks, with what does, the gravest first."""
    cards = [card for card in audit.rules if card.principle is principle]
    for card in sorted(cards, key=lambda card: _ORDER.index(audit.weights[card.code])):
        if found := [one for one in audit.findings if one.code == card.code]:
            yield card, audit.weights[card.code], found


def where(finding: Finding) -> tuple[str, ...]:
    """Return what a person looks up: the line, and the address."""
    return tuple(str(one) for one in (finding.place, finding.address) if one)


def sentence(text: str) -> str:
    """Begin and end a text as a sentence, unless a name opens it."""
    first = text.partition(" ")[0]
    opened = text[:1].upper() + text[1:] if first.isalpha() else text
    return opened if opened.endswith((".", "!", "?")) else f"{opened}."


def sentences(*texts: str) -> str:
    return " ".join(sentence(text) for text in texts if text)


def unjudged(reasons: Mapping[str, Unjudged]) -> Iterator[tuple[Unjudged, list[str]]]:
    """Yield why rules were not judged, with their codes."""
    order = list(Unjudged)
    ranked = sorted(reasons.items(), key=lambda one: (order.index(one[1]), one[0]))
    for why, codes in groupby(ranked, key=lambda one: one[1]):
        yield why, [code for code, _ in codes]


def counted_text(audit: Audit) -> Iterator[str]:
    """Yield how far counting came, how old the numbers are, what is too little to judge, and what was not counted."""
    if (told := audit.counted) is None:
        return
    fewest = min((card.fewest for card in audit.rules if card.fewest), default=0)
    days = {str(day) for day in (told.oldest, told.newest) if day}
    when = f"; the numbers are of {' to '.join(sorted(days))}" if days else ""
    made = counted(told.searches, "search", "searches")
    yield f"Counted {told.properties:,} of {counted(told.of, 'property', 'properties')}, with {made} this time{when}."
    if few := {name: records for name, records in told.records.items() if records < fewest}:
        names = ", ".join(f"{name} ({records:,})" for name, records in few.items())
        yield f"Too few records to judge: {names}; it takes {fewest} of an object."
    if told.properties < told.of and not told.unreadable:
        yield "Run it again to go on where it stopped; --budget says how many searches one run may make."
    for name, why in told.unreadable.items():
        yield f"{name} could not be counted: {why}"
