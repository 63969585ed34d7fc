"""Drift in every format: what is known stands apart with its reason, what has no time is never dropped."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from jsonschema import Draft4Validator, Draft202012Validator
from render.drifts import AGAIN, DRIFT, KNOWN, OVER, PLAN, TIER
from render.sarif_rules import LOG

from cvpctl.model import Place, Plan, Unknown, Unseen
from cvpctl.model.drift import Drift
from cvpctl.render.drift_findings import drift_findings
from cvpctl.render.drift_json import drift_json
from cvpctl.render.drift_junit import drift_junit
from cvpctl.render.drift_markdown import drift_markdown
from cvpctl.render.drift_sarif import drift_sarif
from cvpctl.render.drift_schema import drift_schema_text
from cvpctl.render.drift_text import drift_text
from cvpctl.render.explain_text import Meaning
from cvpctl.render.findings import findings_github
from cvpctl.render.findings_sarif import Origin

SCHEMA = Path(__file__).parents[2] / "schemas" / "drift.schema.json"
JENKINS = xmlschema.XMLSchema(Path(__file__).parent / "junit-10.xsd")
NAMED = os.environ.get("CVPCTL_SARIF_SCHEMA", "")
ABSENT = "the standard's schema is not part of the repository: set CVPCTL_SARIF_SCHEMA to a copy of it"
UNREAD = replace(PLAN, unknown=((("property", ("deals",)), Unknown(Unseen.FORBIDDEN, "a scope is missing")),))
MEANINGS = {"NEW_UNMANAGED": Meaning("NEW_UNMANAGED", "Somebody made it.", "Nothing.")}


def in_the_repository(place: Place) -> Place:
    return replace(place, path=f"clients/acme/{place.path}")


def sarif(drift: Drift = DRIFT, plan: Plan = PLAN) -> Any:
    origin = Origin("1.2.3", "drift/12345678", "cvpctl.yaml")
    told = drift_sarif(plan, drift, AGAIN, origin=origin, meanings=MEANINGS, placed=in_the_repository)
    return json.loads(told)


def junit(drift: Drift = DRIFT, plan: Plan = PLAN, *, strict: bool = False) -> ET.Element:
    text = drift_junit(plan, drift, strict=strict)
    JENKINS.validate(text)
    return ET.fromstring(text)


def ends(root: ET.Element) -> dict[str, str]:
    """Return how each case ended, by its name."""
    words = ("failure", "error", "skipped")
    return {
        case.attrib["name"]: next((word for word in words if case.find(word) is not None), "passed")
        for case in root.iter("testcase")
    }


def test_text(golden: Any) -> None:
    """Drift with a baseline and a moment, for a terminal."""
    golden("drift_known.txt", drift_text(PLAN, color=False, width=100, again=AGAIN, drift=DRIFT))


def test_markdown(golden: Any) -> None:
    """The same for an issue on GitHub."""
    golden("drift_known.md", drift_markdown(PLAN, again=AGAIN, drift=DRIFT))


def test_what_has_no_time_counts_as_drift() -> None:
    """It may have moved a minute ago."""
    only = replace(DRIFT, moved=())
    assert "Drift since 2026-05-01T00:00:00Z: 1 drifted." in drift_text(PLAN, color=False, width=100, drift=only)


def test_what_is_known_is_no_drift() -> None:
    """The verdict says that there is something, and that somebody answers for it."""
    text = drift_text(PLAN, color=False, width=100, drift=Drift(known=(KNOWN,)))

    assert ["No drift.", "1 difference known and accepted.", "Took 4 calls."] == text.splitlines()[-3:]
    assert "Sales renamed it for the spring fair; Erin Example answers for it until 2027-03-31" in text


@pytest.mark.parametrize("drift", [DRIFT, Drift()], ids=["everything", "nothing"])
def test_the_json_fits_its_published_schema(drift: Drift) -> None:
    """The file is read, not the code; and it is what the code says."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    errors = Draft202012Validator(schema).iter_errors(json.loads(drift_json(UNREAD, drift)))

    assert [] == [f"{one.json_path}: {one.message}" for one in errors]
    assert drift_schema_text() == SCHEMA.read_text(encoding="utf-8")


def test_a_program_reads_who_answers_for_what() -> None:
    """Known things have their reason, owner, day and line; the moment that was asked for stands above."""
    data = json.loads(drift_json(PLAN, DRIFT))

    assert ("2026-05-01T00:00:00Z", 2) == (data["since"], data["earlier"])
    assert ("Erin Example", "2027-03-31", "drift-baseline.yaml:7:5") == tuple(
        data["known"][0][name] for name in ("owner", "expires", "source")
    )
    assert "Country" == data["known"][0]["change"]["fields"][0]["before"]
    assert ["change", "new"] == [name for one in data["known"] for name in ("change", "new") if name in one]
    assert "since" not in json.loads(drift_json(PLAN, Drift()))


def test_a_log_keeps_the_standard_as_far_as_we_use_it() -> None:
    """Every key is one we know, with what the standard wants in it."""
    logs = (sarif(), sarif(Drift()), sarif(plan=UNREAD))
    assert [] == [error.message for one in logs for error in Draft202012Validator(LOG).iter_errors(one)]


@pytest.mark.skipif(not NAMED, reason=ABSENT)
def test_a_log_is_what_the_standards_schema_says() -> None:
    """Read with the schema of OASIS."""
    schema = json.loads(Path(NAMED).read_text(encoding="utf-8"))
    assert [] == [error.message for error in Draft4Validator(schema).iter_errors(sarif(plan=UNREAD))]


def test_drift_stands_beside_the_line_that_the_portal_left() -> None:
    """As the repository calls the file, with both sides and the way back."""
    result = sarif()["runs"][0]["results"][0]
    where = result["locations"][0]["physicalLocation"]

    assert ("DRIFT", "warning", "property.contacts.tier") == (
        result["ruleId"],
        result["level"],
        result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
    )
    assert ("clients/acme/blueprints/acme%20portal.yaml", 12) == (
        where["artifactLocation"]["uri"],
        where["region"]["startLine"],
    )
    assert 'options/Gold/label: portal "Platinum", blueprint "Gold"' in result["message"]["text"]
    assert "cvpctl apply --portal acme --take blueprint:property.contacts.tier" in result["message"]["text"]


def test_what_is_known_is_suppressed_with_its_reason() -> None:
    """A viewer hides it, and can say who answers for it and where they said so."""
    suppressed = [one for one in sarif()["runs"][0]["results"] if "suppressions" in one]
    (word,) = suppressed[0]["suppressions"]

    assert ["DRIFT", "NEW_UNMANAGED"] == [one["ruleId"] for one in suppressed]
    assert ("accepted", "external") == (word["status"], word["kind"])
    assert "Erin Example answers for it until 2027-03-31" in word["justification"]
    assert 7 == word["location"]["physicalLocation"]["region"]["startLine"]


def test_the_same_drift_is_the_same_alert() -> None:
    """Whatever the portal holds by now; and no two alerts share a fingerprint."""

    def prints(drift: Drift) -> list[str]:
        return [one["partialFingerprints"]["cvpctlFinding/v1"] for one in sarif(drift)["runs"][0]["results"]]

    on = replace(TIER, fields=(replace(TIER.fields[0], before="Palladium"),))
    assert prints(DRIFT) == prints(replace(DRIFT, moved=(on, *DRIFT.moved[1:])))
    assert len(prints(DRIFT)) == len(set(prints(DRIFT)))


def test_each_difference_is_a_case() -> None:
    """What moved failed, what is known was skipped, what could not be read is an error, and there is a verdict."""
    ended = ends(junit(plan=UNREAD))

    assert {
        "verdict": "failure",
        "BASELINE_EXPIRED drift-baseline.yaml:21:5": "failure",
        "BASELINE_UNUSED drift-baseline.yaml:28:5": "passed",
        "reading Properties of Deals": "error",
        "NEW_UNMANAGED property.contacts.shoe_size": "passed",
        "NEW_UNMANAGED group.contacts.theirs": "passed",
        "property property.contacts.tier": "failure",
        "property property.companies.odd": "failure",
        "property property.deals.next_step": "failure",
        "association label label.projects.contacts.sponsor": "failure",
        "property.contacts.region#label": "skipped",
        "property.contacts.extra": "skipped",
    } == ended
    assert {"failure"} == {how for name, how in ends(junit(strict=True)).items() if name.startswith("NEW_")}


def test_a_quiet_night_is_one_case_that_passed() -> None:
    """A job that looked has something to show."""
    assert {"verdict": "passed"} == ends(junit(Drift()))


def test_annotations_stand_beside_blueprints_and_the_baseline() -> None:
    """What is known is not annotated: whoever accepted it has seen it."""
    lines = findings_github(drift_findings(DRIFT, AGAIN)).splitlines()
    about = {line.partition("::")[2].partition("::")[0].partition(" ")[2] for line in lines}

    assert "file=blueprints/acme portal.yaml,line=12,col=7,title=DRIFT" in about
    assert "file=blueprints/acme portal.yaml,line=30,col=7,title=CONFLICT" in about
    assert f"file=drift-baseline.yaml,line={OVER.place.line if OVER.place else 0},col=5,title=BASELINE_EXPIRED" in about
    assert [] == [line for line in lines if "property.contacts.region" in line]
