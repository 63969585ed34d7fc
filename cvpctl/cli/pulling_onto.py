"""Pulling into blueprints that are there: the plan says what differs, the portal's side of it goes into the files.

What a person changed in a file since the last apply is theirs and stays: the record tells it from what moved in the
portal. The edited files must validate, else all of them are as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from cvpctl.blueprint.files import read_sources
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.layout_edit import Revision
from cvpctl.blueprint.pull import KINDS_PULLED
from cvpctl.blueprint.pull_onto import Difference, Taken, take_portals_side
from cvpctl.blueprint.write import document_text, object_of
from cvpctl.cli.editor_schemas import home_of, leading_to, stale
from cvpctl.cli.moving import remembering
from cvpctl.cli.output import emit, tell
from cvpctl.cli.pulling import Wanted
from cvpctl.cli.pulling_labels import Pair, pairs_in
from cvpctl.cli.pulling_new import Unstated, add_unstated, for_a_file_of_its_own, observe_groups, unstated
from cvpctl.cli.pulling_objects import chosen, known
from cvpctl.cli.pulling_recorded import remember
from cvpctl.cli.pulling_seen import seen, unread
from cvpctl.cli.pulling_told import told_compared, told_gone, told_new, told_taken
from cvpctl.cli.session import Session, read_blueprints, where
from cvpctl.cli.undoing import written_together
from cvpctl.cli.values import values_of
from cvpctl.engine import Choices, build_plan
from cvpctl.errors import CvpError
from cvpctl.model import Action, Address, Cause, Desired, Plan, Resource, State

OURS = "the file was changed since the last apply; apply it, or take the change back"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of one pull: what all layers together say, what is live, and the files that may be edited."""

    desired: Desired
    live: State
    revisions: Mapping[str, Revision]
    names: Sequence[str]
    pairs: Sequence[Pair]

    @property
    def compared(self) -> dict[Address, Resource]:
        """Everything that is stated of what was read."""
        return {address: resource for address, resource in self.desired.resources.items() if self._has(address)}

    @property
    def read(self) -> set[Address]:
        return {address for address in self.compared if (address.kind, address.scope) not in self.live.unknown}

    def _has(self, address: Address) -> bool:
        if address.kind == "label":
            return address.scope in self.pairs
        return address.kind in KINDS_PULLED and object_of(address) in self.names


def pull_onto(session: Session, wanted: Wanted) -> int:
    _, root = where((wanted.directory,))
    given = values_of(session.settings, ())
    desired, _ = read_blueprints((wanted.directory,), given)
    remembering(session, desired, session.record(), Choices())
    own = sorted({object_of(address) for address in desired.resources if address.kind != "label"})
    objects = chosen(session.portal, wanted.objects) if wanted.objects else known(session.portal, own)
    declared = pairs_in((*desired.resources, *desired.removed, *desired.observed))
    pairs = [pair for pair in declared if not wanted.objects or {*pair} <= {*objects.names}]
    for pair in declared:
        if pair not in pairs and {*pair} & {*objects.names}:
            tell(f"Labels between {' and '.join(pair)} were not looked at: name both under --objects")
    live = seen(session.portal, objects, include_hubspot_defined=wanted.include_hubspot_defined, declared=pairs)
    code = unread(live, objects.names)
    before = {source.name: source.text for source in read_sources((wanted.directory,), root, Findings())}
    sides = Sides(desired, live, {name: Revision(text) for name, text in before.items()}, objects.names, pairs)
    taken, gone = _taken(session, sides)
    refused = list(observe_groups(taken, desired, sides.revisions))
    hubspots = wanted.include_hubspot_defined
    found = unstated(desired, live, sides.revisions, objects.names, pairs, include_hubspot_defined=hubspots)
    fresh: dict[Path, str] = {}
    if wanted.new:
        refused += [why for one in found for why in add_unstated(one, desired, live, sides.revisions)]
        fresh = _fresh_files(session, wanted, sides, found)
    edited = {root / name: one.text for name, one in sides.revisions.items() if one.text != before[name]}
    with written_together({**edited, **fresh}):
        _nothing_lost(desired, read_blueprints((wanted.directory,), given)[0])
    if wanted.recorded:
        remember(session, wanted.directory, live)
    _tell(taken, gone, found, refused, added=wanted.new)
    if not edited and not fresh:
        emit(told_compared(sides.read, taken, gone))
    return code


def _fresh_files(session: Session, wanted: Wanted, sides: Sides, found: Sequence[Unstated]) -> dict[Path, str]:
    """Return files for the objects that no file speaks of yet."""
    directory = wanted.directory.resolve()
    home = home_of(directory, session.project.root.resolve() if session.project else None)
    project = session.project.name if session.project else "portal"
    texts = {
        (path := _free(directory, one.name)): document_text(
            f"{project}/{path.stem}", content, schema=leading_to(home, directory)
        )
        for one in found
        if (content := for_a_file_of_its_own(one, sides.revisions))
    }
    return texts | (stale(home) if texts else {})


def _free(directory: Path, name: str) -> Path:
    """Return where a fresh file may go: one of that name may be there and speak of other things."""
    names = chain((name,), (f"{name}-{number}" for number in count(2)))
    return next(path for one in names if not (path := directory / f"{one}.yaml").exists())


def _nothing_lost(before: Desired, after: Desired) -> None:
    """Refuse to leave files behind that state less than they did; raising undoes what was written."""
    lost = sorted({*before.resources, *before.removed} - {*after.resources, *after.removed})
    if lost:
        raise CvpError(
            f"nothing was written: {lost[0]} would no longer be stated",
            help="please report this, with the files; they are as they were",
        )


def _tell(
    taken: Taken, gone: Sequence[Address], found: Sequence[Unstated], refused: Sequence[str], *, added: bool
) -> None:
    lines = [*told_taken(taken), *told_gone(gone), *told_new(found, added=added)]
    for line in (*lines, *(f"not added, {why}" for why in refused)):
        emit(line)


def _taken(session: Session, sides: Sides) -> tuple[Taken, list[Address]]:
    """Write the portal's side into the revisions; returns what became of it and what is not live any more."""
    live, resources = sides.live, sides.compared
    ours = replace(sides.desired, resources=resources, removed={})
    plan = build_plan(ours, live, session.record(), portal_id=session.identity.portal_id)
    differences = list(_differences(plan, resources))
    taken = take_portals_side(sides.revisions, [one for one in differences if one.edit.cause is not Cause.CHANGE])
    for one in differences:
        if one.edit.cause is Cause.CHANGE:
            taken.leave(one, OURS)
    return taken, sorted(sides.read - live.resources.keys())


def _differences(plan: Plan, resources: Mapping[Address, Resource]) -> Iterator[Difference]:
    for change in (*plan.held, *plan.changes, *plan.blocked):
        if change.action is Action.UPDATE:
            yield from (Difference(resources[change.address], edit) for edit in change.fields)
