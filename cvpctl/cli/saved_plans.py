"""Plan files among the words of a command: telling one from a blueprint, reading it, refusing it where it is none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.model import Plan
from cvpctl.model.plan_json import FAMILY, plan_from_json

SUFFIX = ".json"
_BEGINNING = 4096
_AGAIN = "make one with: cvpctl plan -o plan.json"


def looks_saved(path: Path) -> bool:
    """Tell whether a file begins as a saved plan does, whatever its name."""
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return False
    return beginning.lstrip().startswith(b"{") and FAMILY.encode() in beginning


def refuse_saved(paths: Iterable[Path], command: str) -> None:
    """Refuse a saved plan where blueprints are meant: read as one it would say nothing anybody understands."""
    for path in paths:
        if looks_saved(path):
            raise UsageProblem(
                f"{path} is a saved plan, and {command} reads blueprints",
                help=f"cvpctl show {path} shows it, cvpctl apply {path} carries it out",
            )


def saved_alone(paths: Sequence[Path], options: Iterable[str]) -> Plan | None:
    """Return the saved plan that `paths` name, or None for blueprints.

    A saved plan was approved as it is: beside paths or options that would shape it, it is refused.
    """
    saved = next((path for path in paths if path.suffix == SUFFIX or looks_saved(path)), None)
    if saved is None:
        return None
    besides = [*(str(path) for path in paths if path is not saved), *options]
    if besides:
        raise UsageProblem(
            f"{saved} is a saved plan and is taken as it is; {', '.join(besides)} would be passed over",
            help="leave that out, or make a new plan with it",
        )
    return read_saved(saved)


def read_saved(path: Path) -> Plan:
    """Read a plan file; raises `UsageProblem` in words for whoever typed its name."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageProblem(f"there is no saved plan {path}", help=_AGAIN) from error
    except OSError as error:
        raise UsageProblem(f"the saved plan {path} cannot be read: {error.strerror}", help=_AGAIN) from error
    except UnicodeDecodeError as error:
        raise UsageProblem(f"{path} is not a saved plan: it is not even text", help=_AGAIN) from error
    try:
        return plan_from_json(_json(path, text))
    except CvpError as error:
        raise UsageProblem(f"{path}: {error.message}", help=error.help or _AGAIN) from error


def _json(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageProblem(f"{path} is not a saved plan, or was cut short: it is no JSON", help=_AGAIN) from error
