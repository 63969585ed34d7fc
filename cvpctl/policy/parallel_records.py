"""The rule about a second record of the customer: a custom object that is a person or an organization in disguise."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.kinds.native_catalogue import concept
from cvpctl.model import Address, Severity
from cvpctl.policy.authored import custom_objects, label_of
from cvpctl.policy.meeting import some_custom_object
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import listed, words

_PERSON = frozenset({"first name", "last name", "full name", "birth date", "job title", "mobile phone"})
_ORGANIZATION = frozenset({"domain", "company domain", "annual revenue", "industry", "count employee", "company size"})
_REACHED = frozenset({"email"})
_CALLED = listed("customer client member patient student subscriber donor tenant household guest prospect lead")
"""A word for people or organizations that are contacts and companies here."""
_RECORDS = listed("account record profile master file data")
"""What may stand behind such a word and mean no more than it; with another word it is something else."""


def second_customer(subject: Subject) -> Iterator[Violation]:
    for name, schema in custom_objects(subject).items():
        has = {concept(text) for one in subject.authored("property", name) for text in (one.address.key, label_of(one))}
        what = _what(has, str((schema.get("labels") or {}).get("singular") or name))
        if what:
            yield Violation(f"{name} is a second record of {what}", Address("schema", (), name))


def _what(has: set[str], label: str) -> str:
    """Return what a custom object duplicates: by how people are reached and named, or by its whole name."""
    if has & _REACHED and has & _PERSON:
        return f"people: it has {_shown(has & (_REACHED | _PERSON))}"
    if len(has & _ORGANIZATION) > 1:
        return f"organizations: it has {_shown(has & _ORGANIZATION)}"
    said = words(label)
    named = bool(said) and said[0] in _CALLED and set(said[1:]) <= _RECORDS
    return f"the customer: {label}" if named else ""


def _shown(found: set[str]) -> str:
    return ", ".join(sorted(found))


RULES = (
    Rule(
        code="PARALLEL_CUSTOMER_RECORD",
        principle=Principle.WHOLENESS,
        severity=Severity.WARNING,
        title="A custom object that is a second record of the customer",
        why=(
            "A person or an organization that stands in two places has two histories, two owners and two truths. "
            "The authors allow no two parallel systems that claim to be the customer record; "
            "contacts and companies are it. "
            "That an object is one is read from what it holds: an e-mail address with a person's name, two facts about "
            "an organization, or a name such as Customer or Client Account and nothing else."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Make them contacts or companies, and tell the sorts apart by a property or an association label.",
        judge=second_customer,
        meets=some_custom_object,
        cases=(
            Case(
                "Something that people have is no person.",
                """\
existingObjects:
  vehicle:
    properties:
      plate: {label: Plate, type: string, fieldType: text, groupName: vehicle_information}
""",
            ),
            Case(
                "Members with a name and an e-mail address are contacts.",
                """\
existingObjects:
  club_member:
    properties:
      email: {label: E-mail, type: string, fieldType: text, groupName: club_member_information}
      first_name: {label: First Name, type: string, fieldType: text, groupName: club_member_information}
""",
                breaks=("schema.club_member",),
            ),
        ),
        proven="A custom object of the portal recorded in 2021 has an e-mail address, a first and a last name beside "
        "the contacts it is associated with.",
    ),
)
