"""The rule about custom objects that no customer's record leads to: nobody who looks at the customer meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.model import BY_NAME, Address, Severity
from cvpctl.policy.authored import custom_objects
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject

_CUSTOMERS = ("contacts", "companies")


def without_customer(subject: Subject) -> Iterator[Violation]:
    for name, schema in custom_objects(subject).items():
        if _is_told(subject, schema) and not _meets_customers(subject, name, schema):
            message = f"{name} is associated with neither contacts nor companies, so no customer's record leads to it"
            yield Violation(message, Address("schema", (), name))


def objects_told(subject: Subject) -> bool:
    return any(_is_told(subject, schema) for schema in custom_objects(subject).values())


def _is_told(subject: Subject, schema: Mapping[str, Any]) -> bool:
    """HubSpot associates a custom object with activities by itself, so a live one without any was not asked for them.

    Of an object that blueprints only add to, the associations are somebody else's to state.
    """
    return bool(schema.get("associations") if subject.live else schema)


def _meets_customers(subject: Subject, name: str, schema: Mapping[str, Any]) -> bool:
    ids = {BY_NAME[one].id for one in _CUSTOMERS}
    natively = any(str(one.get("toObjectTypeId")) in ids for one in schema.get("associations") or ())
    pairs = [pair for one in _CUSTOMERS for pair in ((name, one), (one, name))]
    return natively or any(True for pair in pairs for _ in subject.of("label", *pair))


RULES = (
    Rule(
        code="OBJECT_WITHOUT_CUSTOMER",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.INFO,
        title="A custom object that no customer leads to",
        why=(
            "The authors carry the whole relationship on one record graph, and associate each of their three objects "
            "with the customer. "
            "HubSpot associates a custom object only with what its schema names or a label joins. "
            "That each must meet contacts or companies directly is our reading; a blueprint speaks for itself only, "
            "and the portal may have the association already."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Add a label between it and contacts or companies under `associations:`.",
        judge=without_customer,
        meets=objects_told,
        cases=(
            Case(
                "A label joins it with companies.",
                """\
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    properties:
      deliverable_name: {label: Deliverable Name, type: string, fieldType: text, groupName: deliverable_information}
associations:
  - from: deliverable
    to: companies
    labels:
      recipient: {label: Recipient, inverseLabel: Deliverable to Receive}
""",
            ),
            Case(
                "Nothing joins it with a customer.",
                """\
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    properties:
      deliverable_name: {label: Deliverable Name, type: string, fieldType: text, groupName: deliverable_information}
""",
                breaks=("schema.deliverable",),
            ),
        ),
        needs=frozenset({"schema"}),
        proven="github.com/hubspotdev/crm-customization-dev-bootcamp, data/README.md: vehicles for rent are joined "
        "with their locations and rental agreements only; both of these are custom objects.",
    ),
)
