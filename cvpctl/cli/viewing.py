"""`audit --views`: from what was looked at to the questions it supports, and a blueprint with what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cvpctl.blueprint import compiled_library
from cvpctl.cli.auditing_subject import Looked, Words, at_blueprints, at_portal, told_calls
from cvpctl.cli.output import colored, tell, width
from cvpctl.cli.session import open_session, read_blueprints
from cvpctl.cli.values import values_of
from cvpctl.cli.viewing_patch import Patch, patch_text, require_new, write_patch
from cvpctl.engine.tiers import NEEDED_FOR_ANY, lacks
from cvpctl.errors import DONE, LOOKED_IN_PART, BlueprintInvalid, UsageProblem
from cvpctl.model import Address, Desired
from cvpctl.model.surroundings import Quota
from cvpctl.model.views import Coverage
from cvpctl.project import PortalSettings, Shelf, find_project
from cvpctl.render.views_json import views_json
from cvpctl.render.views_markdown import views_markdown
from cvpctl.render.views_text import views_text
from cvpctl.views import coverage
from cvpctl.views.gaps import gap

LIBRARY = "value-first"
_TAKEN_AWAY = {"schema": Quota.CUSTOM_OBJECTS, "label": Quota.LABELS}


@dataclass(frozen=True, slots=True)
class Viewing:
    """What the command line says."""

    paths: tuple[Path, ...] = ()
    portal: str | None = None
    variables: Words = ()
    patch: Path | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What was looked at, the kinds that its subscription lacks, and what blueprints beside it state already."""

    looked: Looked
    beyond: frozenset[str] = frozenset()
    stated: frozenset[Address] = frozenset()


@dataclass(frozen=True, slots=True)
class Viewed:
    """The coverage of all views, and the blueprint that would add what is missing."""

    seen: Coverage
    patch: Patch

    @property
    def exit_code(self) -> int:
        """What is missing fails nobody: it is what somebody asked for. What could not be read leaves questions open."""
        return LOOKED_IN_PART if self.seen.unknown else DONE

    def rendered(self, form: str, *, written: bool) -> str:
        if form == "json":
            return views_json(self.seen, self.patch.text)
        if form == "markdown":
            return views_markdown(self.seen, self.patch.text)
        return views_text(self.seen, self.closing(written=written), color=colored(), width=width())

    def closing(self, *, written: bool) -> str:
        """Say what to do next."""
        held, rest = len(self.patch.held), "the rest" if self.patch.held else "what is missing"
        told = [f"Blueprints state {held:,} of the missing things already: apply them."] if held else []
        if unheard := self.patch.gap.unheard:
            told.append(f"The library {LIBRARY} here does not have {', '.join(map(str, unheard))}.")
        if self.patch.text and not written:
            told.append(f"--patch FILE writes {rest} as a blueprint: {self.patch.content}.")
        return " ".join(told)


def view(asked: Viewing) -> Viewed:
    """Look and judge; raises what looking raises, and UsageProblem where the patch would overwrite something."""
    if asked.patch:
        require_new(asked.patch)
    library = _library()
    place = _in_portal(asked) if asked.portal else _Place(at_blueprints(asked.paths, asked.variables))
    # Values of variables make several subjects of the same things.
    subject, looked = place.looked.subjects[0], place.looked
    judged = coverage(subject, library.resources, beyond=place.beyond)
    seen = replace(judged, about=looked.about, portal_id=looked.portal_id, note=looked.note)
    found = gap(seen.missing, subject, library.resources, place.stated)
    folder = asked.patch.resolve().parent if asked.patch else Path.cwd()
    held = tuple(one for one in seen.missing if one in place.stated)
    return Viewed(seen, Patch(patch_text(seen, found, library, folder), found, held))


def keep(viewed: Viewed, path: Path) -> None:
    """Write the patch, and say what became of it."""
    if not viewed.patch.text:
        tell(f"{path.as_posix()} is not written: there is nothing that a blueprint could add.")
        return
    write_patch(path, viewed.patch.text)
    tell(f"wrote {path.as_posix()}: {viewed.patch.content}. Read it, and see what cvpctl plan says to it.")


def refuse_mixed(others: Mapping[str, object]) -> None:
    """Raise UsageProblem for options that say something about rules."""
    mixed = [name for name, said in others.items() if said]
    if mixed:
        message = f"{', '.join(mixed)} and --views do not go together"
        raise UsageProblem(message, help="--views judges no rules; audit twice, or leave one of them out")


def _library() -> Desired:
    """Return the library as it is now: what views take belongs to this version, whatever a client has pinned."""
    shelf = replace(Shelf.of(find_project(Path.cwd())), lock=None)
    checked = compiled_library([LIBRARY], root=shelf.root, shelf=shelf)
    if checked.desired is None:
        raise BlueprintInvalid(checked.findings)
    return checked.desired


def _in_portal(asked: Viewing) -> _Place:
    with open_session(asked.portal, writing=False) as session:
        looked = at_portal(session, asked.paths, asked.variables)
        told_calls(session)
        tier = session.settings.tier
        beyond = frozenset(kind for kind, quota in _TAKEN_AWAY.items() if lacks(tier, NEEDED_FOR_ANY[quota]))
        return _Place(looked, beyond, _stated(asked, session.settings))


def _stated(asked: Viewing, settings: PortalSettings) -> frozenset[Address]:
    """Return what blueprints of this client state: a patch beside them must not state it a second time.

    A portal can be looked at whatever state its blueprints are in, unless somebody asked for them or for the patch.
    """
    project = find_project(Path.cwd())
    there = asked.paths or [path for path in (project.blueprints if project else ()) if path.exists()]
    if not there:
        return frozenset()
    try:
        return frozenset(read_blueprints(there, values_of(settings, asked.variables))[0].resources)
    except BlueprintInvalid as invalid:
        none_yet = {finding.code for finding in invalid.findings} == {"NO_FILES"}
        if asked.paths or (asked.patch and not none_yet):
            raise
        if not none_yet:
            tell("The blueprints here are not valid, so nobody knows what they state already: cvpctl validate")
        return frozenset()
