"""The rule about scores of people. The health of an account is not judged: there the authors do it themselves."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Resource, Severity
from cvpctl.policy.authored import label_of, properties
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
_GIVEN_BY_THEM = listed("nps csat ces survey satisfaction feedback promoter effort")
_HEALTH = listed("health customer client contact person relationship overall total")
"""Nothing beside the health but whose it is: a person's. What is said of an account or a mind is something else."""
_OF_A_TEST = listed(
    "credit exam test quiz gpa gmat gre sat ielts toefl assessment course game golf matches health risk"
)


def scores_of_people(subject: Subject) -> Iterator[Violation]:
    for name in _PEOPLE:
        for one in properties(subject, name):
            if _is_a_score(one):
                yield Violation(f"{label_of(one)!r} scores a person", one.address)


def _is_a_score(one: Resource) -> bool:
    said = set(words(label_of(one)))
    if _SCORES & said and "health" in said and said <= _SCORES | _HEALTH:
        return True
    if not _SCORES & said or said & (_GIVEN_BY_THEM | _OF_A_TEST):
        return False
    return bool(said & _ABOUT_THEM) or said <= _SCORES


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
        proven="A public set-up guide gives contacts a lead score from 0 to 100 for engagement and fit.",
    ),
)
