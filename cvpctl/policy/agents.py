"""Rules about agents that write: what they write is marked as theirs, and a token may do no more than it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpctl.model import Severity
from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Subject

STAMP = "created_by_agent"
"""The authors' name for it; they put it on activities."""
_USED = re.compile(
    r"oauth|tickets|e-commerce|forms|automation|account-info\.security\.read"
    r"|crm\.schemas\.[a-z_]+\.(read|write)"
    r"|crm\.objects\.[a-z_]+\.(read|write)"
    r"|crm\.pipelines\.orders\.(read|write)"
    r"|crm\.objects\.owners\.read|crm\.lists\.read"
)
"""What reading, planning, applying, counting and looking for references can need (HubSpot's specifications)."""
_SENSITIVE = re.compile(r"crm\.objects\.[a-z_]+\.((highly_)?sensitive)\.(read|write)")
_VERSIONED = ".v2"


def stamp_missing(subject: Subject) -> Iterator[Violation]:
    """Blueprints say which properties agents fill; whoever lets them write wants to know what they wrote."""
    filled = [
        one
        for one in subject.of("property")
        if (said := subject.purposes.get(one.address)) and "agent" in said.filled_by
    ]
    stamped = any(one.address.key == STAMP for one in subject.of("property"))
    if filled and not stamped:
        more = f" and {len(filled) - 1} more" if len(filled) > 1 else ""
        where = "in this portal" if subject.live else "in these blueprints"
        message = f"agents fill {filled[0].address.key}{more}, and {where} no {STAMP} tells their records from people's"
        yield Violation(message, filled[0].address)


def wide_token(subject: Subject) -> Iterator[Violation]:
    unneeded = sorted(scope for scope in subject.scopes or () if not _is_used(scope, subject))
    if unneeded:
        yield Violation(f"the token may do what nothing here needs: {', '.join(unneeded)}")


def _is_used(scope: str, subject: Subject) -> bool:
    """Sensitive properties are read and written only where some are there."""
    name = scope.removesuffix(_VERSIONED)
    sensitive = _SENSITIVE.fullmatch(name)
    if sensitive:
        return any(one.body.get("dataSensitivity") == sensitive[1] for one in subject.of("property"))
    return bool(_USED.fullmatch(name))


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
            "The authors stamp activities with created_by_agent and let agents write through governed gateways only. "
            "That blueprints which let an agent fill a property should state the stamp is our reading of it."
        ),
        source="https://www.valuefirstteam.com/cvp/",
        fix="Extend value-first/agents, which brings it, or state created_by_agent on the objects that agents write.",
        judge=stamp_missing,
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
        proven="A public guide has an agent write summaries, talking points and signals to contacts; of its "
        "28 properties only the id of a run hints that a value is not a person's.",
    ),
    Rule(
        code="SCOPES_TOO_WIDE",
        principle=Principle.AI_NATIVE,
        severity=Severity.INFO,
        title="A token that may do more than configuration needs",
        why=(
            "A token that leaks, or an agent that holds it, can do all it was ever allowed to: send mail, change users "
            "or export. The authors let many agents read and one gateway write. "
            "That this token should hold nothing beyond definitions, counts and references is ours. "
            "A token shared with another tool may need more; give each its own."
        ),
        source="ours: least privilege; HubSpot lets scopes of a service key or private app be chosen one by one",
        fix="Make a service key with the scopes that `cvpctl doctor` names, and use its token here.",
        judge=wide_token,
        cases=(
            Case(
                "Definitions and counts.", _SUMMARY, scopes=("crm.schemas.contacts.read", "crm.objects.contacts.read")
            ),
            Case("Mail as well.", _SUMMARY, scopes=("crm.schemas.contacts.read", "marketing-email"), breaks=("",)),
        ),
        needs=frozenset({"live", "scopes"}),
        proven="The public set-up guide of a HubSpot command line calls a token for content, marketing mail, files, "
        "conversations, imports and users the minimum, most of which reading and writing definitions never uses.",
    ),
)
