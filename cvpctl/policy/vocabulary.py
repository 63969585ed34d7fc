"""The methodology's vocabulary: words it never uses for people, where people gave something its label."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Severity
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.texts import labels
from cvpctl.policy.words import Words, first_of, listed, phrases, words

_INSTEAD = {
    "lead": "say interest, signal or the stage of the Value Path",
    "prospect": "say researcher, or the stage of the Value Path",
    "target": "say whom you want to help",
    "mql": "say the stage of the Value Path",
    "sql": "say the stage of the Value Path",
    "sal": "say the stage of the Value Path",
    "pql": "say the stage of the Value Path",
    "funnel": "say Value Path",
    "nurture": "say relationship development",
    "drip": "say what is sent and why",
    "convert": "say what they did: asked, committed, bought",
    "qualify": "say readiness, or what is known of their situation",
    "closed won": "say partnership activated, or Value Activated",
    "closed lost": "say Value Not Activated",
}
"""What the authors say instead, in our words."""
_SPELT = {
    "lead": listed("lead leads"),
    "prospect": listed("prospect prospects prospecting"),
    "mql": listed("mql mqls"),
    "sal": listed("sal sals"),
    "pql": listed("pql pqls"),
    "funnel": listed("funnel tofu mofu bofu"),
    "nurture": listed("nurture nurturing nurtured"),
    "drip": listed("drip"),
}
"""Words that mean one thing wherever they stand."""
_PHRASES = {
    "target": phrases(
        "target account", "target customer", "target contact", "target company", "target list", "target lead"
    )
    | phrases("target audience", "target persona", "targeted account", "targeted contact"),
    "sql": phrases("sql"),
    "convert": phrases("converted", "conversion date", "conversion source", "conversion rate", "conversion type")
    | phrases("first conversion", "last conversion", "conversion event", "conversion page"),
    "qualify": phrases("disqualified", "unqualified", "requalified", "re qualified", "disqualification reason")
    | phrases(
        "disqualification", "qualification status", "qualification stage", "qualification score", "sales qualification"
    )
    | phrases("lead qualification", "qualification notes"),
    "closed won": phrases("closed won", "close won"),
    "closed lost": phrases("closed lost", "close lost"),
}
_ALONE = {"qualify": phrases("qualification", "qualifying"), "convert": phrases("conversion", "converting")}
"""Words that are meant when nothing stands beside them: an academic qualification is none of a person in a sale."""
_LEADS_SOMETHING = (
    listed("technical tech team project practice delivery design engagement group regional product squad development")
    | listed(
        "engineering account success implementation program workstream research clinical site legal creative shift"
    )
    | listed("thought co blood water soil")
)
_LED = listed(
    "time partner consultant engineer instructor counsel architect underwriter investor author agency developer"
)
_LED |= listed("pipe paint acid glass poisoning exposure abatement free solder battery content")
_LED |= listed(
    "designer researcher manager advisor contact auditor surveyor teacher trainer physician to by in on at through day"
)
_ELSEWHERE = listed("currency unit exchange fx server database query file data dialect table academic certification")
_ELSEWHERE |= listed("certificate developer skill training course injection engineer proficiency experience level")
_QUALIFIED = listed("qualified")
_IN_A_SALE = listed(
    "marketing sale product lead prospect opportunity contact account deal customer company buyer person inquiry stage "
    "status date reason by on to out not is pre yes no buy meeting call pipeline income since at when last first time"
)
"""What stands beside it where somebody is qualified for a sale; an electrician and a tax plan are so by law."""
_DRIP_OF_WATER = listed("irrigation coffee tray")


def forbidden_words(subject: Subject) -> Iterator[Violation]:
    for text in labels(subject):
        word = _forbidden(words(text.label))
        if word:
            yield Violation(f"the {text.noun} {text.label!r} says {word!r}", text.address, _INSTEAD[word])


def some_label(subject: Subject) -> bool:
    return any(True for _ in labels(subject))


def _forbidden(said: Words) -> str:
    """Return the first word of the list that a label says, by the name it has there."""
    for word, spelt in _SPELT.items():
        if spelt & set(said) and not _is_something_else(word, said):
            return word
    for word, wanted in _PHRASES.items():
        if first_of(said, wanted) and not _ELSEWHERE & set(said):
            return word
    if _QUALIFIED & set(said) and set(said) <= _QUALIFIED | _IN_A_SALE:
        return "qualify"
    return next((word for word, alone in _ALONE.items() if said in alone), "")


def _is_something_else(word: str, said: Words) -> bool:
    if word == "drip":
        return bool(_DRIP_OF_WATER & set(said))
    if word != "lead":
        return False
    place = said.index("lead")
    before, after = said[place - 1] if place else "", said[place + 1] if place + 1 < len(said) else ""
    return before in _LEADS_SOMETHING or after in _LED


_GUIDE = (
    "https://github.com/Value-First-Team/valuecreationprotocol/blob/main/next/src/content/wiki-canonical/"
    "value-first-language-translation-guide.md"
)
_LEAD_SOURCE = "type: string, fieldType: text, groupName: contactinformation"

RULES = (
    Rule(
        code="FORBIDDEN_WORD",
        principle=Principle.NAMING,
        severity=Severity.WARNING,
        title="A label with a word that the methodology never uses for people",
        why=(
            "A label is read every day, and words such as lead, target or funnel say that people are material. "
            "The authors' translation guide lists the words, and what to say instead. "
            "It excepts HubSpot's own names for its objects and stages, so only labels that people wrote are read, and "
            "of those only the English ones. Where a word has another meaning (a technical lead, an academic "
            "qualification), it passes."
        ),
        source=_GUIDE,
        fix="Give it a label in the words of the methodology; the internal name may stay.",
        judge=forbidden_words,
        meets=some_label,
        cases=(
            Case(
                "A technical lead is a role.",
                """\
associations:
  - from: projects
    to: contacts
    labels:
      technical_lead: {label: Technical Lead, inverseLabel: Project Led Technically}
""",
            ),
            Case(
                "A label and an option say whom they mean.",
                f"""\
objects:
  contacts:
    properties:
      source_detail: {{label: Lead Source, {_LEAD_SOURCE}}}
      persona:
        label: Persona
        type: enumeration
        fieldType: select
        groupName: contactinformation
        options: [{{value: cold, label: Cold Prospect}}, {{value: warm, label: Warm}}]
""",
                breaks=("property.contacts.persona/options/cold", "property.contacts.source_detail"),
            ),
        ),
        proven="github.com/Aymanjohani/Flux, hubspot-implementation/01-custom-properties-guide.md: contacts get a Lead "
        "Temperature and a Lead Source Detail; a recorded set-up has an option Bid/Lead.",
    ),
)
