from typing import Any

import pytest
from hubspot.crm import contacts as v3_contacts
from hubspot.crm import objects as v3_objects
from hubspot.crm.associations import v4 as v4_associations
from hubspot_sdk import ConflictError, NotFoundError

from cvpctl.emulator.server import Emulator


def test_the_v3_client_keeps_contacts(v3: Any) -> None:
    """Create, read by address, change, list, search, upsert, archive, and the typed errors."""
    basic = v3.api(v3.crm.contacts.basic_api)
    batch = v3.api(v3.crm.contacts.batch_api)
    search = v3.api(v3.crm.contacts.search_api)
    wanted = v3_contacts.SimplePublicObjectInputForCreate(properties={"email": "ada@example.org", "firstname": "Ada"})

    made = basic.create(wanted)
    changed = basic.update(made.id, v3_contacts.SimplePublicObjectInput(properties={"lastname": "King"}))
    read = basic.get_by_id("ada@example.org", id_property="email", properties=["lastname", "phone"])
    with pytest.raises(v3_contacts.ApiException) as conflict:
        basic.create(wanted)
    found = search.do_search(
        v3_contacts.PublicObjectSearchRequest(
            filter_groups=[{"filters": [{"propertyName": "lastname", "operator": "EQ", "value": "king"}]}], limit=1
        )
    )
    upserted = batch.upsert(
        v3_contacts.BatchInputSimplePublicObjectBatchInputUpsert(
            inputs=[{"id": "bob@example.org", "idProperty": "email", "properties": {"firstname": "Bob"}}]
        )
    )
    page = basic.get_page(limit=1)

    assert (changed.properties["lastname"], read.properties["phone"]) == ("King", None)
    assert read.properties["lastname"] == "King"
    assert (conflict.value.status, found.total, found.results[0].id) == (409, 1, made.id)
    assert upserted.results[0].new is True
    assert page.paging.next.after == str(int(made.id) + 1)
    basic.archive(made.id)
    with pytest.raises(v3_contacts.ApiException) as missing:
        basic.get_by_id(made.id)
    assert missing.value.status == 404


def test_the_v3_client_reads_objects_of_any_type(v3: Any, portal: Emulator) -> None:
    """The generic objects api: batches with what is missing told beside the rest."""
    batch = v3.api(v3.crm.objects.batch_api)
    (deal,) = portal.add_records("deals", [{"dealname": "Big", "dealstage": "closedwon"}])
    wanted = v3_objects.BatchReadInputSimplePublicObjectId(
        inputs=[{"id": deal}, {"id": "7"}], properties=["dealname"], properties_with_history=[]
    )

    read = batch.read("deals", wanted)

    assert [one.properties["dealname"] for one in read.results] == ["Big"]
    assert read.num_errors == 1


def test_the_v4_client_associates(v3: Any, portal: Emulator) -> None:
    """Default and labelled associations, pages and batches through HubSpot's v4 client."""
    basic = v3.api(v3.crm.associations.v4.basic_api)
    batch = v3.api(v3.crm.associations.v4.batch_api)
    (contact,) = portal.add_records("contacts", [{"firstname": "Ada"}])
    (company,) = portal.add_records("companies", [{"name": "One"}])
    spec = v4_associations.AssociationSpec(association_category="HUBSPOT_DEFINED", association_type_id=1)

    default = basic.create_default("contacts", contact, "companies", company)
    labelled = basic.create("contacts", contact, "companies", company, [spec])
    page = basic.get_page("contacts", contact, "companies")
    read = batch.get_page(
        "contacts",
        "companies",
        v4_associations.BatchInputPublicFetchAssociationsBatchRequest(inputs=[{"id": contact}]),
    )

    assert [one.association_spec.association_type_id for one in default.results] == [279, 280]
    assert labelled.labels == ["Primary"]
    assert [one.type_id for one in page.results[0].association_types] == [1, 279]
    assert str(read.results[0].to[0].to_object_id) == company
    basic.archive("contacts", contact, "companies", company)
    assert basic.get_page("contacts", contact, "companies").results == []


@pytest.mark.long
def test_the_dated_client_keeps_records(dated: Any, portal: Emulator) -> None:
    """The same through the client generated for 2026-03."""
    contacts, associations = dated.crm.objects.contacts, dated.crm.associations

    made = contacts.create(properties={"email": "ada@example.org"}, associations=[])
    with pytest.raises(ConflictError):
        contacts.create(properties={"email": "ada@example.org"}, associations=[])
    (company,) = portal.add_records("companies", [{"name": "One"}])
    linked = associations.batch.create_default(
        from_object_type="contacts",
        to_object_type="companies",
        inputs=[{"from": {"id": made.id}, "to": {"id": company}}],
    )

    assert contacts.get(made.id).properties["email"] == "ada@example.org"
    assert linked.results[0].association_spec.association_type_id == 279
    contacts.delete(made.id)
    with pytest.raises(NotFoundError):
        contacts.get(made.id)
