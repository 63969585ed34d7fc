"""Findings and plans for other programs: SARIF for code scanning, JUnit for build servers, each by its schema."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from render.sarif_rules import LOG

from cvpctl.model import Finding, Place, Plan, Severity
from cvpctl.render.explain_text import Meaning
from cvpctl.render.findings_junit import findings_junit
from cvpctl.render.findings_sarif import Origin, findings_sarif
from cvpctl.render.junit import Case, Ended, Suite, junit
from cvpctl.render.plan_findings import plan_findings
from cvpctl.render.plan_junit import plan_junit

JENKINS = xmlschema.XMLSchema(Path(__file__).parent / "junit-10.xsd")
NAMED = os.environ.get("CVPCTL_SARIF_SCHEMA", "")
ABSENT = "the standard's schema is not part of the repository: set CVPCTL_SARIF_SCHEMA to a copy of it"
PLACE = Place("blueprints/acme portal.yaml", 12, 7)
ERROR = Finding("UNKNOWN_KEY", Severity.ERROR, "there is no key 'lable'", "did you mean label?", place=PLACE)
WARNING = Finding("NAME_UNUSUAL", Severity.WARNING, "HubSpot refuses it", place=replace(PLACE, line=20))
MEANINGS = {"UNKNOWN_KEY": Meaning("UNKNOWN_KEY", "A key nobody knows.", "Correct it.")}


def log(*findings: Finding, plan: Plan | None = None, project_file: str = "cvpctl.yaml") -> Any:
    unknown = plan.unknown if plan else ()
    return json.loads(findings_sarif(findings, Origin("1.2.3", "validate", project_file), MEANINGS, unknown))


def logs(everything: Plan) -> list[Any]:
    return [log(), log(ERROR, WARNING, ERROR), log(*plan_findings(everything), plan=everything), log(project_file="")]


def read(text: str) -> ET.Element:
    JENKINS.validate(text)
    return ET.fromstring(text)


def test_logs_keep_the_standard_as_far_as_we_use_it(everything: Plan) -> None:
    """Every key is one we know, with what the standard wants in it."""
    assert [] == [error.message for one in logs(everything) for error in Draft202012Validator(LOG).iter_errors(one)]


@pytest.mark.skipif(not NAMED, reason=ABSENT)
def test_logs_are_what_the_standards_schema_says(everything: Plan) -> None:
    """Read with the schema of OASIS."""
    schema = json.loads(Path(NAMED).read_text(encoding="utf-8"))
    assert [] == [error.message for one in logs(everything) for error in Draft4Validator(schema).iter_errors(one)]


def test_a_finding_stands_at_its_line_under_its_rule() -> None:
    """By a relative address, with line and column; the rule says what the table of diagnostics says."""
    (run,) = log(ERROR)["runs"]
    (result,), (rule,) = run["results"], run["tool"]["driver"]["rules"]

    where = result["locations"][0]["physicalLocation"]
    assert ("blueprints/acme%20portal.yaml", 12, 7) == (
        where["artifactLocation"]["uri"],
        where["region"]["startLine"],
        where["region"]["startColumn"],
    )
    assert ("UNKNOWN_KEY", "error") == (result["ruleId"], result["level"])
    assert "There is no key 'lable'. Did you mean label?" == result["message"]["text"]
    assert "A key nobody knows." == rule["shortDescription"]["text"]
    assert "cvpctl/validate/" == run["automationDetails"]["id"]


def test_the_same_words_twice_are_two_results() -> None:
    """Each has a fingerprint of its own, which outlives a line that moved."""
    twice = [ERROR, replace(ERROR, place=replace(PLACE, line=40))]
    moved = [replace(one, place=replace(PLACE, line=99)) for one in twice]

    def prints(*findings: Finding) -> list[str]:
        return [one["partialFingerprints"]["cvpctlFinding/v1"] for one in log(*findings)["runs"][0]["results"]]

    assert 2 == len(set(prints(*twice)))
    assert prints(*twice) == prints(*moved)


def test_findings_of_a_plan_stand_where_their_change_does(everything: Plan) -> None:
    """A hazard has no place of its own: it goes by the line that states the thing, and by its address."""
    by_code = {one["ruleId"]: one for one in log(*plan_findings(everything))["runs"][0]["results"]}
    place = by_code["PROPERTY_ARCHIVED"]["locations"][0]

    assert 101 == place["physicalLocation"]["region"]["startLine"]
    assert "property.contacts.legacy_score" == place["logicalLocations"][0]["fullyQualifiedName"]
    assert {"OPTION_REMOVED", "TYPE_CHANGED", "RUNBOOK_STEP", "NOT_ENABLED"} <= {*by_code}


def test_what_a_plan_could_not_read_is_a_note(everything: Plan) -> None:
    """No result, since nobody knows."""
    notes = log(plan=everything)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert 2 == len(notes)
    assert "crm.schemas.quotes.read" in notes[0]["message"]["text"]


def test_a_plan_has_a_case_for_each_thing_that_differs(everything: Plan) -> None:
    """What is blocked failed, what is held was skipped, what could not be read is an error, the rest passed."""
    document = read(plan_junit(everything))
    counts = {name: int(document.attrib[name]) for name in ("tests", "failures", "errors")}
    cases = {case.attrib["name"]: case for case in document.iter("testcase")}

    assert {"tests": 19, "failures": 3, "errors": 2} == counts
    assert 3 == len(list(document.iter("skipped")))
    failed = cases["update property property.companies.account_type"].find("failure")
    assert failed is not None
    assert "blocked: TYPE_CHANGED, IMMUTABLE_FIELD" == failed.attrib["message"]
    passed = cases["create property property.contacts.value_path_stage"].findtext("system-out")
    assert passed is not None
    assert "Value Path Stage  blueprints/acme.yaml:12:7" in passed


def test_a_plan_with_nothing_to_do_is_one_case_that_passed(nothing: Plan) -> None:
    """A report without any case is taken for one that was lost."""
    (case,) = read(plan_junit(nothing)).iter("testcase")
    assert ("verdict", "plan", "Nothing to do.") == (case.attrib["name"], case.attrib["classname"], case[0].text)


def test_validation_fails_by_its_errors_alone() -> None:
    """A warning passes and says so; the first case tells how it ended."""
    document = read(findings_junit([ERROR, WARNING]))
    names = [case.attrib["name"] for case in document.iter("testcase")]
    failed = [case.attrib["name"] for case in document.iter("testcase") if case.find("failure") is not None]

    assert ["blueprints are valid", f"UNKNOWN_KEY {PLACE}", f"NAME_UNUSUAL {WARNING.place}"] == names
    assert names[:2] == failed
    assert "0" == read(findings_junit([])).attrib["failures"]


@given(st.text(), st.sampled_from(Ended))
@settings(max_examples=30)
def test_any_text_makes_a_document(text: str, ended: Ended) -> None:
    """What XML may not hold is spelled out; the rest comes back letter by letter."""
    document = read(junit(text, [Suite(text, (Case(text, text, ended, text, (text, text)),))]))
    (case,) = document.iter("testcase")
    assert 1 == int(document.attrib["tests"])
    assert not text.isprintable() or text == case.attrib["name"]


def test_the_same_findings_give_the_same_bytes(everything: Plan) -> None:
    """No time and no host stands in a report."""
    assert plan_junit(everything) == plan_junit(everything)
    assert log(ERROR, WARNING) == log(ERROR, WARNING)
