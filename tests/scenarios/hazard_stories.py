"""Stories about hazards as files: what a portal holds before, what is typed, what is said, what it holds after.

Each folder of `hazards/` is one: `story.md` tells it, `before.yaml` makes the portal, `blueprint.yaml` is applied to
it, `commands.txt` is typed; `output.txt` and `after.yaml` are what came of it, written anew with CVPCTL_GOLDEN=1.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from desk import Desk
from scenarios.older_portal import CRM, SCHEMAS

STORIES = Path(__file__).parent / "hazards"
ASSETS = ("lists", "forms", "workflows")
_CHANGING = (
    (re.compile(r"Took [\d,]+ calls?"), "Took … calls"),
    (re.compile(r"apply will take ([\d,]+ calls?), and [\d,]+ to read back"), r"apply will take \1"),
    (re.compile(r"Digest [0-9a-f]+"), "Digest …"),
    (re.compile(r"^(Read back in|[\d,]+ calls? written).*\n", re.MULTILINE), ""),
    (re.compile(r"was archived \d{4}-\d\d-\d\d"), "was archived 2026-01-31"),
    (re.compile(r"A portal on this machine answers; it is not HubSpot\.\n"), ""),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


def said(story: Path, name: str) -> Any:
    path = story / name
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def settings(before: Mapping[str, Any]) -> str:
    """The lines of `cvpctl.yaml` that a story adds to its portal."""
    stated = {"attribution": "none", **before.get("settings", {})}
    line = yaml.safe_dump(stated, default_flow_style=True, width=1000).strip()
    return ", " + line.removeprefix("{").removesuffix("}")


def make_before(desk: Desk, before: Mapping[str, Any]) -> None:
    """Make the portal, in the order in which things need each other."""
    for path, body in _posts(before):
        desk.ask("POST", path, body)
    for label in before.get("labels", ()):
        _make_label(desk, dict(label))
    for name, rows in before.get("records", {}).items():
        desk.emulator.add_records(name, [row.get("values", {}) for row in rows for _ in range(row.get("times", 1))])
    for text in before.get("archived", ()):
        desk.ask("DELETE", CRM.format("properties", text.replace(".", "/")))
    for name in before.get("archivedObjects", ()):
        desk.ask("DELETE", f"{SCHEMAS}/p{desk.emulator.portal_id}_{name}")


def _posts(before: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((SCHEMAS, one) for one in before.get("customObjects", ()))
    for name, key, label in _each(before, "groups"):
        yield CRM.format("properties", f"{name}/groups"), {"name": key, "label": label}
    for name, key, body in _each(before, "properties"):
        yield CRM.format("properties", name), {"name": key, **_with_options(body)}
    for name, key, body in _each(before, "pipelines"):
        yield CRM.format("pipelines", name), _pipeline(key, body)
    yield from ((f"/_emulator/{what}", body) for what in ASSETS for body in before.get(what, ()))


def _each(before: Mapping[str, Any], part: str) -> Iterator[tuple[str, str, Any]]:
    for name, things in before.get(part, {}).items():
        yield from ((name, key, body) for key, body in things.items())


def _with_options(body: Mapping[str, Any]) -> dict[str, Any]:
    options = [
        {"value": one, "label": one.capitalize()} if isinstance(one, str) else one for one in body.get("options", ())
    ]
    numbered = [{**one, "displayOrder": number} for number, one in enumerate(options)]
    return {**body, "options": numbered} if options else dict(body)


def _pipeline(key: str, body: Mapping[str, Any]) -> dict[str, Any]:
    stages = [
        {"stageId": stage, "displayOrder": number, **rest}
        for number, (stage, rest) in enumerate(body["stages"].items())
    ]
    return {"pipelineId": key, "label": body["label"], "displayOrder": 5, "stages": stages}


def _make_label(desk: Desk, label: dict[str, Any]) -> None:
    start, end, most = label.pop("from"), label.pop("to"), label.pop("maxToObjects", None)
    made = desk.ask("POST", CRM.format("associations", f"{start}/{end}/labels"), label)["results"]
    if most:
        row = {"category": "USER_DEFINED", "typeId": made[0]["typeId"], "maxToObjectIds": most}
        path = CRM.format("associations", f"definitions/configurations/{start}/{end}/batch/create")
        desk.ask("POST", path, {"inputs": [row]})


def typed(desk: Desk, commands: str) -> str:
    """Type each line, and give what came back with its exit code."""
    parts = []
    for line in commands.strip().splitlines():
        ended = desk.run(*shlex.split(line)[1:])
        words = "\n".join(filter(None, (ended.told.strip("\n"), ended.said.strip("\n"))))
        parts.append(f"$ {line}\n{words}\nexit code {ended.code}\n")
    return _lasting("\n".join(parts))


def _lasting(text: str) -> str:
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    return text


def portal_after(desk: Desk, before: Mapping[str, Any]) -> str:
    """What a person would look for afterwards: the things of the portal's own, and the values that records hold."""
    names = dict.fromkeys(name for part in ("properties", "pipelines", "records") for name in before.get(part, {}))
    found = {name: dict(_object(desk, name)) for name in names}
    kinds = [one["name"] for one in desk.ask("GET", SCHEMAS)["results"]]
    if kinds or "customObjects" in before:
        found["custom objects"] = {"live": kinds}
    return yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=110)


def _object(desk: Desk, name: str) -> Iterator[tuple[str, Any]]:
    path = CRM.format("properties", name)
    own = [one for one in desk.ask("GET", path)["results"] if not one.get("hubspotDefined")]
    yield "properties", {one["name"]: _told(one) for one in own}
    gone = [one["name"] for one in desk.ask("GET", f"{path}?archived=true")["results"]]
    if gone:
        yield "archived", gone
    if name in ("deals", "tickets"):
        rows = desk.ask("GET", CRM.format("pipelines", name))["results"]
        own_rows = [one for one in rows if not one["createdAt"].startswith("1970")]
        yield "pipelines", {one["id"]: [stage["id"] for stage in one["stages"]] for one in own_rows}
    asked = ",".join([one["name"] for one in own] + ["dealstage", "hs_pipeline_stage"])
    rows = desk.ask("GET", f"{CRM.format('objects', name)}?limit=100&properties={asked}")["results"]
    held = Counter(
        f"{key}: {value}" for row in rows for key, value in row["properties"].items() if value and key in asked
    )
    if held:
        yield "records that hold", dict(sorted(held.items()))


def _told(one: Mapping[str, Any]) -> str:
    options = ", ".join(option["value"] for option in one.get("options", ()))
    return f"{one['label']} ({one['type']}/{one['fieldType']})" + (f": {options}" if options else "")
