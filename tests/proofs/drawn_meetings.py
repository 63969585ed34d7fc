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
        if fate != "created":
            live.append(ask)
        if fate in ("same", "created", "other"):
            wanted.append((method, path, _other(draw, body)) if fate == "other" else ask)
        if fate == "removed":
            removed += _tombstone(path, body)
    return Meeting(live, wanted, removed)


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
