"""Rules about properties that nobody fills. They need counts, which somebody asked a live portal for."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Resource, Severity
from cvpctl.policy.authored import label_of, properties
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Fill, Subject

FEWEST_RECORDS = 20
"""Among fewer records an empty property says nothing yet."""
RARE = 0.05
FEWEST_FOR_RARE = 100


def empty(subject: Subject) -> Iterator[Violation]:
    for one, fill in _counted(subject):
        if fill.filled == 0 and fill.of >= FEWEST_RECORDS:
            message = f"{label_of(one)!r} holds nothing on any of {fill.of} {one.address.scope[0]}"
            yield Violation(message, one.address)


def rarely_filled(subject: Subject) -> Iterator[Violation]:
    for one, fill in _counted(subject):
        if 0 < fill.filled < RARE * fill.of and fill.of >= FEWEST_FOR_RARE:
            message = f"{label_of(one)!r} is filled on {fill.filled} of {fill.of} {one.address.scope[0]}"
            yield Violation(message, one.address)


def _counted(subject: Subject) -> Iterator[tuple[Resource, Fill]]:
    for one in properties(subject):
        fill = subject.fills.get(one.address)
        if fill is not None:
            yield one, fill


_ADDRESS = "property.contacts.key_context"
_ANY = """\
objects:
  contacts:
    properties:
      key_context: {label: Key Context, type: string, fieldType: textarea, groupName: contactinformation}
"""

RULES = (
    Rule(
        code="PROPERTY_EMPTY",
        principle=Principle.CONFIGURATION,
        severity=Severity.WARNING,
        title="A property that no record fills",
        why=(
            "People scroll past it, forms and imports map to it by mistake, and agents take it for a fact that could "
            "be known. What nobody fills should not be there. "
            "It may be new: the count says nothing about next month."
        ),
        source="https://revenuehublatam.com/hubspot-audit/blog/hubspot-portal-audit-checklist",
        fix="Archive it with a `removed:` line, or say who fills it and see that they do.",
        judge=empty,
        cases=(
            Case("Somebody fills it.", _ANY, fills={_ADDRESS: (1, 100)}),
            Case("Nobody fills it.", _ANY, fills={_ADDRESS: (0, 100)}, breaks=(_ADDRESS,)),
        ),
        needs=frozenset({"live", "fills"}),
        fewest=FEWEST_RECORDS,
        proven="github.com/hairsolutionsco/automations_hub, hubspot/objects/deals/properties.md: counted over some "
        "500 deals, many properties of people's own, such as associated_purchase_order, are filled on none.",
    ),
    Rule(
        code="PROPERTY_RARELY_FILLED",
        principle=Principle.CONFIGURATION,
        severity=Severity.INFO,
        title="A property that few records fill",
        why=(
            "Under one record in twenty, reports and lists that use it leave nearly everybody out. "
            "That line is an auditor's rule of thumb and no more: a property about rare cases is rightly rare."
        ),
        source="https://revenuehublatam.com/hubspot-audit/blog/hubspot-portal-audit-checklist",
        fix="Ask who needs it; archive it, or have a workflow or integration fill it.",
        judge=rarely_filled,
        cases=(
            Case("One in ten has it.", _ANY, fills={_ADDRESS: (10, 100)}),
            Case("One in a hundred has it.", _ANY, fills={_ADDRESS: (1, 100)}, breaks=(_ADDRESS,)),
        ),
        needs=frozenset({"live", "fills"}),
        fewest=FEWEST_FOR_RARE,
        proven="github.com/hairsolutionsco/automations_hub, hubspot/objects/deals/properties.md: "
        "fiskl_invoice_status, of a bookkeeping tool, is filled on 1 of some 500 deals.",
    ),
)
