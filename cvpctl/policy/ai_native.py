"""AI-native by default: what agents read is explained, and what they write is marked and confined."""

from __future__ import annotations

from cvpctl.policy import agents, descriptions
from cvpctl.policy.rule import Rule

RULES: tuple[Rule, ...] = (*descriptions.RULES, *agents.RULES)
