"""Cases that passed or failed as JUnit XML, which every build server lists as tests.

There is no standard of it: what is written here is what Jenkins' schema and GitLab's parser both read. No times and no
host: the same findings give the same bytes. The format has no word for a warning; one passes and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cvpctl.model import Finding, Severity
from cvpctl.render.wording import visible


class Ended(StrEnum):
    """How a case ended, in the format's own words; `error` says that nobody could look."""

    PASSED = "passed"
    FAILED = "failure"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was looked at: `group` is what a server files it under, `told` its words, line by line."""

    name: str
    group: str
    ended: Ended = Ended.PASSED
    message: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases under one heading."""

    name: str
    cases: tuple[Case, ...]

    def count(self, ended: Ended) -> int:
        return sum(case.ended is ended for case in self.cases)


def junit(name: str, suites: Iterable[Suite]) -> str:
    """Return the whole document, without a line break at its end."""
    suites = tuple(suites)
    root = Element("testsuites", {"name": visible(name), **_counts(suites)})
    for suite in suites:
        inside = SubElement(root, "testsuite", {"name": visible(suite.name), **_counts((suite,), skipped=True)})
        for case in suite.cases:
            _written(case, inside)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'


def case_of(finding: Finding, *, group: str = "") -> Case:
    """Return a finding as a case: an error fails, anything less passes and says so."""
    where = str(finding.place or finding.address or "")
    name = f"{finding.code} {where}".rstrip()
    fails = finding.severity is Severity.ERROR
    told = tuple(_told(finding))
    group = group or (finding.place.path if finding.place else finding.code)
    return Case(name, group, Ended.FAILED if fails else Ended.PASSED, finding.message, told)


def _told(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity.value} {finding.code}: {finding.message}"
    if finding.place:
        yield f"at {finding.place}"
    if finding.address:
        yield f"about {finding.address}"
    if finding.help:
        yield f"help: {finding.help}"


def _written(case: Case, suite: Element) -> None:
    written = SubElement(suite, "testcase", {"name": visible(case.name), "classname": visible(case.group)})
    text = "\n".join(map(visible, case.told))
    if case.ended is not Ended.PASSED:
        SubElement(written, case.ended.value, {"message": visible(case.message)}).text = text or None
    elif text:
        SubElement(written, "system-out").text = text


def _counts(suites: Iterable[Suite], *, skipped: bool = False) -> dict[str, str]:
    """Return the sums a server shows at once; of all suites together no schema knows how many were skipped."""
    suites = tuple(suites)
    told = {"failures": Ended.FAILED, "errors": Ended.ERROR} | ({"skipped": Ended.SKIPPED} if skipped else {})
    sums = {word: str(sum(suite.count(ended) for suite in suites)) for word, ended in told.items()}
    return {"tests": str(sum(len(suite.cases) for suite in suites)), **sums}
