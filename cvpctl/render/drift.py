"""The drift view of a plan: what the portal moved since the record, apart from what the blueprint still wants.

Held, overwritten or blocked, an edit made in the portal is drift; the cause of each field tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cvpctl.model import Cause, Change, Finding, Plan
from cvpctl.render.rows import MOVED, gravest, only

PENDING = (Cause.CHANGE, Cause.CREATE)
UNMANAGED = "UNMANAGED_CHILDREN"
NOT_NAMED = "Not named by the blueprint"
_WORDS = {Cause.DRIFT: "drifted", Cause.CONFLICT: "in conflict", Cause.UNATTRIBUTED: "unattributed"}


@dataclass(frozen=True, slots=True)
class Drift:
    """`moved` are edits made in the portal, `pending` what the blueprint states and nobody applied yet.

    `unnamed` are parts of stated things (options, stages) that no blueprint names: kept, and no drift.
    """

    moved: tuple[Change, ...]
    pending: tuple[Change, ...]
    unnamed: tuple[Finding, ...] = ()


def drift_of(plan: Plan) -> Drift:
    unnamed = tuple(finding for finding in plan.notices if finding.code == UNMANAGED)
    return Drift(tuple(_parts(plan, MOVED)), tuple(_parts(plan, PENDING)), unnamed)


def _parts(plan: Plan, wanted: tuple[Cause, ...]) -> Iterator[Change]:
    found: dict[str, Change] = {}
    for change in (*plan.held, *plan.changes, *plan.blocked):
        part = only(change, wanted)
        if part is None:
            continue
        name = str(part.address)
        # One address may be held in part and written in part; a reader sees it once.
        found[name] = replace(found[name], fields=found[name].fields + part.fields) if name in found else part
    yield from found.values()


def counts(drift: Drift) -> str:
    """`2 drifted, 1 in conflict`."""
    found = Counter(gravest(change) for change in drift.moved)
    return ", ".join(f"{found[cause]:,} {word}" for cause, word in _WORDS.items() if found[cause])


def verdict(plan: Plan, drift: Drift) -> str:
    """Say whether the portal moved; what could not be read is never called unchanged."""
    if drift.moved:
        return f"Drift: {counts(drift)}."
    if plan.unknown:
        return "No drift in what could be read."
    return "No drift."
