"""`cvpctl maturity`, as a consultant types it, against the embedded portal."""

from __future__ import annotations

import json
from typing import Any

import pytest
from desk import Desk
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cvpctl.maturity.answers_schema import editor_schema
from cvpctl.model.maturity_schema import assessment_schema

VALIDATOR = Draft202012Validator(assessment_schema())
ANSWERS = """\
maturity: value-blueprint/1
organization: Example Manufacturing
dimensions:
  narrative: {stage: IV, note: "We write it with the customer.", by: Ada Example, on: 2026-10-12}
  timing: {stage: II}
  content_integration: {stage: IV}
"""
VALUE = """\
blueprint: acme/value
version: 1.0.0
objects:
  deals:
    properties:
      value_hypothesis: {label: Value Hypothesis, type: string, fieldType: text, groupName: dealinformation}
      value_promised: {label: Value Promised, type: number, fieldType: number, groupName: dealinformation}
  services:
    properties:
      v_2019: {label: Realized Value, type: number, fieldType: number, groupName: service_information}
associations:
  - from: listings
    to: deals
    labels:
      proof: {label: Proof of Value, inverseLabel: Deal It Helped}
"""


def _assessed(desk: Desk, *words: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code, and the dimensions by id."""
    ended = desk.run("maturity", "assess", *words, "--format", "json")
    document = json.loads(ended.said)
    assert [] == [error.message for error in VALIDATOR.iter_errors(document)]
    return ended.code, {one["id"]: one for one in document["dimensions"]} | {"": document}


def _found(dimension: dict[str, Any], verdict: str) -> dict[str, list[str]]:
    traces = [one for one in dimension["evidence"] if one["verdict"] == verdict]
    return {one["id"]: [hit["address"] for hit in one["found"]] for one in traces}


def test_a_questionnaire_is_written_once(desk: Desk) -> None:
    """With the schema its first line names; a second time nothing is overwritten, not even by an empty file."""
    ended = desk.run("maturity", "questionnaire")
    assert 0 == ended.code
    assert "wrote answers.yaml" in ended.said
    first = desk.read("answers.yaml")
    assert "# yaml-language-server: $schema=.cvpctl-schema/maturity.schema.json" == first.splitlines()[0]
    assert editor_schema() == json.loads(desk.read(".cvpctl-schema/maturity.schema.json"))

    desk.write("answers.yaml", "")
    again = desk.run("maturity", "questionnaire")
    assert (64, "") == (again.code, desk.read("answers.yaml"))
    assert "answers.yaml exists and is left as it is" in again.told


def test_a_questionnaire_keeps_its_schema_where_it_lies(desk: Desk) -> None:
    """From a folder below the project, the line leads up to the one copy; what is empty fits the schema."""
    (desk.folder / "clients" / "acme").mkdir(parents=True)
    assert 0 == desk.run("maturity", "questionnaire", "-o", "clients/acme/value.yaml").code
    text = desk.read("clients/acme/value.yaml")
    assert "$schema=../../.cvpctl-schema/maturity.schema.json" in text
    read = YAML(typ="safe", pure=True).load(text)
    assert [] == [error.message for error in Draft202012Validator(editor_schema()).iter_errors(read)]


def test_a_questionnaire_does_not_lie_among_blueprints(desk: Desk) -> None:
    """It would be read as one by the next plan."""
    ended = desk.run("maturity", "questionnaire", "-o", "blueprints/answers.yaml")
    assert (64, []) == (ended.code, list((desk.folder / "blueprints").iterdir()))
    assert "among the blueprints" in ended.told


def test_a_questionnaire_where_none_can_be_is_refused(desk: Desk) -> None:
    """A file in the place of its folder is told in words, and nothing is left behind."""
    desk.write("clients", "a file")
    ended = desk.run("maturity", "questionnaire", "-o", "clients/answers.yaml")
    assert (64, "a file") == (ended.code, desk.read("clients"))
    assert "clients/answers.yaml cannot be written" in ended.told


def test_a_link_that_leads_nowhere_is_not_written_through(desk: Desk) -> None:
    """Whoever made it may have meant a file elsewhere."""
    (desk.folder / "answers.yaml").symlink_to(desk.folder / "gone.yaml")
    assert 64 == desk.run("maturity", "questionnaire").code
    assert not (desk.folder / "gone.yaml").exists()


def test_the_schema_of_a_questionnaire_is_refreshed_by_fmt(desk: Desk) -> None:
    """Where there is a copy; where nobody asked for a questionnaire, fmt brings none."""
    desk.write("blueprints/value.yaml", VALUE)
    desk.run("fmt")
    assert not (desk.folder / ".cvpctl-schema" / "maturity.schema.json").exists()
    desk.write(".cvpctl-schema/maturity.schema.json", "{}")
    assert 0 == desk.run("fmt").code
    assert editor_schema() == json.loads(desk.read(".cvpctl-schema/maturity.schema.json"))


def test_without_a_portal_nothing_is_asked(desk: Desk) -> None:
    """Answers alone are read offline: no evidence, no call, actions all the same."""
    desk.write("answers.yaml", ANSWERS)
    before = len(desk.emulator.log.entries)
    code, found = _assessed(desk, "answers.yaml")
    assert (0, None, []) == (code, found[""]["looked"], found["timing"]["evidence"])
    assert ["II-III.4", "II-III.5"] == found["timing"]["actions"]
    assert before == len(desk.emulator.log.entries)


def test_a_portal_shows_evidence_for_and_against(desk: Desk) -> None:
    """What was provisioned counts for the answer, by name or by label; what a stage lets one expect counts against."""
    desk.write("answers.yaml", ANSWERS)
    desk.write("blueprints/value.yaml", VALUE)
    assert 0 == desk.run("apply", "--yes").code
    written = desk.emulator.log.writes

    code, found = _assessed(desk, "answers.yaml", "--portal", "acme")

    assert 0 == code
    assert {"name": "acme", "portalId": desk.emulator.portal_id} == found[""]["looked"]
    narrative = found["narrative"]
    assert ["property.deals.value_hypothesis", "property.deals.value_promised", "property.services.v_2019"] == _found(
        narrative, "for"
    )["narrative.continuous"]
    assert ["narrative.guided"] == list(_found(narrative, "against"))
    assert ("medium", "answers.yaml:4:22") == (narrative["strength"], narrative["source"])
    assert ["label.listings.deals.proof"] == _found(found["content_integration"], "for")["content_integration.on_deals"]
    assert ["content_integration.both_sides"] == list(_found(found["content_integration"], "against"))
    assert {"timing.two", "timing.all"} == set(_found(found["timing"], "ahead"))
    assert written == desk.emulator.log.writes


def test_what_nobody_answered_has_no_stage_whatever_is_there(desk: Desk) -> None:
    """Neither the first stage nor one made of the evidence."""
    desk.write("blueprints/value.yaml", VALUE)
    desk.run("apply", "--yes")
    code, found = _assessed(desk, "--portal", "acme")
    dimensions = found[""]["dimensions"]
    assert (0, {None}, {False}) == (code, {one["stage"] for one in dimensions}, {one["assessed"] for one in dimensions})
    assert {"there", "not there"} == {trace["verdict"] for one in dimensions for trace in one["evidence"]}
    assert [] == found[""]["transitions"]


def test_blueprints_show_evidence_offline(desk: Desk) -> None:
    """What they state counts as if it were live, and no portal is asked."""
    desk.write("answers.yaml", ANSWERS)
    desk.write("blueprints/value.yaml", VALUE)
    code, found = _assessed(desk, "answers.yaml", "--blueprints", "blueprints")
    assert (0, {"name": "blueprints blueprints"}) == (code, found[""]["looked"])
    assert "narrative.continuous" in _found(found["narrative"], "for")
    assert "content_integration.on_deals" in _found(found["content_integration"], "for")


def test_what_could_not_be_read_is_not_missing(desk: Desk) -> None:
    """A refused list leaves open what hangs on it, says why, and ends with 9."""
    desk.write("answers.yaml", ANSWERS)
    desk.write("blueprints/value.yaml", VALUE)
    desk.run("apply", "--yes")
    desk.emulator.faults.fail_once(403, method="GET", route="/properties/2026-09/0-162")
    code, found = _assessed(desk, "answers.yaml", "--portal", "acme")
    assert 9 == code
    assert {"narrative.continuous", "narrative.guided", "narrative.measured"} == set(
        _found(found["narrative"], "unread")
    )
    assert ["narrative.on_deals"] == list(_found(found["narrative"], "for"))
    assert {("property", "services")} == {(one["kind"], *one["scope"]) for one in found[""]["unknown"]}


def test_labels_that_nobody_may_see_are_not_missing(desk: Desk) -> None:
    """Where HubSpot does not tell which pairs have labels, nothing is said of any."""
    desk.write("answers.yaml", ANSWERS)
    desk.emulator.faults.fail_once(403, method="GET", route="/limits")
    code, found = _assessed(desk, "answers.yaml", "--portal", "acme")
    assert 9 == code
    unread = _found(found["content_integration"], "unread")
    assert {f"content_integration.{one}" for one in ("kept", "on_deals", "both_sides")} == set(unread)


def test_an_object_that_is_switched_off_is_an_answer(desk: Desk) -> None:
    """It is named as not available, and the command ends well."""
    desk.write("answers.yaml", ANSWERS)
    desk.emulator.enable_object("services", on=False)
    ended = desk.run("maturity", "assess", "answers.yaml", "--portal", "acme")
    assert 0 == ended.code
    assert "Not available in this portal: Services." in ended.said


def test_a_bound_property_is_found_under_its_own_name(desk: Desk) -> None:
    """What a client calls otherwise and binds is recognised by the library's name."""
    body = {
        "name": "nutzen",
        "label": "Nutzen",
        "groupName": "dealinformation",
        "type": "number",
        "fieldType": "number",
    }
    desk.ask("POST", "/crm/properties/2026-09/deals", body)
    project = desk.read("cvpctl.yaml")
    binding = "drift: hold, bindings: {property.deals.value_promised: nutzen}"
    desk.write("cvpctl.yaml", project.replace("drift: hold", binding))
    desk.write("answers.yaml", ANSWERS)
    _, found = _assessed(desk, "answers.yaml", "--portal", "acme")
    assert ["property.deals.value_promised"] == _found(found["narrative"], "for")["narrative.on_deals"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "there is nothing to assess"),
        (("answers.yaml", "--portal", "acme", "--blueprints", "blueprints"), "that of a portal or that of blueprints"),
        (("missing.yaml",), "missing.yaml is no file"),
        (("answers.yaml", "--portal", "nobody"), "nobody"),
    ],
)
def test_words_that_do_not_fit_are_refused(desk: Desk, words: tuple[str, ...], message: str) -> None:
    """With exit 64 and what to do."""
    desk.write("answers.yaml", ANSWERS)
    ended = desk.run("maturity", "assess", *words)
    assert 64 == ended.code
    assert message in ended.told


def test_a_broken_file_is_told_as_a_compiler_would(desk: Desk) -> None:
    """Place, code, caret and help; exit 3, before any portal is asked."""
    desk.write("answers.yaml", ANSWERS.replace("IV,", "iv,"))
    ended = desk.run("maturity", "assess", "answers.yaml", "--portal", "acme")
    assert (3, "") == (ended.code, ended.said)
    assert "answers.yaml:4:22: error BAD_VALUE: 'iv' is no stage" in ended.told
    assert "help: did you mean IV?" in ended.told


def test_the_three_formats_say_the_same_and_no_token(desk: Desk) -> None:
    """Text, Markdown and JSON; none holds an average, none the token."""
    desk.write("answers.yaml", ANSWERS)
    said = {form: desk.run("maturity", "assess", "answers.yaml", "--portal", "acme", "--format", form).said
            for form in ("text", "markdown", "json")}  # fmt: skip
    assert [] == [form for form, text in said.items() if "We write it with the customer." not in text]
    assert [] == [form for form, text in said.items() if desk.emulator.token in text]
    assert "15 dimensions: 3 assessed, 12 not assessed." in said["text"]
    assert "HubSpot can show evidence, not practice" in said["text"]
