"""One rule for whoever asks why: the reason, where it was read, an example that breaks it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from cvpctl.model import Severity
from cvpctl.model.audit import Case, RuleCard
from cvpctl.render.audit_words import HOW_SCORED, heading
from cvpctl.render.terminal import BLANK, CODE, FAINT, HEADING, PASTE, SEVERITIES, line, printed, wrapped
from cvpctl.render.wording import visible

NEEDS = {
    "live": "a portal: --portal NAME",
    "blueprint": "blueprints, alone or beside a portal",
    "fills": "counts of records: --portal NAME --fill-rate",
    "scopes": "the scopes of the token: --portal NAME",
}


def rule_text(card: RuleCard, *, color: bool, width: int) -> str:
    return printed(_lines(card, width), color=color)


def _lines(card: RuleCard, width: int) -> Iterator[Text]:
    weight = card.severity.value
    yield line((card.code, CODE), "  ", (weight, SEVERITIES[weight]), (f"  {heading(card.principle)}", FAINT))
    yield from wrapped(visible(card.title), indent=0, width=width, style=HEADING)
    yield from _part("Why", card.why, width)
    yield from _part("Source", card.source, width)
    for title, case in _examples(card):
        yield from _part(title, case.story, width)
        yield from (line((visible(one), PASTE), indent=6) for one in case.blueprint.strip("\n").splitlines())
        for address in case.breaks:
            yield line((f"told: {visible(address)}", FAINT), indent=6)
    yield from _part("What to do", card.fix, width)
    yield from _part("Judged with", _needs(card), width)
    if card.gives_way_to:
        yield from _part("Gives way to", _yields(card), width)
    yield from _part("Reviewed", card.proven or "not yet, so it is off; rules: in cvpctl.yaml switches it on", width)
    yield from _part("Counts", _counts(card), width)
    yield from _part("Excepting", _excepting(card), width)


def _part(title: str, text: str, width: int) -> Iterator[Text]:
    yield BLANK
    yield line((title, HEADING))
    yield from wrapped(visible(text), indent=2, width=width)


def _examples(card: RuleCard) -> Iterator[tuple[str, Case]]:
    """Yield one example that breaks the rule and one that keeps it; the shortest say most."""
    by_size = sorted(card.cases, key=lambda case: len(case.blueprint))
    for title, breaks in (("An example that breaks it", True), ("An example that keeps it", False)):
        if case := next((one for one in by_size if bool(one.breaks) is breaks), None):
            yield title, case


def _needs(card: RuleCard) -> str:
    needs = [NEEDS.get(one, f"the list {one}") for one in card.needs]
    told = "; ".join(needs) or "blueprints or a portal"
    return f"{told}; of an object with fewer than {card.fewest} records it says nothing" if card.fewest else told


def _yields(card: RuleCard) -> str:
    others = " and ".join(card.gives_way_to)
    return f"{others}, where they tell the same thing: two ways to mend it would contradict each other."


def _counts(card: RuleCard) -> str:
    if card.severity is Severity.INFO:
        return f"{HOW_SCORED} As a note this rule stands beside the score of {heading(card.principle)}."
    return f"{HOW_SCORED} This rule counts for {heading(card.principle)}."


def _excepting(card: RuleCard) -> str:
    return (
        f"exceptions: [{{code: {card.code}, address: ADDRESS, reason: WHY, expires: YEAR-MONTH-DAY}}] in cvpctl.yaml "
        "lets one finding stand until that day; rules: there changes what the rule weighs."
    )
