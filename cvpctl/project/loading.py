"""From `cvpctl.yaml` to a `Project`: find the file, read it along its schema, judge what a schema cannot."""

from __future__ import annotations

from pathlib import Path

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.project.building import build
from cvpctl.project.reading import Reading, read
from cvpctl.project.settings import PROJECT_FILE, Project
from cvpctl.project.shape import project_schema
from cvpctl.project.source import Source, shown_path
from cvpctl.project.tree import parse
from cvpctl.project.workspace import boundary

LARGEST = 256 * 1024
_MISSPELT = "cvpctl.yml"


def find_project(start: Path) -> Project | None:
    """Load the nearest project file at or above `start`; the search ends with a repository, the home folder or /."""
    home = Path.home().resolve()
    folder = start.resolve()
    for here in (folder, *folder.parents):
        if (here / PROJECT_FILE).is_file():
            return load_project(here / PROJECT_FILE)
        if (here / _MISSPELT).is_file():
            # Passing over it would fall back on whatever portal the environment names.
            raise UsageProblem(f"{shown_path(here / _MISSPELT)} is not read", help=f"rename it to {PROJECT_FILE}")
        if (here / ".git").exists() or here == home:
            break
    return None


def load_project(path: Path) -> Project:
    """Read a project file; raises `BlueprintInvalid` with everything that is wrong in it."""
    source = opened(path)
    reading = _read(source)
    root = path.resolve().parent
    project = build(root, boundary(root), reading, source)
    if source.findings:
        raise source.invalid()
    return project


def reading_of(path: Path) -> Reading:
    """Return what a project file says, as far as it fits the schema, without judging it."""
    return _read(opened(path))


def _read(source: Source) -> Reading:
    node = parse(source)
    if node is None:
        if not source.findings:
            source.complain("EMPTY_FILE", source.place(0, 0), "the file says nothing", "begin with project: NAME")
        raise source.invalid()
    return read(source, node, project_schema())


def opened(path: Path) -> Source:
    """Return the text of a settings file; raises `BlueprintInvalid` for what is no small UTF-8 text."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CvpError(f"{shown_path(path)} cannot be read: {error.strerror}") from error
    source = Source(path)
    if len(data) > LARGEST:
        source.complain(
            "FILE_TOO_LARGE", source.place(0, 0), f"larger than {LARGEST // 1024} kB", "settings are small files"
        )
        raise source.invalid()
    try:
        return Source(path, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace").split("\n")
        place = source.place(len(before) - 1, len(before[-1]))
        source.complain("NOT_UTF8", place, "this byte is not UTF-8", "save the file as UTF-8")
        # The decoding error holds the whole text, which must not reach a log.
        raise source.invalid() from None
