"""What makes a portal a Customer Value Platform, as rules: a subject in, violations out. Pure; nothing here reads."""

from cvpctl.policy.rule import Case, Principle, Rule, Violation
from cvpctl.policy.subject import Fill, Subject

__all__ = ["Case", "Fill", "Principle", "Rule", "Subject", "Violation"]
