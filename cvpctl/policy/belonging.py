"""Rules about whom a record belongs to: an owner who is a HubSpot user, and a company that is a record, not a text."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Address, Resource, Severity
from cvpctl.policy.authored import label_of, properties
from cvpctl.policy.meeting import some_property
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import phrases, words

OWNED = ("contacts", "companies", "deals", "tickets")
"""Objects whose owner the authors name as what a team needs to know."""
OWNER = "hubspot_owner_id"
FEWEST_RECORDS = 20
_WITH_CUSTOMER = ("deals", "tickets", "orders", "services", "projects", "appointments", "subscriptions", "invoices")
_WITH_COMPANY = ("contacts", *_WITH_CUSTOMER)
"""Objects that HubSpot associates with companies; its own text on contacts is nobody's fault."""
_OWNERS = phrases(
    *("owner", "account owner", "contact owner", "company owner", "deal owner", "ticket owner", "record owner"),
    *("customer owner", "client owner", "relationship owner", "sales owner", "lead owner", "owner name"),
    *("account manager", "account executive", "customer success manager", "sales rep", "sales representative", "csm"),
)
_COMPANIES = phrases(
    *("company", "company name", "account", "account name", "organization", "organization name", "customer company"),
    *("client company", "customer account", "customer organization", "employer"),
)
_CUSTOMERS_NAMED = phrases("customer", "customer name", "client", "client name", "client account")
"""A person or a company, and a record either way."""


def owner_as_text(subject: Subject) -> Iterator[Violation]:
    for name in OWNED:
        for one in properties(subject, name):
            if words(label_of(one)) in _OWNERS and _is_text(one):
                yield Violation(f"{label_of(one)!r} names an owner in a text that HubSpot cannot assign", one.address)


def without_owner(subject: Subject) -> Iterator[Violation]:
    for name in OWNED:
        address = Address("property", (name,), OWNER)
        fill = subject.fills.get(address)
        if fill and fill.of >= FEWEST_RECORDS and fill.filled * 2 < fill.of:
            yield Violation(f"{fill.of - fill.filled} of {fill.of} {name} have no owner", address)


def company_as_text(subject: Subject) -> Iterator[Violation]:
    for name in _WITH_COMPANY:
        for one in properties(subject, name):
            said = words(label_of(one))
            if said in _COMPANIES and _is_text(one):
                message = f"{label_of(one)!r} names a company in a text, where {name} are associated with companies"
                yield Violation(message, one.address)
            elif said in _CUSTOMERS_NAMED and name in _WITH_CUSTOMER and _is_text(one):
                message = (
                    f"{label_of(one)!r} names a customer in a text, where {name} are associated with contacts and "
                )
                yield Violation(f"{message}companies", one.address, "associate the customer, and take the text out")


def _is_text(one: Resource) -> bool:
    """A list of HubSpot's users is made of references and is no text."""
    return one.body.get("type") == "string"


_ANY = """\
objects:
  contacts:
    properties:
      key_context: {label: Key Context, type: string, fieldType: textarea, groupName: contactinformation}
"""

RULES = (
    Rule(
        code="OWNER_AS_TEXT",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.INFO,
        title="An owner written as text",
        why=(
            "HubSpot assigns, notifies, reports and restricts by owners who are users; a name in a text does none of "
            "it and stays when that person leaves. "
            "The authors' enablement view asks who is responsible now, on contacts, companies, deals and tickets. "
            "That a text cannot answer it is our reading."
        ),
        source="https://valuecreationprotocol.com/unified-views",
        fix="Use the record's owner; for a second role, make a property that lists HubSpot's users "
        "(`externalOptions: true`, `referencedObjectType: OWNER`).",
        judge=owner_as_text,
        meets=some_property(*OWNED),
        cases=(
            Case(
                "A second role that is a HubSpot user.",
                """\
objects:
  companies:
    properties:
      success_manager:
        label: Customer Success Manager
        type: enumeration
        fieldType: select
        groupName: companyinformation
        externalOptions: true
        referencedObjectType: OWNER
""",
            ),
            Case(
                "A name in a text.",
                """\
objects:
  companies:
    properties:
      success_manager:
        {label: Customer Success Manager, type: string, fieldType: text, groupName: companyinformation}
""",
                breaks=("property.companies.success_manager",),
            ),
        ),
    ),
    Rule(
        code="RECORDS_WITHOUT_OWNER",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.INFO,
        title="Most records have no owner",
        why=(
            "Where nobody is responsible, everybody is; the authors' enablement view begins with that question. "
            "How many must have one they do not say: half is ours, and people who only read a newsletter may need none."
        ),
        source="https://valuecreationprotocol.com/unified-views",
        fix="Let a workflow assign an owner when a relationship begins.",
        judge=without_owner,
        cases=(
            Case("Most have one.", _ANY, fills={"property.contacts.hubspot_owner_id": (60, 100)}),
            Case(
                "Few have one.",
                _ANY,
                fills={"property.contacts.hubspot_owner_id": (10, 100)},
                breaks=("property.contacts.hubspot_owner_id",),
            ),
        ),
        needs=frozenset({"live", "fills"}),
        counts=tuple(f"property.{name}.{OWNER}" for name in OWNED),
        fewest=FEWEST_RECORDS,
    ),
    Rule(
        code="COMPANY_AS_TEXT",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.WARNING,
        title="A company written as text instead of associated",
        why=(
            "The authors want one record per company and one history that everything hangs on. "
            "A company's name in a text leads to no record: it is misspelt, it is not renamed along, and the company's "
            "page does not show what mentions it. "
            "HubSpot's own text on contacts is what forms fill; a second one beside it joins nothing either."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Associate the record with the company, with a label where its role matters, and take the text out.",
        judge=company_as_text,
        meets=some_property(*_WITH_COMPANY),
        cases=(
            Case(
                "The role of a company is a label of the association.",
                """\
associations:
  - from: deals
    to: companies
    labels:
      referrer: {label: Referring Company, inverseLabel: Referred Deal}
""",
            ),
            Case(
                "The company's name stands in a text.",
                """\
objects:
  deals:
    properties:
      company_name: {label: Company Name, type: string, fieldType: text, groupName: dealinformation}
""",
                breaks=("property.deals.company_name",),
            ),
        ),
        proven="A recorded set-up writes the company of a coupon into a text on deals.",
    ),
)
