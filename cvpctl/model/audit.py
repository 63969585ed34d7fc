"""What an audit found, as frozen data: rules as they are told to a reader, findings, scores, and what nobody judged.

Rules themselves live in `policy`; renderings and other programs see only what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cvpctl.model.finding import Finding, Severity
from cvpctl.model.place import Place
from cvpctl.model.resource import Scope, Unknown


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
class Case:
    """An example that a rule is held to: a blueprint as YAML, and the addresses it must be told about, if any.

    Where the rule needs a portal, or the case is `live`, the blueprint is first applied to one. `fills` are pairs of
    records that hold a property and all records, by its address; `scopes` are those of the token, `switched_off` the
    objects that the portal does not offer. An address that is empty stands for a finding without one.
    The blueprint needs no head.
    """

    story: str
    blueprint: str
    breaks: tuple[str, ...] = ()
    live: bool = False
    fills: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    switched_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule as it is told: everything but what it does. `severity` is the one it is shipped with.
    Of an object with less than `fewest` records it says nothing, nor of what one of `gives_way_to` tells.

    `proven` describes a true positive that somebody reviewed; a rule without one is off until settings switch it on.
    """

    code: str
    principle: Principle
    severity: Severity
    title: str
    why: str
    source: str
    fix: str
    needs: tuple[str, ...] = ()
    proven: str = ""
    cases: tuple[Case, ...] = ()
    fewest: int = 0
    gives_way_to: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """The address of the page it rests on; a rule of ours has none."""
        return self.source if self.source.startswith(("https://", "http://")) else ""


class Unjudged(StrEnum):
    """Why a rule said nothing, which is something else than that nothing breaks it."""

    OFF = "off in cvpctl.yaml"
    UNPROVEN = "shipped off, since nobody reviewed a true positive of them yet"
    NOT_ASKED = "not among --rules"
    NO_PORTAL = "need a portal (--portal NAME)"
    NO_BLUEPRINT = "need blueprints beside the portal (PATHS and --portal NAME)"
    NO_COUNTS = "need records counted (--portal NAME --fill-rate)"
    NO_SCOPES = "need the token's scopes, which could not be read"
    TOO_FEW = "too few records to judge"
    UNREADABLE = "what they judge could not be read"
    NOTHING_HERE = "nothing here that they could judge"


@dataclass(frozen=True, slots=True)
class Score:
    """How many of a principle's rules are kept, of those that were judged and weigh error or warning.

    A rule is broken by one finding that no exception covers; how many there are is `findings`. Rules that weigh info,
    and rules that could not be judged, count neither way, so a principle with nothing judged has no score. There is no
    score over all principles: one that is broken is not made good by another.
    `notes` are those of the findings that weigh info and stand beside the score; `off` are rules of the principle that
    are switched off or shipped so, and would say more.
    """

    principle: Principle
    kept: int
    judged: int
    findings: int = 0
    notes: int = 0
    off: tuple[str, ...] = ()

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means that no rule is broken."""
        return 100 * self.kept // self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Excepted:
    """A finding that an exception of the project covers, with the reason somebody gave and until when."""

    finding: Finding
    reason: str
    expires: date
    place: Place


@dataclass(frozen=True, slots=True)
class Counted:
    """How far `--fill-rate` came: properties counted of those there are, and the first and last day of the numbers.

    `unreadable` says of which objects the records could not be counted, and why; `records` how many there are of each.
    """

    properties: int
    of: int
    searches: int
    oldest: date | None = None
    newest: date | None = None
    unreadable: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit. `about` says of what in a reader's words; `remarks` are about settings, not about what was judged.

    `weights` are the severities that count here; `unknown` are lists that could not be read.
    """

    about: str
    rules: tuple[RuleCard, ...]
    weights: Mapping[str, Severity]
    findings: tuple[Finding, ...] = ()
    excepted: tuple[Excepted, ...] = ()
    unjudged: Mapping[str, Unjudged] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    remarks: tuple[Finding, ...] = ()
    unknown: tuple[tuple[Scope, Unknown], ...] = ()
    portal_id: int | None = None
    counted: Counted | None = None
    note: str = ""

    @property
    def judged(self) -> int:
        return sum(card.code not in self.unjudged for card in self.rules)
