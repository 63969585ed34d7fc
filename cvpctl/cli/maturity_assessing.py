"""From answers and a place to look at, to an assessment and how it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.cli.maturity_answers import read_answers
from cvpctl.cli.maturity_evidence import of_blueprints, of_portal
from cvpctl.cli.output import colored, tell, width
from cvpctl.cli.session import Session, open_session
from cvpctl.errors import DONE, LOOKED_IN_PART, UsageProblem
from cvpctl.maturity import assess
from cvpctl.model import Unseen
from cvpctl.model.maturity import Answers, Assessment
from cvpctl.project.source import shown_path
from cvpctl.render.maturity_json import maturity_json
from cvpctl.render.maturity_markdown import maturity_markdown
from cvpctl.render.maturity_phrases import Looked
from cvpctl.render.maturity_text import maturity_text
from cvpctl.render.phrases import NOT_HUBSPOT, ON_THIS_MACHINE
from cvpctl.render.wording import counted


@dataclass(frozen=True, slots=True)
class Assessing:
    """An assessment with what was looked at for it."""

    assessment: Assessment
    looked: Looked = field(default_factory=Looked)

    @property
    def exit_code(self) -> int:
        """Return 9 where a list was refused; an object that is not switched on was an answer."""
        refused = any(why.why is not Unseen.NOT_ENABLED for why in self.assessment.unknown.values())
        return LOOKED_IN_PART if refused else DONE

    def rendered(self, form: str) -> str:
        if form == "json":
            return maturity_json(self.assessment, self.looked)
        if form == "markdown":
            return maturity_markdown(self.assessment, self.looked)
        return maturity_text(self.assessment, self.looked, color=colored(), width=width())


def assessing(path: Path | None, portal_name: str | None, blueprints: Sequence[Path]) -> Assessing:
    """Assess; raises UsageProblem where nothing was named, or both a portal and blueprints."""
    if portal_name and blueprints:
        raise UsageProblem("evidence is that of a portal or that of blueprints", help="leave one of them out")
    if path is None and not portal_name and not blueprints:
        help_ = "name a file of answers; cvpctl maturity questionnaire writes one to fill in"
        raise UsageProblem("there is nothing to assess", help=help_)
    answers = read_answers(path) if path else Answers()
    if blueprints:
        named = ", ".join(map(shown_path, blueprints))
        return Assessing(assess(answers, of_blueprints(blueprints)), Looked(f"blueprints {named}"))
    if not portal_name:
        return Assessing(assess(answers))
    with open_session(portal_name, writing=False) as session:
        state = of_portal(session)
        tell(f"Took {counted(session.portal.calls.total, 'call')}.")
        return Assessing(assess(answers, state), _looked(session))


def _looked(session: Session) -> Looked:
    note = ON_THIS_MACHINE if session.loopback else NOT_HUBSPOT if session.settings.embedded else ""
    return Looked(session.settings.name, session.identity.portal_id, note)
