"""Reading all that a blueprint needs to know of a portal, in two rounds: the archive is asked only about new names."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.apply.provider import Provider
from cvpctl.engine import archived_scopes, sensitive_scopes, wanted_scopes
from cvpctl.model import Desired, State


def look(provider: Provider, desired: Desired) -> State:
    """Return the live state of everything the blueprint touches or refers to."""
    levels = sensitive_scopes(desired)
    live = provider.fetch(wanted_scopes(desired), sensitive=levels)
    scopes = archived_scopes(desired, live)
    if not scopes:
        return live
    # A scope whose archive cannot be read is unknown: a create there could bring back what nobody expects.
    gone = provider.fetch((), archived=scopes, sensitive=levels)
    return replace(live, archived=gone.archived, unknown={**live.unknown, **gone.unknown})
