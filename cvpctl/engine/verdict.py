"""What speaks against one change, whoever asks: the plan builder, or the recheck of a plan that somebody saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from cvpctl.engine.choices import Choices, weighed_by
from cvpctl.engine.hazards import findings_of
from cvpctl.engine.migrations import Migrations
from cvpctl.engine.questions import weighed
from cvpctl.engine.used_elsewhere import with_users
from cvpctl.kinds import KINDS
from cvpctl.model import Change, Finding, State


class Rule(Protocol):
    """A rule that sees the whole plan."""

    def findings(self, change: Change) -> Iterable[Finding]: ...


def verdict(
    change: Change,
    live: State,
    rules: Sequence[Rule],
    choices: Choices,
    *,
    migrations: Migrations,
    also: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Return the findings of one change, weighed; `migrations` take values out of the way of some hazards."""
    resource = live.resources.get(change.address) or live.archived.get(change.address)
    body = resource.body if resource else None
    found = (
        *findings_of(KINDS[change.address.kind], change, body, live.counts),
        *also,
        *weighed((finding for rule in rules for finding in rule.findings(change)), live.counts),
    )
    kept = tuple(finding for finding in found if not migrations.covers(finding))
    return weighed_by(choices, with_users(change, kept, live.references))
