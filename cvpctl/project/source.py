"""One file being read: its text, and the findings it collects, all of a run together."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from cvpctl.errors import BlueprintInvalid
from cvpctl.model import Finding, Place, Severity
from cvpctl.project.masking import masked

# What YAML takes for a line break; anything else would put the excerpt beside its place.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LONGEST_QUOTE = 400


class Source:
    """The text of a project file with what is wrong about it."""

    def __init__(self, path: Path, text: str = "") -> None:
        self.path = shown_path(path)
        self.text = text
        self.lines = _BREAK.split(text)
        self.findings: list[Finding] = []
        self._secret_lines: set[int] = set()

    def place(self, line: int, column: int) -> Place:
        """Turn the parser's counting from 0 into a person's."""
        return Place(self.path, line + 1, column + 1)

    def complain(self, code: str, place: Place, message: str, help_: str = "", *, secret: bool = False) -> None:
        """Collect a finding; `secret` keeps its line out of every finding."""
        if secret and any(found.code == code and _line(found) == place.line for found in self.findings):
            return  # the same token, seen as text and as a value
        if secret:
            self._secret_lines.add(place.line)
        self.findings.append(
            Finding(code, Severity.ERROR, message, help_, place=place, excerpt=self._quoted(place.line))
        )

    def _quoted(self, number: int) -> str:
        line = self.lines[number - 1] if number <= len(self.lines) else ""
        return masked(line) if len(line) <= _LONGEST_QUOTE else ""

    def invalid(self) -> BlueprintInvalid:
        """Return all findings as the error they are, in the order of the file."""
        quotable = [
            replace(found, excerpt="") if _line(found) in self._secret_lines else found for found in self.findings
        ]
        return BlueprintInvalid(sorted(quotable, key=_in_file_order))


def _line(finding: Finding) -> int:
    return finding.place.line if finding.place else 0


def _in_file_order(finding: Finding) -> tuple[int, int, str]:
    assert finding.place is not None
    return finding.place.line, finding.place.column, finding.code


def shown_path(path: Path) -> str:
    """Return the path as a person standing here would type it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.as_posix()
