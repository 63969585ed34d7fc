"""Reading all that a blueprint needs to know of a portal, in two rounds: the archive is asked only about new names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cvpctl.apply.provider import Provider
from cvpctl.engine import archived_scopes, sensitive_scopes, wanted_scopes
from cvpctl.model import Desired, Scope, State


def look(provider: Provider, desired: Desired, also: Iterable[Scope] = ()) -> State:
    """Return the live state of everything the blueprint touches or refers to.

    `also` names further lists, where the last apply left something that the blueprint may no longer state.
    """
    levels = sensitive_scopes(desired)
    live = provider.fetch(dict.fromkeys([*wanted_scopes(desired), *also]), sensitive=levels)
    scopes = archived_scopes(desired, live)
    if not scopes:
        return live
    # A scope whose archive cannot be read is unknown: a create there could bring back what nobody expects.
    gone = provider.fetch((), archived=scopes, sensitive=levels)
    return replace(live, archived=gone.archived, unknown={**live.unknown, **gone.unknown})
