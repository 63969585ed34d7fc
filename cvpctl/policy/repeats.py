"""Rules about properties that say what another says already: HubSpot's, a neighbour, or one of that name elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cvpctl.kinds.native_catalogue import Asked, Match, Natives
from cvpctl.model import BY_NAME, Resource, Severity
from cvpctl.model.suggestion import Likeness
from cvpctl.policy.authored import label_of, properties
from cvpctl.policy.meeting import some_property
from cvpctl.policy.natives_here import asked, is_weighed, natives_here
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import words

_DIRECTED = frozenset({"after", "before", "by", "from", "in", "on", "per", "since", "to", "until", "with", "without"})


def repeats_native(subject: Subject) -> Iterator[Violation]:
    """Say where a native property carries it; whoever names that one, and says why not, has decided."""
    known: dict[str, Natives] = {}
    for one in properties(subject):
        name = one.address.scope[0]
        if name not in BY_NAME:
            continue
        if name not in known:
            known[name] = natives_here(subject, name)
        match = known[name].best(asked(one))
        if match and _is_the_same(match, asked(one)) and not is_weighed(subject, one, match.native):
            native = match.native
            message = f"{label_of(one)!r} is what HubSpot's own {native.label!r} ({native.name}) holds"
            yield Violation(message, one.address, f"use {native.name} on {name}")


def _is_the_same(match: Match, mine: Asked) -> bool:
    """A property that is named as HubSpot's is but for its prefix, and labelled so, is the same: `arr` is `hs_arr`."""
    bare = match.native.name.removeprefix("hs_")
    return match.likeness is Likeness.SAME or (
        match.likeness is Likeness.LIKELY and bare == mine.name != match.native.name
    )


def look_alikes(subject: Subject) -> Iterator[Violation]:
    seen: dict[tuple[str, str], Resource] = {}
    for one in properties(subject):
        label = label_of(one)
        first = next((seen[key] for key in _keys(one) if key in seen), None)
        for key in _keys(one):
            seen.setdefault(key, one)
        if first:
            other = label_of(first)
            alike = "the same label" if other == label else f"the label {other!r}"
            yield Violation(f"{label!r} reads like {first.address.key}, which has {alike}", one.address)


def same_name_other_type(subject: Subject) -> Iterator[Violation]:
    seen: dict[str, Resource] = {}
    for one in properties(subject):
        first = seen.setdefault(one.address.key, one)
        mine, theirs = _shape(one), _shape(first)
        if mine and theirs and mine != theirs:
            message = f"{one.address.key} is {mine} on {one.address.scope[0]} and {theirs} on {first.address.scope[0]}"
            yield Violation(message, one.address)


def two_of_one_object(subject: Subject) -> bool:
    return any(number > 1 for number in Counter(one.address.scope for one in properties(subject)).values())


def one_name_twice(subject: Subject) -> bool:
    return any(number > 1 for number in Counter(one.address.key for one in properties(subject)).values())


def _keys(one: Resource) -> tuple[tuple[str, str], ...]:
    """What tells two labels of one object apart: their letters, and their words in any order that says nothing."""
    said, name = words(label_of(one)), one.address.scope[0]
    spelt = (name, "".join(said))
    return (spelt,) if _DIRECTED & set(said) else (spelt, (name, " ".join(sorted(said))))


def _shape(one: Resource) -> str:
    """Several values of one list are written otherwise than one of them, so that counts as another type."""
    type_, field_type = str(one.body.get("type", "")), one.body.get("fieldType")
    return "enumeration of several values" if (type_, field_type) == ("enumeration", "checkbox") else type_


RULES = (
    Rule(
        code="REPEATS_NATIVE",
        principle=Principle.CONFIGURATION,
        severity=Severity.WARNING,
        title="A property that repeats one of HubSpot's own",
        why=(
            "HubSpot's reports, forms, enrichment and automation fill and read its own property; a second one beside "
            "it is filled by some people, and neither is right any more. "
            "The authors exhaust native properties first. "
            "What is the same is told by equal labels, and by other names for it that we collected. "
            "Where a pipeline or an association serves instead, that is the advice to follow, and this rule is silent."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Use HubSpot's property and take this one out; if it does hold something else, give it a label that says "
        "so, or name HubSpot's under `nativeConsidered` and say why it does not serve.",
        judge=repeats_native,
        meets=some_property(*BY_NAME),
        gives_way_to=("STATUS_FOR_PIPELINE", "COMPANY_AS_TEXT"),
        cases=(
            Case(
                "What HubSpot has was looked at, and why it does not serve is said.",
                """\
objects:
  contacts:
    properties:
      first_name:
        label: First name
        type: string
        fieldType: text
        groupName: contactinformation
        nativeConsidered: "firstname holds the legal name; this is what to call them."
""",
            ),
            Case(
                "HubSpot has a property for first names.",
                """\
objects:
  contacts:
    properties:
      first_name: {label: First name, type: string, fieldType: text, groupName: contactinformation}
""",
                breaks=("property.contacts.first_name",),
            ),
        ),
        proven="github.com/hairsolutionsco/automations_hub, hubspot/objects/companies/properties.md: companies have a "
        "Tax ID: (taxid), filled on 3; the catalogue of HubSpot's properties has Tax Id (hs_tax_id). That portal's "
        "list names no hs_tax_id, so it is true of the list as a blueprint today and was not of the portal then.",
    ),
    Rule(
        code="PROPERTY_LOOKALIKE",
        principle=Principle.CONFIGURATION,
        severity=Severity.WARNING,
        title="Two properties of one object that read alike",
        why=(
            "People pick whichever of the two they see first, so each holds half of the truth. "
            "Auditors of portals report the same concept under several spellings as the commonest kind of sprawl. "
            "Case, signs, spaces, plurals and the order of words do not tell two labels apart."
        ),
        source="https://revenuehublatam.com/hubspot-audit/blog/hubspot-portal-audit-checklist",
        fix="Keep one and move its values over with `moved:`; if they differ, let both labels say how.",
        judge=look_alikes,
        meets=two_of_one_object,
        cases=(
            Case(
                "Two dates of two things.",
                """\
objects:
  companies:
    properties:
      contract_start: {label: Contract Start, type: date, fieldType: date, groupName: companyinformation}
      contract_end: {label: Contract End, type: date, fieldType: date, groupName: companyinformation}
""",
            ),
            Case(
                "One date under two spellings.",
                """\
objects:
  companies:
    properties:
      contract_start: {label: Contract Start, type: date, fieldType: date, groupName: companyinformation}
      start_contract: {label: start contract, type: date, fieldType: date, groupName: companyinformation}
""",
                breaks=("property.companies.start_contract",),
            ),
        ),
        proven="A recorded set-up makes WSA Category, a text, beside WSA Categories, a list.",
    ),
    Rule(
        code="TYPE_CONFLICT",
        principle=Principle.CONFIGURATION,
        severity=Severity.WARNING,
        title="One internal name, two types",
        why=(
            "Reports, syncs and agents meet the name on two objects and treat its values alike, and one of the two "
            "fails or is written wrongly. "
            "A list of several values is written otherwise than one value, so that counts as another type."
        ),
        source="https://abn.company/blog/hubspot-pre-retrofit-audit",
        fix="Give the two one type, or two names; a live property keeps its name, so make a new one and move values.",
        judge=same_name_other_type,
        meets=one_name_twice,
        cases=(
            Case(
                "The same on both objects.",
                """\
objects:
  contacts:
    properties:
      program_year: {label: Program Year, type: number, fieldType: number, groupName: contactinformation}
  companies:
    properties:
      program_year: {label: Program Year, type: number, fieldType: number, groupName: companyinformation}
""",
            ),
            Case(
                "A number here, a text there.",
                """\
objects:
  contacts:
    properties:
      program_year: {label: Program Year, type: string, fieldType: text, groupName: contactinformation}
  companies:
    properties:
      program_year: {label: Program Year, type: number, fieldType: number, groupName: companyinformation}
""",
                breaks=("property.contacts.program_year",),
            ),
        ),
        proven="A recorded set-up makes wsa_role of several values on contacts and of one value on companies.",
    ),
)
