"""The blueprint that makes B like A, written to a file of its own.

Nothing goes by it: what only B has stands in comments, with the lines that would take it out, and so does what no
blueprint can say. It overwrites nothing.
"""

from __future__ import annotations

from pathlib import Path

from cvpctl.cli.compare_patch_draft import patch_of
from cvpctl.cli.compare_patch_text import patch_text
from cvpctl.cli.editor_schemas import home_of, leading_to, stale
from cvpctl.cli.output import tell, usable
from cvpctl.cli.undoing import written_together
from cvpctl.model.comparison import Comparison
from cvpctl.project import find_project
from cvpctl.project.source import shown_path
from cvpctl.project.starting import project_name
from cvpctl.render.wording import counted


def write_patch(path: Path, comparison: Comparison) -> None:
    """Write the patch, with the schema that its first line names; where nothing differs there is none."""
    if not comparison.differences:
        tell("Nothing differs, so there is no patch to write.")
        return
    project, folder = find_project(Path.cwd()), path.resolve().parent
    home = home_of(folder, project.root.resolve() if project else None)
    name = f"{project.name if project else 'portal'}/{project_name(path.stem)}"
    patch = patch_of(comparison)
    text = patch_text(patch, comparison, name=name, schema=leading_to(home, folder))
    with usable(path, "written"), written_together({path: text, **stale(home)}):
        pass
    left = counted(len(patch.left), "thing it cannot say", "things it cannot say")
    removed = counted(len(patch.removed), "thing that only B has", "things that only B has")
    tell(f"wrote {shown_path(path)}: {counted(len(patch.stated), 'resource')} stated; in comments {removed}, {left}")
