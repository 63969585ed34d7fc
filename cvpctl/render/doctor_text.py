"""What `doctor` found, a line for each check: whether all is well, what is not, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.text import Text

from cvpctl.errors import DONE
from cvpctl.render.plan_json import dumped
from cvpctl.render.terminal import BLANK, FAINT, HEADING, SEVERITIES, column, line, printed, widest, wrapped
from cvpctl.render.wording import counted, visible

FORMAT = "cvpctl.doctor/1"
_NAMED = 3


class Health(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


_STYLES = {
    Health.OK: "green",
    Health.WARNING: SEVERITIES["warning"],
    Health.PROBLEM: SEVERITIES["error"],
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; a problem says with which exit code it would end a command."""

    name: str
    health: Health
    message: str
    help: str = ""
    exit_code: int = DONE


def open_steps(steps: Sequence[str]) -> Check:
    """Return what is left for people to do: a library brings dozens of steps, and the first ones say what they are."""
    named, more = "; ".join(one.rstrip(".") for one in steps[:_NAMED]), len(steps) - _NAMED
    message = f"{counted(len(steps), 'step')} for a person open: {named}" + (f"; and {more} more" if more > 0 else "")
    return Check("runbook", Health.WARNING, message, "cvpctl attest --list names them all, and which are done")


def doctor_text(checks: Sequence[Check], *, color: bool, width: int) -> str:
    return printed(_lines(checks, width), color=color)


def doctor_json(checks: Sequence[Check]) -> str:
    told = [
        {
            "name": one.name,
            "health": one.health.value,
            "message": one.message,
            **({"help": one.help} if one.help else {}),
        }
        for one in checks
    ]
    return dumped({"format": FORMAT, "counts": _counts(checks), "checks": told})


def _counts(checks: Sequence[Check]) -> dict[str, int]:
    counts = Counter(one.health for one in checks)
    return {health.value: counts[health] for health in Health}


def _lines(checks: Sequence[Check], width: int) -> Iterator[Text]:
    names = widest((one.name for one in checks), 20)
    words = max(len(health) for health in Health)
    indent = words + names + 4
    for one in checks:
        first = line((column(one.health, words), _STYLES[one.health]), "  ", (column(one.name, names), HEADING), "  ")
        yield from wrapped(visible(one.message), indent=indent, width=width, first=first)
        if one.help:
            yield from wrapped(visible(one.help), indent=indent, width=width, style=FAINT)
    yield BLANK
    yield line(_verdict(_counts(checks)))


def _verdict(counts: dict[str, int]) -> str:
    problems, warnings = counts[Health.PROBLEM], counts[Health.WARNING]
    if not problems and not warnings:
        return "All is well."
    said = [counted(number, word) for number, word in ((problems, "problem"), (warnings, "warning")) if number]
    return f"{' and '.join(said)}." + ("" if problems else " Nothing keeps an apply from working.")
