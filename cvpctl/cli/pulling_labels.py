"""The association labels of a pull: which pairs are read, and which way round each is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cvpctl.apply import Provider
from cvpctl.blueprint.pull_labels import named, way_round
from cvpctl.cli.output import tell
from cvpctl.model import Address, Resource, Scope, State

Pair = tuple[str, str]


def pairs_in(addresses: Iterable[Address]) -> list[Pair]:
    """Return the pairs of objects that labels among these addresses join, each as it is said."""
    pairs = ((address.scope[0], address.scope[1]) for address in addresses if address.kind == "label")
    return list(dict.fromkeys(pairs))


def labels_seen(provider: Provider, declared: Sequence[Pair], others: Iterable[Pair]) -> State:
    """Return the labels of pairs, each one way round: the declared ones as blueprints say them.

    Both ways are two lists, whichever is asked for first, so reading a pair both ways costs nothing.
    """
    pairs = [pair for pair in others if pair not in declared and pair[::-1] not in declared]
    ways = [*declared, *(way for pair in pairs for way in dict.fromkeys((pair, pair[::-1])))]
    if not ways:
        return State()
    state = provider.fetch([("label", way) for way in ways])
    live: dict[tuple[str, ...], list[Resource]] = {way: [] for way in ways}
    for resource in state.resources.values():
        live[resource.address.scope].append(resource)
    chosen = [*declared, *(way_round(pair, live[pair], live[pair[::-1]]) for pair in pairs)]
    found = [named(live[pair]) for pair in chosen]
    _tell_nameless([label for _, nameless in found for label in nameless])
    said: set[Scope] = {("label", pair) for pair in chosen}
    dark = {scope: why for scope, why in state.unknown.items() if scope in said}
    return State({label.address: label for labels, _ in found for label in labels}, unknown=dark)


def _tell_nameless(labels: Sequence[Resource]) -> None:
    if labels:
        tell("HubSpot does not tell the names of these labels yet, so their keys are made of their texts.")
        tell("Pull again in a few minutes, or bind them in cvpctl.yaml:")
    for label in labels:
        tell(f"  {label.address}: {label.identity}")
