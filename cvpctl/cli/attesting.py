"""Vouching for steps of the runbook, without a portal: what the blueprints ask for, and what was said of it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from cvpctl.cli.session import read_blueprints
from cvpctl.cli.values import values_of
from cvpctl.engine.pages import USUAL_DOMAIN, Pages
from cvpctl.engine.runbook import where
from cvpctl.errors import UsageProblem
from cvpctl.model import ManualStep
from cvpctl.model.attested import Attested
from cvpctl.project import ENV, Places, PortalSettings, choose_portal, find_project
from cvpctl.project.attested import AttestedSteps
from cvpctl.project.source import shown_path
from cvpctl.render.attest_text import StepRow


@dataclass(frozen=True, slots=True)
class _Runbook:
    """The steps for one portal, and the file that says which are done."""

    settings: PortalSettings
    steps: dict[str, ManualStep]
    store: AttestedSteps
    attested: dict[str, Attested]

    @classmethod
    def of(cls, portal_name: str | None) -> _Runbook:
        project = find_project(Path.cwd())
        settings = choose_portal(project, portal_name, environ=os.environ, interactive=sys.stdin.isatty())
        if settings.name == ENV and settings.portal_id is None:
            raise UsageProblem("which portal is env?", help="set HUBSPOT_PORTAL_ID to the Hub ID you mean")
        desired, _ = read_blueprints((), values_of(settings))
        store = AttestedSteps(Places.of(project))
        attested = dict(store.load(settings.name, settings.portal_id))
        return cls(settings, {step.key: step for step in desired.runbook}, store, attested)


def attest(key: str, portal_name: str | None, *, note: str, by: str, withdraw: bool) -> str:
    """Keep that a step is done, or take that back; return what to tell. Raises UsageProblem for a step nobody asks."""
    book = _Runbook.of(portal_name)
    if withdraw:
        if key not in book.attested:
            raise UsageProblem(f"nobody attested {key} of {book.settings.name}", help=_known(key, [*book.attested]))
        kept = {name: one for name, one in book.attested.items() if name != key}
        path = book.store.save(book.settings.name, book.settings.portal_id, kept)
        return f"{key} is open again; {shown_path(path)}"
    if key not in book.steps:
        raise UsageProblem(f"the runbook has no step {key}", help=_known(key, [*book.steps]))
    step = book.steps[key]
    word = Attested(datetime.now(UTC).date().isoformat(), step.step, by, note)
    path = book.store.save(book.settings.name, book.settings.portal_id, {**book.attested, key: word})
    asked = "\nThe portal is asked as well; where it answers, its answer counts." if step.check else ""
    return f"attested {key} for {book.settings.name}; commit {shown_path(path)}{asked}"


def listed(portal_name: str | None) -> list[StepRow]:
    """Return the steps in the order of the runbook, then what was attested and is asked for no more."""
    book = _Runbook.of(portal_name)
    pages = Pages(book.settings.name, USUAL_DOMAIN, book.settings.portal_id or 0)
    rows = [_row(step, book, pages) for step in book.steps.values()]
    gone = (key for key in sorted(book.attested) if key not in book.steps)
    return [*rows, *(StepRow(key, book.attested[key].step, book.attested[key], asked=False) for key in gone)]


def _row(step: ManualStep, book: _Runbook, pages: Pages) -> StepRow:
    # Whoever has no portal id yet gets no link into somebody else's.
    link = where(step, pages) if book.settings.portal_id else ""
    return StepRow(step.key, step.step, book.attested.get(step.key), bool(step.check), link=link)


def _known(key: str, keys: list[str]) -> str:
    near = get_close_matches(key, keys, n=1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(keys)}" if keys else "there are none"
