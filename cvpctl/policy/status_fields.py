"""The rule about statuses in a property where HubSpot would carry them in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import BY_NAME, OBJECT_TYPES, Resource, Severity
from cvpctl.model.suggestion import Likeness
from cvpctl.policy.authored import is_choice, label_of, options, properties, some
from cvpctl.policy.natives_here import asked, natives_here
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import listed, words

_STATES = listed("status stage phase state")
_OF_AN_ADDRESS = words("state")
"""Alone it is part of where somebody lives; the state of a thing says of what."""
_FEWEST = 3
"""Two options are a yes and a no."""
_SAYS_NOTHING = listed("current overall general main internal pipeline progress workflow process") | {
    word for native in OBJECT_TYPES if native.stage_cap for word in words(native.singular)
}
"""Words that leave it the status of something with pipelines: that of a payment or an insurance is no stage."""


def status_fields(subject: Subject) -> Iterator[Violation]:
    for one in properties(subject):
        if _may_have_pipelines(one.address.scope[0]) and is_choice(one) and _is_the_records_status(one):
            listed_ = some(options(one))
            message = f"{label_of(one)!r} is a list of statuses ({listed_}) where {one.address.scope[0]} have pipelines"
            yield Violation(message, one.address, _beside(subject, one))


def some_choice(subject: Subject) -> bool:
    return any(_may_have_pipelines(one.address.scope[0]) and is_choice(one) for one in properties(subject))


def _beside(subject: Subject, one: Resource) -> str:
    """Mention HubSpot's own status where it has one: it says how a record fares and is no stage."""
    name = one.address.scope[0]
    match = natives_here(subject, name).best(asked(one)) if name in BY_NAME else None
    if match is None or match.likeness is not Likeness.SAME or "stage" in match.native.name:
        return ""
    native = match.native
    meaning = f", which says {native.meaning[:1].lower()}{native.meaning[1:].rstrip('.')}" if native.meaning else ""
    return f"make them stages of a pipeline of {name}; beside it HubSpot has {native.label} ({native.name}){meaning}"


def _may_have_pipelines(name: str) -> bool:
    native = BY_NAME.get(name)
    return native is None or bool(native.stage_cap)


def _is_the_records_status(one: Resource) -> bool:
    said = words(label_of(one))
    own = set(words(one.address.scope[0]))
    about = set(said) - _STATES
    if said == _OF_AN_ADDRESS:
        return False
    return bool(_STATES & set(said)) and about <= _SAYS_NOTHING | own and len(options(one)) >= _FEWEST


RULES = (
    Rule(
        code="STATUS_FOR_PIPELINE",
        principle=Principle.CONFIGURATION,
        severity=Severity.INFO,
        title="A list of statuses where a pipeline serves",
        why=(
            "A pipeline has a board, dates for each stage, probabilities and automation; a list of statuses has none, "
            "and beside a pipeline it soon says something else than the stage. "
            "The authors name it an error to use a status field where a pipeline serves. "
            "They are not of one mind: their pages on services, projects and deliverables list a status themselves."
        ),
        source="https://valuecreationprotocol.com/hubspot-cvp",
        fix="Make the statuses stages of a pipeline of the object that goes through them; keep a list only for what "
        "changes independently of the record.",
        judge=status_fields,
        meets=some_choice,
        cases=(
            Case(
                "The payment is another thing than the order, and has a status of its own.",
                """\
objects:
  orders:
    properties:
      insurance_status:
        label: Insurance Status
        type: enumeration
        fieldType: select
        groupName: order_information
        options: [Requested, Offered, Insured]
""",
            ),
            Case(
                "Projects have pipelines.",
                """\
objects:
  projects:
    properties:
      project_status:
        label: Project Status
        type: enumeration
        fieldType: select
        groupName: project_information
        options: [Planned, Running, Done]
""",
                breaks=("property.projects.project_status",),
            ),
        ),
        proven="A recorded set-up of a course platform keeps Order Status (fulfilled, failed, created, refunded) as a "
        "list on deals, where orders have pipelines for it.",
    ),
)
