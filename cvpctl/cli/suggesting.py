"""What `cvpctl suggest` looks at: blueprints by the catalogue, or a portal by its own lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cvpctl.cli.output import colored, emit, tell, width
from cvpctl.cli.pulling_objects import chosen
from cvpctl.cli.session import Session, open_session, read_blueprints
from cvpctl.cli.values import offline_values, values_of
from cvpctl.engine.suggesting import advise_blueprints, advise_portal
from cvpctl.errors import DONE, LOOKED_IN_PART, BlueprintInvalid
from cvpctl.model import Address, Purpose, State
from cvpctl.model.suggestion import Advice
from cvpctl.project import find_project
from cvpctl.render.phrases import NOT_HUBSPOT, ON_THIS_MACHINE
from cvpctl.render.suggest_json import suggest_json
from cvpctl.render.suggest_text import Looked, suggest_text

Words = Sequence[tuple[str, str]]


def of_blueprints(paths: Sequence[Path], words: Words, form: str) -> int:
    """Tell about blueprints, with the values of the first portal there is; raises BlueprintInvalid."""
    desired, _ = read_blueprints(paths, next(offline_values(None, words)))
    _show(advise_blueprints(desired), Looked(", ".join(map(str, paths)) or "the blueprints"), form)
    return DONE


def of_portal(name: str, words: Words, form: str) -> int:
    """Tell about a portal; returns 9 where a list could not be read."""
    with open_session(name, writing=False) as session:
        advice = advise_portal(_live(session), _purposes(session, words))
        note = ON_THIS_MACHINE if session.loopback else NOT_HUBSPOT if session.settings.embedded else ""
        told = f"{session.settings.name} (portal {session.identity.portal_id})"
        _show(advice, Looked(told, session.settings.name, session.identity.portal_id, note), form)
    return LOOKED_IN_PART if advice.unknown else DONE


def _live(session: Session) -> State:
    """Read the properties of every object that this portal has, custom ones included."""
    objects = chosen(session.portal, ())
    state = session.portal.fetch([("property", (name,)) for name in objects.names])
    return State(state.resources, unknown={**objects.schemas.unknown, **state.unknown})


def _purposes(session: Session, words: Words) -> Mapping[Address, Purpose]:
    """Return what the project's blueprints say of their properties: what was considered is not suggested again."""
    if find_project(Path.cwd()) is None:
        return {}
    try:
        return read_blueprints((), values_of(session.settings, words))[0].purposes
    except BlueprintInvalid:
        tell("The blueprints are not sound, so what they have considered counts for nothing; cvpctl validate says why.")
        return {}


def _show(advice: Advice, looked: Looked, form: str) -> None:
    shown = (
        suggest_json(advice, looked) if form == "json" else suggest_text(advice, looked, color=colored(), width=width())
    )
    emit(shown)
