"""What the kinds know, as sentences: how a field is compared and changed, what HubSpot documents, how a thing goes."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

from cvpctl.kinds import FieldRule, Kind, RemovalVerb
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Path
from cvpctl.render.values import value_text

LAYER_WORDS = ("after", "before", "replace")
"""What a layer says about a list of a lower one, and no portal ever hears."""
_PART = 2
_HOW = {
    RemovalVerb.ARCHIVE: "HubSpot archives it: it leaves sight with the values records hold.",
    RemovalVerb.DELETE: "HubSpot deletes it for good; nothing of it can come back.",
    RemovalVerb.IMPOSSIBLE: "HubSpot's API cannot remove it; that is done by hand in HubSpot's settings.",
}


def field_sentences(kind: Kind, path: Path) -> Iterator[str]:
    """Yield what sets one field, or one field of a part, apart."""
    top = kind.rule(path[0])
    if top.keyed_by and (len(path) == _PART or path[-1] in LAYER_WORDS):
        return
    rule = top.fields.get(path[-1], FieldRule()) if len(path) > _PART else top
    if len(path) == 1 and path[0] in kind.required:
        yield f"A {kind.noun} cannot be created without it."
    if rule.immutable:
        yield "Fixed at creation: HubSpot answers 200 to a change and ignores it, so a plan blocks one."
    if rule.create_only:
        yield f"Sent when the {kind.noun} is created, never compared again."
    if rule.rewritten:
        yield "HubSpot stores its own spelling; one that it left alone since the last apply counts as equal."
    if rule.keyed_by:
        order = "their order says nothing" if rule.unordered else "the order they are written in is theirs in HubSpot"
        yield f"Each entry is known by its {rule.keyed_by}; {order}. Entries that no blueprint names are kept."
    yield "Left out, it is not compared and stays what it is in the portal."
    if rule.default is not ABSENT:
        told = value_text(rule.default) if rule.default else _nothing(rule)
        yield f"Where the portal's answer leaves it out, that counts as {told}."


def source_sentences(kind: Kind) -> Iterator[str]:
    """Yield where the kind has its rules from: documented by HubSpot, or seen by others on live portals."""
    yield f"HubSpot documents it: {kind.source}"
    module = next((one for name, one in _kind_modules() if any(value is kind for value in vars(one).values())), None)
    told = (inspect.getdoc(module) or "").partition("Source:")[2].split()
    if told:
        yield f"Source: {' '.join(told)}"


def removal_sentences(kind: Kind, address: Address, body: Body) -> Iterator[str]:
    """Yield what a line under `removed:` would do, in the words of the hazards it would meet."""
    if address.subpath and address.subpath[0] not in kind.fields:
        return
    yield f"Leaving it out keeps it. It goes only through `removed: [{{address: {address}}}]`."
    if not address.subpath or kind.removal is RemovalVerb.IMPOSSIBLE:
        yield _HOW[kind.removal]
    for hazard in kind.hazards:
        for hit in hazard.finds(_gone(kind, address, body), body):
            said = "; ".join(text for text in (hit.message, hit.help) if text)
            allowed = f" It needs --allow {hazard.code}:{hit.address}." if hazard.allowable and hazard.blocks else ""
            yield f"{hazard.code}: {said}.{allowed}"


def _gone(kind: Kind, address: Address, body: Body) -> Change:
    """Return the removal as a plan would have it, for the hazards to look at."""
    if address.subpath:
        edit = FieldChange(address.subpath, body.get(address.subpath[0]), ABSENT)
        return Change(address.owner, Action.UPDATE, Cause.CHANGE, (edit,))
    label = str(body.get("label", ""))
    return Change(address, Action.REMOVE, Cause.CHANGE, (), label, kind.removal.value)


def _nothing(rule: FieldRule) -> str:
    if isinstance(rule.default, bool | int):
        return value_text(rule.default)
    return "an empty text" if rule.default == "" else "none"


def _kind_modules() -> list[tuple[str, object]]:
    return [(name, module) for name, module in sorted(sys.modules.items()) if name.startswith("cvpctl.kinds.")]
