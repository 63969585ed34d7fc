"""What the repository calls the files that findings and changes name, for readers that know nothing of this folder.

A place is relative to the workspace or to where somebody stands; a forge counts from the top of the repository.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cvpctl.errors import CvpError
from cvpctl.model import Finding
from cvpctl.project import Project, find_project
from cvpctl.project.repository import Repository


def from_the_top(shown: Iterable[str]) -> dict[str, str]:
    """Return what each path is called there; what lies in no file of the repository is left out."""
    here, project = Path.cwd(), this_project()
    bases = [project.workspace.resolve(), here.resolve()] if project else [here.resolve()]
    top = _top(bases[0])
    found = ((path, _file(path, bases)) for path in dict.fromkeys(shown))
    return {path: file.relative_to(top).as_posix() for path, file in found if file and file.is_relative_to(top)}


def placed_from_the_top(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the places that a forge looks them up by."""
    findings = tuple(findings)
    paths = from_the_top(one.place.path for one in findings if one.place)
    return tuple(
        replace(one, place=replace(one.place, path=paths.get(one.place.path, one.place.path))) if one.place else one
        for one in findings
    )


def this_project() -> Project | None:
    """Return the project here; one that cannot be read is what is being told of."""
    try:
        return find_project(Path.cwd())
    except CvpError:
        return None


def _file(path: str, bases: Iterable[Path]) -> Path | None:
    # Where a link leads is the repository's business: the file keeps the name it has there.
    files = (Path(base, path) for base in bases)
    return next((Path(file.parent.resolve(), file.name) for file in files if file.is_file()), None)


def _top(folder: Path) -> Path:
    """Return the folder of the repository; without one, what is here is all there is."""
    try:
        return Repository.around(folder, needed_for="places are told as it has them").top
    except CvpError:
        return folder
