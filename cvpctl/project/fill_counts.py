"""Numbers that `audit --fill-rate` counted, with their day: a large portal takes more searches than one run may make.

They are this machine's own business, and losing them costs searches and nothing else, so a file that cannot be read,
or that is of another portal, counts as none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cvpctl.errors import CvpError
from cvpctl.model import Address
from cvpctl.model.json_node import JsonDamage, JsonNode
from cvpctl.project.source import shown_path

FORMAT = "cvpctl.fills/1"


@dataclass(frozen=True, slots=True)
class FillCount:
    """How many records held a value, or lived, on a day."""

    records: int
    day: date


def load_fills(path: Path, portal_id: int) -> dict[Address, FillCount]:
    try:
        node = JsonNode(json.loads(path.read_text(encoding="utf-8")))
        if node["format"].text() != FORMAT or node["portalId"].number() != portal_id:
            return {}
        counts = node["counts"]
        return {Address.parse(name): _count(counts[name]) for name in counts.body()}
    except (OSError, ValueError, RecursionError, JsonDamage):
        return {}


def _count(node: JsonNode) -> FillCount:
    return FillCount(node["records"].number(), node["day"].read(date.fromisoformat))


def save_fills(path: Path, portal_id: int, counts: Mapping[Address, FillCount]) -> None:
    """Write them whole or not at all; raises CvpError where the folder cannot be written."""
    told = {str(one): {"records": counts[one].records, "day": counts[one].day.isoformat()} for one in sorted(counts)}
    body = {"format": FORMAT, "portalId": portal_id, "counts": told}
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise CvpError(f"{shown_path(path)} could not be written: {error.strerror}") from error
