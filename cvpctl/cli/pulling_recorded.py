"""After a pull into a project's own blueprints: what is equal counts as applied, so that the next edit is known as one.

Without a record the first change a person makes in a pulled file would be a difference that nobody explains, and held.
"""

from __future__ import annotations

from pathlib import Path

from cvpctl.apply.recording import recorded
from cvpctl.cli.alone import alone
from cvpctl.cli.session import Session, read_blueprints
from cvpctl.cli.values import values_of
from cvpctl.engine.ownership import stated_bodies
from cvpctl.engine.prune import added_parts
from cvpctl.model import State
from cvpctl.project import marked


def remember(session: Session, directory: Path, live: State) -> None:
    """Record what these blueprints state as the portal has it; elsewhere than in the project's own nothing is kept."""
    project, here = session.project, directory.resolve()
    if project is None or not any(here.is_relative_to(path.resolve()) for path in project.blueprints):
        return
    desired, _ = read_blueprints((directory,), values_of(session.settings, ()))
    with alone(session):
        before = session.record()
        added = added_parts(desired, live, before)
        record = recorded(before, stated_bodies(desired), live.resources, strange=added)
        session.records.save(session.settings.name, marked(record, session.settings.bindings))
