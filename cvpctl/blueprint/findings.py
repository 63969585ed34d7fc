"""Collecting what is wrong: a run reports everything it found, so a rule notes and goes on instead of raising."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cvpctl.blueprint.nodes import Spot
from cvpctl.model import Address, Finding, Place, Severity

# libyaml still breaks lines at these YAML 1.1 characters; its line numbers are only right with the same rule.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CONTROL = dict.fromkeys((*range(9), *range(10, 32), *range(127, 160), 0x2028, 0x2029), "\ufffd")
LONGEST_EXCERPT = 200


@dataclass(frozen=True)
class Source:
    """One file: `name` is relative to the workspace root, posix. Not slotted, since its lines are cut on demand."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return _LINE_BREAK.split(self.text)

    def place(self, spot: Spot) -> Place:
        return Place(self.name, spot.line, spot.column)

    def excerpt(self, spot: Spot) -> str:
        """Return the line of `spot`; a monstrous one is cut behind the place, or left out where that is far right."""
        line = self.lines[spot.line - 1] if spot.line <= len(self.lines) else ""
        return visible(line[:LONGEST_EXCERPT]) if spot.column <= LONGEST_EXCERPT else ""


def visible(text: str) -> str:
    """Replace what a terminal would obey, one character for one, so that columns stay."""
    return text.translate(_CONTROL)


@dataclass(slots=True)
class Findings:
    """The findings of one run, in any order until `ordered`."""

    noted: list[Finding] = field(default_factory=list)

    def note(
        self,
        code: str,
        message: str,
        help: str = "",  # noqa: A002 - the word a reader looks for
        *,
        at: tuple[Source, Spot] | None = None,
        place: Place | None = None,
        severity: Severity = Severity.ERROR,
        address: Address | None = None,
    ) -> None:
        place, excerpt = (at[0].place(at[1]), at[0].excerpt(at[1])) if at else (place, "")
        self.noted.append(Finding(code, severity, visible(message), visible(help), address, place, excerpt))

    @property
    def stop(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.noted)

    def ordered(self) -> tuple[Finding, ...]:
        """Return them by place; those about no place in a file come first."""
        return tuple(sorted(self.noted, key=_sort_key))


def _sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place or Place("", 0, 0)
    return (place.path, place.line, place.column, finding.code, finding.message)


@dataclass(frozen=True, slots=True)
class Sources:
    """The texts of a run by name, for whoever draws the lines of a finding."""

    by_name: Mapping[str, Source]

    def texts(self) -> dict[str, str]:
        return {name: source.text for name, source in self.by_name.items()}
