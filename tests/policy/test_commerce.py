"""What deals, tickets and orders carry, read from labels."""

from __future__ import annotations

import pytest
from policy.subjects import resource, subject
from policy.told import choice, labelled, pipeline, told

from cvpctl.model import Unknown, Unseen
from cvpctl.policy import Principle
from cvpctl.policy.judging import judge
from cvpctl.policy.scoring import scores
from cvpctl.policy.table import RULES

REVENUE, PAST, CHAIN = "REVENUE_ON_DEAL", "DEAL_PAST_COMMITMENT", "COMMERCE_CHAIN_BROKEN"
GAP, ORDERS, TICKETS = "COMMERCE_CHAIN_GAP", "ORDER_PIPELINE_MISSING", "TICKET_CARRIES_DELIVERY"
CARDS = [rule.card for rule in RULES]
NATIVE = {"hubspotDefined": True, "label": "Name"}


@pytest.mark.parametrize(
    "label",
    [
        *("Invoice Number", "Amount Paid", "Refund Reason", "Order Status", "Tracking Number", "Payment Received On"),
        *("ARR", "MRR", "Total Revenue", "Actual Revenue", "Revenue 2026", "Net New ARR", "Monthly Recurring Revenue"),
    ],
)
def test_what_follows_the_commitment_is_no_matter_of_the_deal(label: str) -> None:
    """On the objects it belongs to it passes."""
    assert ["property.deals.x1"] == told(REVENUE, labelled(label, "deals"))
    assert [] == told(REVENUE, labelled(label, "orders"))


@pytest.mark.parametrize(
    "label",
    [
        "Payment Terms",
        "Expected Revenue",
        "Preferred Payment Method",
        "Billing Frequency",
        "Discount",
        "Sort Order",
        "Order of Importance",
        "Budget",
        "Decision Reason",
        "Down Payment",
        "Forecast Revenue",
        "Target ARR",
        "Annual Revenue",
        "Company Revenue",
        "Revenue Share",
        "Paid Trial",
        "Purchase Order Number",
    ],
)
def test_what_is_agreed_before_it_is(label: str) -> None:
    """Terms, budgets and wishes are part of deciding."""
    assert [] == told(REVENUE, labelled(label, "deals"))


@pytest.mark.parametrize(
    "stage",
    [
        *("Onboarding", "Implementation", "Go-Live", "Shipped", "Invoice Sent", "Paid in Full", "In Production"),
        *("Renewal", "Onboarded", "Delivering", "Invoice Raised", "Payment Collected"),
    ],
)
def test_a_deal_ends_with_the_commitment(stage: str) -> None:
    """One stage that comes after it is enough; the pipeline is named."""
    assert ["pipeline.deals.p"] == told(PAST, pipeline("Sales", ["Discovery", stage]))


@pytest.mark.parametrize(
    "stage",
    [
        "Demo Delivered",
        "Proposal Delivered",
        "Quote Sent",
        "Awaiting Payment",
        "Implementation Plan Agreed",
        "Won",
        "Value Activated",
        "Installation Quoted",
        "Contract Signed",
        "Renewal Offer Pending",
        "Solution Configuration",
        "Installation Survey",
        "Production Estimate",
    ],
)
def test_a_stage_before_it_is_none_of_delivery(stage: str) -> None:
    """A delivered proposal is no delivery, and money that is awaited has not come."""
    assert [] == told(PAST, pipeline("Sales", [stage]))


@pytest.mark.parametrize(
    ("label", "breaks"),
    [
        ("Delivery Status", True),
        ("Onboarding Status", True),
        ("Implementation Phase", True),
        ("Implementation Plan Status", False),
        ("Approval Status", False),
        ("Delivery Region", False),
    ],
)
def test_a_list_of_what_follows_is_a_second_pipeline(label: str, breaks: bool) -> None:  # noqa: FBT001
    """On deals; on what is delivered it is its own."""
    assert (["property.deals.x1"] if breaks else []) == told(PAST, choice(label, "One", "Two", "Three", on="deals"))
    assert [] == told(PAST, choice(label, "One", "Two", "Three", on="services"))


def test_a_blueprint_of_nothing_but_revenue_on_deals_breaks_the_principle() -> None:
    """It weighs what counts in a score, so that such a blueprint is no 100."""
    report = judge(subject(labelled("Total Revenue", "deals", type="number")))
    (commerce,) = (one for one in scores(report, CARDS, report.findings) if one.principle is Principle.COMMERCE)
    assert commerce.judged > commerce.kept


def test_hubspots_own_pipeline_is_not_judged() -> None:
    """As long as nobody edited it, nobody chose it."""
    born = "1970-01-01T00:00:00Z"
    rows = [{"id": "x", "label": "Onboarding", "createdAt": born, "updatedAt": born}]
    body = {"label": "Sales Pipeline", "stages": rows, "createdAt": born, "updatedAt": born}
    assert [] == told(PAST, resource("pipeline.deals.default", **body), live=True)
    assert ["pipeline.deals.default"] == told(
        PAST, resource("pipeline.deals.default", **(body | {"updatedAt": "2026-01-01T00:00:00Z"})), live=True
    )


@pytest.mark.parametrize(
    ("on", "label", "breaks"),
    [
        ("deals", "Quote ID", True),
        ("invoices", "External Order Reference", True),
        ("orders", "Deal Name", True),
        ("orders", "Order Number", False),
        ("deals", "Number of Orders", False),
        ("deals", "Invoice Address", False),
        ("contacts", "Order ID", False),
    ],
)
def test_an_id_in_a_text_is_no_link(on: str, label: str, breaks: bool) -> None:  # noqa: FBT001
    """Between objects of the chain; an object's own number and a count are none."""
    assert ([f"property.{on}.x1"] if breaks else []) == told(CHAIN, labelled(label, on))


def test_a_gap_needs_something_on_both_sides() -> None:
    """A blueprint about payments alone leaves nothing out; an order makes the chain whole."""
    deal, invoice = labelled("Reason", "deals"), labelled("Milestone", "invoices")
    assert [] == told(GAP, invoice)
    assert ["property.invoices.x1"] == told(GAP, deal, invoice)
    assert [] == told(GAP, deal, labelled("Purpose", "orders"), invoice)


def test_a_portal_has_a_gap_where_the_object_is_off() -> None:
    """What it merely did not answer is no gap."""
    sides = [resource(f"property.{on}.x", **NATIVE) for on in ("deals", "invoices")]
    unread = {("property", ("orders",)): Unknown(Unseen.FORBIDDEN)}
    assert [""] == told(GAP, *sides, live=True, switched_off=frozenset({"orders"}))
    assert [] == told(GAP, *sides, live=True, unknown=unread)


def test_orders_need_a_pipeline_where_they_are_spoken_of() -> None:
    """Not where a blueprint says nothing of orders, nor where their pipelines could not be read."""
    order = resource("property.orders.hs_order_name", **NATIVE)
    unread = {("pipeline", ("orders",)): Unknown(Unseen.FORBIDDEN)}
    assert ["pipeline.orders.order_to_acceptance"] == told(ORDERS, order, live=True)
    assert [] == told(ORDERS, labelled("Reason", "deals"))
    assert [] == told(ORDERS, order, live=True, unknown=unread)
    assert [] == told(ORDERS, order, live=True, switched_off=frozenset({"orders"}))
    assert [] == told(ORDERS, order, pipeline("Orders", ["Creation"], "orders"))


@pytest.mark.parametrize(
    "name",
    [
        *("Client Onboarding", "Implementation Projects", "Project Milestones"),
        *("Website Build", "New Client Setup", "Data Migration", "Client Set-Up"),
    ],
)
def test_a_ticket_pipeline_may_be_named_for_work(name: str) -> None:
    """Whatever its stages are called."""
    assert ["pipeline.tickets.p"] == told(TICKETS, pipeline(name, ["New", "Closed"], "tickets"))


@pytest.mark.parametrize("name", ["Support Pipeline", "Onboarding Requests", "Help with Go-Live", "Project Support"])
def test_requests_about_work_are_requests(name: str) -> None:
    """And one stage may hand over to a project."""
    assert [] == told(TICKETS, pipeline(name, ["New", "Waiting", "In Production", "Closed"], "tickets"))


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("RMA and Warranty", ["Received", "Approved", "Replacement Shipped", "Delivered"]),
        ("Bug Reports", ["Reported", "Fix in Production", "Deployment Verified"]),
        ("Service Desk", ["New", "Shipped", "Installed"]),
    ],
)
def test_what_customers_report_is_answered_and_no_project(name: str, stages: list[str]) -> None:
    """Also where the answer is a parcel or a new version; the same stages are work where nobody reported anything."""
    assert [] == told(TICKETS, pipeline(name, stages, "tickets"))
    assert ["pipeline.tickets.p"] == told(TICKETS, pipeline("Orders", stages, "tickets"))


def test_a_renewal_is_decided_where_the_pipeline_is_about_renewals() -> None:
    """There it is no stage that follows; work that follows still is."""
    stages = ["Renewal Upcoming", "Renewal Discussion", "Churned"]
    assert [] == told(PAST, pipeline("Renewals", stages))
    assert ["pipeline.deals.p"] == told(PAST, pipeline("Renewals", [*stages, "Onboarding"]))
    assert ["pipeline.deals.p"] == told(PAST, pipeline("Sales", stages))
