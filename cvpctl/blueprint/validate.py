"""Everything wrong with the claims of a run: what each kind knows about one body, then what bodies do together."""

from __future__ import annotations

from cvpctl.blueprint.claims import Claims
from cvpctl.blueprint.custom_objects import body_of, justification_problems
from cvpctl.blueprint.exclusive import check_exclusive
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.references import check_references
from cvpctl.blueprint.statement import Statement
from cvpctl.blueprint.uniqueness import check_uniqueness
from cvpctl.kinds import Problem
from cvpctl.model import Severity

PRIMARY = "primaryDisplayProperty"


def validate(claims: Claims, found: Findings) -> None:
    """Note what is wrong, also with statements whose address another file had claimed before."""
    for statement in (*claims.stated.values(), *claims.doubled):
        body = body_of(statement, claims.stated) if statement.kind.name == "schema" else statement.body
        for problem in (*statement.kind.problems(statement.address, body), *justification_problems(statement)):
            if statement.sound or not _may_echo(problem, statement):
                _note(problem, statement, found)
    check_references(claims, found)
    check_uniqueness(claims, found)
    check_exclusive(claims.stated, found)


def _may_echo(problem: Problem, statement: Statement) -> bool:
    """Tell whether something only seems to be missing because its misspelt self was noted and left out."""
    missing = problem.code.endswith("_MISSING") and len(problem.path) <= 1
    return missing or (problem.path[:1] == (PRIMARY,) and PRIMARY not in statement.body)


def _note(problem: Problem, statement: Statement, found: Findings) -> None:
    at = statement.at(problem.path, key=problem.at_key)
    severity = Severity.WARNING if problem.warning else Severity.ERROR
    found.note(problem.code, problem.message, problem.help, at=at, severity=severity, address=statement.address)
