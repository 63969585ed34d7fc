"""Running cases against a portal, one after the other, and leaving it as it was."""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from cvpctl.emulator.conformance import (
    account,
    assets,
    association_labels,
    association_limits,
    errors,
    identity,
    limits_tracking,
    object_library,
    owners,
    pipelines,
    properties,
    property_archive,
    property_batches,
    property_groups,
    property_rules,
    property_validations,
    record_associations,
    record_batches,
    records,
    schemas,
    search,
    stages,
)
from cvpctl.emulator.conformance.bench import Bench, Run
from cvpctl.emulator.conformance.cases import Case, cases_of
from cvpctl.emulator.conformance.judgements import Finding, Skipped, Stopped, plain
from cvpctl.emulator.conformance.operations import STRENGTHS
from cvpctl.emulator.conformance.wire import Unreachable, Wire
from cvpctl.emulator.errors import Body

FORMAT = "cvpctl.conformance/1"

AREAS = (
    account,
    identity,
    errors,
    properties,
    property_rules,
    property_archive,
    property_batches,
    property_groups,
    property_validations,
    pipelines,
    stages,
    schemas,
    association_labels,
    association_limits,
    limits_tracking,
    object_library,
    owners,
    assets,
    records,
    record_batches,
    record_associations,
    search,
)

CASES: tuple[Case, ...] = tuple(one for area in AREAS for one in cases_of(area))

Watch = Callable[[int, int, Finding], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. Nothing in it tells of the account but its type."""

    account_type: str
    findings: tuple[Finding, ...]
    calls: int
    left_behind: tuple[str, ...]
    broken_off: str = ""

    @property
    def differs(self) -> bool:
        return any(one.outcome == "different" for one in self.findings)

    def body(self) -> Body:
        body: Body = {"format": FORMAT, "accountType": self.account_type, "calls": self.calls}
        body["summary"] = {strength: self._counts(strength) for strength in STRENGTHS}
        body["cases"] = [one.body() for one in self.findings]
        body["leftBehind"] = list(self.left_behind)
        if self.broken_off:
            body["brokenOff"] = self.broken_off
        return body

    def _counts(self, strength: str) -> Body:
        outcomes = [one.outcome for one in self.findings if one.evidence == strength]
        told = {"asExpected": "as expected", "different": "different", "skipped": "skipped"}
        return {name: outcomes.count(outcome) for name, outcome in told.items()}  # type: ignore[arg-type]


def chosen(pattern: str | None) -> tuple[Case, ...]:
    """The cases whose name fits a glob; a plain word fits names that hold it."""
    if not pattern:
        return CASES
    glob = pattern if re.search(r"[*?\[]", pattern) else f"*{pattern}*"
    return tuple(one for one in CASES if fnmatchcase(one.name, glob))


def run_cases(
    wire: Wire, cases: Sequence[Case], *, portal_id: int, account_type: str, watch: Watch = lambda *_: None
) -> Report:
    """Run them and clean up, whatever happens in between. A portal that stops answering ends the run."""
    run = Run(wire, portal_id, f"cvpctl_conform_{secrets.token_hex(3)}")
    findings: list[Finding] = []
    broken_off = ""
    try:
        for number, case in enumerate(cases, 1):
            findings.append(_run(run, case, number))
            watch(number, len(cases), findings[-1])
    except Unreachable as error:
        broken_off = str(error)
        if error.reason == "not authorised" and not findings:
            raise
    finally:
        run.take_away(run.undos)
    return Report(account_type, tuple(findings), wire.calls, tuple(_plain(run, run.left_behind)), broken_off)


def _run(run: Run, case: Case, number: int) -> Finding:
    bench = Bench(run, number)
    skipped = ""
    try:
        case.steps(bench)
    except Skipped as reason:
        skipped = plain(str(reason), run.own)
    except Stopped:
        pass  # what stopped it is one of the differences
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as odd:
        bench.differs("", "an answer of the expected form", "read", type(odd).__name__)
    finally:
        run.take_away(bench.undos)
    return Finding(
        case.name,
        case.title,
        case.area,
        case.evidence,
        tuple(one.name for one in case.operations),
        tuple(bench.differences),
        tuple(bench.observations),
        skipped,
    )


def _plain(run: Run, texts: Iterable[str]) -> list[str]:
    return [plain(one, run.own) for one in texts]
