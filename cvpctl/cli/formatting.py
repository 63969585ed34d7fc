"""From paths to files in their one form, with the schemas beside them that editors read; all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cvpctl.blueprint.files import read_sources
from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.fmt import formatted, modeline_of
from cvpctl.blueprint.layout_edit import LayoutRefused
from cvpctl.blueprint.load import load
from cvpctl.cli.editor_schemas import FOLDER, home_of, leading_to, stale
from cvpctl.cli.output import emit, tell
from cvpctl.cli.session import read_blueprints, where
from cvpctl.cli.undoing import written_together
from cvpctl.errors import DONE, PENDING, BlueprintInvalid, CvpError
from cvpctl.project import find_project
from cvpctl.render.wording import counted

REPORT = "please report the file: fmt never changes what one says"


def format_files(paths: Sequence[Path], *, only_look: bool) -> int:
    """Rewrite what is not in its form yet; with `only_look` return 2 instead."""
    read, root = where(paths)
    project = find_project(Path.cwd())
    workspace = project.root.resolve() if project else None
    sources = _sound(read, root)
    changed: dict[Path, str] = {}
    for source in sources:
        file = root / source.name
        text = _formatted(source, file, workspace)
        # A byte order mark is no part of the text that was read, so the bytes are compared.
        if text.encode() != file.read_bytes():
            changed[file] = text
    for home in sorted({home_of((root / source.name).parent, workspace) for source in sources}):
        changed |= stale(home) if (home / FOLDER).is_dir() or home == workspace else {}
    if not only_look:
        digest = _digest(read)
        with written_together(changed):
            if digest != _digest(read):
                raise CvpError("nothing was written: the blueprints would compile to something else", help=REPORT)
    for file in changed:
        emit(f"{'would change' if only_look else 'wrote'} {_told(file, root)}")
    if not changed:
        tell(f"{counted(len(sources), 'file')}, nothing to do")
    return PENDING if only_look and changed else DONE


def _digest(read: Sequence[Path]) -> str:
    """Return what the blueprints compile to; nothing where they do not, for reasons that are not those of layout."""
    try:
        return read_blueprints(read)[0].digest
    except BlueprintInvalid:
        return ""


def _sound(read: Sequence[Path], root: Path) -> list[Source]:
    """Return the files; raises BlueprintInvalid where one cannot be read as YAML."""
    found = Findings()
    sources = read_sources(read, root, found)
    for source in sources:
        load(source, found)
    if found.stop:
        raise BlueprintInvalid(found.ordered())
    return sources


def _formatted(source: Source, file: Path, workspace: Path | None) -> str:
    try:
        return formatted(source.text, schema=_schema(source, file, workspace))
    except LayoutRefused as refusal:
        raise CvpError(f"{source.name} was left as it is: {refusal}", help=REPORT) from refusal


def _schema(source: Source, file: Path, workspace: Path | None) -> str:
    """Return what the modeline should say; one that leads somewhere, or to another server, is its author's wish."""
    said = modeline_of(source.text)
    if said and ("://" in said or (file.parent / said).is_file()):
        return said
    home = home_of(file.parent.resolve(), workspace)
    return leading_to(home, file.parent.resolve()) if home == workspace or (home / FOLDER).is_dir() else said


def _told(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
