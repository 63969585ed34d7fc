"""What a plan could cost, as a table that stands above everything else: most records first, an unknown number before.

A number nobody knows counts as in use, so it is no smaller than any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.model import Change, Finding, Plan, Severity
from cvpctl.render.change_markdown import VALUE
from cvpctl.render.grouping import object_heading
from cvpctl.render.markdown import MORE, Block, Entry, code, plain
from cvpctl.render.phrases import was_allowed
from cvpctl.render.rows import name_of
from cvpctl.render.source_links import Sources
from cvpctl.render.wording import middle

HEAD = "| Records | Hazard | On | What happens | |\n|---:|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Hazard:
    """One finding with the change it belongs to, and what has become of it."""

    change: Change
    finding: Finding
    state: str

    @property
    def counts(self) -> bool:
        """Whether what it costs hangs on records at all."""
        return self.finding.counted or self.finding.records is not None

    @property
    def weight(self) -> tuple[bool, float]:
        known = self.finding.records
        return not self.counts, -(float("inf") if known is None else known)


def hazards_of(plan: Plan) -> list[Hazard]:
    """Return what somebody should weigh before they say yes, the costliest first."""
    held = [Hazard(one, each, "held") for one in plan.held for each in _grave(one)]
    stopped = [Hazard(one, each, "blocked") for one in plan.blocked for each in _grave(one)]
    going = [
        Hazard(one, each, "allowed" if was_allowed(each) else "will be written")
        for one in plan.changes
        for each in _grave(one)
    ]
    return sorted([*stopped, *held, *going], key=lambda one: one.weight)


def _grave(change: Change) -> Iterator[Finding]:
    return (one for one in change.findings if one.severity is not Severity.INFO)


def hazards(plan: Plan, weight: int, sources: Sources) -> Block:
    rows = [Entry(weight, _row(one, sources)) for one in hazards_of(plan)]
    return Block(f"### Hazards ({len(rows)})\n\n{HEAD}", rows, MORE, "hazard")


def _row(one: Hazard, sources: Sources) -> str:
    change, finding = one.change, one.finding
    where = object_heading(change.address.scope or (change.address.key,))
    name = plain(middle(name_of(change), VALUE // 2))
    cells = (
        _records(one),
        code(finding.code),
        f"{plain(where)}: {sources.named(name, change.place)}",
        plain(middle(finding.message, 2 * VALUE)),
        f"<em>{one.state}</em>",
    )
    return "| " + " | ".join(cells) + " |"


def _records(one: Hazard) -> str:
    if not one.counts:
        return "&ndash;"
    return "<strong>unknown</strong>" if one.finding.records is None else f"<strong>{one.finding.records:,}</strong>"
