"""A call as the portal must hear it: blueprint names become live ones, and ids that only the portal knows are put in.

Object names are the exchange's business, since whatever is asked may name one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from cvpctl.errors import PortalRefused
from cvpctl.model import Address, Body, Call
from cvpctl.portal import translation
from cvpctl.portal.identities import Identities

_PLACEHOLDER = re.compile(r"\$\{([^#}]+)(#inverse)?\}")
_NOT_FOUND = 404
TYPE_IDS = ("typeId", "associationTypeId")


def meant(call: Call, identities: Identities) -> Call:
    """Return the call in live names; raises where the portal has not told an id that the call needs."""
    parameters = _parameters(call.parameters, identities)
    body = None if call.body is None else _body(call, call.body, identities)
    inputs = tuple(_body(call, one, identities) for one in call.inputs)
    return replace(call, parameters=parameters, body=body, inputs=inputs)


def label_id(text: str, identities: Identities, *, inverse: bool = False) -> int:
    """Return the type id of the label at this address."""
    identity = identities.label(Address.parse(text))
    forth, _, back = (identity or "").partition("/")
    found = back if inverse else forth
    if not found.isdecimal():
        way = "the other way round " if inverse else ""
        message = f"the portal has not told the type id of {text} {way}yet"
        raise PortalRefused(message, status=_NOT_FOUND, help="plan again in a few minutes")
    return int(found)


def _parameters(said: Mapping[str, str], identities: Identities) -> dict[str, str]:
    scope = (said.get("objectType", ""),)
    live = dict(said)
    for name, kind in (("propertyName", "property"), ("groupName", "group"), ("pipelineId", "pipeline")):
        if name in said:
            live[name] = identities.live(Address(kind, scope, said[name]))
    if "stageId" in said:
        pipeline = Address("pipeline", scope, said["pipelineId"])
        live["stageId"] = identities.live(pipeline.child("stages", said["stageId"]))
    if "label" in said:
        live["label"] = str(label_id(said["label"], identities))
    return live


def _body(call: Call, body: Body, identities: Identities) -> Body:
    area, name = call.operation.area, call.operation.name
    if area == "associations":
        return {field: _filled(value, identities) if field in TYPE_IDS else value for field, value in body.items()}
    if not identities:
        return body
    scope = (call.parameters.get("objectType", ""),)
    if area == "properties":
        ours = call.parameters.get("propertyName", "")
        walk = partial(translation.property_body, ours=ours)
        return (translation.group_body if name.endswith("_group") else walk)(scope, body, identities.live)
    if area == "schemas":
        return translation.schema_body(scope if scope[0] else (str(body["name"]),), body, identities.live)
    if area == "pipelines" and name.endswith("_stage"):
        pipeline = Address("pipeline", scope, call.parameters["pipelineId"])
        return translation.stage_body(pipeline, body, identities.live)
    return translation.pipeline_body(scope, body, identities.live) if area == "pipelines" else body


def _filled(value: Any, identities: Identities) -> Any:
    found = _PLACEHOLDER.fullmatch(value) if isinstance(value, str) else None
    return label_id(found.group(1), identities, inverse=bool(found.group(2))) if found else value
