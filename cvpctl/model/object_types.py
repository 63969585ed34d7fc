"""HubSpot's object types: one canonical plural per type, whatever a person writes (contact, CONTACT, 0-1).

Ids and names: HubSpot's "Understanding the CRM" reference. Pipelines and stage caps: its pipelines guide
(30 stages for the newer objects, 100 for deals and tickets); projects are listed among the pipeline scopes only,
so their cap is assumed to be that of the newer objects.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ObjectType:
    """`stage_cap` is 0 for an object without pipelines a blueprint may write.

    `groups` are the property groups it comes with: recorded of contacts, companies and deals, written down by third
    parties of leads, services, listings and orders, by analogy of the rest.
    """

    name: str
    singular: str
    id: str
    label: str
    groups: tuple[str, ...]
    stage_cap: int = 0
    aliases: tuple[str, ...] = ()


OBJECT_TYPES = (
    ObjectType("contacts", "contact", "0-1", "Contacts", ("contactinformation",)),
    ObjectType("companies", "company", "0-2", "Companies", ("companyinformation",)),
    ObjectType("deals", "deal", "0-3", "Deals", ("dealinformation",), stage_cap=100),
    ObjectType("tickets", "ticket", "0-5", "Tickets", ("ticketinformation",), stage_cap=100),
    ObjectType("products", "product", "0-7", "Products", ("productinformation",)),
    ObjectType(
        "line_items", "line_item", "0-8", "Line items", ("lineiteminformation",), aliases=("line item", "line items")
    ),
    ObjectType("quotes", "quote", "0-14", "Quotes", ("quoteinformation",)),
    ObjectType("communications", "communication", "0-18", "Communications", ("communication", "engagement")),
    ObjectType("tasks", "task", "0-27", "Tasks", ("task", "engagement")),
    ObjectType("notes", "note", "0-46", "Notes", ("note", "engagement")),
    ObjectType("meetings", "meeting", "0-47", "Meetings", ("meeting", "engagement")),
    ObjectType("calls", "call", "0-48", "Calls", ("call", "engagement")),
    ObjectType("emails", "email", "0-49", "Emails", ("email", "engagement")),
    ObjectType("invoices", "invoice", "0-53", "Invoices", ("invoiceinformation",)),
    ObjectType("subscriptions", "subscription", "0-69", "Subscriptions", ("subscription_information",)),
    ObjectType(
        "payments",
        "payment",
        "0-101",
        "Payments",
        ("payment_information",),
        aliases=("commerce_payment", "commerce_payments"),
    ),
    ObjectType("users", "user", "0-115", "Users", ("user_information",)),
    ObjectType("orders", "order", "0-123", "Orders", ("order_information",), stage_cap=30),
    ObjectType("leads", "lead", "0-136", "Leads", ("lead_information",), stage_cap=30),
    ObjectType("services", "service", "0-162", "Services", ("service_information",), stage_cap=30),
    ObjectType("courses", "course", "0-410", "Courses", ("course_information",), stage_cap=30),
    ObjectType("listings", "listing", "0-420", "Listings", ("listing_information",), stage_cap=30),
    ObjectType("appointments", "appointment", "0-421", "Appointments", ("appointment_information",), stage_cap=30),
    ObjectType("projects", "project", "0-970", "Projects", ("project_information",), stage_cap=30),
)

BY_NAME = {object_type.name: object_type for object_type in OBJECT_TYPES}
_BY_ALIAS = {
    alias: object_type
    for object_type in OBJECT_TYPES
    for alias in (object_type.name, object_type.singular, object_type.id, *object_type.aliases)
}


def find_object_type(name: str) -> ObjectType | None:
    """Return the type that `name` means in any spelling HubSpot accepts, or None."""
    return _BY_ALIAS.get(name.strip().lower())
