"""A portal read whole, or as far as some objects go, with what could not be seen of it and why.

It is read as `pull` reads it. Beside that somebody listens which levels of sensitive properties were asked for: where a
token may not see them, the list that came back looks whole and is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cvpctl.apply.provider import NOTHING
from cvpctl.blueprint.pull import SENSITIVE
from cvpctl.cli.pulling_labels import Pair
from cvpctl.cli.pulling_objects import SCHEMAS, Chosen
from cvpctl.cli.pulling_seen import Source, seen
from cvpctl.model import OBJECT_TYPES, Call, Outcome, Scope, State, Unknown, Unseen, find_object_type
from cvpctl.portal.account import TokenInfo

Levels = Mapping[Scope, frozenset[str]]
_TAKEN = "HubSpot calls an object of its own by this name, so no address tells the parts of the two apart"


def everything(source: Source) -> Chosen:
    """Return all objects of a portal; also those custom ones that a blueprint could not name."""
    schemas = source.fetch([SCHEMAS])
    own = sorted(address.key for address in schemas.resources)
    free = [name for name in own if find_object_type(name) is None]
    why = Unknown(Unseen.UNREACHABLE, _TAKEN)
    shadowed: dict[Scope, Unknown] = {("schema", (name,)): why for name in own if name not in free}
    names = (*(native.name for native in OBJECT_TYPES), *free)
    return Chosen(names, replace(schemas, unknown={**schemas.unknown, **shadowed}))


def read_portal(source: Source, objects: Chosen, declared: Sequence[Pair] = ()) -> tuple[State, Levels]:
    """Return what a portal has of some objects, and per list the levels of sensitivity that nobody could look at."""
    listening = _Listening(source)
    state = seen(listening, objects, include_hubspot_defined=True, declared=declared)
    lists = [("property", (name,)) for name in objects.names]
    missed = {scope: SENSITIVE - listening.levels.get(scope, frozenset()) for scope in lists}
    return state, {scope: levels for scope, levels in missed.items() if levels and scope not in state.unknown}


class _Listening:
    """A source that remembers which levels of each list were asked for and answered."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.levels: dict[Scope, frozenset[str]] = {}

    def fetch(self, scopes: Iterable[Scope], *, archived: Iterable[Scope] = (), sensitive: Levels = NOTHING) -> State:
        wanted = list(scopes)
        state = self._source.fetch(wanted, archived=archived, sensitive=sensitive)
        self.levels |= {scope: sensitive.get(scope, frozenset()) for scope in wanted if scope not in state.unknown}
        return state

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        return self._source.execute(call)

    def labelled_pairs(self, names: Iterable[str]) -> tuple[Pair, ...] | Unknown:
        return self._source.labelled_pairs(names)

    def token_info(self) -> TokenInfo:
        return self._source.token_info()
