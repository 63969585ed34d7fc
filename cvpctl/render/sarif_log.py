"""The parts of a SARIF 2.1.0 log (docs.oasis-open.org/sarif/sarif/v2.1.0) that audit and findings have in common.

Places are relative to the root of whatever was checked out; a finding without a line hangs on the project file, since
a viewer wants a file to show it beside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from cvpctl.model import Finding, Place, Severity
from cvpctl.render.plan_json import dumped

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]


def log(driver: Json, *, category: str, notes: Sequence[Json], results: Sequence[Json]) -> str:
    """Return a log of one run. Not read whole is still a run that went as it should: the notes say what is missing."""
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"cvpctl/{category}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": list(notes)}],
        "results": list(results),
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def driver(version: str, rules: Sequence[Json]) -> Json:
    return {"name": "cvpctl", "semanticVersion": version, "rules": list(rules)}


def rule_name(code: str) -> str:
    return "".join(word.capitalize() for word in code.split("_"))


def result(finding: Finding, index: int, text: str, *, about: str, project_file: str) -> Json:
    """Return one finding; `about` is what it is known again by when lines and words have changed."""
    told = locations(finding, project_file)
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        **({"locations": told} if told else {}),
        "partialFingerprints": {"cvpctlFinding/v1": hashlib.sha256(about.encode()).hexdigest()},
    }


def locations(finding: Finding, project_file: str) -> list[Json]:
    place = finding.place or (Place(project_file, 1, 1) if project_file else None)
    told: Json = {"physicalLocation": physical(place)} if place else {}
    if finding.address:
        told["logicalLocations"] = [{"fullyQualifiedName": str(finding.address), "kind": "resource"}]
    return [told] if told else []


def physical(place: Place) -> Json:
    return {
        "artifactLocation": {"uri": quote(place.path), "uriBaseId": ROOT},
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def note(text: str, severity: Severity = Severity.WARNING, place: Place | None = None) -> Json:
    where = [{"physicalLocation": physical(place)}] if place else []
    return {"level": LEVELS[severity], "message": {"text": text}, "locations": where}
