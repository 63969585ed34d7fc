import httpx
import pytest

from cvpctl.emulator.server import Emulator

RULES = "/crm/property-validations/2026-09/0-1"


def test_rules_are_put_and_read(http: httpx.Client) -> None:
    """204 for each write; a second one overwrites; three reads tell the rules of an object, a property, one kind."""
    length = {"ruleArguments": ["3"], "shouldApplyNormalization": True}

    codes = [
        http.put(f"{RULES}/firstname/rule-type/{kind}", json=body).status_code
        for kind, body in (
            ("MIN_LENGTH", {"ruleArguments": ["1"]}),
            ("MIN_LENGTH", length),
            ("ALPHANUMERIC", {"ruleArguments": []}),
        )
    ]

    least = {"ruleType": "MIN_LENGTH", **length}
    both = [least, {"ruleType": "ALPHANUMERIC", "ruleArguments": []}]
    assert codes == [204] * 3
    assert http.get(RULES).json() == {"results": [{"propertyName": "firstname", "propertyValidationRules": both}]}
    assert http.get("/crm/v3/property-validations/0-1/firstname").json() == {"results": both}
    assert http.get(f"{RULES}/firstname/rule-type/MIN_LENGTH").json() == least


def test_a_rule_cannot_be_taken_away(http: httpx.Client) -> None:
    """No route deletes one; unknown kinds and properties are refused, and a rule never set is not found."""
    http.put(f"{RULES}/email/rule-type/EMAIL", json={"ruleArguments": []})

    assert http.delete(f"{RULES}/email/rule-type/EMAIL").status_code == 405
    assert http.get(f"{RULES}/email/rule-type/URL").status_code == 404
    assert http.get(f"{RULES}/nowhere").status_code == 404
    assert http.put(f"{RULES}/nowhere/rule-type/URL", json={"ruleArguments": []}).status_code == 404
    assert http.put(f"{RULES}/email/rule-type/PRETTY", json={"ruleArguments": []}).status_code == 400


@pytest.mark.parametrize("body", [{}, {"ruleArguments": "x"}, {"ruleArguments": [1]}, {"ruleArguments": None}])
def test_a_rule_needs_its_arguments(http: httpx.Client, body: dict[str, object]) -> None:
    """A list of texts, be it empty."""
    assert http.put(f"{RULES}/email/rule-type/EMAIL", json=body).status_code == 400


def test_rules_of_an_archived_property_do_not_show(http: httpx.Client) -> None:
    """They are there again with the property."""
    made = {"label": "x", "type": "string", "fieldType": "text", "groupName": "contactinformation", "name": "code"}
    http.post("/crm/v3/properties/contacts", json=made)
    http.put(f"{RULES}/code/rule-type/WHITESPACE", json={"ruleArguments": []})

    http.delete("/crm/v3/properties/contacts/code")
    gone = http.get(RULES).json()["results"]
    http.post("/crm/v3/properties/contacts", json=made)

    assert gone == []
    assert [one["propertyName"] for one in http.get(RULES).json()["results"]] == ["code"]


def test_scopes_of_rules(portal: Emulator) -> None:
    """The same as for the properties of the object."""
    portal.add_token("contacts", scopes=["crm.schemas.contacts.read"])
    headers = {"Authorization": "Bearer contacts"}
    rule = f"{portal.base_url}{RULES}/email/rule-type/EMAIL"

    assert httpx.get(f"{portal.base_url}{RULES}", headers=headers).status_code == 200
    assert httpx.put(rule, json={"ruleArguments": []}, headers=headers).status_code == 403
