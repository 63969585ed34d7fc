"""Everything a pull reads: a few lists per object, and two per pair of objects that has labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from cvpctl.apply import Provider
from cvpctl.blueprint.pull import SENSITIVE, scopes_of
from cvpctl.cli.output import tell
from cvpctl.cli.pulling_labels import Pair, labels_seen
from cvpctl.cli.pulling_objects import Chosen
from cvpctl.errors import DONE, LOOKED_IN_PART, PortalRefused, PortalUnreachable
from cvpctl.kinds import KINDS
from cvpctl.model import Scope, State, Unknown, Unseen, find_object_type
from cvpctl.portal.account import TokenInfo

NEEDED = ("schema", "group", "property", "pipeline")
"""Without one of these an object has no file; without the rest it has what could be read."""
_PAIRS: Scope = ("label", ())


class Source(Provider, Protocol):
    """A portal that also tells which pairs of objects have labels, and what its token may see."""

    def labelled_pairs(self, names: Iterable[str]) -> tuple[Pair, ...] | Unknown: ...

    def token_info(self) -> TokenInfo: ...


def seen(source: Source, objects: Chosen, *, include_hubspot_defined: bool, declared: Sequence[Pair] = ()) -> State:
    """Return all that the portal has of some objects; pairs that blueprints declare are read their way round."""
    parts = _parts(source, objects.names, include_hubspot_defined=include_hubspot_defined)
    pairs = source.labelled_pairs(objects.names)
    labels = labels_seen(source, declared, () if isinstance(pairs, Unknown) else pairs)
    states = (objects.schemas, parts, labels)
    unknown = {scope: why for state in states for scope, why in state.unknown.items()}
    if isinstance(pairs, Unknown):
        unknown[_PAIRS] = pairs
    return State({a: r for state in states for a, r in state.resources.items()}, unknown=unknown)


def _parts(source: Source, names: Sequence[str], *, include_hubspot_defined: bool) -> State:
    """Return groups, properties and the like, sensitive properties included where the token may see them."""
    scopes = [scope for name in names for scope in scopes_of(name, include_hubspot_defined=include_hubspot_defined)]
    levels = _levels(source, names)
    state = source.fetch(scopes, sensitive=levels)
    dark = [scope for scope in state.unknown if scope in levels]
    if not dark:
        return state
    # A token without the scopes for sensitive data may still read the plain lists.
    plain = source.fetch(dark)
    told = [scope[1][0] for scope in dark if scope not in plain.unknown]
    if told:
        tell(f"Sensitive properties could not be read, so they are left out: {', '.join(told)}")
    lit = {scope: why for scope, why in state.unknown.items() if scope not in dark} | dict(plain.unknown)
    return replace(state, resources={**state.resources, **plain.resources}, unknown=lit)


def _levels(source: Source, names: Iterable[str]) -> dict[Scope, frozenset[str]]:
    """Return which sensitive properties to ask for: two lists more per object, so only where the token may see them.

    Scopes are called `crm.objects.contacts.sensitive.read`, and `custom` for custom objects (HubSpot's list of scopes).
    """
    try:
        scopes = source.token_info().scopes
    except (PortalRefused, PortalUnreachable):  # nobody knows, so each list answers for itself
        return {("property", (name,)): SENSITIVE for name in names}
    found: dict[Scope, frozenset[str]] = {}
    for name in names:
        stem = f"crm.objects.{name if find_object_type(name) else 'custom'}"
        levels = {level for level in SENSITIVE if any(scope.startswith(f"{stem}.{level}.") for scope in scopes)}
        found |= {("property", (name,)): frozenset(levels)} if levels else {}
    if not any(f".{level}." in scope for scope in scopes for level in SENSITIVE):
        tell("The token has no scope for sensitive data: such properties, if there are any, are left out.")
    return found


def unread(state: State, asked_for: Sequence[str] = ()) -> int:
    """Tell what could not be read, and return the exit code that speaks for it.

    An object that a portal does not have is nothing to worry about unless somebody named it.
    """
    missing = {scope for scope, unknown in state.unknown.items() if unknown.why is Unseen.NOT_ENABLED}
    worrying = [scope for scope in state.unknown if scope not in missing or (asked_for and scope[0] in NEEDED)]
    absent = {names[0] for kind, names in missing if kind in NEEDED and names}
    absent -= {names[0] for _, names in worrying if names}
    if absent:
        tell(f"Not available in this portal: {', '.join(sorted(absent))}")
    for (kind, why, detail), scopes in _alike(state.unknown, worrying).items():
        of = f" of {', '.join('.'.join(names) for _, names in scopes)}" if scopes[0][1] else ""
        noun = KINDS[kind].collection if of else f"{KINDS[kind].noun}s"
        tell(f"{noun}{of} could not be read ({why}): {detail}")
    return LOOKED_IN_PART if worrying else DONE


def _alike(unknown: Mapping[Scope, Unknown], scopes: Iterable[Scope]) -> dict[tuple[str, str, str], list[Scope]]:
    found: dict[tuple[str, str, str], list[Scope]] = {}
    for scope in scopes:
        found.setdefault((scope[0], unknown[scope].why.value, unknown[scope].detail), []).append(scope)
    return found


def whole(state: State, names: Sequence[str]) -> list[str]:
    """Return the objects of which all that a file needs was read."""
    dark = {inside[0] for kind, inside in state.unknown if kind in NEEDED and inside}
    return [name for name in names if name not in dark]
