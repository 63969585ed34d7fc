"""`cvpctl audit` as a command: blueprints offline, what cvpctl.yaml says of rules, formats, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, Ended
from jsonschema import Draft202012Validator
from render.sarif_rules import LOG

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.project import find_project
from cvpctl.render.audit_schema import audit_schema

FOURTH, ADDRESS = "FOURTH_CUSTOM_OBJECT", "schema.inspection"
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
existingObjects:
  inspection:
    groups: {visit: {label: Visit}}
    properties:
      inspected_on: {label: Inspected On, description: The day., type: date, fieldType: date, groupName: visit}
"""
CLEAN = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    properties:
      shoe: {label: Shoe, description: Its size., type: number, fieldType: number, groupName: contactinformation}
"""
PROJECT = "project: acme\nportals: {{acme: {{portalId: {portal}, baseUrl: '{url}', token: {{env: ACME_TOKEN}}}}}}\n"
Settings = Callable[[str], None]


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture
def desk(
    running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
    desk = Desk(folder, running, capsys)
    desk.write("cvpctl.yaml", PROJECT.format(portal=running.portal_id, url=running.base_url))
    desk.write("blueprints/portal.yaml", BLUEPRINT)
    return desk


@pytest.fixture
def settings(desk: Desk) -> Settings:
    """Add lines to cvpctl.yaml."""
    said = desk.read("cvpctl.yaml")

    def add(text: str) -> None:
        desk.write("cvpctl.yaml", said + text)

    return add


def exception(expires: str, *, code: str = FOURTH, address: str = ADDRESS) -> str:
    return f"exceptions: [{{code: {code}, address: {address}, reason: agreed with Ann, expires: {expires}}}]\n"


def read(ended: Ended) -> Any:
    return json.loads(ended.said)


def codes(told: Any) -> set[str]:
    return {one["code"] for one in told["findings"]}


def test_an_error_that_nobody_answers_for_needs_a_person(desk: Desk) -> None:
    """Exit 4; the finding says where, and no portal and no token was needed."""
    ended = desk.run("audit")

    assert 4 == ended.code, ended.told
    assert f"error {FOURTH}: " in ended.said
    assert "inspection is a custom object" in ended.said
    assert f"\n      blueprints/portal.yaml:4:3  {ADDRESS}\n" in ended.said
    assert "" == ended.told


def test_blueprints_that_keep_every_rule_end_well(desk: Desk) -> None:
    """Exit 0, strictly as well."""
    desk.write("blueprints/portal.yaml", CLEAN)
    assert (0, 0) == (desk.run("audit", "--rules", FOURTH).code, desk.run("audit", "--rules", FOURTH, "--strict").code)


def test_warnings_count_where_somebody_is_strict(desk: Desk, settings: Settings) -> None:
    """And notes never do."""
    settings(f"rules: {{{FOURTH}: warning}}\n")
    only = ("audit", "--rules", FOURTH)
    assert (0, 4) == (desk.run(*only).code, desk.run(*only, "--strict").code)
    settings(f"rules: {{{FOURTH}: info}}\n")
    assert (0, 0) == (desk.run(*only).code, desk.run(*only, "--strict").code)


def test_a_rule_that_is_off_says_so(desk: Desk, settings: Settings) -> None:
    """It finds nothing, and is among those not judged."""
    settings(f"rules: {{{FOURTH}: off}}\n")
    told = read(desk.run("audit", "--format", "json"))
    assert FOURTH not in codes(told)
    assert ["off"] == [one.get("unjudged") for one in told["rules"] if one["code"] == FOURTH]


def test_an_exception_covers_until_its_day(desk: Desk, settings: Settings) -> None:
    """The finding stands aside with the reason; nothing is left to decide."""
    settings(exception("2999-12-31"))
    ended = desk.run("audit", "--rules", FOURTH, "--format", "json")
    told = read(ended)

    assert (0, [], []) == (ended.code, told["findings"], told["remarks"])
    (excepted,) = told["excepted"]
    assert ("agreed with Ann", "2999-12-31", "cvpctl.yaml:3:14") == tuple(
        excepted[name] for name in ("reason", "expires", "source")
    )
    assert (FOURTH, ADDRESS) == (excepted["finding"]["code"], excepted["finding"]["address"])
    assert [100] == [one["score"] for one in told["scores"] if one["judged"]]


def test_an_exception_that_is_over_silences_nothing(desk: Desk, settings: Settings) -> None:
    """The finding counts again, and the exception is told at its line."""
    settings(exception("2020-01-31"))
    ended = desk.run("audit", "--rules", FOURTH, "--format", "json")
    told = read(ended)

    assert (4, {FOURTH}, []) == (ended.code, codes(told), told["excepted"])
    (remark,) = told["remarks"]
    assert ("EXCEPTION_EXPIRED", "warning", "cvpctl.yaml:3:14") == (
        remark["code"],
        remark["severity"],
        remark["source"],
    )
    assert "over since 2020-01-31" in remark["message"]


def test_an_exception_may_be_a_glob(desk: Desk, settings: Settings) -> None:
    """Over addresses; * covers what has none as well."""
    for glob in ("'*'", "schema.insp*"):
        settings(exception("2999-12-31", address=glob))
        assert 0 == desk.run("audit", "--rules", FOURTH).code


def test_an_exception_for_nothing_is_told(desk: Desk, settings: Settings) -> None:
    """As info, which fails nobody, and only where all blueprints were judged by that rule."""
    settings(exception("2999-12-31", address="schema.survey"))
    whole = read(desk.run("audit", "--format", "json"))
    part = read(desk.run("audit", "blueprints/portal.yaml", "--format", "json"))
    other = read(desk.run("audit", "--rules", "NATIVE_TWIN", "--format", "json"))

    assert [("EXCEPTION_UNUSED", "info")] == [(one["code"], one["severity"]) for one in whole["remarks"]]
    assert ([], []) == (part["remarks"], other["remarks"])


UNHEARD = [
    ("rules: {FORTH_CUSTOM_OBJECT: off}\n", "cvpctl.yaml:3:9: error RULE_UNKNOWN"),
    (exception("2999-12-31", code="FORTH_CUSTOM_OBJECT"), "cvpctl.yaml:3:21: error RULE_UNKNOWN"),
]


@pytest.mark.parametrize(("text", "expected"), UNHEARD, ids=["rules", "exceptions"])
def test_a_code_that_no_rule_has_is_an_error_at_its_place(
    desk: Desk, settings: Settings, text: str, expected: str
) -> None:
    """Passing over it would leave somebody thinking that a rule is off."""
    settings(text)
    for words in (("audit",), ("validate",)):
        ended = desk.run(*words)
        assert 3 == ended.code
        assert expected in ended.told
        assert f"did you mean {FOURTH}?" in ended.told
        assert text.strip() in ended.told
        assert "^" in ended.told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("shema.inspection", "did you mean 'schema.inspection'?"),
        ("inspection", "write one such as property.contacts.tier"),
    ],
)
def test_an_exception_for_no_address_is_an_error_at_its_place(
    desk: Desk, settings: Settings, address: str, told: str
) -> None:
    """With what was meant, where one letter is wrong."""
    settings(exception("2999-12-31", address=address))
    ended = desk.run("validate")
    assert 3 == ended.code
    assert "ADDRESS_INVALID" in ended.told
    assert told in ended.told


def test_an_exception_that_names_nothing_says_what_was_meant(desk: Desk, settings: Settings) -> None:
    """Of the findings of its rule first."""
    settings(exception("2999-12-31", address="schema.inspecton"))
    (remark,) = read(desk.run("audit", "--format", "json"))["remarks"]
    assert "EXCEPTION_UNUSED" == remark["code"]
    assert "names nothing" in remark["message"]
    assert f"did you mean {ADDRESS}?" in remark["help"]


def test_a_portal_may_weigh_a_rule_otherwise(desk: Desk) -> None:
    """Its word wins over the project's there, and only there."""
    text = PROJECT.format(portal=desk.emulator.portal_id, url=desk.emulator.base_url)
    weighed = text.replace("portalId", f"rules: {{{FOURTH}: 'off'}}, portalId")
    desk.write("cvpctl.yaml", f"{weighed}rules: {{{FOURTH}: error}}\n")
    project = find_project(desk.folder)
    assert project is not None
    assert {FOURTH: None} == project.portals["acme"].rules.over(project.rules).weights
    assert 4 == desk.run("audit").code


def test_the_json_is_what_the_published_schema_says(desk: Desk, settings: Settings) -> None:
    """With findings and exceptions in it."""
    settings(exception("2020-01-31"))
    told = read(desk.run("audit", "--format", "json"))
    assert [] == [error.message for error in Draft202012Validator(audit_schema()).iter_errors(told)]
    assert "the blueprints of acme" == told["about"]


def test_sarif_has_every_rule_and_hangs_findings_on_files(desk: Desk) -> None:
    """A custom object that a blueprint only speaks of stands where it is listed."""
    told = read(desk.run("audit", "--format", "sarif"))
    assert [] == [error.message for error in Draft202012Validator(LOG).iter_errors(told)]
    (run,) = told["runs"]
    (result,) = (one for one in run["results"] if one["ruleId"] == FOURTH)
    spot = result["locations"][0]["physicalLocation"]
    assert ("blueprints/portal.yaml", 4) == (spot["artifactLocation"]["uri"], spot["region"]["startLine"])
    assert FOURTH in {one["id"] for one in run["tool"]["driver"]["rules"]}


def test_markdown_is_for_a_pull_request(desk: Desk) -> None:
    """The verdict, a table of scores, and the findings under their rules."""
    said = desk.run("audit", "--format", "markdown").said
    assert said.startswith("## Audit of the blueprints of acme\n")
    assert "| Principle | Score | |" in said
    assert f"### error `{FOURTH}` " in said
    assert "State `nativeConsidered`, `filledBy` (person, workflow," in said


def test_explain_needs_neither_blueprint_nor_portal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    """Why, source, an example and the fix; `cvpctl explain` says the same."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    ended = desk.run("audit", "--explain", FOURTH)

    assert 0 == ended.code
    for part in ("Why", "Source", "An example that breaks it", "What to do", "Excepting"):
        assert f"\n{part}\n" in ended.said
    assert ended.said == desk.run("explain", FOURTH).said


@pytest.mark.parametrize("words", [("--explain", "FORTH_CUSTOM_OBJECT"), ("--rules", "FORTH_CUSTOM_OBJECT")])
def test_a_code_mistyped_is_a_usage_error(desk: Desk, words: tuple[str, ...]) -> None:
    """With the one that was meant."""
    ended = desk.run("audit", *words)
    assert 64 == ended.code
    assert f"did you mean {FOURTH}?" in ended.told


def test_words_that_do_not_fit_together_are_refused(desk: Desk) -> None:
    """Blueprints have no records, a budget has a least number, and a saved plan is no blueprint."""
    desk.write("plan.json", '{"format": "cvpctl.plan/1"}')
    assert "name a portal" in desk.run("audit", "--fill-rate").told
    assert [64, 64, 64] == [
        desk.run("audit", *words).code
        for words in (("--fill-rate",), ("--portal", "acme", "--fill-rate", "--budget", "0"), ("plan.json",))
    ]


def test_blueprints_that_are_invalid_are_not_judged(desk: Desk) -> None:
    """Exit 3, with what validate would say."""
    desk.write("blueprints/portal.yaml", BLUEPRINT.replace("fieldType: date,", "fieldType: dat,"))
    ended = desk.run("audit")
    assert 3 == ended.code
    assert "blueprints/portal.yaml:7:" in ended.told


def test_blueprints_are_judged_with_all_values_of_their_variables(desk: Desk) -> None:
    """Two portals that give a variable different values are two blueprints; what both break is told once."""
    portals = "portals: {one: {variables: {word: A}}, two: {variables: {word: B}}}\n"
    desk.write("cvpctl.yaml", f"project: acme\n{portals}")
    text = BLUEPRINT.replace("Inspected On", "'On ${var.word}'") + "variables: {word: {type: string, default: x}}\n"
    desk.write("blueprints/portal.yaml", text)

    ended = desk.run("audit", "--rules", FOURTH, "--format", "json")

    assert (4, 1) == (ended.code, len(read(ended)["findings"])), ended.told
