"""Recorded answers of real portals, each as one portal. They are third-party data and lie outside the repository.

`CVPCTL_REAL` names their folder; `../shared/real` is looked at otherwise. Where neither is there, tests skip.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from client_repository import ROOT

from cvpctl.model import Address, Body, Resource, State, find_object_type

REAL = Path(os.environ.get("CVPCTL_REAL") or ROOT.parent / "shared" / "real")
ABSENT = "recordings of real portals are not part of the repository: set CVPCTL_REAL to their folder"


def recordings() -> list[Path]:
    """Return the files that hold properties or pipelines."""
    folders = [REAL / "recorded" / name for name in ("v3_properties", "v3_pipelines", "v3_schemas")]
    return [path for folder in folders for path in sorted(folder.glob("*.json"))]


def setups() -> list[Path]:
    return sorted((REAL / "setups").glob("*.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def portal_in(path: Path) -> State:
    """Return a recording as a portal; groups come from what properties name, schemas only of custom objects."""
    kind, key = ("pipeline", "id") if path.parent.name == "v3_pipelines" else ("property", "name")
    found = []
    for name, bodies in _objects(path, read(path)):
        found += [Resource(Address(kind, (name,), str(body[key])), body) for body in bodies]
        groups = dict.fromkeys(str(body["groupName"]) for body in bodies if "groupName" in body)
        found += [_group(name, group, order) for order, group in enumerate(groups)]
    if path.parent.name == "v3_schemas":
        found += [Resource(Address("schema", (), body["name"]), body) for body in custom_objects_in(read(path))]
    return State({resource.address: resource for resource in found})


def custom_objects_in(recorded: Any) -> list[Body]:
    """Return the schemas of a portal's own that were recorded: of one or of all."""
    schemas = recorded.get("results", [recorded])
    return [schema for schema in schemas if find_object_type(schema["name"]) is None]


def _group(name: str, key: str, order: int) -> Resource:
    label = key.replace("_", " ").capitalize()
    return Resource(Address("group", (name,), key), {"name": key, "label": label, "displayOrder": order})


def _objects(path: Path, recorded: Any) -> Iterator[tuple[str, list[Body]]]:
    """Yield object and things of an answer: of a list, of schemas, or of the answers on a tape."""
    if isinstance(recorded, list):
        for exchange in recorded:
            yield from _objects(path, exchange["response"])
    elif "properties" in recorded:
        native = find_object_type(recorded["name"])
        yield (native.name if native else recorded["name"]), recorded["properties"]
    elif path.parent.name == "v3_schemas":
        for schema in recorded["results"]:
            yield from _objects(path, schema)
    else:
        yield _named_by(path), recorded["results"]


def _named_by(path: Path) -> str:
    """A list does not say what it lists; the name of its file does."""
    found = (find_object_type(word) for word in path.stem.replace("-", "_").split("_"))
    return next(one.name for one in found if one)
