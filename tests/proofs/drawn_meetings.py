"""Strategies: a portal, and a blueprint for it that shares most with what is there and differs in the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from pull.test_random_portals import SCHEMAS, TEXTS, Ask, portals


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a portal is made of, what a blueprint is pulled from, and what that blueprint takes out."""

    live: list[Ask]
    wanted: list[Ask]
    removed: list[str]
    moved: list[tuple[str, str]]
    rows: dict[str, list[dict[str, str]]]
    """What records hold of the parts that move or go."""


OPTIONED, FORMER, LATTER, PIPELINE = "drawn_metal", "drawn_former", "drawn_latter", "drawn_path"
PROPERTIES, PIPELINES = "crm/properties/2026-09/contacts", "crm/pipelines/2026-09/deals"
PARTS = ("gold", "silver", "tin", "zinc")
HOLDERS = 3


@st.composite
def fates(draw: st.DrawFn, address: str) -> tuple[list[str], list[str], list[str], list[tuple[str, str]]]:
    """Parts that are live, parts that are stated, tombstones of some that are not, and where others of them go."""
    some = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True)
    live, stated = draw(some), draw(some)
    removed: list[str] = []
    moved: list[tuple[str, str]] = []
    free = list(draw(st.permutations(stated)))
    for part in live:
        fate = draw(st.sampled_from(["left", "removed", "moved", "moved"])) if part not in stated else ""
        if fate == "removed":
            removed.append(f"{address}/{part}")
        elif fate == "moved" and free:
            moved.append((f"{address}/{part}", f"{address}/{free.pop()}"))
    return live, stated, removed, moved


def _metals(values: list[str]) -> Ask:
    options = [{"value": one, "label": one.title(), "displayOrder": n} for n, one in enumerate(values)]
    kind = {"groupName": "contact_activity", "type": "enumeration", "fieldType": "select"}
    return "POST", PROPERTIES, {"name": OPTIONED, "label": "Drawn metal", "options": options, **kind}


def _text(name: str) -> Ask:
    kind = {"groupName": "contact_activity", "type": "string", "fieldType": "text"}
    return "POST", PROPERTIES, {"name": name, "label": name.replace("_", " "), **kind}


def _path(keys: list[str]) -> Ask:
    stages = [
        {"stageId": f"drawn_{key}", "label": key.title(), "displayOrder": n, "metadata": {"probability": "0.5"}}
        for n, key in enumerate(keys)
    ]
    return "POST", PIPELINES, {"pipelineId": PIPELINE, "label": "Drawn path", "displayOrder": 7, "stages": stages}


@st.composite
def moving(draw: st.DrawFn) -> Meeting:
    """An option list, a pipeline and a property whose parts and names go, stay, or become others."""
    live, stated, removed, moved = draw(fates(f"property.contacts.{OPTIONED}/options"))
    stages, wanted, gone, merged = draw(fates(f"pipeline.deals.{PIPELINE}/stages"))
    gone, merged = [_staged(one) for one in gone], [(_staged(old), _staged(new)) for old, new in merged]
    there = [_metals(live), _path(stages)]
    said = [_metals(stated), _path(wanted)]
    held = draw(st.lists(st.sampled_from(live), max_size=HOLDERS))
    stood = draw(st.lists(st.sampled_from(stages), max_size=HOLDERS))
    if draw(st.booleans()):
        there += [_text(FORMER), *([_text(LATTER)] if draw(st.booleans()) else [])]
        said.append(_text(LATTER))
        merged.append((f"property.contacts.{FORMER}", f"property.contacts.{LATTER}"))
    rows = {
        "contacts": [{OPTIONED: one} for one in held],
        "deals": [{"dealname": one, "pipeline": PIPELINE, "dealstage": f"drawn_{one}"} for one in stood],
    }
    return Meeting(there, said, [*removed, *gone], [*moved, *merged], rows)


def _staged(address: str) -> str:
    owner, _, key = address.rpartition("/")
    return f"{owner}/drawn_{key}"


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    """Two portals that share their custom objects and most of the rest; what both have may differ in its texts."""
    live: list[Ask] = []
    wanted: list[Ask] = []
    removed: list[str] = []
    for ask in draw(portals()):
        method, path, body = ask
        fate = draw(st.sampled_from(["same", "same", "other", "created", "left", "removed"]))
        if path == SCHEMAS or not body.keys() & {"label", "ruleArguments"}:
            fate = "same"
        if fate == "other" and "inverseLabel" in body and body["inverseLabel"] == body["label"]:
            # Not shown: of a pair of one object whose two texts are equal, one half that gets another text.
            fate = "same"
        if fate != "created":
            live.append(ask)
        if fate in ("same", "created", "other"):
            wanted.append((method, path, _other(draw, body)) if fate == "other" else ask)
        if fate == "removed":
            removed += _tombstone(path, body)
    more = draw(moving())
    return Meeting([*live, *more.live], [*wanted, *more.wanted], [*removed, *more.removed], more.moved, more.rows)


def _tombstone(path: str, body: dict[str, Any]) -> list[str]:
    match path.split("/"):
        case ["crm", "properties", _, "contacts"]:
            return [f"property.contacts.{body['name']}"]
        case ["crm", "properties", _, "contacts", "groups"]:
            return [f"group.contacts.{body['name']}"]
        case ["crm", "pipelines", _, "deals"]:
            return [f"pipeline.deals.{body['pipelineId']}"]
    return []


def _other(draw: st.DrawFn, body: dict[str, Any]) -> dict[str, Any]:
    if "ruleArguments" in body:
        return {**body, "ruleArguments": draw(st.lists(TEXTS, max_size=2))}
    changed = {**body, "label": draw(TEXTS)}
    if "description" in body:
        changed["description"] = draw(st.just("") | TEXTS)
    if "options" in body and body["type"] == "enumeration":
        changed["options"] = draw(st.permutations(body["options"]))[draw(st.integers(0, 1)) :] or body["options"]
    return changed
