import httpx
import pytest

from cvpctl.emulator.object_types import OBJECT_TYPES, ObjectType
from cvpctl.emulator.property_rules import FIELD_TYPES, TYPES

SHOWN_ONLY = {"calculation_rollup", "calculation_score", "calculation_read_time"}


@pytest.mark.parametrize("object_type", OBJECT_TYPES, ids=lambda known: known.plural)
def test_every_object_comes_furnished(http: httpx.Client, object_type: ObjectType) -> None:
    """Each object has groups, properties of real types inside them, and is marked as HubSpot's own."""
    groups = {one["name"] for one in http.get(f"/crm/v3/properties/{object_type.id}/groups").json()["results"]}
    properties = http.get(f"/crm/v3/properties/{object_type.plural}").json()["results"]

    assert {"hs_object_id", "hs_createdate", "hs_lastmodifieddate"} <= {one["name"] for one in properties}
    for one in properties:
        assert one["groupName"] in groups, one["name"]
        assert one["type"] in TYPES | {"object_coordinates"}
        assert one["fieldType"] in FIELD_TYPES | SHOWN_ONLY
        assert one["hubspotDefined"] is True
        assert one.get("archived", False) is False
        assert len({option["value"] for option in one["options"]}) == len(one["options"])


def test_pipelines_of_a_new_portal(http: httpx.Client) -> None:
    """Deals, tickets, the two lifecycles and the activated objects have one each; orders have none."""
    names = ("deals", "tickets", "contacts", "companies", "services", "leads", "projects", "orders")
    found = {name: http.get(f"/crm/pipelines/2026-09/{name}").json()["results"] for name in names}

    assert [found[name][0]["id"] for name in names[:4]] == [
        "default",
        "0",
        "contacts-lifecycle-pipeline",
        "companies-lifecycle-pipeline",
    ]
    assert [len(found[name]) for name in names] == [1, 1, 1, 1, 1, 1, 1, 0]
    assert [stage["metadata"]["probability"] for stage in found["deals"][0]["stages"]] == [
        "0.2",
        "0.4",
        "0.6",
        "0.8",
        "0.9",
        "1.0",
        "0.0",
    ]
    assert [stage["id"] for stage in found["tickets"][0]["stages"]] == ["1", "2", "3", "4"]
    assert found["deals"][0]["createdAt"] == "1970-01-01T00:00:00Z"
    lifecycle = http.get("/crm/v3/properties/contacts/lifecyclestage").json()
    assert [one["value"] for one in lifecycle["options"]] == [one["id"] for one in found["contacts"][0]["stages"]]
