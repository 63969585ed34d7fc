"""From a subject to findings: each rule that can be judged is, and of the others it is said why not. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cvpctl.model import Address, Finding, Place, Resource, Scope, Severity
from cvpctl.model.audit import Unjudged
from cvpctl.policy.rule import Rule, Violation
from cvpctl.policy.subject import Subject
from cvpctl.policy.table import RULES

Weights = Mapping[str, Severity | None]
"""What settings make of rules, by code; None switches one off."""
NO_WEIGHTS: Weights = {}

_ASKED = {
    "fills": Unjudged.NO_COUNTS,
    "scopes": Unjudged.NO_SCOPES,
    "blueprint": Unjudged.NO_BLUEPRINT,
}


@dataclass(frozen=True, slots=True)
class Report:
    """Findings by address within their rule, in the order of the table; `weights` are those that counted."""

    findings: tuple[Finding, ...] = ()
    weights: Mapping[str, Severity] = field(default_factory=dict)
    unjudged: Mapping[str, Unjudged] = field(default_factory=dict)


def judge(
    subject: Subject, weights: Weights = NO_WEIGHTS, *, only: Collection[str] = (), rules: Iterable[Rule] = RULES
) -> Report:
    """Judge a subject by each rule, or by `only` some, whose weight is asked for by naming them."""
    findings: list[Finding] = []
    counted: dict[str, Severity] = {}
    unjudged: dict[str, Unjudged] = {}
    shown = _Shown(subject.resources)
    watched = replace(subject, resources=shown)
    rules = tuple(rules)
    for rule in rules:
        weight = weights.get(rule.code, rule.severity)
        counted[rule.code] = weight or rule.severity
        if why := _left_out(rule, weights, only) or _missing(rule, subject):
            unjudged[rule.code] = why
            continue
        shown.begin()
        found = list(_findings(rule, counted[rule.code], subject, rule.judge(watched)))
        if not found and (why := _unseen(rule, subject, shown)):
            unjudged[rule.code] = why
        findings += found
    return Report(tuple(_one_advice(findings, rules)), counted, unjudged)


def wanted_counts(
    subject: Subject, weights: Weights = NO_WEIGHTS, *, only: Collection[str] = (), rules: Iterable[Rule] = RULES
) -> tuple[Address, ...]:
    """Return the properties to count: those of the portal's own, and those of HubSpot's that rules in force ask for."""
    asked = [rule for rule in rules if not _left_out(rule, weights, only)]
    natives = (Address.parse(text) for rule in asked for text in rule.counts)
    own = (one.address for one in subject.authored("property"))
    return tuple(dict.fromkeys([*(one for one in natives if one in subject.resources), *own]))


def merged(reports: Sequence[Report]) -> Report:
    """Make one report of several over the same blueprints, which differ by what their variables are."""
    found = dict.fromkeys(finding for report in reports for finding in report.findings)
    first = reports[0]
    unjudged = {code: why for code, why in first.unjudged.items() if all(code in report.unjudged for report in reports)}
    return Report(tuple(found), first.weights, unjudged)


class _Shown(Mapping[Address, Resource]):
    """Resources that remember which of them a rule was shown: one that saw nothing kept nothing either."""

    def __init__(self, resources: Mapping[Address, Resource]) -> None:
        self._resources = resources
        self.seen: set[Address] = set()

    def begin(self) -> None:
        self.seen.clear()

    def __getitem__(self, address: Address) -> Resource:
        found = self._resources[address]
        self.seen.add(address)
        return found

    def __iter__(self) -> Iterator[Address]:
        for address in self._resources:
            self.seen.add(address)
            yield address

    def __len__(self) -> int:
        return len(self._resources)

    @property
    def authored(self) -> bool:
        """Whether any of what was shown is somebody's own; what HubSpot defines is there in every portal."""
        return any(not self._resources[address].body.get("hubspotDefined") for address in self.seen)


def _unseen(rule: Rule, subject: Subject, shown: _Shown) -> Unjudged | None:
    """Return why a rule that tells nothing kept nothing either."""
    if "fills" in rule.needs:
        wanted = set(map(Address.parse, rule.counts)) or {one.address for one in subject.authored("property")}
        counts = [fill for address, fill in subject.fills.items() if address in wanted]
        if any(one.of >= rule.fewest for one in counts):
            return None
        return Unjudged.TOO_FEW if counts else Unjudged.NO_COUNTS
    met = rule.meets(subject) if rule.meets else shown.authored
    return None if met else Unjudged.NOTHING_HERE


def _one_advice(findings: Sequence[Finding], rules: Iterable[Rule]) -> Iterator[Finding]:
    """Leave out what another rule has better advice for: two ways to mend one line contradict each other."""
    told = defaultdict[str, set[Address | None]](set)
    for one in findings:
        told[one.code].add(one.address)
    yielding = {rule.code: rule.gives_way_to for rule in rules}
    for one in findings:
        if not any(one.address in told[code] for code in yielding[one.code] if code in told):
            yield one


def _left_out(rule: Rule, weights: Weights, only: Collection[str]) -> Unjudged | None:
    if only:
        return None if rule.code in only else Unjudged.NOT_ASKED
    if rule.code in weights:
        return Unjudged.OFF if weights[rule.code] is None else None
    return None if rule.shipped else Unjudged.UNPROVEN


def _missing(rule: Rule, subject: Subject) -> Unjudged | None:
    """Return why a rule cannot be judged; a list that could not be read is no empty one."""
    if not subject.live and "fills" not in rule.needs and rule.needs & {"live", "scopes"}:
        return Unjudged.NO_PORTAL
    known = {"fills": subject.fills, "scopes": subject.scopes is not None, "blueprint": subject.declared}
    for need, why in _ASKED.items():
        if need in rule.needs and not known[need]:
            return why
    lists = rule.needs - {"live", *known}
    return Unjudged.UNREADABLE if any(_covers(one, scope) for one in lists for scope in subject.unknown) else None


def _covers(need: str, scope: Scope) -> bool:
    kind, *names = need.split(".")
    return kind == scope[0] and (not names or tuple(names) == scope[1])


def _findings(rule: Rule, weight: Severity, subject: Subject, found: Iterable[Violation]) -> Iterator[Finding]:
    for one in dict.fromkeys(sorted(found, key=lambda one: str(one.address or ""))):
        yield Finding(
            rule.code,
            weight,
            one.message,
            one.help or rule.fix,
            address=one.address,
            place=_place(subject, one.address),
            paste=one.paste,
        )


def _place(subject: Subject, address: Address | None) -> Place | None:
    """Return where a blueprint says the thing, as near to the part that is meant as its lines tell."""
    resource = subject.resources.get(address.owner) if address else None
    if address is None:
        return None
    if resource is None:
        return _place_of_object(subject, address)
    path = (*address.subpath, *((address.field,) if address.field else ()))
    spots = (resource.places.get(path[:length]) for length in range(len(path), 0, -1))
    return next((spot for spot in spots if spot), resource.place)


def _place_of_object(subject: Subject, address: Address) -> Place | None:
    """Return where blueprints begin to speak of an object, for an object or a pipeline that they do not state."""
    if address.kind not in {"schema", "pipeline"}:
        return None
    name = address.scope[0] if address.scope else address.key
    if name in subject.places:
        return subject.places[name]
    parts = (one.place for where, one in subject.resources.items() if name in where.scope)
    return min((place for place in parts if place), key=lambda one: (one.path, one.line), default=None)
