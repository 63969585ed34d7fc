"""The drift view of a plan: what the portal moved since the record, apart from what the blueprint still wants.

Held, overwritten or blocked, an edit made in the portal is drift; the cause of each field tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cvpctl.model import Action, Cause, Change, Plan
from cvpctl.model.drift import EXPIRED, Drift, Known
from cvpctl.render.rows import MOVED, gravest, only, rows
from cvpctl.render.unmanaged import NEW, coded
from cvpctl.render.values import NOT_SET
from cvpctl.render.wording import counted, middle, visible

PENDING = (Cause.CHANGE, Cause.CREATE)
UNMANAGED = "UNMANAGED_CHILDREN"
NOT_NAMED = "Not named by the blueprint"
KNOWN, KNOWN_NOTE = "Known", "in drift-baseline.yaml; no drift until the day is over"
UNDATED, UNDATED_NOTE = "Without a time", "HubSpot tells no time of these: they may be older, and count as drift"
REMARKS, REMARKS_NOTE = "About the baseline", "drift-baseline.yaml"
WHOLE = "HubSpot tells when a whole property, pipeline or stage was edited, not which field of it."
_WORDS = {Cause.DRIFT: "drifted", Cause.CONFLICT: "in conflict", Cause.UNATTRIBUTED: "unattributed"}
_LONGEST = 160


def drift_of(plan: Plan) -> Drift:
    unnamed = tuple(finding for finding in plan.notices if finding.code == UNMANAGED)
    new = coded(plan.notices, NEW)
    return Drift(tuple(_parts(plan, MOVED)), tuple(_parts(plan, PENDING)), unnamed, new)


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


def counts(changes: Iterable[Change]) -> str:
    """`2 drifted, 1 in conflict`."""
    found = Counter(gravest(change) for change in changes)
    return ", ".join(f"{found[cause]:,} {word}" for cause, word in _WORDS.items() if found[cause])


def verdict(plan: Plan, drift: Drift) -> str:
    """Say whether the portal moved; what could not be read is never called unchanged."""
    since = f" since {drift.since}" if drift.since else ""
    if drift.open:
        return f"Drift{since}: {counts(drift.open)}."
    return f"No drift in what could be read{since}." if plan.unknown else f"No drift{since}."


def beside(drift: Drift) -> str:
    """Say what stands beside the verdict: what is known, which promises are over, what was left out."""
    return " ".join(_beside(drift))


def _beside(drift: Drift) -> Iterator[str]:
    if drift.known:
        yield f"{counted(len(drift.known), 'difference')} known and accepted."
    if over := sum(one.code == EXPIRED for one in drift.remarks):
        yield f"{counted(over, 'line of the baseline is', 'lines of the baseline are')} over."
    if drift.earlier:
        yield f"{counted(drift.earlier, 'edit')} made before that left out."
    if drift.since:
        yield WHOLE


def known_text(one: Known) -> str:
    """`Sales renamed it; Erin Example answers for it until 2027-03-31`."""
    return f"{visible(one.reason)}; {visible(one.owner)} answers for it until {one.expires}"


def portal_side(change: Change) -> str:
    """Return what the portal holds of a change, on one line: `options/Gold/label "Platinum"`."""
    if change.action in (Action.CREATE, Action.RESTORE):
        return "gone from the portal"
    told = (f"{row.name} {NOT_SET if row.symbol == '+' else row.before}" for row in rows(change, 5))
    return middle(", ".join(told), _LONGEST)
