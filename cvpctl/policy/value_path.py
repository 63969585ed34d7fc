"""Rules about the Value Path itself: that it is there, and that it is the published one."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Address, Resource, Severity
from cvpctl.policy.authored import label_of, options, properties, speaks_of
from cvpctl.policy.meeting import the_object
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import words

CARRIERS = ("contacts", "companies")
"""Who has a relationship with us: one person, one organization."""
VALUE_PATH = (
    "Audience",
    "Researcher",
    "Hand Raiser",
    "Buyer",
    "Value Creator",
    "Adopter",
    "Advocate",
    "Champion",
)
_SPELT_BOTH_WAYS = {"Hand-Raiser": "Hand Raiser"}
"""The authors' own lexicon and course hyphenate what their canon does not, so either counts."""
STAGE_NAME = "value_path_stage"


def altered_path(subject: Subject) -> Iterator[Violation]:
    for one in on_carriers(subject):
        said = [_SPELT_BOTH_WAYS.get(option.label, option.label) for option in options(one)]
        whole = subject.live or "type" in one.body
        wrong = said != list(VALUE_PATH) if whole else bool(set(said) - set(VALUE_PATH))
        if said and is_the_path(one) and wrong:
            yield Violation(f"{label_of(one)!r} is not the Value Path: {_departure(said)}", one.address)


def path_missing(subject: Subject) -> Iterator[Violation]:
    for name in CARRIERS:
        if speaks_of(subject, "property", name) and not any(map(is_the_path, subject.of("property", name))):
            address = Address("property", (name,), STAGE_NAME)
            yield Violation(f"no property says where {name} are on the Value Path", address)


def has_path(subject: Subject) -> bool:
    return any(map(is_the_path, on_carriers(subject)))


def on_carriers(subject: Subject) -> Iterator[Resource]:
    for name in CARRIERS:
        yield from properties(subject, name)


def is_the_path(one: Resource) -> bool:
    return one.address.key == STAGE_NAME or words(label_of(one)) in {("value", "path", "stage"), ("value", "path")}


def _departure(said: list[str]) -> str:
    missing = [stage for stage in VALUE_PATH if stage not in said]
    foreign = [stage for stage in said if stage not in VALUE_PATH]
    if not missing and not foreign:
        return "its stages are in another order"
    parts = [f"{', '.join(names)} {verb}" for names, verb in ((missing, "missing"), (foreign, "added")) if names]
    return " and ".join(parts)


_TEXT = "type: enumeration, fieldType: select, groupName: contactinformation"

RULES = (
    Rule(
        code="VALUE_PATH_ALTERED",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.WARNING,
        title="A Value Path with other stages than the published eight",
        why=(
            "The authors publish exactly eight stages, in one order and spelling, none added, merged or renamed. "
            "Reports, content and agents that speak of the path rely on it. "
            "Their lexicon and course write Hand-Raiser where the canon writes Hand Raiser; either passes. "
            "A blueprint that states only some options of a live property is judged by those it adds."
        ),
        source="https://valuecreationprotocol.com/value-path",
        fix="Give the property the eight stages in their order; what else you want to tell apart is another property.",
        judge=altered_path,
        meets=has_path,
        cases=(
            Case(
                "The eight, in their order.",
                f"""\
objects:
  contacts:
    properties:
      value_path_stage:
        {{label: Value Path Stage, {_TEXT}, options: [{", ".join(VALUE_PATH)}]}}
""",
            ),
            Case(
                "One stage was put in between.",
                f"""\
objects:
  contacts:
    properties:
      value_path_stage:
        {{label: Value Path Stage, {_TEXT}, options: [{", ".join(VALUE_PATH[:3])}, Trial, {", ".join(VALUE_PATH[3:])}]}}
""",
                breaks=("property.contacts.value_path_stage",),
            ),
        ),
        proven="A constructed blueprint and no portal: a ninth option under value_path_stage, looked at by a person. "
        "No portal on record has the path, so no true finding of a real one is known; the rule is on all the same, "
        "since the authors fix the eight by name and order and leave nothing to judge.",
    ),
    Rule(
        code="VALUE_PATH_MISSING",
        principle=Principle.CUSTOMER_CENTRIC,
        severity=Severity.WARNING,
        title="Nothing says where a person or a company is on the Value Path",
        why=(
            "The path tells how to engage with somebody today; without it each team guesses. "
            "The authors' first step for those who serve customers is that contacts have it, and companies have a "
            "stage of their own. HubSpot's lifecycle cannot stand in: several stages of the path share one of its."
        ),
        source="https://valuefirstteam.com/learn/practice/roles/customer-org",
        fix="Extend value-first/value-path.",
        judge=path_missing,
        meets=the_object("property", *CARRIERS),
        cases=(
            Case(
                "Both have it.",
                f"""\
objects:
  contacts:
    properties:
      value_path_stage: {{label: Value Path Stage, {_TEXT}, options: [{", ".join(VALUE_PATH)}]}}
  companies:
    properties:
      value_path_stage:
        {{label: Value Path Stage, {_TEXT.replace("contact", "company")}, options: [{", ".join(VALUE_PATH)}]}}
""",
            ),
            Case(
                "Neither has it.",
                """\
objects:
  contacts:
    properties:
      key_context: {label: Key Context, type: string, fieldType: textarea, groupName: contactinformation}
""",
                breaks=("property.companies.value_path_stage", "property.contacts.value_path_stage"),
            ),
        ),
        needs=frozenset({"live"}),
        proven="None of the recorded portals has it: the most complete one lists 367 properties of contacts, with "
        "lifecycle stage and status among them and no path.",
    ),
)
