"""How an audit is said here: as wide and as long as whoever reads it can use."""

from __future__ import annotations

import sys
from pathlib import Path

from cvpctl import __version__
from cvpctl.cli.output import colored, width
from cvpctl.model.audit import Audit
from cvpctl.project import PROJECT_FILE, find_project
from cvpctl.project.source import shown_path
from cvpctl.render.audit_json import audit_json
from cvpctl.render.audit_markdown import audit_markdown
from cvpctl.render.audit_text import audit_text
from cvpctl.render.sarif import audit_sarif

ON_A_SCREEN = 10
"""So many findings of one rule; whoever pipes the text has them all."""


def told(found: Audit, form: str) -> str:
    if form == "json":
        return audit_json(found)
    if form == "markdown":
        return audit_markdown(found)
    if form == "sarif":
        project = find_project(Path.cwd())
        file = shown_path(project.root / PROJECT_FILE) if project else ""
        return audit_sarif(found, version=__version__, project_file=file)
    if form == "html":
        from cvpctl.render.html.audit_page import audit_html  # noqa: PLC0415

        return audit_html(found)
    return audit_text(found, color=colored(), width=width(), most=ON_A_SCREEN if sys.stdout.isatty() else None)
