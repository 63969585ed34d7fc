"""Configuration over customization: native objects, properties and pipelines first, and nothing said twice."""

from __future__ import annotations

from cvpctl.policy import custom_objects, repeats, status_fields, usage
from cvpctl.policy.rule import Rule

RULES: tuple[Rule, ...] = (*custom_objects.RULES, *status_fields.RULES, *repeats.RULES, *usage.RULES)
