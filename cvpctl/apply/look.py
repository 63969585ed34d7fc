"""Reading all that a blueprint needs to know of a portal, in two rounds: the archive is asked only about new names."""

from __future__ import annotations

from dataclasses import replace

from cvpctl.apply.provider import Provider
from cvpctl.engine import archived_scopes, sensitive_scopes, wanted_scopes
from cvpctl.model import Desired, State


def look(provider: Provider, desired: Desired) -> State:
    """Return the live state of everything the blueprint touches or refers to."""
    live = provider.fetch(wanted_scopes(desired), sensitive=sensitive_scopes(desired))
    archived = archived_scopes(desired, live)
    if not archived:
        return live
    return replace(live, archived=provider.fetch((), archived=archived).archived)
