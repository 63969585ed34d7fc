"""Rules about what an agent, or a new colleague, can read: descriptions, labels of options, ids of stages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpctl.model import Severity
from cvpctl.policy.authored import Part, is_hubspots_stage, label_of, options, pipelines, properties, some, stages
from cvpctl.policy.meeting import some_pipeline, some_property
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import listed, words

_MACHINE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+|[a-z]{2,}([A-Z][a-z0-9]+){2,}")
"""`order_type_b2b` and `orderTypeB2b`: what a program calls it; one hump is a brand's, as in iPhone."""
_PLACEHOLDER = re.compile(r"(option|value|choice|test|item)[\s_-]*\d*|tbd|todo|xxx+", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{4,}")
_SAY_NOTHING = listed("the this that is of for a an its what which level field value property") | {"s"}


def undescribed(subject: Subject) -> Iterator[Violation]:
    """Say which have no description, or one that is the label once more."""
    for one in properties(subject):
        if "label" not in one.body:
            continue
        description = str(one.body.get("description") or "").strip()
        if not description:
            yield Violation(f"nothing says what {label_of(one)!r} holds", one.address)
        elif not set(words(description)) - set(words(label_of(one))) - _SAY_NOTHING:
            yield Violation(f"the description of {label_of(one)!r} only says its label again", one.address)


def unclear_options(subject: Subject) -> Iterator[Violation]:
    for one in properties(subject):
        unclear = [option for option in options(one) if _is_unclear(option.label)]
        if unclear:
            yield Violation(f"options of {label_of(one)!r} have no label that tells: {some(unclear)}", one.address)


def numbered_stages(subject: Subject) -> Iterator[Violation]:
    for pipeline in pipelines(subject):
        numbered = [one for one in stages(pipeline) if _NUMBERED.fullmatch(one.id) and not is_hubspots_stage(one)]
        if numbered:
            first = numbered[0]
            message = (
                f"stages of {label_of(pipeline)!r} are known by numbers: {first.label} is {first.id}{_more(numbered)}"
            )
            yield Violation(message, pipeline.address)


def some_options(subject: Subject) -> bool:
    return any(options(one) for one in properties(subject))


def _is_unclear(label: str) -> bool:
    return bool(_MACHINE.fullmatch(label.strip()) or _PLACEHOLDER.fullmatch(label.strip()))


def _more(parts: list[Part]) -> str:
    return f", and {len(parts) - 1} more" if len(parts) > 1 else ""


_CHOICE = "type: enumeration, fieldType: select, groupName: dealinformation, description: Who buys"

RULES = (
    Rule(
        code="PROPERTY_UNDESCRIBED",
        principle=Principle.AI_NATIVE,
        severity=Severity.INFO,
        title="A property without a description",
        why=(
            "HubSpot shows the description beside the field, and an agent that reads the definitions has little else "
            "to go by: two labels that look clear to their author are filled with different things. "
            "The authors want the data graph open to agents without further plumbing; that each property must be "
            "described for it is our reading, so it weighs info; and as one finding breaks a rule, a heavier one would "
            "be broken in every portal and tell none from another. `rules:` in cvpctl.yaml can make it a warning. "
            "A description that repeats the label says nothing either."
        ),
        source="ours: what an agent may read or fill must be explained; the authors ask for the whole, not for this",
        fix="Say in one or two sentences what belongs in it, and when it stays empty.",
        judge=undescribed,
        meets=some_property(),
        cases=(
            Case(
                "It says what belongs in it.",
                """\
objects:
  contacts:
    properties:
      key_context:
        label: Key Context
        type: string
        fieldType: textarea
        groupName: contactinformation
        description: What a colleague must know before speaking with this person.
""",
            ),
            Case(
                "One says nothing, one its label again.",
                """\
objects:
  contacts:
    properties:
      key_context: {label: Key Context, type: string, fieldType: textarea, groupName: contactinformation}
      leadership_level:
        label: Leadership Level
        type: string
        fieldType: text
        groupName: contactinformation
        description: Leadership level.
""",
                breaks=("property.contacts.key_context", "property.contacts.leadership_level"),
            ),
        ),
        proven="A recorded set-up describes Leadership Level as Leadership Level; three properties of a portal "
        "recorded in 2021 have no description at all.",
    ),
    Rule(
        code="OPTION_UNCLEAR",
        principle=Principle.AI_NATIVE,
        severity=Severity.WARNING,
        title="Options whose labels are names for programs",
        why=(
            "People see the label in every form and report, and an agent chooses by it; a name with underscores or a "
            "placeholder tells neither what it means. "
            "HubSpot keeps label and value apart for that: the value may stay as it is."
        ),
        source="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide",
        fix="Give each option a label in words, and a description where the words leave doubt; keep the value.",
        judge=unclear_options,
        meets=some_options,
        cases=(
            Case(
                "The value is for programs, the label for people.",
                f"""\
objects:
  deals:
    properties:
      buyer_kind:
        {{label: Buyer Kind, {_CHOICE}, options: [{{value: buyer_kind_b2b, label: Companies}}]}}
""",
            ),
            Case(
                "The value is the label as well.",
                f"""\
objects:
  deals:
    properties:
      buyer_kind:
        {{label: Buyer Kind, {_CHOICE}, options: [buyer_kind_b2b, buyer_kind_b2c]}}
""",
                breaks=("property.deals.buyer_kind",),
            ),
        ),
        proven="A recorded set-up of a course platform labels two kinds of order order_type_b2b and order_type_b2c.",
    ),
    Rule(
        code="STAGE_ID_NUMERIC",
        principle=Principle.AI_NATIVE,
        severity=Severity.INFO,
        title="Stages that are known by a number",
        why=(
            "HubSpot numbers a stage unless it is asked for an id, and every portal gets other numbers: agents, "
            "integrations and reports then carry a list of numbers per portal. "
            "The authors' own writing agent checks each stage against such a list, since labels sent for ids were "
            "among the failures that led to it. "
            "That ids should be words is ours. A live stage keeps its id for good, so this is for the next pipeline."
        ),
        source="ours: HubSpot numbers only stages that nobody names (its pipelines guide); words stay the same",
        fix="Leave live stages as they are and bind them; give new pipelines and stages ids of their own.",
        judge=numbered_stages,
        meets=some_pipeline(),
        cases=(
            Case(
                "Ids are words.",
                """\
objects:
  deals:
    pipelines:
      path_to_value:
        label: Path to Value
        stages: {discover_value: {label: Discover Value, metadata: {probability: 0.2}}}
""",
            ),
            Case(
                "A stage keeps the number it was given.",
                """\
objects:
  deals:
    pipelines:
      path_to_value:
        label: Path to Value
        stages: {"1186754": {label: Discover Value, metadata: {probability: 0.2}}}
""",
                breaks=("pipeline.deals.path_to_value",),
            ),
        ),
        proven="github.com/hairsolutionsco/automations_hub, hubspot/objects/deals/properties.md: every stage of the "
        "deal pipelines that people made has a number of nine or ten digits for an id, as "
        "hs_v2_date_entered_1174247648 says.",
    ),
)
