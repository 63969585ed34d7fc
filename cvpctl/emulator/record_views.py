"""How records look in answers: which properties are told without asking, and what HubSpot fills in at birth."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import ObjectType
from cvpctl.emulator.record_values import milliseconds

_CONTACTS = "0-1"
_COMPANIES = "0-2"
_SINCE_2025 = (
    "hs_associated_target_accounts", "hs_prospecting_agent_actively_enrolled_count",
    "hs_prospecting_agent_total_enrolled_count", "hs_sequences_actively_enrolled_count", "num_notes",
)  # fmt: skip

# Observed for contacts, companies, users; documented for deals, tickets, products, line items, quotes.
_TOLD: dict[str, tuple[str, ...]] = {
    "contacts": ("email", "firstname", "lastname"),
    "companies": ("domain", "name"),
    "deals": ("amount", "closedate", "dealname", "dealstage", "pipeline"),
    "tickets": (
        "content", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_priority", "subject",
    ),
    "products": ("description", "name", "price"),
    "line_items": ("hs_product_id", "quantity"),
    "quotes": ("hs_expiration_date", "hs_public_url_key", "hs_status", "hs_title"),
}  # fmt: skip
_PLAIN_CREATEDATE = frozenset({"contacts", "companies", "deals", "tickets", "products", "line_items"})


def created_property(object_type: ObjectType) -> str:
    return "createdate" if object_type.plural in _PLAIN_CREATEDATE else "hs_createdate"


def modified_property(object_type: ObjectType) -> str:
    return "lastmodifieddate" if object_type.id == _CONTACTS else "hs_lastmodifieddate"


def always_told(object_type: ObjectType) -> set[str]:
    return {created_property(object_type), modified_property(object_type), "hs_object_id"}


def told(call: Call, record: Body, asked: Iterable[str] | None) -> Body:
    """What a read answers: the properties asked for (unknown ones are passed over), empty ones as null."""
    object_type = call.object_type
    wanted = set(_TOLD.get(object_type.plural, ()) if asked is None else asked)
    known = call.portal.all(f"properties/{object_type.id}")
    values = record["properties"]
    names = {name for name in wanted if name in known or name in values} | always_told(object_type)
    return dressed(call, record, {name: values.get(name) or None for name in sorted(names)})


def told_after_create(call: Call, record: Body) -> Body:
    """Observed: everything that is set, HubSpot's own additions included."""
    return dressed(call, record, {name: value for name, value in sorted(record["properties"].items()) if value})


def told_after_update(call: Call, record: Body, sent: Iterable[str]) -> Body:
    """Observed: what was sent, and a few that say where the record comes from."""
    wanted = always_told(call.object_type) | set(sent) | _ORIGIN
    if call.object_type.id == _CONTACTS:
        wanted.add("hs_is_unworked")
        if call.switches.record_answers == "2024":
            wanted.add("hs_is_contact")
    if call.object_type.id in {_CONTACTS, _COMPANIES}:
        wanted |= {"hs_pipeline", "lifecyclestage"}
    values = record["properties"]
    return dressed(call, record, {name: values.get(name) or None for name in sorted(wanted) if name in values})


_ORIGIN = {"hs_object_source", "hs_object_source_id", "hs_object_source_label"}


def dressed(call: Call, record: Body, properties: Mapping[str, str | None]) -> Body:
    body: Body = {
        "id": record["id"],
        "properties": dict(properties),
        "createdAt": record["createdAt"],
        "updatedAt": record["updatedAt"],
        "archived": record["archived"],
    }
    if record["archived"]:
        body["archivedAt"] = record["archivedAt"]
    if call.switches.record_answers == "2025":
        where = call.portal.account["uiDomain"]
        body["url"] = f"https://{where}/contacts/{call.portal.id}/record/{call.object_type.id}/{record['id']}"
    return body


def born_with(call: Call, record_id: str, said: Mapping[str, str]) -> dict[str, str]:
    """What HubSpot adds to a new record (observed for contacts, companies and custom objects)."""
    object_type, now = call.object_type, call.now
    values = {
        created_property(object_type): now,
        modified_property(object_type): now,
        "hs_object_id": record_id,
    }
    if call.switches.record_answers == "2022":
        return values
    values |= {
        "hs_object_source": "INTEGRATION",
        "hs_object_source_id": str(call.grant.app_id),
        "hs_object_source_label": "INTEGRATION",
    }
    if object_type.id in {_CONTACTS, _COMPANIES}:
        values |= {"lifecyclestage": "lead", "hs_pipeline": f"{object_type.plural}-lifecycle-pipeline"}
    elif object_type.stages:
        values |= _pipeline(call, said)
    if object_type.id == _CONTACTS:
        values |= _contact(call, record_id, values | dict(said))
    if object_type.id == _COMPANIES and said.get("domain"):
        values["website"] = said["domain"]
    return values


def _pipeline(call: Call, said: Mapping[str, str]) -> dict[str, str]:
    """The pipeline the stage belongs to, or the object's first one (documented for deals and tickets)."""
    pipelines = call.portal.all(f"pipelines/{call.object_type.id}").values()
    stage = said.get(call.object_type.stage_property)
    holding = [one["id"] for one in pipelines if any(known["id"] == stage for known in one["stages"])]
    every = holding or [one["id"] for one in pipelines]
    return {call.object_type.pipeline_property: every[0]} if every else {}


def _contact(call: Call, record_id: str, values: Mapping[str, str]) -> dict[str, str]:
    recent = call.switches.record_answers == "2025"
    email = values.get("email", "")
    added = {
        "hs_all_contact_vids": record_id,
        "hs_currently_enrolled_in_prospecting_agent": "false",
        "hs_is_contact": "true",
        "hs_is_unworked": "true",
        "hs_membership_has_accessed_private_content": "0",
        "hs_registered_member": "0",
    }
    if email:
        added["hs_email_domain"] = email.partition("@")[2]
    stage = values["lifecyclestage"]
    if stage:
        began = datetime.fromisoformat(call.now)
        added[f"hs_lifecyclestage_{stage}_date"] = str(milliseconds(began)) if recent else call.now
    if recent:
        added |= dict.fromkeys(_SINCE_2025, "0")
        names = " ".join(one for one in (values.get("firstname"), values.get("lastname")) if one)
        if names or email:
            added["hs_full_name_or_email"] = names or email
    return added
