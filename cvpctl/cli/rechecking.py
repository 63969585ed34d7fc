"""The recheck before a first write at the command line: by the settings of this portal, and with what grew said."""

from __future__ import annotations

from functools import partial

from cvpctl.apply import Rechecked, rechecked
from cvpctl.cli.asking import with_answers
from cvpctl.cli.output import tell
from cvpctl.cli.session import Session
from cvpctl.cli.wishes import canonical_allow
from cvpctl.engine import Choices
from cvpctl.model import Plan, Severity
from cvpctl.project import ENV


def choices_of_now(session: Session) -> Choices:
    """Return what cvpctl.yaml says today; of the word that a run was given, the plan keeps what it was needed for."""
    settings = session.settings
    return Choices(
        allow=tuple(map(canonical_allow, settings.allow)),
        portal="" if settings.name == ENV else settings.name,
        severities={code: Severity(weight) for code, weight in settings.hazards.items()},
    )


def checked_again(session: Session, plan: Plan) -> Rechecked:
    """Return what still stands of a plan, and tell what costs more than it did when the plan was made."""
    answers = partial(with_answers, session, writing=True)
    now = rechecked(plan, session.portal, answers, choices_of_now(session))
    for address, reasons in sorted(now.why.items()):
        for reason in reasons:
            tell(f"left out: {address}: {reason}")
    return now
