"""What a plan has to know before anybody can judge it, asked of the portal: records, and who else speaks of it."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.cli.session import Session
from cvpctl.engine import questions, watched
from cvpctl.model import Plan, References, State


def with_answers(session: Session, plan: Plan, live: State, *, writing: bool) -> State:
    """Return the state with what this plan hangs on; without `writing` nobody reads lists, forms and workflows."""
    counts = session.portal.count(questions(plan), how=session.settings.counts)
    others = session.portal.references(watched(plan)) if writing else References()
    return replace(live, counts=counts, references=others)
