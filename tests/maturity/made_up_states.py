"""Configurations made by hand: properties, pipelines and labels by a few words each."""

from __future__ import annotations

from cvpctl.model import Address, Body, Resource, Scope, State, Unknown, Unseen

FORBIDDEN = Unknown(Unseen.FORBIDDEN, "the token may not see this")


def field(scope: str, key: str, label: str = "", **more: object) -> Resource:
    body: Body = {"name": key, "label": label or key, "type": "string", "fieldType": "text", **more}
    return Resource(Address("property", (scope,), key), body)


def choice(scope: str, key: str, *options: str) -> Resource:
    listed = [{"value": one.lower(), "label": one} for one in options]
    return field(scope, key, type="enumeration", fieldType="select", options=listed)


def pipeline(scope: str, label: str, *stages: str) -> Resource:
    body: Body = {"id": "p", "label": label, "stages": [{"id": str(n), "label": one} for n, one in enumerate(stages)]}
    return Resource(Address("pipeline", (scope,), "p"), body)


def label(start: str, end: str, text: str, inverse: str = "") -> Resource:
    body: Body = {"label": text, "inverseLabel": inverse or text}
    return Resource(Address("label", (start, end), "l"), body)


def custom_object(name: str, singular: str) -> Resource:
    return Resource(Address("schema", (), name), {"name": name, "labels": {"singular": singular}})


def state(*resources: Resource, unread: tuple[Scope, ...] = (), **unknown: Unknown) -> State:
    """`unknown` are objects whose properties could not be read, and why."""
    dark: dict[Scope, Unknown] = dict.fromkeys(unread, FORBIDDEN)
    dark |= {("property", (name,)): why for name, why in unknown.items()}
    return State({one.address: one for one in resources}, unknown=dark)
