"""Rules about the chain from a deal to the money: deal, quote, order, invoice, payment, and subscriptions."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import BY_NAME, Address, Resource, Severity
from cvpctl.policy.authored import label_of, properties, speaks_of
from cvpctl.policy.meeting import anything, some_property, the_object
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import listed, words

CHAIN = ("deals", "quotes", "orders", "invoices", "payments")
_BESIDE = "subscriptions"
_NEEDED = ("orders", "invoices")
"""Without a quote an order may come about; without an order there is nothing to bill, without an invoice to pay."""
_PIPELINE = Address("pipeline", ("orders",), "order_to_acceptance")
"""What the library calls it."""
_COUNTS = listed("number count total")
_REFERENCES = listed("id number key reference url link name code uuid")
_SAYS_NOTHING = listed("hubspot external internal source related associated linked original transaction")
_LINKS = {words(BY_NAME[name].singular): name for name in (*CHAIN, _BESIDE)}


def linked_by_text(subject: Subject) -> Iterator[Violation]:
    for name in (*CHAIN, _BESIDE):
        for one in properties(subject, name):
            meant = _meant(one)
            if meant and meant != name:
                message = f"{label_of(one)!r} on {name} stands for an association with {meant}"
                yield Violation(message, one.address)


def gaps(subject: Subject) -> Iterator[Violation]:
    """What a blueprint leaves out may be live; a portal leaves out what it does not offer."""
    for name in _NEEDED:
        before, after = _around(name)
        met = [one for one in (*before, *after) if speaks_of(subject, "property", one)]
        broken = name in subject.switched_off if subject.live else not any(True for _ in subject.of("property", name))
        if broken and set(met) & set(before) and set(met) & set(after):
            where = "this portal does not offer" if subject.live else "these blueprints say nothing of"
            message = f"{_listed(met)} are there, and between them {where} {name}"
            yield Violation(message, _first(subject, next(one for one in met if one in after)))


def orders_without_pipeline(subject: Subject) -> Iterator[Violation]:
    if speaks_of(subject, "pipeline", "orders") and not any(True for _ in subject.of("pipeline", "orders")):
        where = "orders have no pipeline" if subject.live else "orders are spoken of here, and no pipeline for them"
        yield Violation(f"{where}, so nobody sees what became of a commitment", _PIPELINE)


def delivery_switched_off(subject: Subject) -> Iterator[Violation]:
    for name in ("services", "projects"):
        if name in subject.switched_off:
            yield Violation(f"{name} are switched off, so delivery has to live elsewhere")


def _meant(one: Resource) -> str:
    """Return the object that a text or a number refers to: its name and nothing else but a word for a reference."""
    if one.body.get("type") not in {"string", "number"}:
        return ""
    said = words(label_of(one))
    kept = tuple(word for word in said if word not in _REFERENCES | _SAYS_NOTHING)
    counts = said[0] in _COUNTS
    return _LINKS.get(kept, "") if _REFERENCES & set(said) and not counts else ""


def _around(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    place = CHAIN.index(name)
    after = CHAIN[place + 1 :]
    return CHAIN[:place], (*after, _BESIDE) if name == "orders" else after


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _first(subject: Subject, name: str) -> Address | None:
    """Where to point at: what is missing has no place of its own."""
    own = (one for kind in ("property", "group") for one in subject.authored(kind, name))
    return next((one.address for one in own), None)


_ORDER = "{label: Purchase Reason, type: string, fieldType: text, groupName: order_information}"
_ANY = """\
objects:
  deals:
    properties:
      decision_reason: {label: Decision Reason, type: string, fieldType: text, groupName: dealinformation}
"""

RULES = (
    Rule(
        code="ORDER_PIPELINE_MISSING",
        principle=Principle.COMMERCE,
        severity=Severity.WARNING,
        title="Orders without a pipeline",
        why=(
            "Orders are the authors' source of truth about revenue: they begin at the commitment and say what became "
            "of it. HubSpot brings no pipeline for them (seen in a live portal), so without one of yours an order "
            "never moves. A blueprint is judged only where it speaks of orders; the portal may have one already."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Extend value-first/finance-org, or state a pipeline under `objects: orders: pipelines:`.",
        judge=orders_without_pipeline,
        meets=the_object("pipeline", "orders"),
        cases=(
            Case(
                "Orders move from creation to acceptance.",
                f"""\
objects:
  orders:
    properties:
      purchase_reason: {_ORDER}
    pipelines:
      fulfillment: {{label: Fulfillment, stages: {{order_creation: {{label: Creation}}}}}}
""",
            ),
            Case(
                "Orders are spoken of, and have no pipeline.",
                f"""\
objects:
  orders:
    properties:
      purchase_reason: {_ORDER}
""",
                breaks=("pipeline.orders.order_to_acceptance",),
            ),
        ),
        needs=frozenset({"pipeline.orders"}),
        proven="github.com/scopiousdigital/kalup, docs/hubspot.md: the live test portal that its authors observed had "
        "no pipeline for orders, while services, courses, listings and appointments had one each.",
    ),
    Rule(
        code="COMMERCE_CHAIN_BROKEN",
        principle=Principle.COMMERCE,
        severity=Severity.WARNING,
        title="A link between deal, quote, order, invoice and payment that is only a text",
        why=(
            "The authors state one chain from the deal to the payment, with subscriptions beside it, joined by "
            "associations. A number in a text joins nothing: nobody can follow it, report over it or see it go wrong. "
            "Which records are associated no definition tells, so all that is looked at is such a text; a portal whose "
            "chain is broken without one is not told."
        ),
        source="https://valuefirstteam.com/learn/objects/payment",
        fix="Associate the two records and take the text out; an ID of another system belongs on the record it names.",
        judge=linked_by_text,
        meets=some_property(*CHAIN, _BESIDE),
        cases=(
            Case(
                "An order's own number is no link.",
                """\
objects:
  orders:
    properties:
      order_number_printed: {label: Order Number, type: string, fieldType: text, groupName: order_information}
""",
            ),
            Case(
                "An invoice named by its number.",
                """\
objects:
  orders:
    properties:
      invoice_no: {label: Invoice Number, type: string, fieldType: text, groupName: order_information}
""",
                breaks=("property.orders.invoice_no",),
            ),
        ),
        proven="A recorded set-up writes a payment's transaction ID into a text on deals; no order, invoice or "
        "payment lies between.",
    ),
    Rule(
        code="COMMERCE_CHAIN_GAP",
        principle=Principle.COMMERCE,
        severity=Severity.INFO,
        title="Orders or invoices are left out between a deal and a payment",
        why=(
            "Money that is billed or received without an order has nothing to say what it was for. "
            "A blueprint is judged only by the objects it speaks of, on both sides of the one it leaves out; it does "
            "not prove that the portal lacks it. That such a gap matters in a blueprint is ours."
        ),
        source="https://valuefirstteam.com/learn/objects/payment",
        fix="Say what orders and invoices hold, or switch them on.",
        judge=gaps,
        meets=the_object("property", *CHAIN),
        cases=(
            Case(
                "Orders stand between.",
                f"""\
objects:
  deals:
    properties:
      decision_reason: {{label: Decision Reason, type: string, fieldType: text, groupName: dealinformation}}
  orders:
    properties:
      purchase_reason: {_ORDER}
  invoices:
    properties:
      milestone: {{label: Milestone, type: string, fieldType: text, groupName: invoiceinformation}}
""",
            ),
            Case(
                "From the deal straight to the invoice.",
                """\
objects:
  deals:
    properties:
      decision_reason: {label: Decision Reason, type: string, fieldType: text, groupName: dealinformation}
  invoices:
    properties:
      milestone: {label: Milestone, type: string, fieldType: text, groupName: invoiceinformation}
""",
                breaks=("property.invoices.milestone",),
            ),
        ),
    ),
    Rule(
        code="DELIVERY_SWITCHED_OFF",
        principle=Principle.COMMERCE,
        severity=Severity.WARNING,
        title="Services or projects are not switched on",
        why=(
            "The authors deliver in services and projects and keep tickets for what customers ask. "
            "Where HubSpot does not offer the two in this portal, delivery ends up in deals, tickets or another tool. "
            "A subscription may not include them: then an exception says so."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Switch them on in HubSpot's object library, as a super admin.",
        judge=delivery_switched_off,
        meets=anything,
        cases=(
            Case("Both are on.", _ANY),
            Case("Services are off.", _ANY, switched_off=("services",), breaks=("",)),
        ),
        needs=frozenset({"live"}),
    ),
)
