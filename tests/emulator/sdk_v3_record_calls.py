"""As `sdk_v3_calls`: the operations of `hubspot-api-client` on owners, records and their associations."""

from __future__ import annotations

from typing import Any

from emulator.sdk_given import Drive, Given

_EVE = {"properties": {"email": "eve@example.org"}, "associations": []}
_ENDS = ("contacts", "companies")


def _owners(c: Any) -> Any:
    return c.api(c.crm.owners.owners_api)


def _lists(c: Any) -> Any:
    return c.api(c.crm.lists.lists_api)


def _forms(c: Any) -> Any:
    return c.api(c.marketing.forms.forms_api)


def _records(c: Any) -> Any:
    return c.api(c.crm.objects.basic_api)


def _many_records(c: Any) -> Any:
    return c.api(c.crm.objects.batch_api)


def _ties(c: Any) -> Any:
    return c.api(c.crm.associations.v4.basic_api)


def _many_ties(c: Any) -> Any:
    return c.api(c.crm.associations.v4.batch_api)


def _tie(g: Given, **more: Any) -> dict[str, Any]:
    return {"inputs": [{"from": {"id": g.bob}, "to": {"id": g.two}, **more}]}


def _types(g: Given) -> list[dict[str, Any]]:
    return [{"associationCategory": "USER_DEFINED", "associationTypeId": g.label}]


V3_RECORDS: dict[str, Drive] = {
    "GET owners ": Drive(lambda c, _: _owners(c).get_page(), results___1__email="oda@example.org"),
    "GET owners /{ownerId}": Drive(lambda c, g: _owners(c).get_by_id(g.owner), first_name="Oda", user_id=77),
    "POST lists /search": Drive(
        lambda c, _: _lists(c).do_search({"query": "", "count": 5, "offset": 0}), lists___0__name="Best of all", total=1
    ),
    "GET lists ": Drive(lambda c, _: _lists(c).get_all(list_ids=["1"], include_filters=True), lists___0__list_id="1"),
    "GET forms ": Drive(
        lambda c, _: _forms(c).get_page(form_types=["all"]), results___0__field_groups___0__fields___0__name="email"
    ),
    "GET records /{objectType}": Drive(
        lambda c, _: _records(c).get_page("contacts", limit=1),
        results___0__properties__email="ada@example.org",
    ),
    "POST records /{objectType}": Drive(
        lambda c, _: _records(c).create("contacts", _EVE), properties__email="eve@example.org", archived=False
    ),
    "GET records /{objectType}/{objectId}": Drive(
        lambda c, g: _records(c).get_by_id("contacts", g.ada, associations=["companies"]),
        associations__companies__results___0__type="contact_to_company",
    ),
    "PATCH records /{objectType}/{objectId}": Drive(
        lambda c, g: _records(c).update("contacts", g.ada, {"properties": {"firstname": "Ada"}}),
        properties__firstname="Ada",
    ),
    "DELETE records /{objectType}/{objectId}": Drive(lambda c, g: _records(c).archive("contacts", g.ada)),
    "POST records /{objectType}/merge": Drive(
        lambda c, g: c.api(c.crm.companies.basic_api).merge({"primaryObjectId": g.one, "objectIdToMerge": g.two}),
        properties__name="One",
    ),
    "POST records /{objectType}/search": Drive(
        lambda c, _: c.api(c.crm.objects.search_api).do_search("contacts", {"query": "bob", "limit": 1}),
        total=1,
        results___0__properties__email="bob@example.org",
    ),
    "POST records /{objectType}/batch/create": Drive(
        lambda c, _: _many_records(c).create("contacts", {"inputs": [_EVE]}),
        status="COMPLETE",
        results___0__properties__email="eve@example.org",
    ),
    "POST records /{objectType}/batch/read": Drive(
        lambda c, g: _many_records(c).read(
            "contacts", {"inputs": [{"id": g.bob}], "properties": ["email"], "propertiesWithHistory": []}
        ),
        results___0__properties__email="bob@example.org",
    ),
    "POST records /{objectType}/batch/update": Drive(
        lambda c, g: _many_records(c).update(
            "contacts", {"inputs": [{"id": g.bob, "properties": {"firstname": "Bob"}}]}
        ),
        results___0__properties__firstname="Bob",
    ),
    "POST records /{objectType}/batch/upsert": Drive(
        lambda c, _: _many_records(c).upsert(
            "contacts", {"inputs": [{"id": "eve@example.org", "idProperty": "email", "properties": {}}]}
        ),
        results___0__new=True,
    ),
    "POST records /{objectType}/batch/archive": Drive(
        lambda c, g: _many_records(c).archive("contacts", {"inputs": [{"id": g.bob}]})
    ),
    "GET record associations /{objectType}/{objectId}/associations/{toObjectType}": Drive(
        lambda c, g: _ties(c).get_page("contacts", g.ada, "companies"),
        results___0__association_types___1__type_id=279,
    ),
    "PUT record associations /{objectType}/{objectId}/associations/default/{toObjectType}/{toObjectId}": Drive(
        lambda c, g: _ties(c).create_default("contacts", g.bob, "companies", g.two),
        results___0__association_spec__association_type_id=279,
    ),
    "PUT record associations /{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}": Drive(
        lambda c, g: _ties(c).create("contacts", g.bob, "companies", g.two, _types(g)), labels=["Sponsor"]
    ),
    "DELETE record associations /{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}": Drive(
        lambda c, g: _ties(c).archive("contacts", g.ada, "companies", g.one)
    ),
    "POST association types /{objectType}/{toObjectType}/batch/create": Drive(
        lambda c, g: _many_ties(c).create(*_ENDS, _tie(g, types=_types(g))), results___0__labels=["Sponsor"]
    ),
    "POST association types /{objectType}/{toObjectType}/batch/associate/default": Drive(
        lambda c, g: _many_ties(c).create_default(*_ENDS, _tie(g)),
        results___0__association_spec__association_category="HUBSPOT_DEFINED",
    ),
    "POST association types /{objectType}/{toObjectType}/batch/read": Drive(
        lambda c, g: _many_ties(c).get_page(*_ENDS, {"inputs": [{"id": g.ada}]}),
        results___0__to___0__association_types___1__type_id=279,
    ),
    "POST association types /{objectType}/{toObjectType}/batch/archive": Drive(
        lambda c, g: _many_ties(c).archive(*_ENDS, {"inputs": [{"from": {"id": g.ada}, "to": [{"id": g.one}]}]})
    ),
    "POST association types /{objectType}/{toObjectType}/batch/labels/archive": Drive(
        lambda c, g: _many_ties(c).archive_labels(*_ENDS, _tie(g, types=_types(g)))
    ),
}
