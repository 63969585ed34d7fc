"""The log for code scanning: SARIF 2.1.0, with rules, places, fingerprints and suppressions."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from render.audits import AUDIT, CLEAN, KEPT
from render.sarif_rules import LOG

from cvpctl.model import Place
from cvpctl.model.audit import Audit
from cvpctl.render.sarif import audit_sarif

NAMED = os.environ.get("CVPCTL_SARIF_SCHEMA", "")
ABSENT = "the standard's schema is not part of the repository: set CVPCTL_SARIF_SCHEMA to a copy of it"


def log(audit: Audit = AUDIT, project_file: str = "cvpctl.yaml") -> Any:
    return json.loads(audit_sarif(audit, version="1.2.3", project_file=project_file))


def results(audit: Audit = AUDIT, project_file: str = "cvpctl.yaml") -> list[Any]:
    found: list[Any] = log(audit, project_file)["runs"][0]["results"]
    return found


@pytest.mark.parametrize("audit", [AUDIT, CLEAN], ids=["everything", "nothing"])
def test_a_log_keeps_the_standard_as_far_as_we_use_it(audit: Audit) -> None:
    """Every key is one we know, with what the standard wants in it."""
    errors = Draft202012Validator(LOG).iter_errors(log(audit))
    assert [] == [f"{error.json_path}: {error.message}" for error in errors]


@pytest.mark.skipif(not NAMED, reason=ABSENT)
@pytest.mark.parametrize("project_file", ["cvpctl.yaml", ""])
def test_a_log_is_what_the_standards_schema_says(project_file: str) -> None:
    """Read with the schema of OASIS."""
    schema = json.loads(Path(NAMED).read_text(encoding="utf-8"))
    assert [] == [error.message for error in Draft4Validator(schema).iter_errors(log(AUDIT, project_file))]


def test_a_finding_of_a_blueprint_stands_at_its_line() -> None:
    """By a relative address of the file, percent-encoded, with line and column from 1."""
    (place,) = results()[0]["locations"]
    assert {
        "artifactLocation": {"uri": "blueprints/acme%20portal.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12, "startColumn": 7},
    } == place["physicalLocation"]
    assert "property.contacts.old_stage" == place["logicalLocations"][0]["fullyQualifiedName"]


def test_a_finding_without_a_line_hangs_on_the_project_file() -> None:
    """Where there is one; else it has no place at all."""
    (place,) = results()[1]["locations"]
    assert "cvpctl.yaml" == place["physicalLocation"]["artifactLocation"]["uri"]
    assert "locations" not in results(project_file="")[1]


def test_a_result_points_at_its_rule() -> None:
    """By name and by number; weight and message are those of the audit."""
    rules = log()["runs"][0]["tool"]["driver"]["rules"]
    for one in results():
        assert one["ruleId"] == rules[one["ruleIndex"]]["id"]
    assert ("error", "old_stage says what value_path says. Bind it.") == (
        results()[0]["level"],
        results()[0]["message"]["text"],
    )
    assert "https://www.example.com/stages" == rules[0]["helpUri"]
    assert "helpUri" not in rules[1]


def test_what_is_excepted_is_suppressed_with_its_reason() -> None:
    """A viewer hides it, and can say why it stands."""
    suppressed = [one for one in results() if "suppressions" in one]
    assert [KEPT.finding.code] == [one["ruleId"] for one in suppressed]
    (word,) = suppressed[0]["suppressions"]
    assert ("accepted", "a branch office calls it so (until 2027-03-31)") == (word["status"], word["justification"])


def test_a_fingerprint_outlives_lines_and_wording() -> None:
    """It is of the rule and the address, so that a viewer knows a finding again; no two findings share one."""
    prints = [one["partialFingerprints"]["cvpctlFinding/v1"] for one in results()]
    assert len(prints) == len(set(prints))
    first, *rest = AUDIT.findings
    moved = replace(AUDIT, findings=(replace(first, place=Place("moved.yaml", 1, 1), message="said otherwise"), *rest))
    assert prints == [one["partialFingerprints"]["cvpctlFinding/v1"] for one in results(moved)]


def test_what_could_not_be_read_is_a_notification() -> None:
    """And so is what is odd about the settings."""
    (invocation,) = log()["runs"][0]["invocations"]
    told = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert 2 == len(told)
    assert "crm.objects.deals.read" in told[0]
