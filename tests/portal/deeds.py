"""Changes carried out through the portal step by step, as a plan would have them, without an engine in between."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.kinds import KINDS, ordinary_steps
from cvpctl.model import ABSENT, Action, Address, Body, Call, Cause, Change, FieldChange, Outcome, Settled, Step
from cvpctl.portal import Portal

NAMED: Body = {"label": "Title", "type": "string", "fieldType": "text"}
DELIVERABLE: Body = {
    "labels": {"singular": "Deliverable", "plural": "Deliverables"},
    "primaryDisplayProperty": "title",
    "primaryProperty": NAMED,
}
SPONSOR: Body = {"label": "Sponsor", "inverseLabel": "Sponsored by"}


def call_of(step: Step) -> Call:
    """A step as a call of its own."""
    assert step.operation is not None
    body = step.body or {}
    content = {"inputs": (body,)} if step.operation.batch > 1 else {"body": step.body}
    return Call(1, 1, step.operation, step.parameters, (step.id,), (step.address,), **content)


def calls(action: Action, text: str, stated: Body, live: Body | None = None) -> Iterator[Call]:
    address = Address.parse(text)
    kind = KINDS[address.kind]
    before = kind.normalise(address, live or {})
    wanted = kind.normalise(address, stated)
    fields = tuple(
        FieldChange((name,), before.get(name, ABSENT), value)
        for name, value in wanted.items()
        if before.get(name, ABSENT) != value
    )
    change = Change(address, action, Cause.CHANGE, fields, stated=wanted)
    steps = (kind.steps or ordinary_steps)(kind, change, wanted, live)
    yield from (call_of(step) for step in steps if step.operation)


def done(portal: Portal, *wanted: Call) -> tuple[Outcome, ...]:
    outcomes = tuple(outcome for call in wanted for outcome in portal.execute(call))
    assert [outcome for outcome in outcomes if outcome.settled is not Settled.DONE] == []
    return outcomes


def create(portal: Portal, text: str, stated: Body) -> None:
    done(portal, *calls(Action.CREATE, text, stated))


def update(portal: Portal, text: str, stated: Body) -> None:
    """Change what is live now."""
    address = Address.parse(text)
    live = portal.fetch([(address.kind, address.scope)]).resources[address].body
    done(portal, *calls(Action.UPDATE, text, stated, live))


def remove(portal: Portal, text: str) -> None:
    done(portal, *calls(Action.REMOVE, text, {}))


def live(portal: Portal, *texts: str) -> dict[str, Body]:
    """The bodies at these addresses, normalised; one that does not live is left out."""
    addresses = [Address.parse(text) for text in texts]
    state = portal.fetch([(address.kind, address.scope) for address in addresses])
    assert dict(state.unknown) == {}
    found = [address for address in addresses if address in state.resources]
    return {str(one): KINDS[one.kind].normalise(one, state.resources[one].body) for one in found}
