"""Unified Team Enablement: six questions of the course.

Which configuration answers a question is ours, in line with `value-first/views/ute`.
"""

from __future__ import annotations

from cvpctl.model.views import View
from cvpctl.views.wording import ask, need

COURSE = "valuefirstteam.com/learn/course/hubspot-beginners/2-4-unified-enablement-view"

UTE = View(
    "UTE",
    "Unified Team Enablement",
    "How do we get things done together?",
    "Operations Org",
    "valuecreationprotocol.com/unified-views",
    (
        ask(
            "responsible",
            "Who is responsible now?",
            COURSE,
            need(
                "owners of people and organizations",
                "property.contacts.hubspot_owner_id + property.companies.hubspot_owner_id",
            ),
            need("of deals and requests", "property.deals.hubspot_owner_id + property.tickets.hubspot_owner_id"),
            need("of delivery", "property.services.hubspot_owner_id + property.projects.hubspot_owner_id"),
        ),
        ask(
            "process",
            "How do we do this here?",
            COURSE,
            need("the stages of work", "pipeline.tickets.* + pipeline.services.* + pipeline.projects.*"),
            need(
                "playbooks, and where they are", "property.listings.content_kind + property.listings.content_location"
            ),
        ),
        ask(
            "before",
            "What happened before I came?",
            COURSE,
            need("conversations and messages", "schema.meetings + schema.calls + schema.emails + schema.notes"),
            need("the story so far", "property.companies.relationship_summary"),
            need("what was decided", "property.appointments.decisions_made", "property.meetings.decisions_made"),
            need(
                "where delivery stands",
                "property.services.delivery_summary + property.projects.delivery_summary",
            ),
        ),
        ask(
            "others",
            "Who else has to be in it?",
            COURSE,
            need(
                "of a project",
                "label.projects.contacts.sponsor + label.projects.contacts.technical_lead"
                " + label.projects.contacts.stakeholder",
            ),
            need("of a decision", "label.deals.contacts.decision_maker + label.deals.contacts.stakeholder"),
            need("of a service", "label.services.contacts.everyday_contact"),
        ),
        ask(
            "step",
            "What is the right next step?",
            COURSE,
            need("next steps of encounters", "property.appointments.next_steps", "property.meetings.next_steps"),
            need("tasks", "property.tasks.hs_task_subject + property.tasks.hs_timestamp"),
            need("next milestones", "property.services.next_milestone + property.projects.next_milestone"),
        ),
        ask(
            "dropped",
            "What keeps it from being dropped?",
            COURSE,
            need("who does which task by when", "property.tasks.hubspot_owner_id + property.tasks.hs_timestamp"),
            need(
                "what was promised, by when, and what it waits for",
                "schema.deliverable + property.deliverable.due_on + property.deliverable.waiting_for"
                " + label.deliverable.companies.recipient",
                "property.projects.acceptance_criteria + property.projects.next_milestone_on"
                " + property.projects.waiting_for",
            ),
        ),
    ),
    builds_on=("UCV", "URV", "UBC"),
)
