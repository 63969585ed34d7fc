"""The steps a person does: which are still open in this portal, who says that the others are done, and where to go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cvpctl.engine.absences import SWITCHED_OFF
from cvpctl.engine.pages import Pages
from cvpctl.model import Finding, ManualStep, Plan, Severity
from cvpctl.model.attested import Attested
from cvpctl.model.surroundings import Surroundings

STEP = "RUNBOOK_STEP"
DONE = "RUNBOOK_DONE"
OBJECT_LIBRARY = "objectLibrary"
_WHERE = {"REMOVE_BY_HAND": "properties", SWITCHED_OFF: OBJECT_LIBRARY, "NOT_ENABLED": OBJECT_LIBRARY}
"""Findings that send a person to a screen, with that screen."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One step in one portal; `how` says why it counts as done, and is empty where it does not."""

    step: ManualStep
    how: str = ""


def progress(
    steps: Sequence[ManualStep], around: Surroundings, attested: Mapping[str, Attested]
) -> tuple[Followed, ...]:
    """Return each step with what is known of it: where the portal tells, that counts, else somebody's word."""
    return tuple(Followed(step, _how(step, around, attested.get(step.key))) for step in steps)


def _how(step: ManualStep, around: Surroundings, word: Attested | None) -> str:
    on = around.switched_on
    if step.check == OBJECT_LIBRARY and isinstance(on, Mapping) and step.object in on:
        return "the portal says so" if on[step.object] else ""
    if word is None:
        return ""
    return f"attested {word.date}" + (f" by {word.by}" if word.by else "")


def followed(plan: Plan, known: Sequence[Followed], pages: Pages) -> Plan:
    """Return the plan with the open steps under what is manual, the others counted, and links where to go."""
    manual = tuple(_open(one.step, pages) for one in known if not one.how)
    done = [f"{one.step.key} ({one.how})" for one in known if one.how]
    return replace(
        plan,
        manual=(*(_linked(one, pages) for one in plan.manual), *manual),
        unavailable=tuple(_linked(one, pages) for one in plan.unavailable),
        notices=(*plan.notices, *([_done(done)] if done else [])),
    )


def where(step: ManualStep, pages: Pages) -> str:
    """Return the address of the screen where a step is done, or nothing."""
    return pages.of(step.link or (OBJECT_LIBRARY if step.check == OBJECT_LIBRARY else ""), step.object)


def _open(step: ManualStep, pages: Pages) -> Finding:
    link = where(step, pages)
    after = "the next plan sees that it is done" if step.check else f"then: {pages.attest(step.key)}"
    help_ = f"{link} , {after}" if link else after
    return Finding(STEP, Severity.INFO, step.step, help_, place=step.place)


def _done(done: Sequence[str]) -> Finding:
    count = "1 runbook step is" if len(done) == 1 else f"{len(done):,} runbook steps are"
    return Finding(DONE, Severity.INFO, f"{count} done: {', '.join(done)}")


def _linked(finding: Finding, pages: Pages) -> Finding:
    page = _WHERE.get(finding.code)
    if page is None:
        return finding
    scope = finding.address.scope if finding.address else ()
    link = pages.of(page, scope[0] if scope else "")
    return replace(finding, help=f"{finding.help}: {link}" if finding.help else f"go to {link}")
