from collections.abc import Callable
from typing import Any

import httpx
import pytest

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

SCHEMAS = "/crm-object-schemas/2026-09/schemas"
NAME = {"name": "title", "label": "Title", "type": "string", "fieldType": "text"}

Create = Callable[..., httpx.Response]


@pytest.fixture
def create(http: httpx.Client) -> Create:
    def post(name: str = "deliverable", **more: Any) -> httpx.Response:
        smallest = {"name": name, "labels": {"singular": "Deliverable", "plural": "Deliverables"}}
        return http.post(SCHEMAS, json={**smallest, "primaryDisplayProperty": "title", "properties": [NAME], **more})

    return post


def test_three_fields_make_an_object(http: httpx.Client) -> None:
    """Name, labels and a display property that HubSpot brings along are enough; the rest has defaults."""
    labels = {"singular": "Interest", "plural": "Interests"}

    made = http.post(SCHEMAS, json={"name": "Interest", "labels": labels, "primaryDisplayProperty": "hs_object_id"})

    body = made.json()
    assert made.status_code == 201
    assert body["objectTypeId"] == f"2-{body['id']}"
    assert body["fullyQualifiedName"] == "p11223344_Interest"
    assert [body[key] for key in ("requiredProperties", "searchableProperties", "secondaryDisplayProperties")] == [
        [],
        ["hs_object_id"],
        [],
    ]
    assert (body["allowsSensitiveProperties"], body["archived"], "description" in body) == (True, False, False)


def test_what_comes_along(http: httpx.Client, create: Create) -> None:
    """A group, some thirty properties of HubSpot's, nine pairs with activities, and those that were asked for."""
    body = create(associatedObjects=["CONTACT", "0-3"], shouldCreateSameObjectAssociation=True).json()

    own = [one for one in body["properties"] if one.get("hubspotDefined")]
    groups = http.get(f"/crm/v3/properties/{body['objectTypeId']}/groups").json()["results"]
    ends = {one["toObjectTypeId"] for one in body["associations"]} - {body["objectTypeId"]}
    assert 28 <= len(own) <= 33
    assert {"deliverable_information"} == {one["groupName"] for one in body["properties"]}
    assert [(one["name"], one["label"]) for one in groups] == [("deliverable_information", "Deliverable Information")]
    assert {"0-1", "0-3", "0-27", "0-46", "0-47", "0-48", "0-49"} <= ends
    assert len(ends) == 11
    assert len(body["associations"]) == 23
    assert {"deliverable_to_contact", "deliverable_to_deliverable"} <= {one["name"] for one in body["associations"]}


def test_it_is_addressed_by_id_and_qualified_name(http: httpx.Client, create: Create) -> None:
    """Everywhere by 2-N, p<portal>_name and p_name, whatever the case, but never by its bare name."""
    type_id = create().json()["objectTypeId"]

    for said in (type_id, "p11223344_deliverable", "P11223344_Deliverable", "p_deliverable"):
        assert http.get(f"{SCHEMAS}/{said}").json()["objectTypeId"] == type_id
        assert http.get(f"/crm/v3/properties/{said}/title").status_code == 200
    for path in (f"{SCHEMAS}/deliverable", "/crm/v3/properties/deliverable", "/crm/v3/pipelines/deliverable"):
        refused = http.get(path)
        assert (refused.status_code, refused.json()["message"]) == (
            400,
            "Unable to infer object type from: deliverable",
        )
    assert http.get(f"{SCHEMAS}/2-77").status_code == 404
    assert http.get("/crm/v3/properties/2-77").status_code == 400


def test_its_first_pipeline_brings_two_properties(http: httpx.Client, create: Create) -> None:
    """Stages have a state, and hs_pipeline and hs_pipeline_stage stay when the pipeline goes."""
    type_id = create().json()["objectTypeId"]
    stage = {"label": "Open", "displayOrder": 0, "metadata": {"state": "CLOSED"}, "stageId": "open"}
    pipelines = f"/crm/pipelines/2026-09/{type_id}"
    before = http.get(f"/crm/v3/properties/{type_id}/hs_pipeline").status_code

    made = http.post(pipelines, json={"label": "P", "displayOrder": 0, "pipelineId": "p", "stages": [stage]})
    read = http.get(f"{pipelines}/p").json()["stages"][0]["metadata"]
    http.delete(f"{pipelines}/p")

    after = [http.get(f"/crm/v3/properties/{type_id}/{name}").json() for name in ("hs_pipeline", "hs_pipeline_stage")]
    assert (before, made.status_code) == (404, 201)
    assert read == {"isClosed": "true", "state": "CLOSED"}
    assert [one["hubspotDefined"] for one in after] == [True, True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "1st"},
        {"name": "with space"},
        {"name": "x" * 51},
        {"labels": {"singular": "x" * 51, "plural": "y"}},
        {"labels": {"singular": "x"}},
        {"labels": {"singular": " ", "plural": "y"}},
        {"primaryDisplayProperty": "nowhere"},
        {"secondaryDisplayProperties": ["nowhere"]},
        {"secondaryDisplayProperties": ["title", "title"]},
        {"secondaryDisplayProperties": ["title", "hs_createdate", "hs_object_id"]},
        {"requiredProperties": ["nowhere"]},
        {"searchableProperties": ["nowhere"]},
        {"associatedObjects": ["nowhere"]},
        {"properties": [NAME, NAME]},
        {"properties": ["title"]},
        {"properties": [{**NAME, "name": "hs_mine"}]},
    ],
)
def test_what_a_new_schema_may_not_say(http: httpx.Client, create: Create, wrong: dict[str, Any]) -> None:
    """A refused schema leaves nothing behind."""
    before = http.get("/_emulator/state").json()

    refused = create(**wrong)

    assert refused.status_code in {400, 409}
    assert http.get("/_emulator/state").json() == before


def test_the_display_property_must_be_said(create: Create) -> None:
    """The one field whose absence has a code of its own."""
    refused = create(primaryDisplayProperty=None)

    assert (refused.status_code, refused.json()["subCategory"]) == (400, "PRIMARY_DISPLAY_PROPERTY_REQUIRED")


def test_names_are_unique_whatever_their_case(http: httpx.Client, portal: Emulator, create: Create) -> None:
    """409; where HubSpot merges instead, an exact name gives the old schema with what was added."""
    first = create().json()
    refused = [create(), create("Deliverable")]
    portal.use_switches(Switches(schema_exists="merge"))
    extra = {**NAME, "name": "extra"}
    merged = create(properties=[NAME, extra], associatedObjects=["deals"])

    assert [one.status_code for one in [*refused, create("DELIVERABLE")]] == [409, 409, 409]
    assert (merged.status_code, merged.json()["createdAt"]) == (201, first["createdAt"])
    assert {"title", "extra"} <= {one["name"] for one in merged.json()["properties"]}
    assert len(http.get(SCHEMAS).json()["results"]) == 1


def test_a_patch_changes_what_it_names(http: httpx.Client, create: Create) -> None:
    """The answer is the definition alone; name and associations are ignored, wrong fields refused as a whole."""
    made = create(description="Old").json()
    at = f"{SCHEMAS}/{made['objectTypeId']}"
    change = {
        "labels": {"plural": "Results"},
        "secondaryDisplayProperties": ["hs_createdate", "hs_object_id"],
        "requiredProperties": ["title", "title"],
        "name": "other",
        "associatedObjects": ["deals"],
    }

    patched = http.patch(at, json=change)
    refused = [
        http.patch(at, json={"labels": {"plural": "No"}, **wrong})
        for wrong in ({"primaryDisplayProperty": "nowhere"}, {"allowsSensitiveProperties": False})
    ]
    cleared = http.patch(at, json={"clearDescription": True, "searchableProperties": []})

    body = http.get(at).json()
    assert (patched.status_code, [one.status_code for one in refused], cleared.status_code) == (200, [400, 400], 200)
    assert {"properties", "associations"}.isdisjoint(patched.json())
    assert body["labels"] == {"singular": "Deliverable", "plural": "Results"}
    assert (body["name"], body["requiredProperties"]) == ("deliverable", ["title"])
    assert body["secondaryDisplayProperties"] == ["hs_createdate", "hs_object_id"]
    assert (body["searchableProperties"], "description" in body) == (["hs_object_id"], False)
    assert len(body["associations"]) == len(made["associations"])
    assert body["updatedAt"] > made["updatedAt"]


def test_archive_then_purge(http: httpx.Client, create: Create) -> None:
    """An active one cannot be purged; archived it is gone from reads but stands in the list of archived ones."""
    made = create().json()
    at = f"{SCHEMAS}/{made['objectTypeId']}"
    kept = create("other").json()

    too_early = http.delete(at, params={"archived": "true"})
    archived = http.delete(at)
    gone = [http.get(at), http.delete(at), http.get(f"/crm/v3/properties/{made['objectTypeId']}")]
    listed = http.get(SCHEMAS, params={"archived": "true"}).json()["results"]
    purged = [http.delete(at, params={"archived": "true"}).status_code for _ in range(2)]

    assert (too_early.status_code, archived.status_code) == (400, 204)
    assert [one.status_code for one in gone] == [404, 404, 400]
    assert [(one["objectTypeId"], one["archived"]) for one in listed] == [
        (kept["objectTypeId"], False),
        (made["objectTypeId"], True),
    ]
    assert purged == [204, 404]
    state = http.get("/_emulator/state").json()["collections"]
    assert not [name for name in state if made["objectTypeId"] in name]


def test_a_new_schema_replaces_an_archived_one(http: httpx.Client, create: Create) -> None:
    """The archived one is purged with everything it held; the new one has another id."""
    first = create(properties=[NAME, {**NAME, "name": "extra"}]).json()
    http.delete(f"{SCHEMAS}/{first['objectTypeId']}")

    second = create().json()

    assert first["objectTypeId"] != second["objectTypeId"]
    assert "extra" not in {one["name"] for one in second["properties"]}
    assert len(http.get(SCHEMAS, params={"archived": "true"}).json()["results"]) == 1


def test_records_hold_a_schema(http: httpx.Client, portal: Emulator, create: Create) -> None:
    """With a record it cannot be archived."""
    type_id = create().json()["objectTypeId"]
    portal.occupy(type_id, "title", "First", ["1"])

    refused = http.delete(f"{SCHEMAS}/{type_id}")
    portal.occupy(type_id, "title", "First", [])

    assert (refused.status_code, refused.json()["subCategory"]) == (400, "EXISTING_OBJECT_RECORDS")
    assert http.delete(f"{SCHEMAS}/{type_id}").status_code == 204


def test_only_active_records_hold_it(http: httpx.Client, create: Create) -> None:
    """Those in the recycle bin do not, and a purge takes them along with what they were associated with."""
    type_id = create(associatedObjects=["contacts"]).json()["objectTypeId"]
    record = http.post(f"/crm/v3/objects/{type_id}", json={"properties": {"title": "First"}}).json()["id"]
    person = http.post("/crm/v3/objects/contacts", json={"properties": {"email": "ada@example.com"}}).json()["id"]
    linked = http.put(f"/crm/v4/objects/{type_id}/{record}/associations/default/contacts/{person}")

    refused = http.delete(f"{SCHEMAS}/{type_id}")
    http.delete(f"/crm/v3/objects/{type_id}/{record}")
    codes = [http.delete(f"{SCHEMAS}/{type_id}", params={"archived": flag}).status_code for flag in ("false", "true")]

    assert (linked.status_code, refused.json()["subCategory"], codes) == (200, "EXISTING_OBJECT_RECORDS", [204, 204])
    state = http.get("/_emulator/state").json()["collections"]
    assert not [name for name in state if type_id in name]


def test_custom_pipelines_share_a_limit(http: httpx.Client, create: Create) -> None:
    """A hundred for all custom objects together."""
    stage = {"label": "S", "displayOrder": 0, "metadata": {}}
    at = [f"/crm/v3/pipelines/{create(name).json()['objectTypeId']}" for name in ("one", "two")]

    codes = [
        http.post(at[number % 2], json={"label": f"P{number}", "displayOrder": 0, "stages": [stage]}).status_code
        for number in range(101)
    ]

    assert codes == [201] * 100 + [400]


def test_definitions_are_shown_unless_left_out(http: httpx.Client, create: Create) -> None:
    """List, single and batch reads know the three flags; a batch tells what it did not find."""
    type_id = create().json()["objectTypeId"]
    off = dict.fromkeys(
        ("includePropertyDefinitions", "includeAssociationDefinitions", "includeAuditMetadata"), "false"
    )

    for bare in (
        http.get(SCHEMAS, params=off).json()["results"][0],
        http.get(f"{SCHEMAS}/{type_id}", params=off).json(),
    ):
        assert (bare["properties"], bare["associations"], "createdByUserId" in bare) == ([], [], False)
    whole = http.post(f"{SCHEMAS}/batch/read", json={"inputs": [type_id, "contacts"]})
    some = http.post(f"{SCHEMAS}/batch/read", json={"inputs": ["p_deliverable", "2-9"], "includeAuditMetadata": False})
    assert [one["name"] for one in whole.json()["results"]] == ["deliverable", "CONTACT"]
    assert (some.status_code, some.json()["numErrors"]) == (207, 1)
    assert "createdByUserId" not in some.json()["results"][0]
    assert whole.json()["results"][0]["createdByUserId"] == 1001


def test_every_path_leads_to_the_same_schemas(http: httpx.Client, create: Create) -> None:
    """The alias and the versions show one and the same."""
    type_id = create().json()["objectTypeId"]
    paths = ("/crm/v3/schemas", "/crm-object-schemas/v3/schemas", "/crm-object-schemas/2026-03/schemas", SCHEMAS)

    assert len({http.get(f"{path}/{type_id}").text for path in paths}) == 1
    assert http.post("/crm/v3/schemas", json={}).status_code == 400


def test_hubspots_own_objects_are_read_only(http: httpx.Client, create: Create) -> None:
    """Contacts can be read as a schema, with the ties of custom objects, but not changed or archived."""
    create(associatedObjects=["contacts"])
    at = f"{SCHEMAS}/contacts"

    names = {one["name"] for one in http.get(at).json()["associations"]}

    assert {"CONTACT_TO_COMPANY", "CONTACT_TO_COMPANY_UNLABELED", "deliverable_to_contact"} <= names
    assert [http.patch(at, json={}).status_code, http.delete(at).status_code] == [400, 400]


def test_plain_associations_are_part_of_a_schema(http: httpx.Client, create: Create) -> None:
    """One is added and removed by its id, once; HubSpot's own pairs and unknown ids are refused."""
    type_id = create().json()["objectTypeId"]
    at = f"{SCHEMAS}/{type_id}/associations"
    pair = {"fromObjectTypeId": type_id, "toObjectTypeId": "0-2", "name": "result_of"}

    made = http.post(at, json=pair)
    twice = http.post(at, json=pair)
    same_name = http.post(at, json={**pair, "toObjectTypeId": "0-3"})
    elsewhere = http.post(f"{SCHEMAS}/deals/associations", json=pair)
    own = http.post(f"{SCHEMAS}/contacts/associations", json={"fromObjectTypeId": "0-1", "toObjectTypeId": "0-2"})
    listed = http.get(f"/crm/v4/associations/companies/{type_id}/labels").json()["results"]
    deleted = [http.delete(f"{at}/{made.json()['id']}").status_code for _ in range(2)]

    assert (made.status_code, made.json()["name"]) == (201, "result_of")
    assert [one.status_code for one in (twice, same_name, elsewhere, own)] == [409, 409, 400, 409]
    assert [one["label"] for one in listed] == [None]
    assert deleted == [204, 404]
    assert http.get(f"/crm/v4/associations/companies/{type_id}/labels").json()["results"] == []
    assert http.delete(f"{at}/{'9' * 5000}").status_code == 404


def test_scopes_of_schemas(portal: Emulator) -> None:
    """Reading and writing need their own scope; the refusal names an older one and looks unlike all others."""
    portal.add_token("reader", scopes=["crm.schemas.custom.read"])
    portal.add_token("writer", scopes=["crm.schemas.custom.write"])
    with httpx.Client(base_url=portal.base_url) as http:
        reader, writer = ({"Authorization": f"Bearer {one}"} for one in ("reader", "writer"))
        codes = [http.get(SCHEMAS, headers=reader), http.post(SCHEMAS, json={}, headers=writer)]
        refused = [http.get(SCHEMAS, headers=writer), http.post(SCHEMAS, json={}, headers=reader)]

    assert [one.status_code for one in codes] == [200, 400]
    assert [one.status_code for one in refused] == [403, 403]
    body = refused[0].json()
    assert {key: body[key] for key in ("message", "context", "category")} == {
        "message": "One or more of the following scopes are required.",
        "context": {
            "requiredGranularScopes": ["custom-object-read"],
            "links": ["https://developers.hubspot.com/scopes"],
        },
        "category": "MISSING_SCOPES",
    }


@pytest.mark.parametrize(
    ("account", "most"),
    [({}, 20), ({"account_type": "STANDARD"}, 10), ({"tier": "professional", "account_type": "STANDARD"}, 0)],
)
def test_how_many_there_may_be(account: Any, most: int) -> None:
    """Twenty on a developer test account, ten with Enterprise, none below."""
    labels = {"singular": "One", "plural": "Many"}
    with (
        Emulator(limits=Limits.off(), **account) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        bodies = [
            {"name": f"o{n}", "labels": labels, "primaryDisplayProperty": "hs_object_id"} for n in range(most + 1)
        ]
        codes = [http.post(SCHEMAS, json=body).status_code for body in bodies]
        told = http.get("/crm/limits/2026-09/custom-object-types").json()

    assert codes == [201] * most + [400 if most else 403]
    assert told == {"limit": most, "usage": most, "percentage": 100.0 if most else 0.0}


def test_what_is_searchable_is_a_switch(portal: Emulator, create: Create) -> None:
    """A client in the wild counts on the primary property being there as well."""
    portal.use_switches(Switches(schema_searchable="with_primary"))

    assert create().json()["searchableProperties"] == ["hs_object_id", "title"]
    assert create("b", searchableProperties=["title"]).json()["searchableProperties"] == ["title"]
