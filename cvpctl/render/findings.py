"""Findings for a person (as a compiler would show them), for a program, and for GitHub's annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from cvpctl.model import Finding, Place, Severity
from cvpctl.model.plan_json import finding_to_json
from cvpctl.render.plan_json import dumped
from cvpctl.render.terminal import BLANK, CODE, FAINT, HEADING, SEVERITIES, line, printed
from cvpctl.render.wording import ELLIPSIS, counted, visible

NONE = "No problems found."
LONGEST = 120
GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def findings_text(findings: Iterable[Finding], *, color: bool) -> str:
    """Return every finding with its source line and a caret under the place, and a line that counts them."""
    ordered = _ordered(findings)
    return printed(_lines(ordered), color=color) if ordered else NONE


def findings_json(findings: Iterable[Finding]) -> str:
    ordered = _ordered(findings)
    counts = Counter(finding.severity for finding in ordered)
    return dumped(
        {
            "format": "cvpctl.findings/1",
            "counts": {severity.value: counts[severity] for severity in Severity},
            "findings": [finding_to_json(finding) for finding in ordered],
        }
    )


def findings_github(findings: Iterable[Finding]) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a pull request."""
    return "\n".join(_annotation(finding) for finding in _ordered(findings))


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by place; what belongs to no file stands first."""
    return sorted(findings, key=lambda finding: finding.place or Place("", 0, 0))


def _lines(findings: Sequence[Finding]) -> Iterator[Text]:
    for finding in findings:
        yield from _one(finding)
        yield BLANK
    yield line((_summary(findings), HEADING))


def _one(finding: Finding) -> Iterator[Text]:
    where = finding.place or finding.address
    opening = f"{visible(str(where))}: " if where else ""
    level = finding.severity.value
    yield line(
        (opening, HEADING), (level, SEVERITIES[level]), " ", (finding.code, CODE), ": ", visible(finding.message)
    )
    if finding.place and finding.excerpt.strip():
        yield from _excerpt(finding.place, finding.excerpt, SEVERITIES[level])
    if finding.help:
        yield line(("help: ", FAINT), visible(finding.help), indent=2)


def _excerpt(place: Place, source: str, style: str) -> Iterator[Text]:
    """Yield the source line and a caret, which counts cells: a wide character takes two."""
    before, after = _shown(source[: place.column - 1]), _shown(source[place.column - 1 :]).rstrip()
    if len(before) > LONGEST * 2 // 3:
        before = ELLIPSIS + before[-LONGEST * 2 // 3 :]
    room = max(LONGEST - len(before), 1)
    after = after if len(after) <= room else after[:room] + ELLIPSIS
    gutter = f"{place.line:>5} | "
    yield line((gutter, FAINT), before, after)
    yield line((" " * (len(gutter) - 2) + "| ", FAINT), " " * cell_len(before), ("^", style))


def _shown(text: str) -> str:
    return "".join(visible(part) for part in text.replace("\t", " "))


def _summary(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    files = {finding.place.path for finding in findings if finding.place}
    found = ", ".join(counted(counts[severity], word) for severity, word in _WORDS.items() if counts[severity])
    return f"{found} in {counted(len(files), 'file')}" if files else found


def _annotation(finding: Finding) -> str:
    place = finding.place
    spot = [f"file={_property(place.path)}", f"line={place.line}", f"col={place.column}"] if place else []
    about = f"{finding.address}: " if finding.address and not place else ""
    message = about + finding.message + (f"\nhelp: {finding.help}" if finding.help else "")
    properties = ",".join([*spot, f"title={_property(finding.code)}"])
    return f"::{GITHUB[finding.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
