"""A rule: what it judges, why, where that was read, and how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cvpctl.model import Address, Severity
from cvpctl.model.audit import Case, Principle, RuleCard
from cvpctl.policy.subject import Subject

__all__ = ["Case", "Principle", "Rule", "Violation"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that breaks a rule. `help` says what to do about this one, where the rule's `fix` is too general."""

    message: str
    address: Address | None = None
    help: str = ""
    paste: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is stable and upper-case. `source` is the address of a page, or begins with `ours:` and gives the reason.

    `meets` tells whether there is anything here that the rule is about: one that met nothing is neither kept nor
    broken. `needs` names what must be known to judge: `live` (a portal), `blueprint` (what only blueprints say, such as
    purposes), `fills` (--fill-rate), `scopes` (the token's), and lists that must have been read: `schema`, or
    `pipeline.orders` of one object.
    At least one of the `cases` breaks the rule and one keeps it; `Case` says how those that need a portal are stated.
    `counts` are addresses of HubSpot's own properties whose fills it wants; what people made is counted anyway.
    Of an object with less than `fewest` records a rule that counts says nothing. Where one of `gives_way_to` tells the
    same thing, its advice is the one to follow and this rule says nothing of it.
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
    counts: tuple[str, ...] = ()
    fewest: int = 0
    gives_way_to: tuple[str, ...] = ()
    meets: Callable[[Subject], bool] | None = None

    @property
    def shipped(self) -> bool:
        return bool(self.proven)

    @property
    def card(self) -> RuleCard:
        """The rule as it is told to a reader."""
        return RuleCard(
            self.code,
            self.principle,
            self.severity,
            self.title,
            self.why,
            self.source,
            self.fix,
            tuple(sorted(self.needs)),
            self.proven,
            self.cases,
            self.fewest,
            self.gives_way_to,
        )
