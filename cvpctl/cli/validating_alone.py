"""What blueprints have wrong by themselves, told beside a project file that cannot be read.

Without that file nobody knows libraries and variables, so what may only follow from their absence is not told.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cvpctl.blueprint import check
from cvpctl.model import Finding
from cvpctl.project import PROJECT_FILE, Shelf

FOLDER = "blueprints"
_OF_PROJECT = ("LIBRARY_", "VARIABLE_")
_BY_ITSELF = frozenset(
    {
        "ALIAS_RECURSIVE",
        "ALIAS_UNKNOWN",
        "BAD_TYPE",
        "BAD_VALUE",
        "DATE_UNQUOTED",
        "DUPLICATE_KEY",
        "FILE_TOO_LARGE",
        "KEY_NOT_TEXT",
        "MERGE_KEY",
        "MULTI_DOCUMENT",
        "NULL_REFUSED",
        "TAB",
        "TAG_REFUSED",
        "TOO_DEEP",
        "TOO_MANY_VALUES",
        "UNKNOWN_KEY",
        "UNREADABLE",
        "VALUE_PATH_OBJECT",
        "YAML_SYNTAX",
    }
)
"""What is wrong in a file whatever it builds on."""


def findings_alone(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Return what is wrong with the blueprints named, or with those in the usual folder beside the project file."""
    home = next((one for one in (Path.cwd(), *Path.cwd().parents) if (one / PROJECT_FILE).is_file()), Path.cwd())
    read = [path for path in paths or (home / FOLDER,) if path.exists()]
    inside = all(path.resolve().is_relative_to(home.resolve()) for path in read)
    if not read or not inside:
        return ()
    findings = check(read, root=home, shelf=Shelf.of(None)).findings
    unknown = any(one.code.startswith(_OF_PROJECT) for one in findings)
    told = (one for one in findings if not one.code.startswith(_OF_PROJECT))
    return tuple(one for one in told if not unknown or one.code in _BY_ITSELF)
