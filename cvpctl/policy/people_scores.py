"""The rule about scores of people. The health of an account is not judged: there the authors do it themselves."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Resource, Severity
from cvpctl.policy.authored import label_of, properties
from cvpctl.policy.meeting import some_property
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import listed, words

_PEOPLE = ("contacts", "leads")
_SCORES = listed("score scoring")
_ABOUT_THEM = listed(
    "lead engagement fit intent contact person icp quality behavior behaviour activity propensity ai total"
)
_ABOUT_THEM |= listed(
    "overall prospect marketing sales priority buying hubspot customer qualification temperature predictive"
)
_GIVEN_BY_THEM = listed("nps csat ces survey satisfaction feedback promoter effort employee")
_HEALTH = listed("health customer client contact person relationship overall total")
"""Nothing beside the health but whose it is: a person's. What is said of an account or a mind is something else."""
_HUBSPOTS = frozenset({"hubspotscore"})
"""HubSpot's own score of older portals, which bears no prefix."""
_SCORED = "calculation_score"
_LIKELIHOOD = listed("propensity likelihood probability odds")
_TO_BUY = listed("buy purchase convert close renew churn respond engage upgrade conversion")
_OF_A_TEST = listed(
    "credit exam test quiz gpa gmat gre sat ielts toefl assessment course game golf matches health risk"
)


def scores_of_people(subject: Subject) -> Iterator[Violation]:
    for name in _PEOPLE:
        for one in properties(subject, name):
            if _is_a_score(one):
                yield Violation(f"{label_of(one)!r} scores a person", one.address)


def _is_a_score(one: Resource) -> bool:
    """HubSpot's lead scoring makes properties of a type of their own, whatever their label says."""
    said = set(words(label_of(one)))
    if one.address.key in _HUBSPOTS:
        return False
    if one.body.get("fieldType") == _SCORED or (said & _LIKELIHOOD and said & _TO_BUY and _is_a_number(one)):
        return True
    if _SCORES & said and "health" in said and said <= _SCORES | _HEALTH:
        return True
    if not _SCORES & said or said & (_GIVEN_BY_THEM | _OF_A_TEST):
        return False
    return bool(said & _ABOUT_THEM) or said <= _SCORES


def _is_a_number(one: Resource) -> bool:
    return one.body.get("type") == "number"


_NUMBER = "type: number, fieldType: number, groupName: contactinformation"

RULES = (
    Rule(
        code="SCORE_OF_A_PERSON",
        principle=Principle.NAMING,
        severity=Severity.WARNING,
        title="A score of a person",
        why=(
            "A number for a person replaces knowing them, and nobody can answer for it. "
            "The authors retired their own scoring on 27 July 2026 and list lead scoring among the traps. "
            "They contradict themselves about companies, where an agent of theirs still writes a health score, so the "
            "health of an account is not judged here; the same number on a person is a score of them."
        ),
        source="https://valuecreationprotocol.com/realities",
        fix="Say where they are on the Value Path and what shows it; leave the number out.",
        judge=scores_of_people,
        meets=some_property(*_PEOPLE),
        cases=(
            Case(
                "What people answered in a survey is theirs.",
                f"""\
objects:
  contacts:
    properties:
      nps_score: {{label: NPS Score, {_NUMBER}}}
""",
            ),
            Case(
                "A number for how good a person is.",
                f"""\
objects:
  contacts:
    properties:
      fit: {{label: Fit Score, {_NUMBER}}}
""",
                breaks=("property.contacts.fit",),
            ),
        ),
        proven="github.com/Aymanjohani/Flux, hubspot-implementation/01-custom-properties-guide.md: contacts get an "
        "IIoT Lead Score from 0 to 100 for engagement and fit.",
    ),
)
