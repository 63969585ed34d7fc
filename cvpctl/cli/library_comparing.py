"""`library diff`: two blueprints side by side, or a library as it is pinned and as it is now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cvpctl.blueprint import compiled_library
from cvpctl.cli.library_diff import difference
from cvpctl.errors import BlueprintInvalid, UsageProblem
from cvpctl.model import Desired
from cvpctl.project import LOCK_FILE, Shelf, find_project
from cvpctl.project.reading import nearest


def diff_text(name: str, other: str | None) -> str:
    """Return what `other` says otherwise than `name`; without it, what is there now and was not when it was pinned."""
    shelf = Shelf.of(find_project(Path.cwd()))
    now = replace(shelf, lock=None)
    if other:
        only = f"only in {name}"
        lines = difference(_compiled(name, now), _compiled(other, now), gone=only, unsaid=only)
    else:
        lines = difference(_compiled(name, _as_pinned(name, shelf)), _compiled(name, now))
    return "\n".join(lines) or "They state the same."


def _as_pinned(name: str, shelf: Shelf) -> Shelf:
    library = name.partition("/")[0].partition("@")[0]
    if shelf.lock is None or library not in shelf.lock.pins:
        raise UsageProblem(
            f"{LOCK_FILE} does not pin {library}, so there is nothing to compare it with",
            help=f"name another blueprint too: cvpctl library diff {name} OTHER",
        )
    return replace(shelf, as_pinned=True)


def _compiled(name: str, shelf: Shelf) -> Desired:
    library = name.partition("/")[0].partition("@")[0]
    if not name.startswith((".", "/")) and not name.endswith((".yaml", ".yml")) and library not in shelf.names:
        near = nearest(library, list(shelf.names))
        help_ = f"did you mean {near}?" if near else f"known are {', '.join(shelf.names)}"
        raise UsageProblem(f"there is no library {library!r}", help=help_)
    checked = compiled_library([name], root=Path.cwd() if name.startswith((".", "/")) else shelf.root, shelf=shelf)
    if checked.desired is None:
        raise BlueprintInvalid(checked.findings)
    return checked.desired
