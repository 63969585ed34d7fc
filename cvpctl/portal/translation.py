"""Names inside bodies, walked through once for both directions: what a blueprint calls a thing and what a portal does.

Only here and in the parameters of a call do live names of bound things ever stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from cvpctl.kinds.formulas import names_in
from cvpctl.model import Address, Body

Rename = Callable[[Address], str]
"""From an address that ends in the name at hand to the name the other side uses."""

_WORD = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_]\w*""", re.DOTALL)
_DISPLAYED = ("secondaryDisplayProperties", "requiredProperties", "searchableProperties")


def property_body(scope: tuple[str, ...], body: Body, rename: Rename, ours: str = "") -> Body:
    """A property's own name, its group, its options, and the properties it speaks of.

    `ours` is what a blueprint calls it, where the body does not say that.
    """

    def property_name(name: str) -> str:
        return rename(Address("property", scope, name))

    said: Body = {name: property_name(body[name]) for name in ("name", "currencyPropertyName") if body.get(name)}
    if body.get("groupName"):
        said["groupName"] = rename(Address("group", scope, body["groupName"]))
    owner = Address("property", scope, ours or str(body.get("name", "")))
    if body.get("options") and isinstance(body["options"], list):
        said["options"] = [option_body(owner, one, rename) for one in body["options"]]
    if body.get("calculationFormula"):
        said["calculationFormula"] = _formula(body["calculationFormula"], property_name)
    return {**body, **said}


def option_body(owner: Address, body: Body, rename: Rename) -> Body:
    """An option that moved keeps its value in the portal, which is kept beside the blueprint's."""
    value = rename(owner.child("options", str(body.get("value", ""))))
    return body if value == body.get("value") else {**body, "value": value}


def group_body(scope: tuple[str, ...], body: Body, rename: Rename) -> Body:
    return {**body, "name": rename(Address("group", scope, body["name"]))} if "name" in body else body


def pipeline_body(scope: tuple[str, ...], body: Body, rename: Rename, ours: str = "") -> Body:
    """Ids are sent as `pipelineId` and `stageId` and answered as `id`; `ours` is what a blueprint calls it."""
    said: Body = {name: rename(Address("pipeline", scope, body[name])) for name in ("id", "pipelineId") if name in body}
    if "stages" in body:
        pipeline = Address("pipeline", scope, ours or str(body.get("pipelineId", "")))
        said["stages"] = [stage_body(pipeline, stage, rename) for stage in body["stages"]]
    return {**body, **said}


def stage_body(pipeline: Address, body: Body, rename: Rename) -> Body:
    said: Body = {name: rename(pipeline.child("stages", body[name])) for name in ("id", "stageId") if name in body}
    return {**body, **said}


def schema_body(scope: tuple[str, ...], body: Body, rename: Rename) -> Body:
    """`scope` is the object itself, to which the properties that it displays belong."""

    def property_names(names: Iterable[str]) -> list[str]:
        return [rename(Address("property", scope, name)) for name in names]

    said: Body = {name: property_names(body[name]) for name in _DISPLAYED if body.get(name)}
    if body.get("primaryDisplayProperty"):
        (said["primaryDisplayProperty"],) = property_names([body["primaryDisplayProperty"]])
    if "properties" in body:
        said["properties"] = [property_body(scope, one, rename) for one in body["properties"]]
    return {**body, **said}


def validation_body(scope: tuple[str, ...], body: Body, rename: Rename) -> Body:
    return {**body, "propertyName": rename(Address("property", scope, body["propertyName"]))}


def _formula(formula: str, rename: Callable[[str], str]) -> str:
    named = set(names_in(formula))

    def renamed(match: re.Match[str]) -> Any:
        return rename(match.group()) if match.group() in named else match.group()

    return _WORD.sub(renamed, formula)
