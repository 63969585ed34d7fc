"""The explicit table of rules. A new rule costs an entry in its principle's module and nothing here."""

from __future__ import annotations

from collections.abc import Mapping

from cvpctl.policy import ai_native, commerce, configuration, customer_centric, hygiene, naming, wholeness
from cvpctl.policy.rule import Rule

RULES: tuple[Rule, ...] = (
    *customer_centric.RULES,
    *configuration.RULES,
    *commerce.RULES,
    *ai_native.RULES,
    *wholeness.RULES,
    *naming.RULES,
    *hygiene.RULES,
)
"""Principle by principle, in the order in which an audit tells them."""

BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
