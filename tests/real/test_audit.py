"""Real portals, as somebody recorded them, are audited in less than two seconds each."""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from real.recordings import ABSENT, portal_in, read, recordings, setups
from real.setups import converted

from cvpctl.cli.auditing import judged
from cvpctl.cli.auditing_subject import Looked
from cvpctl.model.audit import Audit
from cvpctl.policy import Subject
from cvpctl.policy.table import BY_CODE
from cvpctl.render.audit_json import audit_json
from cvpctl.render.audit_markdown import audit_markdown
from cvpctl.render.audit_text import audit_text
from cvpctl.render.sarif import audit_sarif

NONE: list[Any] = [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]
FOUND: list[Any] = recordings() or NONE
SET_UP: list[Any] = setups() or NONE
SECONDS = 2.0


def audited(subject: Subject, path: Path) -> Audit:
    """Audit and say it in every format, and hold the clock to it."""
    began = time.perf_counter()
    audit = judged(Looked(path.stem, (subject,)), (), date(2026, 11, 1))
    audit_text(audit, color=False, width=120)
    audit_markdown(audit)
    audit_json(audit)
    audit_sarif(audit, version="0")
    seconds = time.perf_counter() - began
    counts = ", ".join(f"{code} {number}" for code, number in Counter(one.code for one in audit.findings).items())
    sys.stdout.write(f"{path.stem}: {len(subject.resources)} things, {seconds:.2f} s; {counts or 'nothing'}\n")
    assert seconds < SECONDS
    return audit


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_recorded_portal_is_audited_in_time(path: Path) -> None:
    """Each rule is judged or says why not, and nothing that HubSpot defines is anybody's fault."""
    state = portal_in(path)
    audit = audited(Subject.of_portal(state), path)

    assert len(BY_CODE) == audit.judged + len(audit.unjudged)
    addresses = (one.address.owner for one in audit.findings if one.address)
    hubspots = [one for one in addresses if one in state.resources and state.resources[one].body.get("hubspotDefined")]
    assert [] == hubspots


@pytest.mark.parametrize("path", SET_UP, ids=lambda path: path.stem)
def test_a_real_set_up_is_audited_in_time(path: Path) -> None:
    """What the script of a real project makes, as a portal would hold it."""
    contents = converted(read(path)).contents.values()
    made = {one.address: one for content in contents for one in content.stated}
    assert audited(Subject(made, live=True), path).judged
