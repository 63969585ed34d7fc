"""The part of `cvpctl.yaml` that says where it is kept what was applied last."""

from __future__ import annotations

from typing import Any

from cvpctl.project.settings import RECORD_BRANCH

RECORD: dict[str, Any] = {
    "type": "object",
    "description": "Where it is kept what was applied last.",
    "properties": {
        "store": {
            "type": "string",
            "enum": ["directory", "branch"],
            "description": "The folder applied beside this file (the usual), or a branch of its git repository.",
        },
        "branch": {
            "type": "string",
            "pattern": r"^[A-Za-z0-9_][A-Za-z0-9_-]*([./][A-Za-z0-9_][A-Za-z0-9_-]*)*$",
            "description": f"The branch, which holds nothing else. Left out: {RECORD_BRANCH}.",
        },
        "push": {
            "type": "boolean",
            "description": "Whether it is fetched before and pushed after. Left out: true.",
        },
        "remote": {
            "type": "string",
            "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$",
            "description": "The name of the remote it is pushed to. Left out: origin.",
        },
    },
    "additionalProperties": False,
}
