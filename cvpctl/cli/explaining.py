"""From words to an explanation: a place in a file, an address, or the code of a finding."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cvpctl.cli.explaining_codes import CODE, meanings, told_of_code
from cvpctl.cli.explaining_live import sections, see
from cvpctl.cli.explaining_resource import explained
from cvpctl.cli.explaining_settings import setting_at
from cvpctl.cli.explaining_sources import Sources, read_sources_whole
from cvpctl.cli.explaining_things import Thing, thing_at, thing_named
from cvpctl.cli.output import colored, width
from cvpctl.cli.session import open_session, where
from cvpctl.cli.values import offline_values
from cvpctl.errors import BlueprintInvalid, UsageProblem
from cvpctl.kinds import KINDS
from cvpctl.model import Address, AddressError, Finding, canonical
from cvpctl.project import PROJECT_FILE, Shelf, find_project
from cvpctl.project.reading import nearest
from cvpctl.render.explain_text import Explanation, explain_text

_PLACE = re.compile(r"(.+?):([0-9]{1,9})(?::([0-9]{1,9}))?")
_SUFFIXES = (".yaml", ".yml")


def explanation_text(what: str, paths: Sequence[Path], portal_name: str | None) -> str:
    """Return what is to be said of a place, an address or a code.

    Raises UsageProblem for words that name nothing, BlueprintInvalid where a file is too broken to say anything.
    """
    if CODE.fullmatch(what) and not Path(what).exists():
        return told_of_code(what)
    place = _PLACE.fullmatch(what)
    if place:
        told = _at(Path(place[1]), int(place[2]), int(place[3] or 0), paths, portal_name)
    elif Path(what).is_file():
        raise UsageProblem(f"{what} has many lines", help=f"say which one: {what}:12")
    else:
        told = _named(what, paths, portal_name)
    # Whoever pipes wants to search in it or keep it: nothing is cut there.
    return explain_text(told, color=colored(), width=width() if sys.stdout.isatty() else None)


def _at(file: Path, line: int, column: int, paths: Sequence[Path], portal_name: str | None) -> Explanation:
    if not file.is_file():
        raise UsageProblem(f"{file} does not exist" if not file.exists() else f"{file} is no file")
    if file.name == PROJECT_FILE:
        return setting_at(file, line, column)
    if file.suffix not in _SUFFIXES:
        raise UsageProblem(f"{file} is no blueprint", help=f"name a .yaml file, or a line of {PROJECT_FILE}")
    sources, name = _holding(file, paths, portal_name)
    cut = sources.cut.get(name)
    thing = None if cut and line >= cut else thing_at(sources, name, line, column)
    here = _findings(sources, name, line, thing)
    if thing is None and not here:
        raise BlueprintInvalid([one for one in sources.findings if one.place and one.place.path == name])
    told = _told(thing, sources, portal_name) if thing else Explanation(f"line {line} of {name}")
    if cut and thing:
        told = replace(told, told=(*told.told, f"{name} cannot be read from line {cut} on: this is what stands above."))
    return replace(told, findings=tuple((finding, meanings().get(finding.code)) for finding in here))


def _named(text: str, paths: Sequence[Path], portal_name: str | None) -> Explanation:
    address = _address(text)
    sources, _ = _read(paths, portal_name)
    thing = thing_named(address)
    claims = sources.claims
    known = {*claims.stated, *claims.observed, *claims.removed, *claims.omitted}
    if address.owner not in known and portal_name is None:
        near = nearest(str(address.owner), [str(one) for one in known])
        help_ = f"did you mean {near}?" if near else "cvpctl show --compiled lists what they state"
        raise UsageProblem(f"the blueprints say nothing of {address.owner}", help=help_)
    here = [finding for finding in sources.findings if finding.address and finding.address.owner == address.owner]
    told = _told(thing, sources, portal_name)
    statement = thing.statement(sources)
    place = statement.place_of(thing.path) if statement else None
    return replace(told, place=place, findings=tuple((one, meanings().get(one.code)) for one in here))


def _address(text: str) -> Address:
    try:
        address = Address.parse(canonical(text))
    except AddressError as error:
        help_ = "say PATH:LINE, an address, or the code of a finding"
        raise UsageProblem(f"{text!r} is no place, no address and no code", help=help_) from error
    if address.kind not in KINDS:
        raise UsageProblem(f"there is no kind {address.kind!r}", help=f"one of {', '.join(KINDS)}")
    return address


def _told(thing: Thing, sources: Sources, portal_name: str | None) -> Explanation:
    told = explained(thing, sources)
    if portal_name is None or thing.owner is None:
        return told
    with open_session(portal_name, writing=False) as session:
        seen = see(session, thing.owner, sources.desired)
    return replace(told, sections=(*told.sections, *sections(seen, thing.owner, thing.path)))


def _read(paths: Sequence[Path], portal_name: str | None) -> tuple[Sources, Path]:
    read, root = where(paths)
    shelf = Shelf.of(find_project(Path.cwd()))
    return read_sources_whole(read, root, shelf, next(offline_values(portal_name))), root


def _holding(file: Path, paths: Sequence[Path], portal_name: str | None) -> tuple[Sources, str]:
    """Read the blueprints that a file is one of, or builds; one that is neither is read with its folder."""
    project = find_project(Path.cwd())
    for read in (paths, (file.parent,)) if paths or project else ((file.parent,),):
        sources, root = _read(read, portal_name)
        name = file.resolve().relative_to(root).as_posix() if file.resolve().is_relative_to(root) else ""
        if sources.layer(name) or any(one.place and one.place.path == name for one in sources.findings):
            break
    return sources, name


def _findings(sources: Sources, name: str, line: int, thing: Thing | None) -> Sequence[Finding]:
    """Return what was found on this very line, and on the key that it belongs to."""
    lines = {line, *([thing.place.line] if thing and thing.place else [])}
    return [one for one in sources.findings if one.place and one.place.path == name and one.place.line in lines]
