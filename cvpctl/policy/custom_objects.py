"""Rules about custom objects: three are allowed, none may stand for what HubSpot has, and each says why it exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.kinds.schemas import ALLOWED
from cvpctl.model import Address, ObjectType, Severity
from cvpctl.policy.authored import custom_objects
from cvpctl.policy.meeting import some_custom_object
from cvpctl.policy.object_words import native_meant
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject

_THREE = ", ".join(name.capitalize() for name in ALLOWED)


def beyond_the_three(subject: Subject) -> Iterator[Violation]:
    for name, schema in custom_objects(subject).items():
        if name not in ALLOWED:
            meant = native_meant(name, schema)
            help_ = f"look at HubSpot's {meant.label} first" if meant else ""
            yield Violation(f"{_called(name, schema)} is a custom object beside {_THREE}", _address(name), help_)


def twin_of_a_native_object(subject: Subject) -> Iterator[Violation]:
    for name, schema in custom_objects(subject).items():
        meant = None if name in ALLOWED else native_meant(name, schema)
        if meant:
            message = f"{_called(name, schema)} is a custom object for what HubSpot has as {meant.label}"
            yield Violation(message, _address(name), _move_to(meant))


def unjustified(subject: Subject) -> Iterator[Violation]:
    """A blueprint has a place for it; of what is only live, the description is all that could tell."""
    for one in subject.authored("schema"):
        purpose = subject.purposes.get(one.address)
        if purpose and purpose.native_considered:
            continue
        if not subject.live:
            yield Violation(f"nothing says why {one.address.key} cannot be a native object", one.address)
        elif not one.body.get("description"):
            yield Violation(f"nothing in the portal says what {_called(one.address.key, one.body)} is for", one.address)


def _address(name: str) -> Address:
    return Address("schema", (), name)


def _called(name: str, schema: Mapping[str, Any]) -> str:
    label = (schema.get("labels") or {}).get("singular")
    return f"{label} ({name})" if label and label != name else name


def _move_to(native: ObjectType) -> str:
    return f"give HubSpot's {native.label} the properties it lacks and move the records there"


BEYOND_THE_THREE = Rule(
    code="FOURTH_CUSTOM_OBJECT",
    principle=Principle.CONFIGURATION,
    severity=Severity.ERROR,
    title="A custom object beside Deliverable, Interest and Investment",
    why=(
        "Every custom object is migrated, trained and explained by whoever invented it, for as long as it lives. "
        "The authors keep exactly three in every portal and stop at any other; everything else is native. "
        "An older layer of their curriculum knows one only, so a fourth is outside both."
    ),
    source="https://www.valuefirstteam.com/cvp/",
    fix="Carry it on a native object with properties of your own; where that is settled otherwise, say so as an "
    "exception with reason and end.",
    judge=beyond_the_three,
    meets=some_custom_object,
    needs=frozenset({"schema"}),
    cases=(
        Case(
            "One of the three is fine.",
            """\
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    properties:
      deliverable_name: {label: Deliverable Name, type: string, fieldType: text, groupName: deliverable_information}
""",
        ),
        Case(
            "A fourth one is live, and a blueprint manages its parts.",
            """\
existingObjects:
  inspection:
    properties:
      inspected_on: {label: Inspected On, type: date, fieldType: date, groupName: inspection_information}
""",
            breaks=("schema.inspection",),
        ),
    ),
    proven="A recorded portal of 2021 has two custom objects, of an integration's making, and none of the three.",
)

TWIN = Rule(
    code="NATIVE_TWIN",
    principle=Principle.CONFIGURATION,
    severity=Severity.WARNING,
    title="A custom object that stands for a native one",
    why=(
        "HubSpot has an object for this, with its reports, automation and associations; a custom one beside it has "
        "none of them, and people no longer know where a record belongs. "
        "The authors name a custom object that mirrors a native one as an error. "
        "What it mirrors is read from its name, which is ours: an exact object name, or one of ours for it. "
        "A purchase order counts as a customer's; where it goes to a supplier, an exception says so."
    ),
    source="https://valuecreationprotocol.com/hubspot-cvp",
    fix="Use the native object; rename it for people in HubSpot's settings where the word matters.",
    judge=twin_of_a_native_object,
    meets=some_custom_object,
    needs=frozenset({"schema"}),
    cases=(
        Case(
            "An object that HubSpot has nothing like mirrors nothing.",
            """\
existingObjects:
  inspection:
    properties:
      inspected_on: {label: Inspected On, type: date, fieldType: date, groupName: inspection_information}
""",
        ),
        Case(
            "Support cases are tickets.",
            """\
existingObjects:
  support_case:
    properties:
      case_reason: {label: Case Reason, type: string, fieldType: text, groupName: support_case_information}
""",
            breaks=("schema.support_case",),
        ),
    ),
    proven="In the portal recorded in 2021, one of the custom objects is labelled a company and named so, beside "
    "HubSpot's own companies.",
)

UNJUSTIFIED = Rule(
    code="OBJECT_UNJUSTIFIED",
    principle=Principle.CONFIGURATION,
    severity=Severity.INFO,
    title="A custom object that does not say why it exists",
    why=(
        "The authors ask that a custom object exist only where no native object can carry the thing. "
        "Whoever runs the portal after you can check that only if the natives you considered are named; "
        "in a portal nothing but the description of the object could tell. That it must be written down is ours."
    ),
    source="ours: the authors' test for custom objects leaves no trace unless somebody writes down its outcome",
    fix="Add `justification: {nativesConsidered: [services, projects], why: …}` to it, and describe a live one.",
    judge=unjustified,
    meets=some_custom_object,
    needs=frozenset({"schema"}),
    cases=(
        Case(
            "The natives that were considered are named.",
            """\
customObjects:
  interest:
    labels: {singular: Interest, plural: Interests}
    primaryDisplayProperty: interest_name
    justification: {nativesConsidered: [deals, leads], why: One person may have several.}
    properties:
      interest_name: {label: Interest Name, type: string, fieldType: text, groupName: interest_information}
""",
        ),
        Case(
            "Nothing says why.",
            """\
customObjects:
  interest:
    labels: {singular: Interest, plural: Interests}
    primaryDisplayProperty: interest_name
    properties:
      interest_name: {label: Interest Name, type: string, fieldType: text, groupName: interest_information}
""",
            breaks=("schema.interest",),
        ),
    ),
    proven="Neither custom object of the portal recorded in 2021 has a description: nothing there says why they exist.",
)

RULES = (BEYOND_THE_THREE, TWIN, UNJUSTIFIED)
