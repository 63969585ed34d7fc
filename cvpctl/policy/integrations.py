"""Rules about what other systems own in a portal: no copy of HubSpot's property, and a word on who is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cvpctl.kinds.native_catalogue import Asked
from cvpctl.model import BY_NAME, Resource, Severity
from cvpctl.model.suggestion import Likeness
from cvpctl.policy.authored import label_of, properties
from cvpctl.policy.natives_here import asked, is_weighed, natives_here
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.words import listed, words

_KNOWN = frozenset(
    {"salesforce", "sfdc", "pipedrive", "zoho", "dynamics", "netsuite", "sap", "xero", "quickbooks", "stripe"}
    | {"shopify", "woocommerce", "magento", "chargebee", "zendesk", "intercom", "freshdesk", "jira", "asana", "notion"}
    | {"airtable", "mailchimp", "marketo", "pardot", "activecampaign", "klaviyo", "clearbit", "apollo", "zoominfo"}
    | {"mixpanel", "gainsight", "calendly", "eventbrite", "docusign", "gocardless"}
)
_NOT_A_SYSTEM = frozenset({"hq", "ceo", "cfo", "cto", "coo", "vp", "po", "hr", "it", "ap", "ar", "us", "uk", "eu"})
_NAMED = re.compile(r"[A-Z]{2,5}|[A-Z][a-z]+[A-Z]\w*")
"""Acronyms, and brands with a capital inside."""
_OF_THEIR_RECORD = listed("create created update updated modified priority status stage owner id type source name")
"""What another system says of its own record is not what HubSpot says of its."""
_SAY_SO = (
    "extend value-first/base, which says so for what value-first is about, or say it at the top of the blueprint, with "
    "the system that is right:"
)
_FEWEST = 3
"""How many properties make a name a system's: fewer share a word by chance."""


def copies_native(subject: Subject) -> Iterator[Violation]:
    for name in BY_NAME:
        own = list(properties(subject, name))
        systems = _systems(own)
        natives = natives_here(subject, name)
        for one in own if systems else ():
            system = _prefix(one)
            if system not in systems or _OF_THEIR_RECORD & set(words(one.address.key)):
                continue
            match = natives.best(_without(one, system))
            if match and match.likeness is not Likeness.LOOK and not is_weighed(subject, one, match.native):
                native = f"{match.native.label!r} ({match.native.name})"
                yield Violation(
                    f"{label_of(one)!r} is HubSpot's {native} once more",
                    one.address,
                    f"let {system} fill {match.native.name}, or name it under `nativeConsidered`",
                )


def truth_undeclared(subject: Subject) -> Iterator[Violation]:
    by_object: dict[str, list[Resource]] = {}
    systems: dict[str, frozenset[str]] = {}
    for one in properties(subject):
        name = one.address.scope[0]
        if name in subject.sources_of_truth:
            continue
        if name not in systems:
            systems[name] = _systems(list(properties(subject, name)))
        if _is_integrations(subject, one, systems[name]):
            by_object.setdefault(name, []).append(one)
    if by_object:
        # One line of a blueprint answers for all objects, so they are one finding.
        told = [f"{filled[0].address.key}{_more(filled)} on {name}" for name, filled in by_object.items()]
        message = f"other systems fill {_listed(told)}, and nothing says which one is right"
        paste = f"sourceOfTruth: {{{', '.join(f'{name}: HubSpot' for name in by_object)}}}"
        yield Violation(message, next(iter(by_object.values()))[0].address, _SAY_SO, paste)


def other_systems(subject: Subject) -> bool:
    return any(_systems(list(properties(subject, name))) for name in BY_NAME)


def filled_elsewhere(subject: Subject) -> bool:
    names = {one.address.scope[0] for one in properties(subject)}
    systems = {name: _systems(list(properties(subject, name))) for name in names}
    return any(_is_integrations(subject, one, systems[one.address.scope[0]]) for one in properties(subject))


def _more(filled: list[Resource]) -> str:
    return f" and {len(filled) - 1} more" if len(filled) > 1 else ""


def _listed(told: list[str]) -> str:
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]


def _is_integrations(subject: Subject, one: Resource, systems: frozenset[str]) -> bool:
    said = subject.purposes.get(one.address)
    return "integration" in said.filled_by if said and said.filled_by else _prefix(one) in systems


def _systems(own: list[Resource]) -> frozenset[str]:
    """Return what names begin with that stands for a system: known ones, and what several labels begin with too."""
    begun = Counter(_prefix(one) for one in own)
    told = Counter(_prefix(one) for one in own if _is_named(one))
    return frozenset(one for one in begun if one in _KNOWN or told[one] >= _FEWEST)


def _prefix(one: Resource) -> str:
    name, _, rest = one.address.key.partition("_")
    return name if rest else ""


def _is_named(one: Resource) -> bool:
    first = next(iter(label_of(one).replace(":", " ").split()), "")
    prefix = _prefix(one)
    return first.casefold() == prefix and bool(_NAMED.fullmatch(first)) and prefix not in _NOT_A_SYSTEM


def _without(one: Resource, prefix: str) -> Asked:
    """Return the property as it would be called without the system's name."""
    whole = asked(one)
    label = whole.label[len(prefix) :].lstrip(" :-_") if whole.label.casefold().startswith(prefix) else whole.label
    return Asked(whole.name.removeprefix(f"{prefix}_"), label, whole.type, whole.field_type)


_SYNCED = "type: string, fieldType: text, groupName: companyinformation"

RULES = (
    Rule(
        code="INTEGRATION_DUPLICATE",
        principle=Principle.WHOLENESS,
        severity=Severity.INFO,
        title="Another system keeps its own copy of a HubSpot property",
        why=(
            "The two differ as soon as somebody edits one, and lists and reports use HubSpot's. "
            "The authors name it an error to duplicate through integrations, and allow no two systems that claim to be "
            "the customer record. "
            "What a system's property is comes from its name without the system's, so it is told and no more."
        ),
        source="https://valuecreationprotocol.com/hubspot-cvp",
        fix="Let the integration fill HubSpot's property, and say under `sourceOfTruth:` which system is right.",
        judge=copies_native,
        meets=other_systems,
        cases=(
            Case(
                "What only the other system has.",
                f"""\
objects:
  companies:
    properties:
      netsuite_id: {{label: NetSuite ID, {_SYNCED}}}
      netsuite_subsidiary: {{label: NetSuite Subsidiary, {_SYNCED}}}
""",
            ),
            Case(
                "HubSpot has the industry of a company.",
                f"""\
objects:
  companies:
    properties:
      netsuite_industry: {{label: NetSuite Industry, {_SYNCED}}}
""",
                breaks=("property.companies.netsuite_industry",),
            ),
        ),
        proven="A recorded set-up of an awards site fills WSA LinkedIn URL and WSA Logo URL, where HubSpot's contacts "
        "and companies have properties for both.",
    ),
    Rule(
        code="SOURCE_OF_TRUTH_UNDECLARED",
        principle=Principle.WHOLENESS,
        severity=Severity.INFO,
        title="Another system fills an object, and nothing says which of the two is right",
        why=(
            "Whoever finds two values needs to know which one to correct, and an agent must not write over the other "
            "system. The authors want one source of truth; that a blueprint should name it per object is ours. "
            "That a system fills something is what `filledBy: integration` says, or its name before the property's."
        ),
        source="ours: the authors ask for one source of truth, and a portal has no place to write down which it is",
        fix="Extend value-first/base, which says HubSpot for the objects of the relationship and the revenue, or add "
        "`sourceOfTruth: {companies: NetSuite}` to the blueprint, with the system that is right.",
        judge=truth_undeclared,
        meets=filled_elsewhere,
        cases=(
            Case(
                "The system that is right is named.",
                f"""\
objects:
  companies:
    properties:
      credit_limit: {{label: Credit Limit, {_SYNCED}, filledBy: integration}}
sourceOfTruth: {{companies: NetSuite}}
""",
            ),
            Case(
                "An integration fills it, and nothing says who is right.",
                f"""\
objects:
  companies:
    properties:
      credit_limit: {{label: Credit Limit, {_SYNCED}, filledBy: integration}}
""",
                breaks=("property.companies.credit_limit",),
            ),
        ),
        needs=frozenset({"blueprint"}),
        proven="A recorded set-up brings 46 properties of a bidding platform onto deals, among them status and dates, "
        "and says nowhere whose are right.",
    ),
)
