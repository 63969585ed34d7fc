"""Drift as a short message for a chat or a mailbox: the verdict, the first things to know, and how to look.

Plain text, since each service has another idea of markup. A portal's words are made harmless for all of them: a label
must not call a whole channel, or look like a link.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cvpctl.model import Change, Plan
from cvpctl.model.drift import EXPIRED, Drift
from cvpctl.render.drift import beside, counts, verdict
from cvpctl.render.drift_findings import sides_text
from cvpctl.render.phrases import cause_text, not_hubspot, portal_name, unknown_text
from cvpctl.render.rows import SYMBOLS, name_of
from cvpctl.render.touches import told_of
from cvpctl.render.wording import counted, middle, visible

MOST = 5
LONGEST = 240
_HARMLESS = str.maketrans({"<": "(", ">": ")", "@": "@\u2060", "[": "(", "]": ")", "`": "'", "*": "+", "|": "/"})
"""Other signs, and behind an @ a word joiner: no service takes these for a mention, a link or markup."""


@dataclass(frozen=True, slots=True)
class Message:
    """Two plain texts; a service that has no titles puts one above the other."""

    title: str
    body: str


def drift_message(plan: Plan, drift: Drift, *, fresh: Collection[str], look: str, reminds: bool = False) -> Message:
    """Return what to say of drift; `fresh` are the addresses that are news, which come first. `look` says how."""
    what = ", ".join(filter(None, (counts(drift.open), *_others(plan, drift))))
    title = f"{'Still: drift' if reminds else 'Drift'} of {_portal(plan)}: {what}"
    changes = sorted(drift.open, key=lambda change: str(change.address) not in fresh)
    return Message(calm(title), _body(plan, drift, changes, look))


def clean_message(plan: Plan, drift: Drift, *, look: str) -> Message:
    told = (verdict(plan, drift), "What you were told of is gone, or somebody answers for it.", beside(drift))
    return Message(calm(f"No drift of {_portal(plan)} any more"), "\n".join((*filter(None, told), "", look)))


def blind_message(portal: str, why: str, *, look: str) -> Message:
    """Return what to say where nobody could look: a watch that sleeps should not look like a quiet night."""
    body = f"Nothing was seen, so nobody knows whether it drifted: {middle(visible(why), LONGEST)}"
    return Message(calm(f"Drift of {portal} could not be looked at"), f"{calm(body)}\n\n{look}")


def calm(text: str) -> str:
    return text.translate(_HARMLESS)


def _portal(plan: Plan) -> str:
    note = not_hubspot(plan)
    return portal_name(plan) + (f", {note}" if note else "")


def _others(plan: Plan, drift: Drift) -> Iterator[str]:
    if number := len(drift.new) + len(drift.undated_new):
        yield f"{number:,} new and unmanaged"
    if drift.expired:
        yield "the baseline is over in part"
    if plan.unknown:
        yield f"{counted(len(plan.unknown), 'list')} unreadable"


def _body(plan: Plan, drift: Drift, changes: list[Change], look: str) -> str:
    findings = [*(one for one in drift.remarks if one.code == EXPIRED), *drift.new, *drift.undated_new]
    lines = [*map(_change, changes), *(f"· {one.address}: {one.message}" for one in findings)]
    lines += [f"? {unknown_text(*one)}" for one in plan.unknown]
    shown = [calm(line) for line in lines[:MOST]]
    more = [f"… and {len(lines) - MOST:,} more"] if len(lines) > MOST else []
    said = " ".join(filter(None, (verdict(plan, drift), beside(drift))))
    return "\n".join((said, "", *shown, *more, "", look))


def _change(change: Change) -> str:
    told = "; ".join(filter(None, (cause_text(change), sides_text(change), told_of(change))))
    return middle(f"{SYMBOLS[change.action]} {name_of(change)} ({change.address}): {told}", 2 * LONGEST)
