"""What an audit says of real portals and set-ups, each finding looked at by a person, and how long it takes.

A number that changes here is a rule that changed: look at what it says of each recording before writing the new one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from real.recordings import ABSENT, portal_in, read, recordings, setups
from real.setups import converted

from cvpctl.model import BY_NAME, Desired, Scope, State, Unknown, Unseen
from cvpctl.policy import Subject
from cvpctl.policy.judging import Report, judge

NONE: list[Any] = [pytest.param(Path(), marks=pytest.mark.skip(reason=ABSENT), id="none")]
PORTALS: list[Any] = recordings() or NONE
SETUPS: list[Any] = setups() or NONE
SECONDS = 2.0
OF_PORTALS: Mapping[str, Mapping[str, int]] = {
    "contacts__estuary": {"VALUE_PATH_MISSING": 1},
    "contacts__sensadrome_2024-10": {"VALUE_PATH_MISSING": 1},
    "contacts_vcr__sensadrome_2024-10": {"VALUE_PATH_MISSING": 1},
    "CONTACT__grouparoo_2021": {"PROPERTY_UNDESCRIBED": 3, "VALUE_PATH_MISSING": 1},
    "custom_2-3604285__grouparoo_2021": {
        "FOURTH_CUSTOM_OBJECT": 1,
        "OBJECT_UNJUSTIFIED": 1,
        "PARALLEL_CUSTOMER_RECORD": 1,
        "PROPERTY_UNDESCRIBED": 6,
    },
    "two_custom_objects__grouparoo_2021": {
        "FOURTH_CUSTOM_OBJECT": 2,
        "NATIVE_TWIN": 1,
        "OBJECT_UNJUSTIFIED": 2,
        "PARALLEL_CUSTOMER_RECORD": 1,
        "PROPERTY_UNDESCRIBED": 7,
    },
}
"""Of those that are not named here nothing is told."""
OF_SETUPS: Mapping[str, Mapping[str, int]] = {
    "govwin": {
        "FORBIDDEN_WORD": 1,
        "PROPERTY_UNDESCRIBED": 1,
        "PURPOSE_UNSTATED": 54,
        "SOURCE_OF_TRUTH_UNDECLARED": 1,
    },
    "mit_xpro": {
        "COMMERCE_CHAIN_BROKEN": 1,
        "COMPANY_AS_TEXT": 1,
        "OPTION_UNCLEAR": 1,
        "PROPERTY_UNDESCRIBED": 4,
        "PURPOSE_UNSTATED": 19,
        "REVENUE_ON_DEAL": 3,
        "STATUS_FOR_PIPELINE": 1,
    },
    "world_staffing_awards": {
        "INTEGRATION_DUPLICATE": 3,
        "PROPERTY_LOOKALIKE": 2,
        "PROPERTY_UNDESCRIBED": 2,
        "PURPOSE_UNSTATED": 39,
        "SOURCE_OF_TRUTH_UNDECLARED": 1,
        "TYPE_CONFLICT": 1,
    },
}


def unread(path: Path, state: State) -> dict[Scope, Unknown]:
    """What the recording does not hold was not asked, and a sample of a list is no list."""
    names = {name for address in state.resources for name in address.scope}
    kinds = set() if "sampled" in path.stem else {address.kind for address in state.resources}
    scopes = [(kind, (name,)) for kind in ("property", "pipeline") for name in BY_NAME]
    whole: list[Scope] = [("schema", ())] if path.parent.name == "v3_schemas" else []
    known = {*whole, *((kind, (name,)) for kind in kinds for name in names)}
    return {scope: Unknown(Unseen.UNREACHABLE) for scope in [("schema", ()), *scopes] if scope not in known}


def told(report: Report) -> dict[str, int]:
    return dict(sorted(Counter(finding.code for finding in report.findings).items()))


def timed(subject: Subject) -> Report:
    start = time.perf_counter()
    report = judge(subject)
    assert time.perf_counter() - start < SECONDS
    return report


@pytest.mark.parametrize("path", PORTALS, ids=lambda path: path.stem)
def test_a_recorded_portal_is_told_what_was_reviewed(path: Path) -> None:
    """No more and no less; HubSpot's own is nobody's fault, and what was not recorded proves nothing."""
    state = portal_in(path)
    report = timed(Subject.of_portal(State(state.resources, unknown=unread(path, state))))
    assert OF_PORTALS.get(path.stem, {}) == told(report)


@pytest.mark.parametrize("path", SETUPS, ids=lambda path: path.stem)
def test_a_real_set_up_is_told_what_was_reviewed(path: Path) -> None:
    """As the blueprint that it could have been."""
    contents = converted(read(path)).contents.values()
    resources = {one.address: one for content in contents for one in content.stated}
    assert OF_SETUPS[path.stem] == told(timed(Subject.of_blueprints(Desired(resources))))
