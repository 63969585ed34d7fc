"""The copies of the schemas that editors read: where a file finds one, and what is stale."""

from __future__ import annotations

import os
from pathlib import Path

from cvpctl.blueprint.schema import schema_text
from cvpctl.project import project_schema_text

FOLDER = ".cvpctl-schema"
BLUEPRINT = "blueprint.schema.json"
PROJECT = "project.schema.json"
MATURITY = "maturity.schema.json"
BASELINE = "drift-baseline.schema.json"


def home_of(folder: Path, root: Path | None) -> Path:
    """Return the folder whose copies serve the files of `folder`: the nearest above with some, else the workspace."""
    above = [folder, *folder.parents]
    if root is not None and root in above:
        above = above[: above.index(root) + 1]
        return next((one for one in above if (one / FOLDER).is_dir()), root)
    return folder


def leading_to(home: Path, folder: Path) -> str:
    """Return what a modeline of a file in `folder` says."""
    return Path(os.path.relpath(home / FOLDER / BLUEPRINT, folder)).as_posix()


def stale(home: Path) -> dict[Path, str]:
    """Return the copies below `home` that are missing or old, with the text they should have.

    Those of a maturity questionnaire and of known drift are there only where somebody asked for them.
    """
    wanted = {home / FOLDER / BLUEPRINT: schema_text(), home / FOLDER / PROJECT: project_schema_text()}
    if (home / FOLDER / MATURITY).is_file():
        from cvpctl.maturity.answers_schema import editor_schema_text  # noqa: PLC0415 - few ever ask for one

        wanted[home / FOLDER / MATURITY] = editor_schema_text()
    if (home / FOLDER / BASELINE).is_file():
        from cvpctl.project.drift_baseline_schema import baseline_schema_text  # noqa: PLC0415 - nor for known drift

        wanted[home / FOLDER / BASELINE] = baseline_schema_text()
    return {path: text for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text}
