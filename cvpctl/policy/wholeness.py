"""Wholeness over fragmentation: one record of each customer, and a word on which system is right."""

from __future__ import annotations

from cvpctl.policy import integrations, parallel_records
from cvpctl.policy.rule import Rule

RULES: tuple[Rule, ...] = (*parallel_records.RULES, *integrations.RULES)
