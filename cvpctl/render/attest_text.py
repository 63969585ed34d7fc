"""The steps of a runbook in one portal: which are open, and who vouched for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from cvpctl.model.attested import Attested
from cvpctl.render.terminal import BLANK, CODE, FAINT, line, printed, wrapped
from cvpctl.render.wording import counted, visible

NONE = "The blueprints have no runbook."


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step; of one that the portal can tell, only the portal knows. Not `asked`: no blueprint asks any more.

    `link` leads to the screen where it is done.
    """

    key: str
    step: str
    attested: Attested | None
    by_portal: bool = False
    asked: bool = True
    link: str = ""


def attest_text(rows: Sequence[StepRow], *, color: bool, width: int) -> str:
    return printed(_lines(rows, width), color=color) if rows else NONE


def _lines(rows: Sequence[StepRow], width: int) -> Iterator[Text]:
    for row in rows:
        yield line((visible(row.key), CODE), ("  " + state(row), FAINT))
        yield from wrapped(visible(row.step), indent=2, width=width)
        if row.link and row.attested is None:
            yield line((row.link, FAINT), indent=2)
        if row.attested and row.attested.note:
            yield from wrapped(visible(row.attested.note), indent=2, width=width, style=FAINT)
    yield BLANK
    number = sum(row.attested is None and not row.by_portal for row in rows)
    yield line(f"{counted(number, 'step')} open." if number else "No step is open.")


def state(row: StepRow) -> str:
    """Say how a step stands, as far as that is known without a portal."""
    word = row.attested
    said = f"attested {word.date}" + (f" by {visible(word.by)}" if word.by else "") if word else ""
    if row.by_portal:
        return ", ".join(filter(None, ("the portal tells: see cvpctl plan", said)))
    if not row.asked:
        return f"{said}; no blueprint asks for it any more"
    return said or "open"
