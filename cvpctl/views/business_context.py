"""Unified Business Context: six questions of the course; the canon itself names none for this view.

Which configuration answers a question is ours, in line with `value-first/views/ubc`.
"""

from __future__ import annotations

from cvpctl.model.views import View
from cvpctl.views.wording import ask, need

COURSE = "valuefirstteam.com/learn/course/hubspot-beginners/2-3-unified-context-view"

UBC = View(
    "UBC",
    "Unified Business Context",
    "What do we really know of it, there where somebody decides?",
    "Operations Org",
    "valuecreationprotocol.com/unified-views",
    (
        ask(
            "patterns",
            "Which patterns are there in this account?",
            COURSE,
            need(
                "what people there do",
                "property.contacts.hs_analytics_num_page_views + property.contacts.notes_last_contacted",
            ),
            need("what they ask for", "property.tickets.request_kind"),
            need("why the account stands as it does", "property.companies.account_health_reason"),
        ),
        ask(
            "works",
            "What works in this relationship, and what does not?",
            COURSE,
            need(
                "what was agreed, and what came of it",
                "property.services.agreed_outcome + property.services.realized_value",
            ),
            need("why a service does as it does", "property.services.service_health_reason"),
        ),
        ask(
            "similar",
            "Have we seen something like it before?",
            COURSE,
            need(
                "content by kind and by what it helps with",
                "property.listings.content_kind + property.listings.content_purpose",
            ),
        ),
        ask(
            "next",
            "What should we do next?",
            COURSE,
            need("next steps of encounters", "property.appointments.next_steps", "property.meetings.next_steps"),
            need("tasks", "property.tasks.hs_task_subject + property.tasks.hs_timestamp"),
            need(
                "what an agent proposes, and the answer",
                "property.tasks.created_by_agent + property.tasks.proposal_answer",
            ),
        ),
        ask(
            "unseen",
            "Which risk or chance do we not see?",
            COURSE,
            need("what requests reveal", "property.tickets.request_reveals"),
            need("wishes beyond what they have", "property.tickets.further_need"),
            need("what is overdue", "property.invoices.hs_due_date + property.invoices.hs_balance_due"),
        ),
        ask(
            "compare",
            "How does it compare with our best customers?",
            COURSE,
            need(
                "how accounts are doing",
                "property.companies.account_health",
            ),
            need("what customers confirmed", "property.services.value_confirmed_on"),
            need("how long they have been with us", "property.companies.closedate"),
        ),
    ),
    builds_on=("UCV", "URV"),
    note="The canon names no question for this view; these are the course's.",
)
