"""Drift for a program; `schemas/drift.schema.json` is its shape."""

from __future__ import annotations

from typing import Any

from cvpctl.model import Plan
from cvpctl.model.drift import Drift, Known
from cvpctl.model.plan_json import change_to_json, finding_to_json, unknown_to_json
from cvpctl.render.drift import drift_of
from cvpctl.render.plan_json import dumped
from cvpctl.render.unmanaged import IN_NAMESPACE, coded

FORMAT = "cvpctl.drift/1"


def drift_json(plan: Plan, drift: Drift | None = None) -> str:
    return dumped(drift_to_json(plan, drift or drift_of(plan)))


def drift_to_json(plan: Plan, drift: Drift) -> dict[str, Any]:
    """Return what moved, what is known, and what is neither; what counts as drift is `drift` and `undated`."""
    since = {"since": drift.since, "earlier": drift.earlier} if drift.since else {}
    return {
        "format": FORMAT,
        "portalId": plan.portal_id,
        **since,
        "drift": [change_to_json(change) for change in drift.moved],
        "undated": [change_to_json(change) for change in drift.undated],
        "known": [_known(one) for one in drift.known],
        "remarks": [finding_to_json(finding) for finding in drift.remarks],
        "pending": [change_to_json(change) for change in drift.pending],
        "unnamed": [finding_to_json(finding) for finding in drift.unnamed],
        "new": [finding_to_json(finding) for finding in drift.new],
        "undatedNew": [finding_to_json(finding) for finding in drift.undated_new],
        "inNamespace": [finding_to_json(finding) for finding in coded(plan.notices, IN_NAMESPACE)],
        "unknown": [unknown_to_json(scope, why) for scope, why in plan.unknown],
        "complete": plan.complete,
        "run": plan.run,
    }


def _known(one: Known) -> dict[str, Any]:
    told: dict[str, Any] = {"address": str(one.address), "reason": one.reason, "owner": one.owner}
    told |= {"expires": one.expires.isoformat(), "source": str(one.place)}
    told |= {"change": change_to_json(one.change)} if one.change else {}
    return told | ({"new": finding_to_json(one.new)} if one.new else {})
