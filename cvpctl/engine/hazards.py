"""What a change can lose, cannot do, or needs somebody's word for: the kind's hazards and the rules all kinds share."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cvpctl.engine.questions import held, weighed
from cvpctl.kinds import Kind
from cvpctl.model import Action, Body, Change, Counts, Finding, Severity

UNASKED: Counts = {}


def findings_of(kind: Kind, change: Change, live: Body | None, counts: Counts = UNASKED) -> tuple[Finding, ...]:
    """Return the findings of one change; those of severity error block it unless they are allowed."""
    return weighed((*_shared(kind, change), *_declared(kind, change, live, counts)), counts)


def _declared(kind: Kind, change: Change, live: Body | None, counts: Counts) -> Iterator[Finding]:
    for hazard in kind.hazards:
        severity = Severity.ERROR if hazard.blocks else Severity.WARNING
        for hit in hazard.finds(change, live):
            allowable = hazard.allowable and hazard.blocks and not (hit.refused and held(hit.address, counts))
            about = (hazard.code, severity, hit.message, hit.help, hit.address, change.place)
            yield Finding(*about, allowable=allowable, counted=hit.counted)


def _shared(kind: Kind, change: Change) -> Iterator[Finding]:
    stated = change.stated or {}
    missing = [name for name in kind.required if name not in stated]
    if change.action in (Action.CREATE, Action.RESTORE) and missing:
        message = (
            f"no {kind.noun} {change.address.key!r} is live, and one cannot be created without {', '.join(missing)}"
        )
        yield Finding(
            "CANNOT_CREATE", Severity.ERROR, message, f"state {', '.join(missing)}", change.address, change.place
        )
    if change.action is not Action.UPDATE:
        return
    for edit in change.fields:
        if kind.rule(edit.path[0]).immutable:
            name = edit.path[0]
            live, said = (json.dumps(side, ensure_ascii=False, default=repr) for side in (edit.before, edit.after))
            values = f"live: {live}, stated: {said}"
            message = f"{name} is fixed at creation ({values}); HubSpot answers 200 and ignores the change"
            help_ = f"give the {kind.noun} a new name, or state what is live"
            yield Finding("IMMUTABLE_FIELD", Severity.ERROR, message, help_, change.address.at(name), change.place)
