"""Customer-centric, not function-centric: one stage per relationship, an owner, and a company that is a record."""

from __future__ import annotations

from cvpctl.policy import belonging, customer_ends, relationship_stages, value_path
from cvpctl.policy.rule import Rule

RULES: tuple[Rule, ...] = (*relationship_stages.RULES, *value_path.RULES, *belonging.RULES, *customer_ends.RULES)
