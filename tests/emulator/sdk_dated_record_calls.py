"""As `sdk_dated_calls`: the operations of `hubspot-sdk` on owners, records and their associations."""

from __future__ import annotations

from typing import Any

from emulator.sdk_given import Drive, Given


def _ends(given: Given, **more: Any) -> dict[str, Any]:
    return {
        "to_object_type": "companies",
        "from_object_type": "contacts",
        "inputs": [{"from": {"id": given.bob}, "to": {"id": given.two}, **more}],
    }


def _types(given: Given) -> list[dict[str, Any]]:
    return [{"association_category": "USER_DEFINED", "association_type_id": given.label}]


DATED_RECORDS: dict[str, Drive] = {
    "GET owners ": Drive(lambda c, _: c.crm.owners.list(), results___1__email="oda@example.org"),
    "GET owners /{ownerId}": Drive(lambda c, g: c.crm.owners.get(g.owner), first_name="Oda", user_id=77),
    "POST lists /search": Drive(
        lambda c, _: c.crm.lists.list_by_search(list_ids=[], offset=0, processing_types=["DYNAMIC"]),
        lists___0__name="Best of all",
        has_more=False,
    ),
    "GET lists ": Drive(
        lambda c, _: c.crm.lists.list(list_ids=["1"], include_filters=True),
        lists___0__filterBranch__filterBranchType="OR",
    ),
    "GET records /{objectType}": Drive(
        lambda c, _: c.crm.objects.contacts.list(limit=1), results___0__properties__email="ada@example.org"
    ),
    "POST records /{objectType}": Drive(
        lambda c, _: c.crm.objects.contacts.create(properties={"email": "eve@example.org"}, associations=[]),
        properties__email="eve@example.org",
        archived=False,
    ),
    "GET records /{objectType}/{objectId}": Drive(
        lambda c, g: c.crm.objects.contacts.get(g.ada, associations=["companies"]),
        properties__email="ada@example.org",
        associations__companies__results___0__type="contact_to_company",
    ),
    "PATCH records /{objectType}/{objectId}": Drive(
        lambda c, g: c.crm.objects.contacts.update(g.ada, properties={"firstname": "Ada"}), properties__firstname="Ada"
    ),
    "DELETE records /{objectType}/{objectId}": Drive(lambda c, g: c.crm.objects.contacts.delete(g.ada)),
    "POST records /{objectType}/merge": Drive(
        lambda c, g: c.crm.objects.contacts.merge(primary_object_id=g.ada, object_id_to_merge=g.bob), archived=False
    ),
    "POST records /{objectType}/search": Drive(
        lambda c, _: c.crm.objects.contacts.search(
            after="0",
            limit=1,
            properties=["email"],
            sorts=[],
            filter_groups=[{"filters": [{"property_name": "email", "operator": "EQ", "value": "bob@example.org"}]}],
        ),
        total=1,
        results___0__properties__email="bob@example.org",
    ),
    "POST records /{objectType}/batch/create": Drive(
        lambda c, _: c.crm.objects.contacts.batch.create(
            inputs=[{"properties": {"email": "eve@example.org"}, "associations": []}]
        ),
        status="COMPLETE",
        results___0__properties__email="eve@example.org",
    ),
    "POST records /{objectType}/batch/read": Drive(
        lambda c, g: c.crm.objects.contacts.batch.get(
            inputs=[{"id": g.bob}], properties=["email"], properties_with_history=[]
        ),
        results___0__properties__email="bob@example.org",
    ),
    "POST records /{objectType}/batch/update": Drive(
        lambda c, g: c.crm.objects.contacts.batch.update(inputs=[{"id": g.bob, "properties": {"firstname": "Bob"}}]),
        results___0__properties__firstname="Bob",
    ),
    "POST records /{objectType}/batch/upsert": Drive(
        lambda c, _: c.crm.objects.contacts.batch.upsert(
            inputs=[{"id": "eve@example.org", "id_property": "email", "properties": {"firstname": "Eve"}}]
        ),
        results___0__new=True,
    ),
    "POST records /{objectType}/batch/archive": Drive(
        lambda c, g: c.crm.objects.contacts.batch.delete(inputs=[{"id": g.bob}])
    ),
    "GET record associations /{objectType}/{objectId}/associations/{toObjectType}": Drive(
        lambda c, g: c.crm.associations.list("companies", object_type="contacts", object_id=g.ada),
        results___0__association_types___1__type_id=279,
    ),
    "PUT record associations /{objectType}/{objectId}/associations/default/{toObjectType}/{toObjectId}": Drive(
        lambda c, g: c.crm.associations.create(
            g.two, from_object_type="contacts", from_object_id=g.bob, to_object_type="companies"
        ),
        results___0__association_spec__association_type_id=279,
    ),
    "PUT record associations /{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}": Drive(
        lambda c, g: c.crm.associations.update_labels(
            g.two, object_type="contacts", object_id=g.bob, to_object_type="companies", body=_types(g)
        ),
        labels=["Sponsor"],
    ),
    "DELETE record associations /{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}": Drive(
        lambda c, g: c.crm.associations.delete(
            g.one, object_type="contacts", object_id=g.ada, to_object_type="companies"
        )
    ),
    "POST association types /{objectType}/{toObjectType}/batch/create": Drive(
        lambda c, g: c.crm.associations.batch.create(**_ends(g, types=_types(g))), results___0__labels=["Sponsor"]
    ),
    "POST association types /{objectType}/{toObjectType}/batch/associate/default": Drive(
        lambda c, g: c.crm.associations.batch.create_default(**_ends(g)),
        results___0__association_spec__association_category="HUBSPOT_DEFINED",
    ),
    "POST association types /{objectType}/{toObjectType}/batch/read": Drive(
        lambda c, g: c.crm.associations.batch.get("companies", from_object_type="contacts", inputs=[{"id": g.ada}]),
        results___0__to___0__association_types___1__type_id=279,
    ),
    "POST association types /{objectType}/{toObjectType}/batch/archive": Drive(
        lambda c, g: c.crm.associations.batch.delete(
            "companies", from_object_type="contacts", inputs=[{"from": {"id": g.ada}, "to": [{"id": g.one}]}]
        )
    ),
    "POST association types /{objectType}/{toObjectType}/batch/labels/archive": Drive(
        lambda c, g: c.crm.associations.batch.delete_labels(**_ends(g, types=_types(g)))
    ),
}
