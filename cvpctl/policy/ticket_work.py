"""The rule about tickets that carry planned work: projects and delivery have objects of their own."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Severity
from cvpctl.policy.authored import Part, label_of, pipelines, some, stages
from cvpctl.policy.delivery_words import is_delivery
from cvpctl.policy.meeting import some_pipeline
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import Words, first_of, listed, phrases, words

_PLANNED = listed("project milestone sprint backlog deliverable")
_BUILT = listed("build setup migration redesign relaunch buildout")
"""What a pipeline that ends in one of these makes."""
_REACTIVE = listed("request issue support incident complaint question inquiry change bug defect help helpdesk return")
_REACTIVE |= listed("rma warranty repair claim exchange fault error problem failure outage escalation feedback")
_DESKS = phrases("service desk", "service request", "customer service", "field service")
"""A pipeline of requests about a delivery is about requests."""
_FEWEST = 2
"""One stage may hand over to a project; two are work."""


def work_in_tickets(subject: Subject) -> Iterator[Violation]:
    for pipeline in pipelines(subject, "tickets"):
        said = words(label_of(pipeline))
        steps = [one for one in stages(pipeline) if _is_work(one)]
        if _REACTIVE & set(said) or first_of(said, _DESKS):
            continue
        if is_delivery(said) or _PLANNED & set(said) or _builds(said) or len(steps) >= _FEWEST:
            through = f" goes through {some(steps)}" if steps else " is named for it"
            yield Violation(f"{label_of(pipeline)!r} carries delivery or a project: it{through}", pipeline.address)


def _builds(said: Words) -> bool:
    return bool(said) and (said[-1] in _BUILT or said[-2:] == ("set", "up"))


def _is_work(stage: Part) -> bool:
    return is_delivery(words(stage.label))


RULES = (
    Rule(
        code="TICKET_CARRIES_DELIVERY",
        principle=Principle.COMMERCE,
        severity=Severity.WARNING,
        title="A ticket pipeline that carries delivery or a project",
        why=(
            "Tickets are measured by how fast they close; planned work is not late because a clock for support says "
            "so, and among it real requests are overlooked. "
            "The authors scope tickets to what a customer asks for, and put delivery into services and planned work "
            "into projects."
        ),
        source="https://valuefirstteam.com/learn/objects/ticket",
        fix="Move the pipeline to services or projects; leave a stage that says a request was continued there.",
        judge=work_in_tickets,
        meets=some_pipeline("tickets"),
        cases=(
            Case(
                "A request may end as a project.",
                """\
objects:
  tickets:
    pipelines:
      requests:
        label: Customer Requests
        stages:
          received: {label: Received, metadata: {ticketState: OPEN}}
          resolved: {label: Resolved, metadata: {ticketState: CLOSED}}
          continued: {label: Continued as Project, metadata: {ticketState: CLOSED}}
""",
            ),
            Case(
                "Onboarding as tickets.",
                """\
objects:
  tickets:
    pipelines:
      onboarding:
        label: Client Onboarding
        stages:
          kickoff: {label: Kickoff, metadata: {ticketState: OPEN}}
          live: {label: Go-Live, metadata: {ticketState: CLOSED}}
""",
                breaks=("pipeline.tickets.onboarding",),
            ),
        ),
        proven="github.com/hairsolutionsco/automations_hub, hubspot/objects/tickets/properties.md: a ticket pipeline "
        "for the production of orders runs from pending over in progress and shipped to delivered.",
    ),
)
