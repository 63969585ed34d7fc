"""Hygiene: what the next person needs to know about a property, and only a blueprint can tell."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Purpose, Severity
from cvpctl.policy.authored import label_of, properties
from cvpctl.policy.meeting import some_property
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject


def unstated(subject: Subject) -> Iterator[Violation]:
    for one in properties(subject):
        said = subject.purposes.get(one.address, Purpose())
        told = {"nativeConsidered": said.native_considered, "filledBy": said.filled_by, "source": said.source}
        missing = [name for name, value in told.items() if not value]
        if missing:
            yield Violation(f"{label_of(one)!r} does not state {', '.join(missing)}", one.address)


RULES: tuple[Rule, ...] = (
    Rule(
        code="PURPOSE_UNSTATED",
        principle=Principle.HYGIENE,
        severity=Severity.INFO,
        title="A property that does not say why it is there",
        why=(
            "Whoever meets it in two years asks whether HubSpot had something for it, who fills it, and who wanted it; "
            "what nobody would fill should not be there. Three words in the blueprint answer. "
            "That they must be stated is ours."
        ),
        source="ours: the authors ask for native first and for no property without use, and this is where it is shown",
        fix="State `nativeConsidered`, `filledBy` (person, workflow, integration or agent) and `source` on it.",
        judge=unstated,
        meets=some_property(),
        cases=(
            Case(
                "All three are stated.",
                """\
objects:
  contacts:
    properties:
      key_context:
        label: Key Context
        type: string
        fieldType: textarea
        groupName: contactinformation
        nativeConsidered: A note is not on the record where one looks first.
        filledBy: person
        source: valuefirstteam.com/learn/practice/roles/customer-org
""",
            ),
            Case(
                "Nothing is stated.",
                """\
objects:
  contacts:
    properties:
      key_context: {label: Key Context, type: string, fieldType: textarea, groupName: contactinformation}
""",
                breaks=("property.contacts.key_context",),
            ),
        ),
        needs=frozenset({"blueprint"}),
        proven="None of the three recorded set-ups, 112 properties in all, says who fills one or what HubSpot has.",
    ),
)
