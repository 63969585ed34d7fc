"""What a plan means to others, in two tables above everything else: what it may lose, and what people will notice.

The same hazards in the same order, and the same sentences, as in the comment of a pull request.
"""

from __future__ import annotations

from collections.abc import Iterable

from cvpctl.model import Plan
from cvpctl.render.hazard_markdown import Hazard, hazards_of
from cvpctl.render.html.parts import Cell, Item, Section, Table
from cvpctl.render.noticed import noticed
from cvpctl.render.rows import name_of

COSTS = "what it could cost, most records first; a number nobody knows counts as in use"
HEAD = ("Hazard", "Records", "On", "What happens", "State")
NOTICED = "once it is applied, without a word about configuration"
_LOOKS = {"blocked": "error", "held": "warning", "allowed": "allowed"}


def hazards(plan: Plan, items: Iterable[Item]) -> Section:
    """Return a row per hazard, each leading to the entry that tells the rest."""
    ids: dict[str, str] = {}
    for item in items:
        ids.setdefault(item.address, item.id)
    rows = tuple(_row(one, ids.get(str(one.change.address), "")) for one in hazards_of(plan))
    return Section("hazards", "Hazards", COSTS, table=_table("Hazards of this plan", HEAD, rows), count=len(rows))


def seen_by_people(plan: Plan) -> Section:
    told = noticed(plan.changes, plan.migrations)
    rows = tuple((Cell(one.where), Cell(sentence)) for one in told for sentence in one.said)
    table = _table("What people will notice", ("Object", "What they will see"), rows)
    return Section("noticed", "What people in the portal will notice", NOTICED, table=table)


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table | None:
    return Table(caption, head, rows) if rows else None


def _row(one: Hazard, id_: str) -> tuple[Cell, ...]:
    finding = one.finding
    records = "unknown" if finding.records is None else f"{finding.records:,}"
    return (
        Cell(finding.code, word=True),
        Cell(records if one.counts else "-", number=True),
        Cell(f"{name_of(one.change)} ({finding.address or one.change.address})", f"#{id_}" if id_ else ""),
        Cell(finding.message),
        Cell(one.state, look=_LOOKS.get(one.state, "warning")),
    )
