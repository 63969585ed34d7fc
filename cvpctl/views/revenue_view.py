"""The Unified Revenue View: six questions of the course, and the read-out that the canon gives as an example.

Which configuration answers a question is ours, in line with `value-first/views/urv`. Most of it is HubSpot's own.
"""

from __future__ import annotations

from cvpctl.model.views import View
from cvpctl.views.wording import ask, need

COURSE = "valuefirstteam.com/learn/course/hubspot-beginners/2-2-unified-revenue-view"
CANON = "valuecreationprotocol.com/unified-views"

URV = View(
    "URV",
    "Unified Revenue View",
    "What does the relationship look like in money, from the first talk to the payment?",
    "Finance Org",
    CANON,
    (
        ask(
            "worth",
            "What are they worth to us over time?",
            COURSE,
            need("what they ordered, and when", "property.orders.hs_total_price + property.orders.hs_processed_date"),
            need("what they paid", "property.payments.hs_initial_amount"),
        ),
        ask(
            "bought",
            "What have they bought before?",
            COURSE,
            need("what each order held", "schema.orders + property.line_items.hs_product_id"),
            need("what became of each order", "pipeline.orders.order_to_acceptance", "pipeline.orders.*"),
        ),
        ask(
            "renewal",
            "When does it come up for renewal?",
            COURSE,
            need("how long an order lasts", "property.orders.committed_until"),
            need("when a subscription bills next", "property.subscriptions.hs_next_payment_due_date"),
        ),
        ask(
            "expansion",
            "Is there more that we could do for them?",
            COURSE,
            need(
                "what else they wished for",
                "property.tickets.further_need",
                "schema.interest + property.interest.interested_in + label.interest.contacts.interested",
            ),
            need("what is being talked about", "property.deals.amount + property.deals.dealstage"),
        ),
        ask(
            "risk",
            "Is the account healthy or at risk?",
            COURSE,
            need(
                "how the account is doing",
                "property.companies.account_health + property.companies.account_health_reason",
            ),
            need("what is overdue", "property.invoices.hs_due_date + property.invoices.hs_balance_due"),
            need("why it is", "property.invoices.what_holds_up_payment"),
        ),
        ask(
            "trajectory",
            "Where is revenue heading?",
            COURSE,
            need("what is expected, and when", "property.deals.closedate + property.deals.hs_manual_forecast_category"),
            need("what recurs", "schema.subscriptions + property.subscriptions.hs_next_payment_due_date"),
            need("what was ordered by month", "property.orders.hs_processed_date"),
        ),
        ask(
            "chain",
            "What is committed, billed, overdue and paid?",
            CANON,
            need("what is proposed", "property.quotes.hs_quote_amount"),
            need("what is committed", "pipeline.orders.order_to_acceptance", "pipeline.orders.*"),
            need(
                "what is billed and open",
                "property.invoices.hs_amount_billed + property.invoices.hs_balance_due",
            ),
            need("what is paid", "property.payments.hs_latest_status"),
        ),
    ),
    builds_on=("UCV",),
)
