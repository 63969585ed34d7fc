"""What a case finds out: differences from what the emulator claims, switches it saw thrown, reasons to be skipped."""

import re
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_type_hints

from cvpctl.emulator.areas import Evidence
from cvpctl.emulator.errors import Body
from cvpctl.emulator.switches import Switches

Outcome = Literal["as expected", "different", "skipped"]

_NUMBERS = re.compile(r"\d{5,}")
_ADDRESSES = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


class Skipped(Exception):
    """The portal lacks what the case needs."""


class Stopped(Exception):
    """The answer leaves nothing to go on with; the difference is noted already."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an answer says otherwise. `request` is a template, never an address or a body."""

    request: str
    about: str
    expected: Any
    actual: Any

    def body(self) -> Body:
        return {"request": self.request, "about": self.about, "expected": self.expected, "actual": self.actual}


@dataclass(frozen=True, slots=True)
class Observation:
    """Which behaviour of a switch the portal shows."""

    switch: str
    observed: Any
    default: Any

    @property
    def differs(self) -> bool:
        return bool(self.observed != self.default)

    def body(self) -> Body:
        return {"switch": self.switch, "observed": self.observed, "emulatorDefault": self.default}


@dataclass(frozen=True, slots=True)
class Finding:
    """A case that ran, or why it did not."""

    name: str
    title: str
    area: str
    evidence: Evidence
    operations: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
    observations: tuple[Observation, ...] = ()
    skipped: str = ""

    @property
    def outcome(self) -> Outcome:
        if self.differences or any(one.differs for one in self.observations):
            return "different"
        return "skipped" if self.skipped else "as expected"

    def body(self) -> Body:
        body: Body = {"case": self.name, "title": self.title, "evidence": self.evidence, "outcome": self.outcome}
        body["operations"] = list(self.operations)
        if self.skipped:
            body["skipped"] = self.skipped
        if self.differences:
            body["differences"] = [one.body() for one in self.differences]
        if self.observations:
            body["observations"] = [one.body() for one in self.observations]
        return body


def observation(switch: str, observed: Any) -> Observation:
    """What was seen must be a setting of the switch, or words that say that it was none."""
    settings = get_args(get_type_hints(Switches)[switch])
    said = observed if observed in settings else f"neither of {', '.join(map(str, settings))}: {observed}"
    return Observation(switch, said, getattr(Switches(), switch))


def plain(value: Any, own: tuple[tuple[str, str], ...] = ()) -> Any:
    """A value without what belongs to one portal or one run: ids, addresses, and the texts of `own`."""
    if isinstance(value, dict):
        return {plain(name, own): plain(one, own) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, own) for one in value]
    if isinstance(value, str):
        for text, stands_for in own:
            value = value.replace(text, stands_for)
        return _NUMBERS.sub("<id>", _ADDRESSES.sub("<address>", value))
    if isinstance(value, int) and not isinstance(value, bool) and _NUMBERS.fullmatch(str(abs(value))):
        return "<id>"
    return value
