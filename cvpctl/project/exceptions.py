"""What exceptions make of an audit's findings: those covered stand aside with their reason, and nothing is forgotten.

An exception that is over silences nothing any more and says so, since somebody promised to look again; one that covers
nothing is told, lest it wait there for a finding that nobody has seen yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase

from cvpctl.model import Address, Finding, Severity
from cvpctl.model.audit import Excepted
from cvpctl.project.rule_settings import RuleException

_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Silenced:
    """`findings` are left, `excepted` are covered, `remarks` are about the exceptions themselves."""

    findings: tuple[Finding, ...]
    excepted: tuple[Excepted, ...] = ()
    remarks: tuple[Finding, ...] = ()


def silenced(
    findings: Iterable[Finding],
    exceptions: Iterable[RuleException],
    today: date,
    judged: Collection[str],
    there: Collection[Address] = (),
) -> Silenced:
    """Apply exceptions; of rules that were not `judged` now, nobody can tell whether one is still wanted.

    `there` are the addresses that were looked at: one that names none of them was misspelt, or what it named is gone.
    """
    findings, exceptions = tuple(findings), tuple(exceptions)
    valid = [one for one in exceptions if one.expires >= today]
    left, aside = list[Finding](), list[Excepted]()
    for finding in findings:
        by = next((one for one in valid if covers(one, finding)), None)
        if by is None:
            left.append(finding)
        else:
            aside.append(Excepted(finding, by.reason, by.expires, by.place))
    return Silenced(tuple(left), tuple(aside), tuple(_remarks(exceptions, findings, today, judged, there)))


def covers(exception: RuleException, finding: Finding) -> bool:
    """Tell whether an exception is about this: the code is literal, the address may be a glob."""
    return exception.code == finding.code and fnmatchcase(str(finding.address or ""), exception.glob)


def _remarks(
    exceptions: Iterable[RuleException],
    findings: Iterable[Finding],
    today: date,
    judged: Collection[str],
    there: Collection[Address],
) -> Iterator[Finding]:
    for one in exceptions:
        used = any(covers(one, finding) for finding in findings)
        about = f"the exception of {one.code} for {one.glob}"
        if used and one.expires < today:
            message = f"{about} is over since {one.expires}: what it covered counts again"
            help_ = "put right what it covers, or look again and write a new day and reason"
            yield Finding("EXCEPTION_EXPIRED", Severity.WARNING, message, help_, place=one.place)
        elif not used and one.code in judged:
            message, help_ = f"{about} covers nothing that this audit found", "take it out"
            if there and not _names(one.glob, there):
                message, help_ = f"{about} names nothing that this audit looked at", _meant(one, findings, there)
            yield Finding("EXCEPTION_UNUSED", Severity.INFO, message, help_, place=one.place)


def _names(glob: str, there: Collection[Address]) -> bool:
    """Tell whether an address, a part of it or a glob is about anything at all."""
    if set(glob) & _WILD:
        return any(fnmatchcase(str(one), glob) or _owner(glob) == str(one) for one in there)
    return Address.parse(glob).owner in there


def _owner(glob: str) -> str:
    return re.split("[/#]", glob, maxsplit=1)[0]


def _meant(one: RuleException, findings: Iterable[Finding], there: Collection[Address]) -> str:
    """Return the nearest address, of the rule's own findings first."""
    told = [str(finding.address) for finding in findings if finding.address and finding.code == one.code]
    near = get_close_matches(one.glob, told, n=1, cutoff=0.8) or get_close_matches(
        one.glob, map(str, there), n=1, cutoff=0.8
    )
    if near:
        return f"did you mean {near[0]}? If not, take it out"
    return "correct the address; take it out if the portal has none such"
