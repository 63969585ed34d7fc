"""Commerce within: orders are the truth about revenue, and each object carries what is its own."""

from __future__ import annotations

from cvpctl.policy import commerce_chain, deal_work, ticket_work
from cvpctl.policy.rule import Rule

RULES: tuple[Rule, ...] = (*deal_work.RULES, *commerce_chain.RULES, *ticket_work.RULES)
