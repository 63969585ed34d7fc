"""Rules about what deals carry after commitment: revenue, orders and delivery, which begin where deals end."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Severity
from cvpctl.policy.authored import is_hubspots_stage, label_of, pipelines, properties, some, stages
from cvpctl.policy.delivery_words import after_commitment
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import Words, first_of, listed, phrases, words

_MONEY = listed("invoice invoiced paid payment refund refunded receivable receipt payout")
_MONEY_PHRASES = phrases(
    "amount paid", "amount received", "amount collected", "recognized revenue", "revenue recognized"
)
_AGREED = listed("term method plan schedule preferred expected option condition budget frequency type currency down")
"""What both sides agree on before there is anything to pay."""
_ABOUT_AN_ORDER = listed("status type date number total amount value shipped eta state tracking id source")
_SHIPPING = phrases("shipped", "shipment", "shipping status", "shipping date", "tracking number", "fulfillment status")


def revenue_on_deals(subject: Subject) -> Iterator[Violation]:
    for one in properties(subject, "deals"):
        said = words(label_of(one))
        belongs = _belongs_to(said)
        if belongs:
            yield Violation(f"{label_of(one)!r} stands on deals and is about {belongs}", one.address)


def past_commitment(subject: Subject) -> Iterator[Violation]:
    for pipeline in pipelines(subject, "deals"):
        late = [one for one in stages(pipeline) if not is_hubspots_stage(one) and after_commitment(words(one.label))]
        if late:
            message = f"{label_of(pipeline)!r} goes on after the commitment, where deals end: {some(late)}"
            yield Violation(message, pipeline.address)


def _belongs_to(said: Words) -> str:
    if (_MONEY & set(said) and not _AGREED & set(said)) or first_of(said, _MONEY_PHRASES):
        return "what was billed or paid"
    if "order" in said[:-1] and said[said.index("order") + 1] in _ABOUT_AN_ORDER:
        return "an order"
    return "what was shipped" if first_of(said, _SHIPPING) else ""


RULES = (
    Rule(
        code="REVENUE_ON_DEAL",
        principle=Principle.COMMERCE,
        severity=Severity.INFO,
        title="A deal carries what belongs to an order, an invoice or a payment",
        why=(
            "Deals track how somebody decides and end when they commit; what was ordered, billed, shipped and paid is "
            "true on orders, invoices and payments, and a copy on the deal goes stale. "
            "The authors call orders, and not deals, the source of truth about revenue. "
            "A page of theirs about their own platform calls the deal financial tracking, so this is told and no more."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Keep it on the order, invoice or payment that the deal is associated with.",
        judge=revenue_on_deals,
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
        ),
        proven="A recorded set-up of a course platform keeps Order Status, Order Type and the ID of the payment "
        "transaction on deals.",
    ),
    Rule(
        code="DEAL_PAST_COMMITMENT",
        principle=Principle.COMMERCE,
        severity=Severity.WARNING,
        title="A deal pipeline that goes on after the commitment",
        why=(
            "A deal that is delivered, shipped or paid stage by stage never ends: forecasts count it, and those who "
            "deliver work in the sales board. "
            "The authors' deal runs from exploration to commitment and nothing after it; an order begins there."
        ),
        source="https://valuefirstteam.com/learn/objects/deal",
        fix="End the pipeline with the commitment; let orders, services or projects carry the stages that follow.",
        judge=past_commitment,
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
        ),
        proven="In a portal whose property lists are public, a deal pipeline for onboarding runs through order in "
        "progress, order shipped and a follow-up after the fitting.",
    ),
)
