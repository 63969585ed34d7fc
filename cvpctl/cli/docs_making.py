"""From blueprints, a snapshot or an open portal to the files of a documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cvpctl.cli.compare_files import snapshot_at
from cvpctl.cli.compare_sides import of_blueprints, of_portal, of_snapshot
from cvpctl.cli.compare_words import SNAPSHOT, word_of
from cvpctl.cli.docs_folder import Folder
from cvpctl.cli.output import emit, tell
from cvpctl.cli.session import Session, open_session, read_blueprints
from cvpctl.cli.values import offline_values, values_of
from cvpctl.errors import DONE, LOOKED_IN_PART, BlueprintInvalid, UsageProblem
from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import STAMP
from cvpctl.model import Address, Desired, Resource, Scope, Unknown, Unseen
from cvpctl.model.comparison import Side
from cvpctl.project import find_project
from cvpctl.project.source import shown_path
from cvpctl.render.dictionary import dictionary_of
from cvpctl.render.docs_files import documents
from cvpctl.render.docs_words import Documented
from cvpctl.render.phrases import unknown_text
from cvpctl.render.wording import counted


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    paths: tuple[Path, ...] = ()
    portal: str | None = None
    variables: tuple[tuple[str, str], ...] = ()
    include_hubspot_defined: bool = False

    @property
    def snapshot(self) -> Path | None:
        """The snapshot that is to be told of, where one is named."""
        named = [path for path in self.paths if path.suffix == SNAPSHOT]
        if named and (len(self.paths) > 1 or self.portal):
            raise UsageProblem(
                f"{named[0]} is a snapshot and stands alone", help="leave the other paths or --portal out"
            )
        return named[0] if named else None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is documented: a side, how it is called, and what blueprints say its things are for."""

    side: Side
    about: str
    told: Desired = field(default_factory=Desired)


def make(asked: Asked, directory: Path) -> int:
    """Write a documentation; returns 9 where a list could not be read."""
    folder = Folder.at(directory)
    subject = _subject(asked)
    files = documents(_documented(subject, include_hubspot_defined=asked.include_hubspot_defined))
    for line in folder.write(files):
        tell(line)
    emit(f"wrote {counted(len(files), 'file')}; begin at {shown_path(directory / 'index.md')}")
    return LOOKED_IN_PART if any(_unread(subject.side)) else DONE


def _subject(asked: Asked) -> Subject:
    if asked.snapshot:
        snapshot = snapshot_at(asked.snapshot)
        side = of_snapshot(word_of(str(asked.snapshot)), snapshot)
        return Subject(side, f"{snapshot.portal or 'a portal'} (portal {snapshot.portal_id})")
    if asked.portal is not None:
        with open_session(asked.portal, writing=False) as session:
            side = of_portal(session, word_of(f"portal:{session.settings.name}"))
            about = f"{session.settings.name} (portal {session.identity.portal_id})"
            return Subject(side, about, _told(session, asked))
    desired, _ = read_blueprints(asked.paths, next(offline_values(None, asked.variables)))
    project = find_project(Path.cwd())
    about = (
        ", ".join(path.resolve().name for path in asked.paths)
        or f"the blueprints of {project.name if project else 'here'}"
    )
    return Subject(of_blueprints(about, desired), about, desired)


def _told(session: Session, asked: Asked) -> Desired:
    """Return what blueprints say: those that are named, else those of the project as far as they are sound."""
    if not asked.paths and session.project is None:
        return Desired()
    try:
        return read_blueprints(asked.paths, values_of(session.settings, asked.variables))[0]
    except BlueprintInvalid:
        if asked.paths:
            raise
        tell("The blueprints are not sound, so nothing says what things are for; cvpctl validate tells why.")
        return Desired()


def _documented(subject: Subject, *, include_hubspot_defined: bool) -> Documented:
    side, told = subject.side, subject.told
    resources = dict(_shown(subject, include_hubspot_defined=include_hubspot_defined))
    dictionary = dictionary_of(
        resources,
        about=subject.about,
        purposes=told.purposes,
        sources_of_truth=told.sources_of_truth,
        note=side.note,
    )
    return Documented(dictionary, dict(_rules(resources)), tuple(_unread(side)))


def _shown(subject: Subject, *, include_hubspot_defined: bool) -> Iterator[tuple[Address, Resource]]:
    """Yield what is told of, in one form wherever it comes from, with the place that states it."""
    side, stated = subject.side, subject.told.resources
    for address in sorted(side.resources):
        native = address in side.hubspots
        if address == STAMP or (native and not include_hubspot_defined and address not in stated):
            continue
        body = KINDS[address.kind].normalise(address, side.resources[address].body)
        place = stated[address].place if address in stated else None
        yield address, Resource(address, body | ({"hubspotDefined": True} if native else {}), place)


def _rules(resources: Mapping[Address, Resource]) -> Iterator[tuple[Address, tuple[str, ...]]]:
    """Yield the validation rules of properties in words."""
    for address, one in resources.items():
        if address.kind == "validation":
            rules = one.body.get("rules", {}).items()
            told = (" ".join((name, *map(str, rule.get("ruleArguments", ())))) for name, rule in rules)
            yield Address("property", address.scope, address.key), tuple(told)


def _unread(side: Side) -> Iterator[str]:
    lists: list[tuple[Scope, Unknown]] = sorted(side.unknown.items())
    yield from (unknown_text(*one) for one in lists if one[1].why is not Unseen.NOT_ENABLED)
