"""Rules about agents that write: what they write is marked as theirs, and a token may do no more than it needs."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Resource, Severity
from cvpctl.policy.meeting import anything
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.token_scopes import unneeded_scopes

STAMP = "created_by_agent"
"""The authors' name for it; they put it on activities."""


def stamp_missing(subject: Subject) -> Iterator[Violation]:
    """Blueprints say which properties agents fill; whoever lets them write wants to know what they wrote."""
    filled = list(_by_agents(subject))
    stamped = any(one.address.key == STAMP for one in subject.of("property"))
    if filled and not stamped:
        more = f" and {len(filled) - 1} more" if len(filled) > 1 else ""
        where = "in this portal" if subject.live else "in these blueprints"
        message = f"agents fill {filled[0].address.key}{more}, and {where} no {STAMP} tells their records from people's"
        yield Violation(message, filled[0].address)


def agents_fill(subject: Subject) -> bool:
    return any(True for _ in _by_agents(subject))


def _by_agents(subject: Subject) -> Iterator[Resource]:
    for one in subject.of("property"):
        said = subject.purposes.get(one.address)
        if said and "agent" in said.filled_by:
            yield one


def wide_token(subject: Subject) -> Iterator[Violation]:
    unneeded = unneeded_scopes(subject)
    if unneeded:
        yield Violation(f"the token may do what nothing here needs: {', '.join(unneeded)}")


_SUMMARY = """\
objects:
  notes:
    properties:
      account_brief:
        label: Account Brief
        type: string
        fieldType: textarea
        groupName: note
        filledBy: agent
"""

RULES = (
    Rule(
        code="AGENT_STAMP_MISSING",
        principle=Principle.AI_NATIVE,
        severity=Severity.INFO,
        title="Agents write, and nothing marks what they wrote",
        why=(
            "When something is wrong, the first question is whether a person or an agent wrote it. "
            "The authors let agents write through a governed gateway only, and stamp activities with created_by_agent. "
            "The page is about the gateway; the stamp's name is theirs, and what it holds they have not published. "
            "That blueprints which let an agent fill a property should state the stamp is our reading of it."
        ),
        source="https://valuefirstteam.com/media/episodes/vf-platform-ai-data-readiness-2026-04-21",
        fix="Extend value-first/agents, which brings it, or state created_by_agent on the objects that agents write.",
        judge=stamp_missing,
        meets=agents_fill,
        cases=(
            Case(
                "The stamp stands beside what agents fill.",
                _SUMMARY
                + """\
      created_by_agent: {label: Created by Agent, type: string, fieldType: text, groupName: note, filledBy: agent}
""",
            ),
            Case("An agent fills it, and nothing says so on the record.", _SUMMARY, ("property.notes.account_brief",)),
        ),
        needs=frozenset({"blueprint"}),
        proven="github.com/jonah-ux/n8n-workflows, HUBSPOT_CUSTOM_PROPERTIES_SETUP.md: an agent writes summaries, "
        "talking points and signals to contacts; of its 28 properties only the id of a run hints that a value is no "
        "person's.",
    ),
    Rule(
        code="SCOPES_TOO_WIDE",
        principle=Principle.AI_NATIVE,
        severity=Severity.INFO,
        title="A token that may do more than configuration needs",
        why=(
            "A token that leaks, or an agent that holds it, can do all it was ever allowed to: send mail, change users "
            "or export. The authors let many agents read and one gateway write. "
            "That this token should hold nothing beyond definitions, counts and references is ours. Reading passes for "
            "every object; writing only for objects that blueprints speak of or that somebody made something on. "
            "A token shared with another tool may need more; give each its own."
        ),
        source="ours: least privilege; HubSpot lets scopes of a service key or private app be chosen one by one",
        fix="Make a service key with the scopes that `cvpctl doctor` names, and use its token here.",
        judge=wide_token,
        meets=anything,
        cases=(
            Case(
                "Definitions and counts.", _SUMMARY, scopes=("crm.schemas.contacts.read", "crm.objects.contacts.read")
            ),
            Case(
                "It may write tickets, of which nothing is said.",
                _SUMMARY,
                scopes=("crm.schemas.contacts.write", "crm.schemas.tickets.write"),
                breaks=("",),
            ),
            Case("Mail as well.", _SUMMARY, scopes=("crm.schemas.contacts.read", "marketing-email"), breaks=("",)),
        ),
        needs=frozenset({"live", "scopes"}),
    ),
)
