"""What people vouched for, beside the record: `applied/<portal>.attested.json`, one file per portal.

Always in the working tree, also where records live on a branch: it is written by people, and reviewed and committed
like any other statement of theirs. The record is written by applies and may be lost; this must not be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvpctl.errors import CvpError, WrongPortal
from cvpctl.model.attested import Attested
from cvpctl.model.json_node import JsonDamage, JsonNode
from cvpctl.project.places import Places, file_stem
from cvpctl.project.source import shown_path

FORMAT = "cvpctl.attested/1"


@dataclass(frozen=True, slots=True)
class AttestedSteps:
    """The attestations in the folder that `places` names; a portal without a pin is known by its name alone."""

    places: Places

    def path(self, portal: str, portal_id: int | None) -> Path:
        return self.places.records / f"{file_stem(portal, portal_id or 0)}.attested.json"

    def load(self, portal: str, portal_id: int | None) -> Mapping[str, Attested]:
        """Return the attestations by the keys of their steps; refuses those of another portal."""
        path = self.path(portal, portal_id)
        try:
            said, found = _steps(JsonNode(json.loads(path.read_text(encoding="utf-8"))))
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise CvpError(f"{shown_path(path)} cannot be read", help="look at its permissions") from error
        except (json.JSONDecodeError, RecursionError, JsonDamage) as error:
            why = error if isinstance(error, JsonDamage) else "it is not JSON"
            raise CvpError(f"{shown_path(path)} is damaged: {why}", help="restore it from version control") from error
        if said and portal_id and said != portal_id:
            message = f"{shown_path(path)} is of portal {said}, not of {portal_id}"
            raise WrongPortal(message, help="attest the steps of this portal anew, and move that file away")
        return found

    def save(self, portal: str, portal_id: int | None, steps: Mapping[str, Attested]) -> Path:
        path = self.path(portal, portal_id)
        told = {key: _telling(one) for key, one in sorted(steps.items())}
        body = {"format": FORMAT, **({"portalId": portal_id} if portal_id else {}), "steps": told}
        part = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
            part.replace(path)
        except OSError as error:
            raise CvpError(f"{shown_path(path)} could not be written: {error.strerror}") from error
        return path


def _steps(node: JsonNode) -> tuple[int, dict[str, Attested]]:
    if node["format"].text() != FORMAT:
        raise JsonDamage(f"its format is not {FORMAT}")
    steps = node["steps"]
    return node.find("portalId", 0).number(), {key: _attested(steps[key]) for key in steps.body()}


def _attested(node: JsonNode) -> Attested:
    texts = (node.find(name, "").text() for name in ("step", "by", "note"))
    return Attested(node["date"].text(), *texts)


def _telling(one: Attested) -> dict[str, Any]:
    said = {"date": one.date, "step": one.step, "by": one.by, "note": one.note}
    return {name: value for name, value in said.items() if value}
