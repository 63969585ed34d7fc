"""Rules about what deals carry after commitment: revenue, orders and delivery, which begin where deals end."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Severity
from cvpctl.policy.authored import (
    is_choice,
    is_hubspots_stage,
    label_of,
    pipelines,
    properties,
    some,
    stages,
)
from cvpctl.policy.delivery_words import after_commitment, says_delivery
from cvpctl.policy.meeting import one_of, some_pipeline, some_property
from cvpctl.policy.revenue_words import is_revenue, recurs
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import Words, first_of, listed, phrases, words

_MONEY = listed("invoice invoiced paid payment refund refunded receivable receipt payout")
_MONEY_PHRASES = phrases(
    "amount paid", "amount received", "amount collected", "recognized revenue", "revenue recognized"
)
_AGREED = listed(
    "term method plan schedule preferred expected option condition budget frequency type currency down "
    "trial pilot poc media search ad"
)
"""What both sides agree on before there is anything to pay."""
_ABOUT_AN_ORDER = listed("status type date number total amount value shipped eta state tracking id source")
_CUSTOMERS_PAPER = phrases("purchase order", "po number")
"""The customer's own order, by whose number they buy."""
_STATES = listed("status stage phase state progress")
_REVENUE = "let HubSpot's own amount and forecast say what is expected, and keep what came in on orders and invoices"
_RECURRING = (
    "let HubSpot's own recurring revenue say what the line items promise, and keep what was committed on orders and "
    "subscriptions"
)
_OF_WORK = "let the order, service or project that the deal is associated with carry it, as stages of a pipeline"
_SHIPPING = phrases("shipped", "shipment", "shipping status", "shipping date", "tracking number", "fulfillment status")


def revenue_on_deals(subject: Subject) -> Iterator[Violation]:
    for one in properties(subject, "deals"):
        said = words(label_of(one))
        belongs = _belongs_to(said)
        if belongs:
            yield Violation(f"{label_of(one)!r} stands on deals and is about {belongs}", one.address)
        elif is_revenue(said) and one.body.get("type") in {None, "number", "string"}:
            message = f"{label_of(one)!r} stands on deals and is revenue, whose truth is orders"
            yield Violation(message, one.address, _RECURRING if recurs(said) else _REVENUE)


def past_commitment(subject: Subject) -> Iterator[Violation]:
    for pipeline in pipelines(subject, "deals"):
        own, name = [one for one in stages(pipeline) if not is_hubspots_stage(one)], words(label_of(pipeline))
        late = [one for one in own if after_commitment(words(one.label), name)]
        if late:
            message = f"{label_of(pipeline)!r} goes on after the commitment, where deals end: {some(late)}"
            yield Violation(message, pipeline.address)
    for one in properties(subject, "deals"):
        said = words(label_of(one))
        if is_choice(one) and _STATES & set(said) and says_delivery(said) and not _belongs_to(said):
            message = f"{label_of(one)!r} lists stages of what follows the commitment, where deals end"
            yield Violation(message, one.address, _OF_WORK)


def _belongs_to(said: Words) -> str:
    if (_MONEY & set(said) and not _AGREED & set(said)) or first_of(said, _MONEY_PHRASES):
        return "what was billed or paid"
    if first_of(said, _CUSTOMERS_PAPER):
        return ""
    if "order" in said[:-1] and said[said.index("order") + 1] in _ABOUT_AN_ORDER:
        return "an order"
    return "what was shipped" if first_of(said, _SHIPPING) else ""


RULES = (
    Rule(
        code="REVENUE_ON_DEAL",
        principle=Principle.COMMERCE,
        severity=Severity.WARNING,
        title="A deal carries what belongs to an order, an invoice or a payment",
        why=(
            "Deals track how somebody decides and end when they commit; what was ordered, billed, shipped, paid and "
            "earned is true on orders, invoices and payments, and a copy on the deal goes stale. "
            "The authors call orders, and not deals, the source of truth about revenue, on the page that defines the "
            "platform, so it weighs what their other rules weigh; another page of theirs, about their own portal, "
            "calls the deal financial tracking. "
            "Revenue that is expected, forecast or a target is part of deciding and passes."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Keep it on the order, invoice or payment that the deal is associated with.",
        judge=revenue_on_deals,
        meets=some_property("deals"),
        cases=(
            Case(
                "How they want to pay is agreed before the commitment.",
                """\
objects:
  deals:
    properties:
      payment_terms: {label: Payment Terms, type: string, fieldType: text, groupName: dealinformation}
""",
            ),
            Case(
                "What was paid is no matter of the deal.",
                """\
objects:
  deals:
    properties:
      invoice_paid_on: {label: Invoice Paid On, type: date, fieldType: date, groupName: dealinformation}
""",
                breaks=("property.deals.invoice_paid_on",),
            ),
            Case(
                "Revenue is what orders say; what is expected stays.",
                """\
objects:
  deals:
    properties:
      actual_revenue: {label: Actual Revenue, type: number, fieldType: number, groupName: dealinformation}
      expected_revenue: {label: Expected Revenue, type: number, fieldType: number, groupName: dealinformation}
""",
                breaks=("property.deals.actual_revenue",),
            ),
        ),
        proven="A recorded set-up of a course platform keeps Order Status, Order Type and the ID of the payment "
        "transaction on deals.",
    ),
    Rule(
        code="DEAL_PAST_COMMITMENT",
        principle=Principle.COMMERCE,
        severity=Severity.WARNING,
        title="A deal that goes on after the commitment",
        why=(
            "A deal that is delivered, shipped or paid stage by stage never ends: forecasts count it, and those who "
            "deliver work in the sales board; a list of such stages beside the pipeline does the same. "
            "The authors' deal runs from exploration to commitment and nothing after it; an order begins there."
        ),
        source="https://valuefirstteam.com/learn/objects/deal",
        fix="End the pipeline with the commitment; let orders, services or projects carry the stages that follow.",
        judge=past_commitment,
        meets=one_of(some_pipeline("deals"), some_property("deals")),
        cases=(
            Case(
                "It ends with the commitment.",
                """\
objects:
  deals:
    pipelines:
      decision:
        label: Decision
        stages:
          proposal_delivered: {label: Proposal Delivered, metadata: {probability: 0.5}}
          committed: {label: Committed, metadata: {probability: 1}}
""",
            ),
            Case(
                "Onboarding is work that follows.",
                """\
objects:
  deals:
    pipelines:
      decision:
        label: Decision
        stages:
          committed: {label: Committed, metadata: {probability: 0.9}}
          onboarding: {label: Onboarding, metadata: {probability: 1}}
""",
                breaks=("pipeline.deals.decision",),
            ),
            Case(
                "A list of them is a second pipeline.",
                """\
objects:
  deals:
    properties:
      delivery_status:
        label: Delivery Status
        type: enumeration
        fieldType: select
        groupName: dealinformation
        options: [Planned, Running, Delivered]
""",
                breaks=("property.deals.delivery_status",),
            ),
        ),
        proven="github.com/hairsolutionsco/automations_hub, hubspot/objects/deals/properties.md: a deal pipeline for "
        "onboarding runs through order in progress, order shipped and a follow-up after the fitting.",
    ),
)
