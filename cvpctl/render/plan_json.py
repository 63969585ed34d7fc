"""A plan for a program: the plan file's own layout."""

from __future__ import annotations

import json
from typing import Any

from cvpctl.model import Plan
from cvpctl.model.plan_json import plan_to_json


def plan_json(plan: Plan) -> str:
    return dumped(plan_to_json(plan))


def dumped(document: Any) -> str:
    """Return JSON in the order it was built; keys are never sorted, since the order of options has a meaning."""
    return json.dumps(document, ensure_ascii=False, indent=2)
