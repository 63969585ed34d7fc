"""Something live that reads like what is about to be created: nearly always the same thing under another name.

A person decides: bind it, rename it, or allow both. Labels of HubSpot's own things count as well, since people cannot
tell two equal labels apart on a record. Live labels are found by what they read like, not by trying all pairs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cvpctl.engine.reading_alike import fold, near, slips
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Action, Address, Body, Change, Finding, Resource, Scope, Severity

__all__ = ["LookAlikes", "binding_line", "fold", "near"]

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_NULLS = ("null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class _Live:
    """A label that stands in the portal; `claimed_as` is the address that a binding gave it, to no avail."""

    label: str
    identity: str
    claimed_as: Address | None = None


class _Labels:
    """The labels of one list. Of several that read alike the first one is named."""

    def __init__(self, found: Iterable[_Live]) -> None:
        self._live: dict[str, _Live] = {}
        for live in found:
            self._live.setdefault(fold(live.label), live)
        self._by_slip: dict[int, list[str]] = {}
        for folded in self._live:
            for key in slips(folded):
                # Hashes do: what they find is compared, and ten thousand labels have half a million slips.
                self._by_slip.setdefault(hash(key), []).append(folded)

    def like(self, label: str) -> _Live | None:
        folded = fold(label)
        if folded in self._live:
            return self._live[folded]
        found = {other for key in slips(folded) for other in self._by_slip.get(hash(key), ())}
        return next((self._live[other] for other in sorted(found) if near(folded, other)), None)


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """What is live and claimed by no blueprint, by list, and the live pipelines, whose new stages are judged as well.

    `portal` is the name under which `cvpctl.yaml` has the portal.
    """

    found: Mapping[Scope, _Labels]
    pipelines: Mapping[Address, Body]
    portal: str = ""

    @classmethod
    def among(
        cls, live: Iterable[Resource], claimed: Iterable[Address], creating: Collection[Scope], *, portal: str = ""
    ) -> LookAlikes:
        ours, lists = set(claimed), {scope: list[_Live]() for scope in creating}
        alive = sorted(live, key=lambda one: one.address)
        for one in alive:
            if _scope(one.address) in lists and one.address not in ours:
                lists[_scope(one.address)] += _labels(one)
        pipelines = {one.address: one.body for one in alive if one.address.kind == "pipeline"}
        return cls({scope: _Labels(labels) for scope, labels in lists.items()}, pipelines, portal)

    def findings(self, change: Change) -> Iterator[Finding]:
        """Yield what stops a create, or a new stage of a live pipeline."""
        kind, address = KINDS[change.address.kind], change.address
        if change.action is Action.CREATE and _scope(address) in self.found:
            for label in _texts(change):
                if alike := self.found[_scope(address)].like(label):
                    yield self._finding(change, address, kind.noun, label, alike)
                    return
        elif change.action is Action.UPDATE and address in self.pipelines:
            yield from self._stages(change, self.pipelines[address])

    def _stages(self, change: Change, live: Body) -> Iterator[Finding]:
        new = [edit for edit in change.fields if edit.path[0] == "stages" and len(edit.path) == 2]  # noqa: PLR2004
        if not any(edit.before is ABSENT for edit in new):
            return
        claimed = {edit.path[1] for edit in new}.union((change.stated or {}).get("stages", ()))
        labels = _Labels(
            _stage(change.address, stage) for stage in live.get("stages", ()) if str(stage["id"]) not in claimed
        )
        for edit in new:
            label = "" if edit.before is not ABSENT or edit.after is ABSENT else str(edit.after.get("label", ""))
            if label and (alike := labels.like(label)):
                yield self._finding(change, change.address.child(*edit.path), "stage", label, alike)

    def _finding(self, change: Change, address: Address, noun: str, label: str, alike: _Live) -> Finding:
        nearly = "" if fold(label) == fold(alike.label) else f", nearly {label!r},"
        article = "an" if noun[0] in "aeiou" else "a"
        message = f"{article} {noun} labelled {alike.label!r}{nearly} is already live as {alike.identity!r}"
        if alike.claimed_as:
            message += f", bound to {alike.claimed_as}, which no blueprint states"
        bindings = f"portals.{self.portal}.bindings" if self.portal else "the portal's bindings"
        verb = "correct" if alike.claimed_as else "add"
        line = binding_line(address, alike.identity)
        help_ = f"another thing? rename it; the same? {verb} this line in {bindings} of cvpctl.yaml:"
        about = ("LOOKS_LIKE_LIVE", Severity.ERROR, message, help_, address, change.place)
        # HubSpot itself refuses a second pipeline of one label, and a second stage of one in a pipeline.
        refused = address.kind == "pipeline" and label == alike.label
        return Finding(*about, allowable=not refused, paste=line)


def binding_line(address: Address, identity: str) -> str:
    """Return a line as it stands under `bindings:` of a portal."""
    plain = _PLAIN.fullmatch(identity) and identity not in _NULLS
    return f"{address}: {identity if plain else json.dumps(identity, ensure_ascii=False)}"


def _texts(change: Change) -> list[str]:
    """Return the labels of what is to be created; an object has two."""
    labels = (change.stated or {}).get("labels") or {}
    return [text for text in (change.label, *map(str, labels.values())) if text]


def _labels(one: Resource) -> Iterator[_Live]:
    address, body = one.address, one.body
    identity = str(body.get("objectTypeId") or one.identity or address.key)
    # Of a label the identity says nothing about bindings: it always has one.
    given = address if one.identity and address.kind != "label" else None
    for text in (body.get("label"), *(body.get("labels") or {}).values()):
        if text:
            yield _Live(str(text), identity, given)
    if address.kind == "label" and len(set(address.scope)) == 1 and body.get("inverseLabel"):
        # Between records of one object a portal may list the other way first.
        yield _Live(str(body["inverseLabel"]), "/".join(reversed(identity.split("/"))))


def _stage(pipeline: Address, stage: Body) -> _Live:
    bound = pipeline.child("stages", str(stage["id"])) if "identity" in stage else None
    return _Live(str(stage.get("label", "")), str(stage.get("identity") or stage["id"]), bound)


def _scope(address: Address) -> Scope:
    return (address.kind, address.scope)
