from typing import Any

import httpx
import pytest

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Quotas

CONTACTS = "/crm/properties/2026-09/contacts"
COMPANIES = "/crm/properties/2026-09/companies"


def test_what_a_create_leaves_out_comes_back_filled_in(http: httpx.Client, a_property: Any) -> None:
    """The answer holds exactly the keys of a live one: -1 stays -1, and hubspotDefined is absent."""
    created = http.post(CONTACTS, json=a_property())

    assert created.status_code == 201
    assert created.headers["location"] == f"{CONTACTS}/value_path_stage"
    assert created.json() == {
        "updatedAt": "2026-01-01T00:00:01.000Z",
        "createdAt": "2026-01-01T00:00:01.000Z",
        "name": "value_path_stage",
        "label": "value_path_stage",
        "type": "string",
        "fieldType": "text",
        "description": "",
        "groupName": "contactinformation",
        "options": [],
        "createdUserId": "1001",
        "updatedUserId": "1001",
        "displayOrder": -1,
        "calculated": False,
        "externalOptions": False,
        "archived": False,
        "hasUniqueValue": False,
        "hidden": False,
        "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False},
        "formField": False,
        "dataSensitivity": "non_sensitive",
    }
    assert http.get(f"{CONTACTS}/value_path_stage").json() == created.json()


def test_the_list_is_whole_and_by_name(http: httpx.Client, a_property: Any) -> None:
    """No paging: every active property of the object, sorted by name."""
    http.post(CONTACTS, json=a_property("zz_last"))

    names = [one["name"] for one in http.get(CONTACTS).json()["results"]]

    assert names == sorted(names)
    assert names[-1] == "zz_last"


def test_an_active_name_is_taken(http: httpx.Client, a_property: Any) -> None:
    """The second create is a 409 with HubSpot's wording, and nothing changes."""
    http.post(CONTACTS, json=a_property())

    refused = http.post(CONTACTS, json=a_property(label="Other"))

    body = refused.json()
    assert refused.status_code == 409
    assert body.pop("correlationId") == refused.headers["x-hubspot-correlation-id"]
    assert body == {
        "status": "error",
        "message": "A property named 'value_path_stage' already exists.",
        "category": "OBJECT_ALREADY_EXISTS",
        "subCategory": "Properties.PROPERTY_WITH_NAME_EXISTS",
    }
    assert http.get(f"{CONTACTS}/value_path_stage").json()["label"] == "value_path_stage"


def test_archiving_moves_a_property_to_the_archived_list(http: httpx.Client, a_property: Any) -> None:
    """After a 204 the name is a 404, except to those who ask for archived ones; a second delete is a 404."""
    http.post(CONTACTS, json=a_property())

    assert http.delete(f"{CONTACTS}/value_path_stage").status_code == 204
    gone = http.get(f"{CONTACTS}/value_path_stage")
    kept = http.get(f"{CONTACTS}/value_path_stage", params={"archived": "true"})

    assert (gone.status_code, gone.json()["category"]) == (404, "OBJECT_NOT_FOUND")
    assert kept.json()["archived"] is True
    assert kept.json()["archivedAt"] == "2026-01-01T00:00:02.000Z"
    listed = http.get(CONTACTS, params={"archived": "true"}).json()["results"]
    assert [one["name"] for one in listed] == ["value_path_stage"]
    assert http.delete(f"{CONTACTS}/value_path_stage").status_code == 404
    assert http.delete(f"{CONTACTS}/never_was").status_code == 404


def test_a_create_over_an_archived_name_restores_it(http: httpx.Client, a_property: Any) -> None:
    """The beginnings come back, the posted definition applies, and it may have another type."""
    first = http.post(CONTACTS, json=a_property(formField=True)).json()
    http.delete(f"{CONTACTS}/value_path_stage")

    again = http.post(CONTACTS, json=a_property(type="number", fieldType="number"))

    assert again.status_code == 201
    assert again.json()["createdAt"] == first["createdAt"]
    assert (again.json()["type"], again.json()["formField"]) == ("number", False)
    assert http.get(CONTACTS, params={"archived": "true"}).json()["results"] == []


def test_the_other_stories_about_archived_names_are_switches(
    http: httpx.Client, portal: Emulator, a_property: Any
) -> None:
    """Under `new` the tombstone stays beside a new property; under `refuse` the create fails."""
    http.post(CONTACTS, json=a_property())
    http.delete(f"{CONTACTS}/value_path_stage")

    portal.use_switches(Switches(recreate_archived="refuse"))
    assert http.post(CONTACTS, json=a_property()).status_code == 400
    portal.use_switches(Switches(recreate_archived="new"))
    again = http.post(CONTACTS, json=a_property())

    assert again.json()["createdAt"] == again.json()["updatedAt"]
    assert len(http.get(CONTACTS, params={"archived": "true"}).json()["results"]) == 1


def test_fixed_fields_are_ignored_without_a_word(http: httpx.Client, a_property: Any) -> None:
    """A patch of name, hasUniqueValue, dataSensitivity or referencedObjectType is a 200 that changes nothing."""
    before = http.post(CONTACTS, json=a_property()).json()
    fixed = {"name": "x", "hasUniqueValue": True, "dataSensitivity": "sensitive", "referencedObjectType": "OWNER"}

    after = http.patch(f"{CONTACTS}/value_path_stage", json={**fixed, "dateDisplayHint": "absolute", "label": "New"})

    assert after.status_code == 200
    assert after.json() == {**before, "label": "New", "updatedAt": "2026-01-01T00:00:02.000Z"}


def test_a_person_in_the_portal_is_another_user(http: httpx.Client, a_property: Any) -> None:
    """The header X-Emulator-User says who acts; the creator stays."""
    http.post(CONTACTS, json=a_property())

    after = http.patch(f"{CONTACTS}/value_path_stage", json={"label": "By hand"}, headers={"X-Emulator-User": "77"})

    assert (after.json()["createdUserId"], after.json()["updatedUserId"]) == ("1001", "77")


def test_options_keep_their_places(http: httpx.Client, a_property: Any) -> None:
    """Gaps stay, an option without a place goes behind the highest, descriptions only where given."""
    options = [
        {"label": "Art", "value": "art", "description": "Art"},
        {"label": "Travel", "value": "travel", "displayOrder": 1},
        {"label": "Sport", "value": "sport", "displayOrder": 7, "hidden": True},
    ]

    created = http.post(CONTACTS, json=a_property(type="enumeration", fieldType="select", options=options)).json()

    assert created["options"] == [
        {"label": "Art", "value": "art", "description": "Art", "displayOrder": 8, "hidden": False},
        {"label": "Travel", "value": "travel", "displayOrder": 1, "hidden": False},
        {"label": "Sport", "value": "sport", "displayOrder": 7, "hidden": True},
    ]


def test_a_patch_replaces_the_options_it_names_and_keeps_those_it_does_not(http: httpx.Client, a_property: Any) -> None:
    """Without `options` they stay; with `options` the list is what was sent."""
    options = [{"label": x, "value": x, "displayOrder": n} for n, x in enumerate("ab")]
    http.post(CONTACTS, json=a_property(type="enumeration", fieldType="select", options=options))
    url = f"{CONTACTS}/value_path_stage"

    kept = http.patch(url, json={"fieldType": "radio"}).json()["options"]
    replaced = http.patch(url, json={"options": options[1:]}).json()["options"]

    assert [one["value"] for one in kept] == ["a", "b"]
    assert [one["value"] for one in replaced] == ["b"]


def _bools(*values: str) -> list[dict[str, Any]]:
    return [{"label": value, "value": value, "displayOrder": at} for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("fields", "status", "sub_category"),
    [
        ({"type": "bool", "fieldType": "booleancheckbox"}, 400, "INVALID_BOOLEAN_OPTION"),
        (
            {"type": "bool", "fieldType": "booleancheckbox", "options": _bools("yes", "no")},
            400,
            "INVALID_BOOLEAN_OPTION",
        ),
        ({"type": "bool", "fieldType": "booleancheckbox", "options": _bools("true", "false")}, 201, ""),
        ({"currencyPropertyName": "cur"}, 400, "ONLY_CURRENCY_PROPERTIES_CAN_SPECIFY_CURRENCY"),
        ({"type": "number", "fieldType": "number", "currencyPropertyName": "c", "showCurrencySymbol": True}, 201, ""),
        ({"type": "number", "fieldType": "number", "numberDisplayHint": ""}, 400, ""),
        ({"type": "number", "fieldType": "number", "numberDisplayHint": None}, 201, ""),
        ({"type": "number", "fieldType": "number", "numberDisplayHint": "percentage"}, 201, ""),
        ({"textDisplayHint": ""}, 400, ""),
        ({"type": "enumeration", "fieldType": "select", "externalOptions": True}, 400, ""),
        (
            {"type": "enumeration", "fieldType": "select", "externalOptions": True, "referencedObjectType": "OWNER"},
            201,
            "",
        ),
        ({"type": "date", "fieldType": "select"}, 400, ""),
        ({"type": "sometimes"}, 400, ""),
        ({"groupName": "nowhere"}, 400, "GROUP_DOES_NOT_EXIST"),
        ({"options": "none"}, 400, ""),
        ({"displayOrder": 2**31}, 400, ""),
        ({"label": 5}, 400, ""),
        ({"name": "Value"}, 400, ""),
        ({"name": "1st"}, 400, ""),
        ({"name": "a" * 101}, 400, ""),
        ({"name": "a" * 100}, 201, ""),
        ({"name": "hs_mine"}, 400, ""),
        ({"name": "a123_mine"}, 400, ""),
    ],
)
def test_what_a_definition_may_say(
    http: httpx.Client, a_property: Any, fields: dict[str, Any], status: int, sub_category: str
) -> None:
    """Each rule of HubSpot's about one definition, with the subcategory where one is known."""
    answer = http.post(CONTACTS, json={**a_property(), **fields})

    assert status == answer.status_code, answer.text
    assert answer.json().get("subCategory", "").endswith(sub_category)


def test_a_currency_symbol_stays_once_a_currency_was_named(http: httpx.Client, a_property: Any) -> None:
    """The symbol cannot be turned off again."""
    amount = a_property("deal_value", type="number", fieldType="number")
    http.post(CONTACTS, json={**amount, "showCurrencySymbol": True, "currencyPropertyName": "cur"})

    refused = http.patch(f"{CONTACTS}/deal_value", json={"showCurrencySymbol": False})

    assert refused.status_code == 400
    assert http.get(f"{CONTACTS}/deal_value").json()["showCurrencySymbol"] is True


def test_what_hubspot_defines_is_read_only_where_it_says_so(http: httpx.Client) -> None:
    """A definition marked read only refuses changes, allows open options, and one not marked may change."""
    refused = http.patch(f"{CONTACTS}/email", json={"label": "E-mail"})
    unchanged = http.patch(f"{CONTACTS}/email", json={"label": "Email"})
    options = http.patch(f"{CONTACTS}/hs_lead_status", json={"options": [{"label": "New", "value": "NEW"}]})
    open_one = http.patch(f"{CONTACTS}/country", json={"label": "Country"})

    assert (refused.status_code, refused.json()["category"]) == (400, "VALIDATION_ERROR")
    assert [one.status_code for one in (unchanged, options, open_one)] == [200, 200, 200]
    assert http.delete(f"{CONTACTS}/email").status_code == 400
    assert "archived" not in http.get(f"{CONTACTS}/email").json()


def test_a_property_in_use_cannot_be_archived(http: httpx.Client, portal: Emulator, a_property: Any) -> None:
    """Calculations and whatever else uses it are counted and named."""
    http.post(
        COMPANIES, json=a_property("plot_count", type="number", fieldType="number", groupName="companyinformation")
    )
    calculation = a_property("calc", type="number", fieldType="number", groupName="companyinformation")
    http.post(COMPANIES, json={**calculation, "calculationFormula": "plot_count * 2"})
    portal.use_property("companies", "plot_count", [("WORKFLOW", "Welcome")])

    refused = http.delete(f"{COMPANIES}/plot_count")

    body = refused.json()
    assert refused.status_code == 400
    assert (
        body["message"] == "Property: plot_count of object type 0-2 is currently used in 2 places and cannot be deleted"
    )
    assert body["subCategory"] == "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"
    assert body["context"] == {"usageCount": ["2"]}
    assert body["errors"][0]["context"]["parentName"] == ["0-2/calc"]
    assert body["errors"][1]["context"]["parentType"] == ["WORKFLOW"]
    http.delete(f"{COMPANIES}/calc")
    portal.use_property("companies", "plot_count", [])
    assert http.delete(f"{COMPANIES}/plot_count").status_code == 204


def test_a_batch_says_what_failed(http: httpx.Client, a_property: Any) -> None:
    """207 with the created ones and one error per refused input, without correlation ids."""
    http.post(CONTACTS, json=a_property("age__c"))

    inputs = [a_property("hobby__c"), a_property("age__c")]
    answer = http.post(f"{CONTACTS}/batch/create", json={"inputs": inputs})

    body = answer.json()
    assert (answer.status_code, body["numErrors"]) == (207, 1)
    assert body["errors"] == [
        {
            "status": "error",
            "category": "OBJECT_ALREADY_EXISTS",
            "subCategory": "Properties.PROPERTY_WITH_NAME_EXISTS",
            "message": "A property named 'age__c' already exists.",
            "context": {"name": ["age__c"]},
        }
    ]
    assert [one["name"] for one in body["results"]] == ["hobby__c"]
    assert not {"createdAt", "updatedAt", "archived", "createdUserId"} & set(body["results"][0])


def test_a_batch_holds_a_hundred(http: httpx.Client, a_property: Any) -> None:
    """A hundred inputs are created, one more is refused and nothing happens."""
    hundred = [a_property(f"p{n}") for n in range(100)]

    assert http.post(f"{CONTACTS}/batch/create", json={"inputs": hundred}).status_code == 201
    refused = http.post(f"{CONTACTS}/batch/create", json={"inputs": [a_property(f"q{n}") for n in range(101)]})

    assert refused.status_code == 400
    assert http.get(f"{CONTACTS}/q0").status_code == 404


def test_batches_read_and_archive_by_name(http: httpx.Client, a_property: Any) -> None:
    """A read names what it did not find; an archive is a 204 whatever was there."""
    http.post(CONTACTS, json=a_property("x"))
    inputs = [{"name": "x"}, {"name": "never"}]
    asked = {"inputs": inputs, "archived": False, "dataSensitivity": "non_sensitive"}

    read = http.post(f"{CONTACTS}/batch/read", json=asked)
    archived = http.post(f"{CONTACTS}/batch/archive", json={"inputs": inputs})
    read_archived = http.post(f"{CONTACTS}/batch/read", json={**asked, "inputs": inputs[:1], "archived": True})

    assert (read.status_code, [one["name"] for one in read.json()["results"]]) == (207, ["x"])
    assert read.json()["errors"][0]["category"] == "OBJECT_NOT_FOUND"
    assert archived.status_code == 204
    assert (read_archived.status_code, read_archived.json()["results"][0]["archived"]) == (200, True)


def test_sensitive_properties_hide_from_those_who_do_not_ask(a_property: Any) -> None:
    """They need the scope and the feature, and lists and reads show them only with the parameter."""
    secret = a_property("diagnosis", dataSensitivity="sensitive")
    with (
        Emulator(sensitive_data=True, limits=Limits.off()) as portal,
        httpx.Client(base_url=portal.base_url) as http,
    ):
        portal.add_token("narrow", scopes=["crm.schemas.contacts.write", "crm.schemas.contacts.read"])
        narrow = http.post(CONTACTS, json=secret, headers={"Authorization": "Bearer narrow"})
        http.headers["Authorization"] = f"Bearer {portal.token}"
        created = http.post(CONTACTS, json=secret)
        plain = http.get(f"{CONTACTS}/diagnosis")
        asked = http.get(CONTACTS, params={"dataSensitivity": "sensitive"})

    assert (
        narrow.status_code,
        narrow.json()["message"],
    ) == (403, "Missing required scope for: sensitive-data-property-create")
    assert (created.status_code, plain.status_code) == (201, 404)
    assert [one["name"] for one in asked.json()["results"]] == ["diagnosis"]


def test_sensitive_data_is_off_unless_bought(http: httpx.Client, a_property: Any) -> None:
    """With the scope but without the feature the create is refused."""
    refused = http.post(CONTACTS, json=a_property(dataSensitivity="highly_sensitive"))

    assert refused.status_code == 400
    assert refused.json()["subCategory"].endswith("PORTAL_NOT_ENABLED_FOR_SENSITIVE_DATA")


def test_quotas_end_somewhere(a_property: Any) -> None:
    """Ten unique properties per object and so many custom ones; what HubSpot defines does not count."""
    quotas = Quotas(properties_per_object=12)
    with (
        Emulator(quotas=quotas, limits=Limits.off()) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        unique = [http.post(CONTACTS, json=a_property(f"u{n}", hasUniqueValue=True)).status_code for n in range(11)]
        plain = [http.post(CONTACTS, json=a_property(f"p{n}")).status_code for n in range(3)]

    assert unique == [201] * 10 + [400]
    assert plain == [201, 201, 400]


def test_one_object_has_many_names(http: httpx.Client) -> None:
    """Singular, plural, any case and the type id mean one thing; anything else cannot be inferred."""
    counts = {len(http.get(f"/crm/v3/properties/{name}").json()["results"]) for name in ("company", "COMPANIES", "0-2")}

    unknown = http.get("/crm/v3/properties/deliverable")

    assert len(counts) == 1
    assert (unknown.status_code, unknown.json()["message"]) == (400, "Unable to infer object type from: deliverable")
    assert "category" not in unknown.json()
