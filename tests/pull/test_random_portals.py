"""Whatever a portal may hold: what was created can be pulled, planned empty, and moved to another portal."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pull_harness import desired_of, opened, plan_of, provision, pull_into, remaining, texts_in

from cvpctl.blueprint.fmt import formatted
from cvpctl.emulator.server import Emulator

SECOND = "token-of-the-second-portal"
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(lambda name: not name.startswith("hs_"))
WORDS = st.sampled_from(
    ["no", "007", "1.10", "2026-05-01", "a: b", "# not a comment", "- dash", "${var.x}", "'", '"', "é", "\n"]
)
TEXTS = (WORDS | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)).filter(
    str.strip
)
OPTIONS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4, unique_by=(lambda o: o[0], lambda o: _folded(o[1])))
KINDS = st.sampled_from(
    [("string", "text"), ("string", "textarea"), ("number", "number"), ("date", "date"), ("bool", "booleancheckbox")]
)


def _folded(label: str) -> str:
    return label.strip().lower().casefold()


@st.composite
def properties(draw: st.DrawFn, groups: list[str]) -> list[dict[str, Any]]:
    bodies = []
    for name in draw(st.lists(NAMES, max_size=4, unique=True)):
        kind, shown = draw(KINDS)
        body: dict[str, Any] = {
            "name": name,
            "label": draw(TEXTS),
            "groupName": draw(st.sampled_from([*groups, "contact_activity"])),
            "type": kind,
            "fieldType": shown,
            "description": draw(st.just("") | TEXTS),
            "displayOrder": draw(st.integers(-1, 3)),
            "hidden": draw(st.booleans()),
            "formField": draw(st.booleans()),
        }
        if kind == "bool":
            body["options"] = [{"value": v, "label": v} for v in draw(st.permutations(["true", "false"]))]
        elif draw(st.booleans()):
            pairs = draw(OPTIONS)
            hidden = draw(st.booleans())
            body["options"] = [
                {"value": v, "label": lab, "hidden": hidden, "displayOrder": n} for n, (v, lab) in enumerate(pairs)
            ]
            body |= {"type": "enumeration", "fieldType": "checkbox"}
        bodies.append(body)
    return bodies


@st.composite
def portals(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    """Return what to POST, in an order that works."""
    groups = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    labels = draw(st.lists(TEXTS, min_size=len(groups), max_size=len(groups), unique_by=_folded))
    made = [
        ("properties/2026-09/contacts/groups", {"name": n, "label": lab}) for n, lab in zip(groups, labels, strict=True)
    ]
    made += [("properties/2026-09/contacts", body) for body in draw(properties(groups))]
    stages = draw(
        st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=4, unique_by=(lambda s: s[0], lambda s: _folded(s[1])))
    )
    chance = draw(st.sampled_from(["0.0", "0.25", "1.0"]))
    pipeline = {
        "pipelineId": draw(NAMES),
        "label": draw(TEXTS),
        "displayOrder": draw(st.integers(0, 3)),
        "stages": [
            {"stageId": f"stage_{key}", "label": label, "displayOrder": n, "metadata": {"probability": chance}}
            for n, (key, label) in enumerate(stages)
        ],
    }
    return [*made, ("pipelines/2026-09/deals", pipeline)]


def _create(emulator: Emulator, made: list[tuple[str, dict[str, Any]]]) -> None:
    """Create what the portal accepts; a name it has already is none of this test."""
    headers = {"Authorization": f"Bearer {emulator.token}", "Content-Type": "application/json"}
    for path, body in made:
        request = Request(f"{emulator.base_url}/crm/{path}", json.dumps(body).encode(), headers, method="POST")
        try:
            with urlopen(request):
                pass
        except HTTPError as refusal:
            refusal.close()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(portals())
def test_any_portal_pulls_and_moves(running: Emulator, made: list[tuple[str, dict[str, Any]]]) -> None:
    """It validates, plans empty, is in the form of fmt, and a second portal made of it pulls the same bytes."""
    running.reset()
    _create(running, made)
    with TemporaryDirectory() as folder, opened(running) as portal, opened(running, SECOND) as other:
        first, second = Path(folder) / "first", Path(folder) / "second"
        live = pull_into(first, portal, ["contacts", "deals"])
        if not texts_in(first):
            return
        desired = desired_of(first)
        provision(other, desired)
        pull_into(second, other, ["contacts", "deals"])

        assert [] == remaining(plan_of(desired, live))
        assert texts_in(first) == texts_in(second)
        assert [] == [name for name, text in texts_in(first).items() if text != formatted(text)]
