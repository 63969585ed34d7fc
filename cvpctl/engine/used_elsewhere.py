"""What lists, forms and workflows speak of while it goes or changes its type.

HubSpot refuses to archive a property that they use, switched off or not, and documents the same of stages (third-party
observation, documentation); what merely loses an option breaks without a word. Somebody may know better, so a word
lets it pass. What could not be looked through blocks nothing, and is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cvpctl.engine.questions import WATCHED, spoken_of
from cvpctl.model import Action, Address, Change, Finding, References, Severity

SHOWN = 3
_HELP = "change them in HubSpot first, then plan again"


def with_users(change: Change, findings: Sequence[Finding], references: References) -> tuple[Finding, ...]:
    """Return the findings of a change, and who else speaks of what they are about."""
    goes = dict.fromkeys(replace(one.address, field="") for one in findings if _asks(one) and one.address)
    told = tuple(_noting_unread(one, references) if _asks(one) else one for one in findings)
    return (*told, *(found for address in goes for found in _used(change, address, references)))


def unread(references: References) -> Iterator[Finding]:
    """Yield once what nobody could look through."""
    for one in references.unread:
        message = f"{one.what} {one.why}; what this plan takes away may be used there"
        help_ = "look there by hand, or let the token read them"
        yield Finding("REFERENCES_UNREAD", Severity.WARNING, message, help_)


def _asks(finding: Finding) -> bool:
    return finding.counted and finding.address is not None and finding.address.kind in WATCHED


def _used(change: Change, address: Address, references: References) -> Iterator[Finding]:
    users = dict.fromkeys(user for part in spoken_of(change, address) for user in references.users.get(part, ()))
    if users:
        message = f"used by {_named(tuple(users))}; {_what_happens(change, address)}"
        yield Finding("USED_ELSEWHERE", Severity.ERROR, message, _HELP, address, change.place, allowable=True)


def _what_happens(change: Change, address: Address) -> str:
    if change.action is Action.REMOVE and address.kind == "property":
        return "HubSpot refuses to archive it as long as they do"
    if address.kind == "pipeline":
        return "HubSpot may refuse to delete it as long as they do"
    if address.subpath:
        return "what they say of it will match no record any more"
    return "what they compare and set was meant for the old type"


def _named(users: Sequence[str]) -> str:
    return ", ".join(users[:SHOWN]) + (f" and {len(users) - SHOWN:,} more" if len(users) > SHOWN else "")


def _noting_unread(finding: Finding, references: References) -> Finding:
    if not references.unread:
        return finding
    unseen = _either(one.what for one in references.unread)
    return replace(finding, message=f"{finding.message}; whether {unseen} use it is unknown")


def _either(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
