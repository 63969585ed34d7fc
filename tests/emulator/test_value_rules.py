"""Validation rules of a property, held against what records are given."""

from typing import Any

import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

RULES = "/crm/property-validations/2026-09/0-1"
NEW, OLD = "/crm/objects/2026-09/contacts", "/crm/v3/objects/contacts"


@pytest.mark.parametrize(
    ("rule", "arguments", "good", "bad"),
    [
        ("MIN_LENGTH", ["3"], "abc", "ab"),
        ("MAX_LENGTH", ["3"], "abc", "abcd"),
        ("ALPHANUMERIC", [], "a1", "a-1"),
        ("WHITESPACE", [], "ab", "a b"),
        ("REGEX", ["[A-Z]+"], "ABC", "abc"),
        ("URL_BLOCKED_DOMAINS", ["example.org"], "https://example.com/a", "https://www.example.org/a"),
        ("EMAIL_ALLOWED_DOMAINS", ["example.org"], "a@example.org", "a@example.com"),
    ],
)
def test_a_value_keeps_the_rules_of_its_property(
    http: httpx.Client, rule: str, arguments: list[str], good: str, bad: str
) -> None:
    """From 2026-09 on a value against the rule is refused by name; earlier versions take it."""
    http.put(f"{RULES}/company/rule-type/{rule}", json={"ruleArguments": arguments}).raise_for_status()

    answers = [
        http.post(path, json={"properties": {"company": value}})
        for path, value in ((NEW, good), (NEW, bad), (OLD, bad), (NEW, ""))
    ]

    assert [201, 400, 201, 201] == [one.status_code for one in answers]
    assert {"company"} == {one["context"]["propertyName"][0] for one in answers[1].json()["errors"]}


def test_numbers_keep_their_bounds(http: httpx.Client, a_property: Any) -> None:
    """Size and decimals."""
    http.post("/crm/v3/properties/contacts", json=a_property("score", type="number", fieldType="number"))
    for rule, argument in (("MIN_NUMBER", "1"), ("MAX_NUMBER", "5"), ("DECIMAL", "1")):
        http.put(f"{RULES}/score/rule-type/{rule}", json={"ruleArguments": [argument]})

    values = ("3.5", "0.5", "6", "3.55")
    assert [201, 400, 400, 400] == [
        http.post(NEW, json={"properties": {"score": value}}).status_code for value in values
    ]


def test_nonsense_in_a_rule_lets_everything_pass(http: httpx.Client) -> None:
    """What HubSpot makes of arguments that mean nothing is unknown; the portal does not break on them."""
    for rule, arguments in (("MIN_LENGTH", []), ("REGEX", ["("]), ("MAX_LENGTH", ["many"]), ("FORMAT", ["x"])):
        http.put(f"{RULES}/company/rule-type/{rule}", json={"ruleArguments": arguments})

    assert 201 == http.post(NEW, json={"properties": {"company": "x"}}).status_code


def test_the_switch_ignores_rules(http: httpx.Client, portal: Emulator) -> None:
    """As versions before 2026-09 do."""
    portal.use_switches(Switches(validation_rules="ignored"))
    http.put(f"{RULES}/company/rule-type/MIN_LENGTH", json={"ruleArguments": ["9"]})

    assert 201 == http.post(NEW, json={"properties": {"company": "x"}}).status_code
