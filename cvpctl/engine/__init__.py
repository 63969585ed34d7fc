"""From states to a plan. Pure: no network, no terminal, no files."""

from cvpctl.engine.choices import Choices, Side, Take
from cvpctl.engine.order import ReferenceCycle
from cvpctl.engine.plan import build_plan
from cvpctl.engine.premise import stale
from cvpctl.engine.questions import questions, watched
from cvpctl.engine.recompile import recompiled
from cvpctl.engine.scopes import archived_scopes, sensitive_scopes, wanted_scopes

__all__ = [
    "Choices",
    "ReferenceCycle",
    "Side",
    "Take",
    "archived_scopes",
    "build_plan",
    "questions",
    "recompiled",
    "sensitive_scopes",
    "stale",
    "wanted_scopes",
    "watched",
]
