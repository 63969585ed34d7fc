"""A rule: what it judges, why, where that was read, and how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cvpctl.model import Address, Severity
from cvpctl.policy.subject import Subject


class Principle(StrEnum):
    """The five operating principles (www.valuefirstteam.com/cvp/), and two headings of ours beside them."""

    CUSTOMER_CENTRIC = "customer-centric"
    CONFIGURATION = "configuration over customization"
    COMMERCE = "commerce within"
    AI_NATIVE = "AI-native"
    WHOLENESS = "wholeness"
    NAMING = "naming"  # ours
    HYGIENE = "hygiene"  # ours


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that breaks a rule. `help` says what to do about this one, where the rule's `fix` is too general."""

    message: str
    address: Address | None = None
    help: str = ""
    paste: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An example that the rule is held to: a blueprint as YAML, and the addresses it must be told about, if any."""

    story: str
    blueprint: str
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is stable and upper-case. `source` is the address of a page, or begins with `ours:` and gives the reason.

    `needs` names what must be known to judge: `live` (a portal), `fills` (--fill-rate), `scopes` (the token's).
    `proven` describes one true positive that a person looked at; a rule without it is `shipped` off, and settings may
    switch it on.
    """

    code: str
    principle: Principle
    severity: Severity
    title: str
    why: str
    source: str
    fix: str
    judge: Callable[[Subject], Iterable[Violation]]
    cases: tuple[Case, ...]
    needs: frozenset[str] = frozenset()
    proven: str = ""

    @property
    def shipped(self) -> bool:
        return bool(self.proven)
