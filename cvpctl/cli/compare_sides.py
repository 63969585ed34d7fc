"""The two sides of a comparison, read: files first, then portals one after the other, each with its own token.

Of a portal beside blueprints only those objects are read that the blueprints speak of. Whoever is read first says the
pairs of labels, and the other side is read or turned that way round.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cvpctl.cli.compare_files import snapshot_at
from cvpctl.cli.compare_words import Word
from cvpctl.cli.output import tell
from cvpctl.cli.pulling_labels import pairs_in
from cvpctl.cli.pulling_objects import known
from cvpctl.cli.session import Session, open_session, read_blueprints
from cvpctl.cli.snapshot_reading import everything, read_portal
from cvpctl.cli.values import Values, offline_values, values_of
from cvpctl.kinds.natives import hubspots_own
from cvpctl.model import Address, Desired
from cvpctl.model.comparison import Origin, Side
from cvpctl.model.snapshot import Snapshot
from cvpctl.project import choose_portal, find_project
from cvpctl.render.phrases import NOT_HUBSPOT, ON_THIS_MACHINE
from cvpctl.render.wording import counted

Words = Sequence[tuple[str, str]]
_TURNS = (Origin.BLUEPRINT, Origin.SNAPSHOT, Origin.PORTAL)


def read_sides(a: Word, b: Word, variables: Words) -> tuple[Side, Side]:
    """Read both sides; raises what reading blueprints, files and portals raises."""
    if _TURNS.index(b.origin) < _TURNS.index(a.origin):
        later, first = read_sides(b, a, variables)
        return first, later
    first = _side(a, b, None, variables)
    return first, _side(b, a, first, variables)


def _side(word: Word, other: Word, read: Side | None, variables: Words) -> Side:
    if word.origin is Origin.BLUEPRINT:
        return of_blueprints(word.said, read_blueprints(word.paths, _values(other, variables))[0])
    if word.origin is Origin.SNAPSHOT:
        return of_snapshot(word, snapshot_at(word.paths[0]))
    with open_session(word.portal, writing=False) as session:
        return of_portal(session, word, read)


def _values(other: Word, variables: Words) -> Values:
    """Return what variables are: those of the portal on the other side, where there is one."""
    project = find_project(Path.cwd())
    if other.origin is Origin.PORTAL:
        settings = choose_portal(project, other.portal, environ=os.environ, interactive=sys.stdin.isatty())
        return values_of(settings, variables)
    if other.origin is Origin.SNAPSHOT and project:
        number = snapshot_at(other.paths[0]).portal_id
        if theirs := next((one for one in project.portals.values() if one.portal_id == number), None):
            return values_of(theirs, variables)
    return next(offline_values(None, variables))


def of_blueprints(name: str, desired: Desired) -> Side:
    spoken_of = {*desired.resources, *desired.removed, *desired.observed}
    return Side(
        name,
        Origin.BLUEPRINT,
        desired.resources,
        objects=frozenset(name for address in spoken_of for name in _objects(address)),
        silent=desired.observed | desired.omitted,
        left=desired.portal_owns,
    )


def _objects(address: Address) -> tuple[str, ...]:
    return address.scope or (address.key,)


def of_snapshot(word: Word, snapshot: Snapshot) -> Side:
    return Side(
        word.said,
        Origin.SNAPSHOT,
        snapshot.resources,
        snapshot.hubspots,
        snapshot.unknown,
        snapshot.unseen,
        portal_id=snapshot.portal_id,
        note=f"a snapshot of {snapshot.portal}" if snapshot.portal else "a snapshot",
    )


def of_portal(session: Session, word: Word, read: Side | None = None) -> Side:
    """Read a portal, as far as the side goes that was read before."""
    declared = pairs_in(read.resources) if read else []
    if read is None or read.whole:
        objects = everything(session.portal)
    else:
        objects = known(session.portal, sorted(read.objects))
        declared = [pair for pair in declared if {*pair} <= read.objects]
    state, unseen = read_portal(session.portal, objects, declared)
    tell(f"{word.said}: took {counted(session.portal.calls.total, 'call')}.")
    return Side(
        word.said,
        Origin.PORTAL,
        state.resources,
        frozenset(hubspots_own(state.resources.values())),
        state.unknown,
        unseen,
        entries=session.record().entries,
        portal_id=session.identity.portal_id,
        note=NOT_HUBSPOT if session.settings.embedded else ON_THIS_MACHINE if session.loopback else "",
    )
