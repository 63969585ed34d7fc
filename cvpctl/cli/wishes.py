"""What the options of a command ask of a plan, and whether they name anything: a filter that misses is never green."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase

from cvpctl.engine import Take
from cvpctl.engine.managed import managed_scopes
from cvpctl.errors import UsageProblem
from cvpctl.kinds import KINDS, is_order
from cvpctl.model import ABSENT, Address, Desired, Plan, at, canonical

HAZARDS_OF_ALL_KINDS = (
    "LIMIT_EXCEEDED",
    "LOOKS_LIKE_LIVE",
    "LOOKS_LIKE_RENAME",
    "MASS_CHANGE",
    "MIGRATE",
    "USED_ELSEWHERE",
)
"""What the engine finds in every kind and a person may allow; a test reads the engine to keep it whole."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """`target` and `exclude` are globs over addresses, `allow` holds `CODE:ADDR` with a glob as its address.

    `variables` are names and texts of `--var`; `prune` asks for more than blueprints state.
    """

    target: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    takes: tuple[Take, ...] = ()
    allow: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    prune: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The options that were used."""
        used = {
            "--target": self.target,
            "--exclude": self.exclude,
            "--take": self.takes,
            "--allow": self.allow,
            "--var": self.variables,
            "--prune": self.prune,
        }
        return tuple(name for name, values in used.items() if values)


def require_meant(wishes: Wishes, desired: Desired) -> None:
    """Refuse wishes that name nothing the blueprints state; raises `UsageProblem` with the nearest spelling."""
    known = sorted({*desired.resources, *(address.owner for address in desired.removed)})
    texts = [str(address) for address in known]
    for option, globs in (("--target", wishes.target), ("--exclude", wishes.exclude)):
        for glob in globs:
            known_here = any(fnmatchcase(text, canonical(glob)) for text in texts)
            if not known_here and not (wishes.prune and _in_namespace(canonical(glob), desired)):
                raise _unmet(f"{option} {glob} matches no address of the blueprints", glob, _globs(glob, texts))
    for take in wishes.takes:
        if take.address and not _states(desired, take.address):
            near = _parts(desired, take.address) if take.address.owner in known else texts
            raise _unmet(f"--take {take.side}:{take.address}: no blueprint states that", str(take.address), near)
    for pattern in wishes.allow:
        _require_hazard(pattern)


def _in_namespace(glob: str, desired: Desired) -> bool:
    """Tell whether a glob is about a list that a namespace is in; what lives there nobody knows yet."""
    lists = (".".join((kind, *names, "")) for kind, names in managed_scopes(desired))
    return any(glob.startswith(stem) for stem in lists)


def idle(wishes: Wishes, plan: Plan) -> Iterator[str]:
    """Yield a remark for each `--allow` that nothing in this plan asks for: it may be a slip, or already done."""
    changes = (*plan.changes, *plan.held, *plan.blocked)
    findings = (*plan.alarms, *(one for change in changes for one in change.findings))
    found = {(one.code, str(one.address)) for one in findings if one.allowable}
    found |= {("MIGRATE", str(one.source)) for one in plan.migrations}
    for pattern in wishes.allow:
        code, _, glob = canonical_allow(pattern).partition(":")
        if not any(code == other and fnmatchcase(address, glob) for other, address in found):
            refused = any(code == one.code and fnmatchcase(str(one.address), glob) for one in findings)
            why = "HubSpot refuses it, whoever allows it" if refused else "this plan has no such finding"
            yield f"note: --allow {pattern} lets nothing pass; {why}"


def canonical_allow(pattern: str) -> str:
    code, colon, address = pattern.partition(":")
    return code + colon + canonical(address)


def _states(desired: Desired, address: Address) -> bool:
    if any(address.owner == gone.owner for gone in desired.removed):
        return True
    resource = desired.resources.get(address.owner)
    path = (*address.subpath, *([address.field] if address.field else []))
    if resource is None or not path:
        return resource is not None
    kind = KINDS[address.kind]
    return is_order(kind, path[0]) or at(kind.normalise(resource.address, resource.body), path) is not ABSENT


def _parts(desired: Desired, address: Address) -> list[str]:
    """Return what may be said about a part of one thing: its fields, its children, and theirs."""
    owner = address.owner
    body = KINDS[owner.kind].normalise(owner, desired.resources[owner].body)
    children = [
        (owner.child(name, key), child)
        for name, value in body.items()
        if isinstance(value, dict)
        for key, child in value.items()
    ]
    inner = [part.at(name) for part, child in children if isinstance(child, dict) for name in child]
    return [str(one) for one in (*map(owner.at, body), *(part for part, _ in children), *inner)]


def _require_hazard(pattern: str) -> None:
    code, _, address = pattern.partition(":")
    if not address:
        raise UsageProblem(
            f"--allow {pattern} says no CODE:ADDRESS", help="the code is said in full; the address may hold globs"
        )
    known = [*HAZARDS_OF_ALL_KINDS, *_hazards()]
    if code not in known:
        near = _nearest(code, known)
        raise UsageProblem(
            f"--allow {pattern}: {code} is no hazard that can be allowed",
            help=f"did you mean {near}?" if near else f"those are {', '.join(known)}",
        )


def _hazards() -> list[str]:
    return [hazard.code for kind in KINDS.values() for hazard in kind.hazards if hazard.allowable and hazard.blocks]


def _globs(glob: str, texts: Sequence[str]) -> Sequence[str]:
    """Return what could have been meant: for a glob those that take in a whole list, else the addresses."""
    if not any(sign in glob for sign in "*?["):
        return texts
    return sorted({text.rpartition(".")[0] + ".*" for text in texts})


def _unmet(message: str, word: str, known: Iterable[str]) -> UsageProblem:
    near = _nearest(canonical(word), known)
    return UsageProblem(
        message, help=f"did you mean {near}?" if near else "cvpctl show --compiled lists what the blueprints state"
    )


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, list(known), n=1)), "")
