"""Naming: the methodology's words, and people who are not numbers."""

from __future__ import annotations

from cvpctl.policy import people_scores, vocabulary
from cvpctl.policy.rule import Rule

RULES: tuple[Rule, ...] = (*vocabulary.RULES, *people_scores.RULES)
