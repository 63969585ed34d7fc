"""The Unified Customer View: six questions of the course, and what the Customer Org page wants to see besides.

Which configuration answers a question is ours, in line with `value-first/views/ucv`.
"""

from __future__ import annotations

from cvpctl.model.views import View
from cvpctl.views.wording import ask, need

COURSE = "valuefirstteam.com/learn/course/hubspot-beginners/2-1-unified-customer-view"
CUSTOMER_ORG = "valuefirstteam.com/learn/practice/roles/customer-org"

UCV = View(
    "UCV",
    "Unified Customer View",
    "Who are these people to us, and how is the relationship developing?",
    "Customer Org",
    "valuecreationprotocol.com/unified-views",
    (
        ask(
            "who",
            "Who is this?",
            COURSE,
            need("their name and work", "property.contacts.lastname + property.contacts.jobtitle"),
            need("their organization", "property.companies.name"),
            need("their part in decisions", "property.contacts.hs_buying_role"),
        ),
        ask(
            "history",
            "What is their history with us?",
            COURSE,
            need("conversations and messages", "schema.meetings + schema.calls + schema.emails + schema.notes"),
            need("the story so far", "property.companies.relationship_summary"),
            need("what a colleague must know", "property.contacts.key_context"),
        ),
        ask(
            "around",
            "Whom else do we know around them?",
            COURSE,
            need("the people of their organization", "schema.contacts + schema.companies"),
            need("who matters there", "label.companies.contacts.key_contact"),
        ),
        ask(
            "stage",
            "Where are they on their way with us?",
            COURSE,
            need("the person's Value Path stage", "property.contacts.value_path_stage"),
            need("the organization's", "property.companies.value_path_stage"),
        ),
        ask(
            "cares",
            "What do they care about most?",
            COURSE,
            need("what matters to the person", "property.contacts.what_matters_most"),
            need("what the organization has set out to do", "property.companies.strategic_priorities"),
        ),
        ask(
            "problem",
            "What do they want solved?",
            COURSE,
            need("the person's problem", "property.contacts.problem_to_solve"),
            need("what should be different for the organization", "property.companies.desired_outcome"),
        ),
        ask(
            "health",
            "How is the relationship doing, and why?",
            CUSTOMER_ORG,
            need(
                "with the person",
                "property.contacts.relationship_health + property.contacts.relationship_health_reason",
            ),
            need(
                "with the organization",
                "property.companies.account_health + property.companies.account_health_reason",
            ),
        ),
        ask(
            "engagement",
            "What have they looked into, and what resonates?",
            CUSTOMER_ORG,
            need(
                "what they read",
                "property.contacts.hs_analytics_num_page_views + property.contacts.hs_analytics_last_visit_timestamp",
            ),
            need(
                "what they asked for",
                "property.contacts.recent_conversion_event_name + property.contacts.recent_conversion_date",
            ),
            need(
                "what they answered to",
                "property.contacts.hs_email_last_click_date + property.contacts.hs_email_last_reply_date",
            ),
            need("when somebody last spoke with them", "property.contacts.notes_last_contacted"),
            need("what they come back to", "property.contacts.what_resonates"),
        ),
        ask(
            "reach",
            "How do they like to be reached?",
            CUSTOMER_ORG,
            need("the channel", "property.contacts.preferred_channel"),
            need("their language and consent", "property.contacts.hs_language + property.contacts.hs_email_optout"),
        ),
        ask(
            "organization",
            "What is their organization like?",
            CUSTOMER_ORG,
            need("industry and size", "property.companies.industry + property.companies.numberofemployees"),
            need("how it is organized and decides", "property.companies.organizational_context"),
        ),
        ask(
            "encounters",
            "What came of our last encounters?",
            CUSTOMER_ORG,
            need(
                "what they were for", "property.appointments.appointment_purpose", "property.meetings.meeting_purpose"
            ),
            need("what came out", "property.appointments.appointment_outcome", "property.meetings.meeting_result"),
            need("what was decided", "property.appointments.decisions_made", "property.meetings.decisions_made"),
            need("what comes next", "property.appointments.next_steps", "property.meetings.next_steps"),
        ),
        ask(
            "requests",
            "What do they ask of us, and what does it reveal?",
            CUSTOMER_ORG,
            need("what sort of request it is", "property.tickets.request_kind"),
            need("what it says about the relationship", "property.tickets.request_reveals"),
        ),
        ask(
            "delivery",
            "How is what we do for them coming along?",
            CUSTOMER_ORG,
            need("how far a service is", "pipeline.services.*"),
            need("how it does for the customer", "property.services.service_health"),
            need("where it stands, in words", "property.services.delivery_summary"),
        ),
    ),
)
