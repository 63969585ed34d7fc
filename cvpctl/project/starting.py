"""What `cvpctl init` writes: a client repository that plans at once on the embedded portal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.project.lock import LOCK_FILE
from cvpctl.project.settings import PROJECT_FILE
from cvpctl.project.shape import project_schema_text
from cvpctl.project.source import shown_path

SCHEMAS = ".cvpctl-schema"
_NAME = "__PROJECT__"
_FALLBACK = "client"
_LONGEST = 63
# Stored without their dots: packaging tools and git would act on them.
_TEMPLATES = {
    PROJECT_FILE: "cvpctl.yaml",
    "blueprints/portal.yaml": "blueprints/portal.yaml",
    ".gitignore": "gitignore",
}
_WORKFLOWS = ("plan", "apply", "drift")
_SCRIPTS = ("told", "install", "plan", "apply", "drift", "tell", "accept")
CI: Mapping[str, Mapping[str, str]] = {
    "github": {f".github/workflows/cvpctl-{one}.yml": f"github/workflows/cvpctl-{one}.yml" for one in _WORKFLOWS}
    | {f".github/cvpctl/{one}.sh": f"github/scripts/{one}.sh" for one in _SCRIPTS},
    "gitlab": {".gitlab-ci.yml": "ci/gitlab-ci.yml"},
    "cron": {"ci/cvpctl-drift.sh": "ci/cron/cvpctl-drift.sh", "ci/crontab": "ci/cron/crontab"},
    "none": {},
}
"""Who plans, applies and looks for drift, and the files that takes."""


def init_files(target: Path, *, name: str, schemas: Mapping[str, str], ci: str = "github") -> list[Path]:
    """Write a client repository into `target`; `schemas` maps file names to texts. Nothing is ever overwritten."""
    stored = {**_TEMPLATES, **CI[ci]}
    texts = {path: _template(kept).replace(_NAME, project_name(name)) for path, kept in stored.items()}
    texts |= {f"{SCHEMAS}/{file}": text for file, text in _with_our_own(schemas).items()}
    _refuse_existing(target, [*texts, LOCK_FILE])
    try:
        return [_write(target / path, text) for path, text in texts.items()]
    except OSError as error:
        raise CvpError(f"{shown_path(target)} cannot be written: {error.strerror}") from error


def project_name(text: str) -> str:
    """Return the name of a project that a person or a folder calls `text`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST].strip("-") or _FALLBACK


def _with_our_own(schemas: Mapping[str, str]) -> dict[str, str]:
    return {"project.schema.json": project_schema_text(), **schemas}


def _template(stored: str) -> str:
    return (files("cvpctl.project") / "templates" / stored).read_text(encoding="utf-8")


def _refuse_existing(target: Path, names: list[str]) -> None:
    found = [name for name in names if _taken(target, name)]
    if found:
        raise UsageProblem(
            f"nothing was written: {shown_path(target)} already has {', '.join(found)}",
            help="init a new folder, and copy over what you want",
        )


def _taken(target: Path, name: str) -> bool:
    """Whether the file, or a file in the place of one of its folders, is there; a dangling link counts."""
    path = target / name
    above = [folder for folder in path.parents if folder.is_relative_to(target)]
    blocked = any(folder.exists() and not folder.is_dir() for folder in above)
    return blocked or path.exists() or path.is_symlink()


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path
