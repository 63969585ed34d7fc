"""What exceptions make of an audit's findings: those covered stand aside with their reason, and nothing is forgotten.

An exception that is over silences nothing any more and says so, since somebody promised to look again; one that covers
nothing is told, lest it wait there for a finding that nobody has seen yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from cvpctl.model import Finding, Severity
from cvpctl.model.audit import Excepted
from cvpctl.project.rule_settings import RuleException


@dataclass(frozen=True, slots=True)
class Silenced:
    """`findings` are left, `excepted` are covered, `remarks` are about the exceptions themselves."""

    findings: tuple[Finding, ...]
    excepted: tuple[Excepted, ...] = ()
    remarks: tuple[Finding, ...] = ()


def silenced(
    findings: Iterable[Finding], exceptions: Iterable[RuleException], today: date, judged: Collection[str]
) -> Silenced:
    """Apply exceptions; of rules that were not `judged` now, nobody can tell whether one is still wanted."""
    findings, exceptions = tuple(findings), tuple(exceptions)
    valid = [one for one in exceptions if one.expires >= today]
    left, aside = list[Finding](), list[Excepted]()
    for finding in findings:
        by = next((one for one in valid if covers(one, finding)), None)
        if by is None:
            left.append(finding)
        else:
            aside.append(Excepted(finding, by.reason, by.expires, by.place))
    return Silenced(tuple(left), tuple(aside), tuple(_remarks(exceptions, findings, today, judged)))


def covers(exception: RuleException, finding: Finding) -> bool:
    """Tell whether an exception is about this: the code is literal, the address may be a glob."""
    return exception.code == finding.code and fnmatchcase(str(finding.address or ""), exception.glob)


def _remarks(
    exceptions: Iterable[RuleException], findings: Iterable[Finding], today: date, judged: Collection[str]
) -> Iterator[Finding]:
    for one in exceptions:
        used = any(covers(one, finding) for finding in findings)
        about = f"the exception of {one.code} for {one.glob}"
        if used and one.expires < today:
            message = f"{about} is over since {one.expires}: what it covered counts again"
            help_ = "put right what it covers, or look again and write a new day and reason"
            yield Finding("EXCEPTION_EXPIRED", Severity.WARNING, message, help_, place=one.place)
        elif not used and one.code in judged:
            message = f"{about} covers nothing that this audit found"
            yield Finding("EXCEPTION_UNUSED", Severity.INFO, message, "take it out", place=one.place)
