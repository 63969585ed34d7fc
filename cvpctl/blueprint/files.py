"""Which files a PATH means, and their text. A workspace ends at its root: nothing outside is read, links included."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.nodes import At
from cvpctl.model import Severity

LARGEST_FILE = 5_000_000
SUFFIXES = (".yaml", ".yml")
PROJECT_FILE = "cvpctl.yaml"
SETTINGS = (PROJECT_FILE, "cvpctl-workspace.yaml", "drift-baseline.yaml")
RECORD_FOLDER = "applied"
_START = At(1, 1)


def read_sources(paths: Sequence[Path], root: Path, found: Findings) -> list[Source]:
    """Return every blueprint file that `paths` name, each once, in the order of their names."""
    root = root.resolve()
    chosen: dict[Path, str] = {}
    for path in paths:
        for file in _files_of(path, found):
            name = _name_inside(file, root, found)
            if name:
                chosen.setdefault(file.resolve(), name)
    if not chosen and not found.stop:
        found.note("NO_FILES", "no blueprint found", "name a .yaml file, or a directory that holds some")
    sources = (read_file(file, name, found) for file, name in sorted(chosen.items(), key=lambda item: item[1]))
    return [source for source in sources if source is not None]


def _files_of(path: Path, found: Findings) -> Iterator[Path]:
    if path.is_dir():
        yield from below(path, found)
    elif path.is_file():
        yield path
    elif path.exists():
        found.note("NOT_A_FILE", f"{path.as_posix()} is neither a file nor a directory", "name a .yaml file")
    else:
        found.note("PATH_MISSING", f"{path.as_posix()} does not exist", "check the spelling of the path")


def below(directory: Path, found: Findings) -> Iterator[Path]:
    """Yield the blueprint files of a directory, in the order of their names."""
    for folder, folders, names in os.walk(directory):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if _is_entered(here, name, beside=names))
        for name in folders:
            if (here / name).is_symlink():
                message = f"{(here / name).as_posix()} is a link to a directory and is not followed"
                found.note("LINK_SKIPPED", message, "name its target as a path", severity=Severity.WARNING)
        # Broken links stay in: they are reported as unreadable, not passed over.
        yield from (here / name for name in sorted(names) if name.endswith(SUFFIXES) and name not in SETTINGS)


def _is_entered(here: Path, name: str, *, beside: Sequence[str]) -> bool:
    is_record = name == RECORD_FOLDER and PROJECT_FILE in beside
    return not (name.startswith(".") or is_record or not (here / name).is_dir())


def _name_inside(file: Path, root: Path, found: Findings) -> str:
    """Return the name relative to the root, or "" (and a finding) for a file that is not inside it."""
    target = file.resolve()
    if not target.is_relative_to(root):
        what = "is a link that leads out of" if file.is_symlink() else "lies outside"
        found.note("PATH_ESCAPE", f"{file.as_posix()} {what} the workspace", "keep blueprints below the project file")
        return ""
    inside = Path(os.path.abspath(file))  # noqa: PTH100 - the link's own name, where that is inside the root
    return (inside if inside.is_relative_to(root) else target).relative_to(root).as_posix()


def read_file(file: Path, name: str, found: Findings) -> Source | None:
    """Return the text of a file under the name it is told by, or None (and a finding)."""
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as problem:
        found.note("UNREADABLE", f"{name} cannot be read: {problem.strerror}", at=(Source(name, ""), _START))
        return None
    if size > LARGEST_FILE or len(raw) > LARGEST_FILE:
        message = f"{name} has {max(size, len(raw)):,} bytes; at most {LARGEST_FILE:,} are read"
        found.note("FILE_TOO_LARGE", message, "split it into several files", at=(Source(name, ""), _START))
        return None
    return decoded(raw, name, found)


def decoded(raw: bytes, name: str, found: Findings) -> Source | None:
    text = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(name, text.decode())
    except UnicodeDecodeError as problem:
        source = Source(name, text.decode(errors="replace"))
        # Up to the byte the text is sound, so its place can be told in lines and characters.
        before = Source(name, text[: problem.start].decode()).lines
        message = f"byte {len(raw) - len(text) + problem.start:,} (0x{text[problem.start]:02X}) is not UTF-8"
        at = (source, At(len(before), len(before[-1]) + 1))
        found.note("NOT_UTF8", message, "save the file as UTF-8", at=at)
        return None
