"""Whatever a portal may hold: what was created can be pulled, planned empty, and moved to another portal."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pull_harness import desired_of, opened, plan_of, provision, pull_into, remaining, texts_in

from cvpctl.blueprint.fmt import formatted
from cvpctl.emulator.identity import DEFAULT_PORTAL_ID
from cvpctl.emulator.server import Emulator
from cvpctl.kinds.validations import RULE_TYPES

SECOND = "token-of-the-second-portal"
SCHEMAS = "crm-object-schemas/2026-09/schemas"
OWN = f"p{DEFAULT_PORTAL_ID}_"
MOST = "most"
"""How many records may carry a label, each way: said to the portal once it gave the label's ids."""
Ask = tuple[str, str, dict[str, Any]]
"""Method, path and body."""
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
def rules(draw: st.DrawFn, names: list[str]) -> list[Ask]:
    """Return validation rules of some properties."""
    made = []
    for name in draw(st.lists(st.sampled_from([*names, "email", "firstname"]), max_size=3, unique=True)):
        for rule in draw(st.lists(st.sampled_from(RULE_TYPES), min_size=1, max_size=3, unique=True)):
            said = {"ruleArguments": draw(st.lists(TEXTS, max_size=2)), "shouldApplyNormalization": draw(st.booleans())}
            made.append(("PUT", f"crm/property-validations/2026-09/contacts/{name}/rule-type/{rule}", said))
    return made


@st.composite
def custom_objects(draw: st.DrawFn) -> list[Ask]:
    """Return a Deliverable with display fields, in HubSpot's group or one of its own, and another custom object."""
    one, many, other = draw(TEXTS), draw(TEXTS), draw(TEXTS)
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    fields = [{"name": name, "label": draw(TEXTS), "type": "string", "fieldType": "text"} for name in names]
    some = st.lists(st.sampled_from([*names, "hs_object_id"]), max_size=2, unique=True)
    said = {"labels": {"singular": one, "plural": many}, "primaryDisplayProperty": names[0], "properties": fields}
    later = {"requiredProperties": draw(some), "searchableProperties": draw(some), "description": draw(TEXTS)}
    later["secondaryDisplayProperties"] = [name for name in draw(some) if name != names[0]]
    ours, theirs = (f"{OWN}{name}" for name in ("deliverable", "gadget"))
    moved = names if draw(st.booleans()) else []
    return [
        ("POST", SCHEMAS, {**said, "name": "deliverable"}),
        ("POST", f"crm/properties/2026-09/{ours}/groups", {"name": "ours", "label": other}),
        *(("PATCH", f"crm/properties/2026-09/{ours}/{name}", {"groupName": "ours"}) for name in moved),
        ("PATCH", f"{SCHEMAS}/{ours}", later),
        # Told apart from the first by its labels, else a plan would take the one for the other.
        ("POST", SCHEMAS, {**said, "name": "gadget", "labels": {"singular": "Gadget!", "plural": "Gadgets!"}}),
        ("POST", f"crm/properties/2026-09/{theirs}/groups", {"name": "theirs", "label": other}),
    ]


@st.composite
def labels(draw: st.DrawFn) -> list[Ask]:
    """Return labels on a few pairs, paired and single, some with limits."""
    made: list[Ask] = []
    names = draw(st.lists(NAMES, max_size=6, unique=True))
    for name in names:
        start, end = draw(st.permutations(["deals", "contacts", f"{OWN}deliverable", f"{OWN}gadget"]))[:2]
        pair = draw(st.sampled_from([(start, end), ("contacts", "contacts")]))
        said = {"name": name, "label": draw(TEXTS), MOST: draw(st.lists(st.integers(1, 9), max_size=2))}
        said |= {"inverseLabel": draw(TEXTS)} if draw(st.booleans()) else {}
        made.append(("POST", f"crm/associations/2026-09/{'/'.join(pair)}/labels", said))
    return made


@st.composite
def portals(draw: st.DrawFn) -> list[Ask]:
    """Return what to ask for, in an order that works."""
    groups = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    headings = draw(st.lists(TEXTS, min_size=len(groups), max_size=len(groups), unique_by=_folded))
    contacts = "crm/properties/2026-09/contacts"
    made: list[Ask] = [
        ("POST", f"{contacts}/groups", {"name": n, "label": lab}) for n, lab in zip(groups, headings, strict=True)
    ]
    bodies = draw(properties(groups))
    made += [("POST", contacts, body) for body in bodies]
    made += draw(rules([body["name"] for body in bodies]))
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
    return [*made, ("POST", "crm/pipelines/2026-09/deals", pipeline), *draw(custom_objects()), *draw(labels())]


def _create(emulator: Emulator, made: list[Ask]) -> None:
    """Create what the portal accepts; a name it has already is none of this test."""
    for method, path, body in made:
        said = {name: value for name, value in body.items() if name != MOST}
        answer = _ask(emulator, emulator.token, method, path, said)
        for row, most in zip(answer.get("results", ()), body.get(MOST, ()), strict=False):
            ends = f"{row['fromObjectTypeId']}/{row['toObjectTypeId']}"
            limit = {"category": row["category"], "typeId": row["typeId"], "maxToObjectIds": most}
            to = f"crm/associations/2026-09/definitions/configurations/{ends}/batch/create"
            _ask(emulator, emulator.token, "POST", to, {"inputs": [limit]})


def _ask(emulator: Emulator, token: str, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = Request(f"{emulator.base_url}/{path}", json.dumps(body).encode(), headers, method=method)
    try:
        with urlopen(request) as answer:
            found: dict[str, Any] = json.loads(answer.read() or "{}")
            return found
    except HTTPError as refusal:
        refusal.close()
        return {}


def _also_create_the_other_object(emulator: Emulator, made: list[Ask]) -> None:
    """A custom object that blueprints never create must be in the second portal before."""
    for method, path, body in made:
        if path == SCHEMAS and body["name"] == "gadget":
            _ask(emulator, SECOND, method, path, body)


# Shrinking such a portal takes minutes and tells little more.
@pytest.mark.long
@settings(
    max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(portals())
def test_any_portal_pulls_and_moves(running: Emulator, made: list[Ask]) -> None:
    """It validates, plans empty, is in the form of fmt, and a second portal made of it pulls the same bytes."""
    running.reset()
    _create(running, made)
    _also_create_the_other_object(running, made)
    with TemporaryDirectory() as folder, opened(running) as portal, opened(running, SECOND) as other:
        first, second = Path(folder) / "first", Path(folder) / "second"
        live = pull_into(first, portal)
        if not texts_in(first):
            return
        desired = desired_of(first)
        provision(other, desired)
        pull_into(second, other)

        assert [] == remaining(plan_of(desired, live))
        assert texts_in(first) == texts_in(second)
        assert [] == [name for name, text in texts_in(first).items() if text != formatted(text)]
