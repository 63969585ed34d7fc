"""What a person decided before a plan is made: whose side a drifted field takes, what is allowed, what is in view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase

from cvpctl.model import Address, AddressError, Cause, Finding, Path, Severity

LOWERED = "; it passes, since cvpctl.yaml makes it a warning here"
"""Said of every finding that `hazards:` lowered, so that nobody takes it for somebody's word about this one."""


class Side(StrEnum):
    """Which of two answers stands."""

    BLUEPRINT = "blueprint"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Take:
    """`--take blueprint`, or `--take portal:property.contacts.stage#label` for one address or field."""

    side: Side
    address: Address | None = None

    @classmethod
    def parse(cls, text: str) -> Take:
        """Read `SIDE` or `SIDE:ADDR[#field]`; raises ValueError with a sentence for people."""
        side, colon, address = text.partition(":")
        # `blueprint:` with nothing behind it is an empty variable in a script, not a wish to take everything.
        if side not in (Side.BLUEPRINT, Side.PORTAL) or (colon and not address):
            raise ValueError(f"{text!r}: write blueprint, portal, or one of them with :ADDRESS")
        try:
            return cls(Side(side), Address.parse(address) if address else None)
        except AddressError as error:
            raise ValueError(str(error)) from error

    def covers(self, address: Address, path: Path) -> bool:
        if self.address is None:
            return True
        if self.address.owner != address:
            return False
        wanted = (*self.address.subpath, *([self.address.field] if self.address.field else []))
        return path[: len(wanted)] == wanted


@dataclass(frozen=True, slots=True)
class Choices:
    """`allow` holds `CODE:ADDR` patterns; `target` and `exclude` are globs over address texts.

    `portal` is what `cvpctl.yaml` calls the portal, for lines that a finding asks a person to write there; `prune`
    takes out what is stated nowhere in a namespace that the blueprint owns; `severities` weigh codes otherwise here;
    `bound` is what the portal calls things that go by other names there.
    """

    drift: str = "hold"
    takes: tuple[Take, ...] = ()
    allow: Collection[str] = ()
    target: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    portal: str = ""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    prune: bool = False
    bound: Mapping[Address, str] = field(default_factory=dict)

    def side_of(self, cause: Cause, address: Address, path: Path) -> Side | None:
        """Return whose side a field takes; None holds it.

        The most specific `--take` wins; one without an address decides only what moved in the portal.
        """
        ours = cause in {Cause.CHANGE, Cause.CREATE}
        found = [take for take in self.takes if take.covers(address, path) and (take.address or not ours)]
        if found:
            return max(found, key=lambda take: len(str(take.address or ""))).side
        if ours or self.drift == "overwrite":
            return Side.BLUEPRINT
        return None

    def allows(self, finding: Finding) -> bool:
        """Tell whether somebody gave their word for this: the code is literal, the address may be a glob."""
        pairs = (pattern.partition(":") for pattern in self.allow)
        return finding.allowable and any(
            code == finding.code and fnmatchcase(str(finding.address), glob) for code, _, glob in pairs
        )

    def in_view(self, address: Address) -> bool:
        wanted = not self.target or any(fnmatchcase(str(address), glob) for glob in self.target)
        return wanted and not self.excludes(address)

    def excludes(self, address: Address) -> bool:
        return any(fnmatchcase(str(address), glob) for glob in self.exclude)


def weighed_by(choices: Choices, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with what somebody allowed made a warning, and what this portal weighs otherwise so."""
    return tuple(_weighed(choices, one) for one in findings)


def _weighed(choices: Choices, finding: Finding) -> Finding:
    wanted = choices.severities.get(finding.code)
    # A remark that this portal wants decided can be allowed, as hazards are; what costs nothing stays one.
    if wanted is Severity.ERROR and finding.severity is Severity.WARNING and not finding.allowable:
        finding = replace(finding, severity=Severity.ERROR, allowable=True)
    if choices.allows(finding):
        return replace(finding, severity=Severity.WARNING)
    if wanted is Severity.WARNING and finding.allowable and finding.severity is Severity.ERROR:
        return replace(finding, severity=Severity.WARNING, message=finding.message + LOWERED)
    return finding
