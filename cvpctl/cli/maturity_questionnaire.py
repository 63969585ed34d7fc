"""From a path to a questionnaire there, with the schema that its first line leads an editor to."""

from __future__ import annotations

import os
from pathlib import Path

from cvpctl.cli.editor_schemas import FOLDER, MATURITY, home_of
from cvpctl.cli.output import usable
from cvpctl.cli.undoing import written_together
from cvpctl.errors import UsageProblem
from cvpctl.maturity import value_blueprint
from cvpctl.maturity.answers_schema import editor_schema_text
from cvpctl.project import find_project
from cvpctl.render.maturity_questionnaire import questionnaire


def write_questionnaire(path: Path) -> None:
    """Write both files or none; raises UsageProblem rather than overwrite answers, or lay them among blueprints."""
    if path.exists() or path.is_symlink():
        raise UsageProblem(f"{path.as_posix()} exists and is left as it is", help="name another file with -o")
    folder, project = path.resolve().parent, find_project(Path.cwd())
    among = [one for one in (project.blueprints if project else ()) if folder.is_relative_to(one.resolve())]
    if among:
        message = f"{path.as_posix()} would lie among the blueprints, and be read as one"
        raise UsageProblem(message, help="name a file outside of them with -o, such as answers.yaml")
    home = home_of(folder, project.root.resolve() if project else None)
    schema = home / FOLDER / MATURITY
    text = questionnaire(value_blueprint(), schema=Path(os.path.relpath(schema, folder)).as_posix())
    with usable(path, "written"), written_together({schema: editor_schema_text(), path: text}):
        pass
