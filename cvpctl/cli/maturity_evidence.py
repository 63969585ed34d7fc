"""What an assessment looks at: lists of a live portal, or what blueprints state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cvpctl.blueprint.pull_labels import way_round
from cvpctl.cli.session import Session, read_blueprints
from cvpctl.cli.values import offline_values
from cvpctl.maturity.objects import LABELLED, NO_PAIRS, Pair
from cvpctl.maturity.reading_list import labels_of, lists
from cvpctl.model import Resource, State, Unknown


def of_portal(session: Session) -> State:
    """Read a list or two per object that could show something; which pairs have labels takes one call.

    The lists come first: with them the portal learns which custom objects it has.
    """
    state = session.portal.fetch(lists())
    pairs = session.portal.labelled_pairs(LABELLED)
    if isinstance(pairs, Unknown):
        return replace(state, unknown={**state.unknown, NO_PAIRS: pairs})
    labels = _one_way(session.portal.fetch(labels_of(pairs)), pairs)
    return State({**state.resources, **labels.resources}, unknown={**state.unknown, **labels.unknown})


def _one_way(labels: State, pairs: Sequence[Pair]) -> State:
    """Keep each pair the way round that a blueprint would say it; both ways were one reading."""
    live: dict[tuple[str, ...], list[Resource]] = {}
    for resource in labels.resources.values():
        live.setdefault(resource.address.scope, []).append(resource)
    kept = [way_round(pair, live.get(pair, ()), live.get(pair[::-1], ())) for pair in pairs]
    return State({one.address: one for pair in kept for one in live.get(pair, ())}, unknown=labels.unknown)


def of_blueprints(paths: Sequence[Path]) -> State:
    """Return what blueprints state as if it were live; raises BlueprintInvalid."""
    desired, _ = read_blueprints(paths, next(offline_values(None)))
    return State(desired.resources)
