"""Rules about where a relationship stands: one stage for a person and one for a company, and no team's beside it."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Resource, Severity
from cvpctl.policy.authored import label_of
from cvpctl.policy.meeting import some_property
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.value_path import CARRIERS, STAGE_NAME, is_the_path, on_carriers
from cvpctl.policy.words import first_of, listed, phrases, words

_STATES = listed("stage status phase")
_CYCLE = words("lifecycle")
"""A lifecycle is made of stages, whether its label says so or not."""
_TEAMS = phrases(
    "marketing", "sales", "customer success", "cs", "csm", "sdr", "bdr", "account management", "presales", "revops"
)
_TEAMS_OF_STAGES = phrases("service", "support")
"""A service may have a status of its own; that it has a stage is said of the relationship."""
_OF_THE_RELATIONSHIP = listed("relationship customer client contact account lead prospect lifecycle journey pipeline")
_STAGES = phrases("relationship stage", "customer stage", "client stage", "contact stage", "account stage") | phrases(
    "lifecycle stage", "journey stage", "customer journey stage", "customer lifecycle stage", "buyer stage"
)


def stage_of_a_team(subject: Subject) -> Iterator[Violation]:
    for one in on_carriers(subject):
        if _is_a_teams(one):
            yield Violation(f"{label_of(one)!r} is where one team stands with the customer", one.address)


def several_stages(subject: Subject) -> Iterator[Violation]:
    first: dict[str, Resource] = {}
    for one in sorted(on_carriers(subject), key=lambda one: (one.address.key != STAGE_NAME, one.address)):
        if is_the_path(one) or words(label_of(one)) in _STAGES:
            other = first.setdefault(one.address.scope[0], one)
            if other is not one:
                message = f"{label_of(one)!r} says again where the relationship stands; {other.address.key} does"
                yield Violation(message, one.address)


def _is_a_teams(one: Resource) -> bool:
    said = words(label_of(one))
    cycle = bool(first_of(said, [_CYCLE]))
    team = first_of(said, _TEAMS) or (first_of(said, _TEAMS_OF_STAGES) if cycle or "stage" in said else "")
    rest = set(said) - _STATES - _OF_THE_RELATIONSHIP - set(team.split())
    return bool(team and (cycle or _STATES & set(said))) and not rest


_TEXT = "type: enumeration, fieldType: select, groupName: contactinformation"

RULES = (
    Rule(
        code="TEAM_STAGE",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.WARNING,
        title="A stage of the relationship that belongs to one team",
        why=(
            "When each team keeps its own stage, the customer is at several places at once and nobody can say which is "
            "right. "
            "The authors want one source of truth per relationship, and the platform organized around the customer and "
            "not around marketing, sales and service."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Let the one stage of the relationship carry it; what a team still has to do is a task or a deal.",
        judge=stage_of_a_team,
        meets=some_property(*CARRIERS),
        cases=(
            Case(
                "One stage for the relationship.",
                f"""\
objects:
  contacts:
    properties:
      relationship_stage: {{label: Relationship Stage, {_TEXT}, options: [New, Active, Lasting]}}
""",
            ),
            Case(
                "Sales keeps a stage of its own.",
                f"""\
objects:
  contacts:
    properties:
      sales_stage: {{label: Sales Stage, {_TEXT}, options: [New, Working, Done]}}
""",
                breaks=("property.contacts.sales_stage",),
            ),
        ),
        proven="github.com/hairsolutionsco/automations_hub, hubspot/objects/contacts/properties.md: contacts have a "
        "Sales Status (active, no order for 90 days, unresponsive …) beside their stage.",
    ),
    Rule(
        code="SEVERAL_RELATIONSHIP_STAGES",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.INFO,
        title="Two properties that say where a relationship stands",
        why=(
            "Two stages of one relationship are filled by different people and soon differ. "
            "The authors want one source of truth per relationship; that two such labels mean one thing is ours. "
            "HubSpot's own lifecycle stage does not count: it stands beside the path and cannot replace it."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Keep one, and move the values of the other with `moved:`.",
        judge=several_stages,
        meets=some_property(*CARRIERS),
        cases=(
            Case(
                "One stage on each object.",
                f"""\
objects:
  contacts:
    properties:
      customer_stage: {{label: Customer Stage, {_TEXT}, options: [New, Active]}}
""",
            ),
            Case(
                "Two stages on one object.",
                f"""\
objects:
  contacts:
    properties:
      customer_stage: {{label: Customer Stage, {_TEXT}, options: [New, Active]}}
      journey_stage: {{label: Journey Stage, {_TEXT}, options: [Start, End]}}
""",
                breaks=("property.contacts.journey_stage",),
            ),
        ),
    ),
)
