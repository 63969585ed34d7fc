"""What `validate` found as JUnit: a case per finding, filed under its file, and one that says how it ended."""

from __future__ import annotations

from collections.abc import Iterable

from cvpctl.model import Finding, Severity
from cvpctl.render.junit import Case, Ended, Suite, case_of, junit
from cvpctl.render.wording import counted


def findings_junit(findings: Iterable[Finding]) -> str:
    findings = tuple(findings)
    errors = sum(one.severity is Severity.ERROR for one in findings)
    told = f"{counted(errors, 'error')} in {counted(len(findings), 'finding')}" if findings else "no findings"
    whole = Case("blueprints are valid", "validate", Ended.FAILED if errors else Ended.PASSED, told, (told,))
    return junit("cvpctl validate", (Suite("blueprints", (whole, *map(case_of, findings))),))
