"""What a pull request did to the settings that guard a portal, and to the workflows that apply to it.

A blueprint says what shall be; `cvpctl.yaml` says to which portal, with whose token and how carefully. A change of
those heads the plan, with its place, lest it hide behind a hundred harmless lines. What is only made stricter, and what
the plan shows anyway (variables, which files are read), is no alarm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cvpctl.model import ABSENT, Finding, Place, Severity
from cvpctl.model import Path as Keys
from cvpctl.project.loading import reading_of
from cvpctl.project.masking import masked
from cvpctl.project.reading import Reading
from cvpctl.project.source import shown_path

_PORTALS = "portals"
HARMLESS: Mapping[Keys, str] = {
    ("project",): "the record and the stamp of a portal refuse another project's name",
    ("blueprints",): "what is read elsewhere stands in the plan, and nothing goes because it is read no more",
    (_PORTALS, "*", "variables"): "what they make of blueprints stands in the plan",
    (_PORTALS, "*", "tier"): "what it lets through stands in the plan, and HubSpot refuses what it does not sell",
}
"""What may change without heading a plan, and why; a setting that is neither here nor alarmed fails a test."""
_LEAD_ELSEWHERE = frozenset({"baseUrl", "portalId", "accountType", "token", "apiVersion", "notify"})
_WORKFLOWS = (
    ".github/workflows/*.y*ml",
    ".github/actions/**/*",
    ".github/scripts/**/*",
    ".github/**/*.sh",
    ".gitlab-ci.y*ml",
    "bitbucket-pipelines.y*ml",
    "azure-pipelines.y*ml",
    ".circleci/*.y*ml",
)

Settings = dict[Keys, Any]

_STRICTER: Mapping[str, Callable[[Any, Any], bool]] = {
    "allow": lambda _, now: now is ABSENT,
    "exceptions": lambda _, now: now is ABSENT,
    "protected": lambda _, now: now == "true",
    "drift": lambda _, now: now == "hold",
    "applyFrom": lambda _, now: now == "ci",
    "promotes": lambda before, _: before is ABSENT,
    "portalId": lambda before, _: before is ABSENT,
    "accountType": lambda before, _: before is ABSENT,
    "hazards": lambda before, now: now == "error" or (before, now) == ("warning", ABSENT),
    "counts": lambda _, now: now == "search",
    "rules": lambda before, now: now == "error" or before == "off",
    "stamp": lambda _, now: now == "true",
    "libraries": lambda _, now: now is ABSENT,
}
"""By the name of a setting: whether a change of it takes nothing away from whoever is guarded by it."""


def loosened(before: Path, now: Path, ref: str) -> tuple[Finding, ...]:
    """Compare two project files; `before` may not be there, or not hold what can be read any more."""
    if not before.is_file():
        message = f"{now.name} did not exist at {ref}: none of its settings was reviewed before"
        return (_alarm("SETTINGS_CHANGED", message, Place(shown_path(now), 1, 1)),)
    old, new = reading_of(before), reading_of(now)
    was, said = _settings(old), _settings(new)
    return tuple(_alarms(was, said, new, ref))


def workflows(before: Path, now: Path, ref: str) -> tuple[Finding, ...]:
    """Compare the workflow files of two trees."""
    found = []
    for name in sorted({*_workflow_files(before), *_workflow_files(now)}):
        old, new = _lines(before / name), _lines(now / name)
        if old != new:
            line = next((n for n, pair in enumerate(zip(old, new, strict=False)) if len({*pair}) > 1), len(old))
            what = "is new" if not old else "is gone" if not new else "was changed"
            message = f"the workflow {masked(name)} {what} since {ref}: it decides what runs with the portals' tokens"
            place = Place(shown_path(now / name), max(min(line, len(new) - 1), 0) + 1, 1)
            found.append(_alarm("WORKFLOW_CHANGED", message, place))
    return tuple(found)


def _alarms(was: Settings, said: Settings, new: Reading, ref: str) -> Iterator[Finding]:
    for path in sorted({*was, *said}):
        before, now = was.get(path, ABSENT), said.get(path, ABSENT)
        if before == now or _harmless(path, before, now):
            continue
        code = "SETTINGS_CHANGED" if _name(path) in _LEAD_ELSEWHERE else "SETTINGS_LOOSENED"
        message = f"{_called(path)} {_told(before, now)} since {ref}"
        yield _alarm(code, message, _place(path, new))


def _harmless(path: Keys, before: Any, now: Any) -> bool:
    if any(_under(path, one) for one in HARMLESS):
        return True
    stricter = _STRICTER.get(_name(path))
    return stricter is not None and stricter(before, now)


def _under(path: Keys, pattern: Keys) -> bool:
    return len(path) >= len(pattern) and all(one in ("*", name) for one, name in zip(pattern, path, strict=False))


def _name(path: Keys) -> str:
    """Return the setting that a path belongs to: the key below a portal, or at the top."""
    return path[2] if path[0] == _PORTALS and len(path) > 2 else path[0]  # noqa: PLR2004 - portals, its name, the key


def _settings(reading: Reading) -> Settings:
    return dict(_leaves(reading.values if isinstance(reading.values, dict) else {}, ()))


def _leaves(value: Any, path: Keys) -> Iterator[tuple[Keys, Any]]:
    """Yield what a file says leaf by leaf; the entries of a list go by what they say, not by their number."""
    if isinstance(value, Mapping) and value:
        for name, child in value.items():
            yield from _leaves(child, (*path, name))
    elif isinstance(value, list):
        for item in value:
            yield _entry(item, path), True
    elif value is not ABSENT:
        yield path, str(value).lower() if isinstance(value, bool) else value


def _entry(item: Any, path: Keys) -> Keys:
    """Name an entry by all that it says, lest one exception hide behind another of the same rule."""
    said = [item[name] for name in sorted(item)] if isinstance(item, Mapping) else [item]
    return (*path, " ".join(map(str, said)))


def _place(path: Keys, reading: Reading) -> Place:
    """Return where a setting stands; of one that is gone, the nearest key above it."""
    if path in reading.places:
        return reading.places[path]
    for length in range(len(path), 0, -1):
        if path[:length] in reading.keys:
            return _item(path, length, reading) or reading.keys[path[:length]]
    return Place(next(iter(reading.places.values())).path, 1, 1)


def _item(path: Keys, length: int, reading: Reading) -> Place | None:
    """Return where an entry of a list stands, which goes by its text here and by its number there."""
    value: Any = reading.values
    for name in path[:length]:
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, list) and length < len(path):
        named = [_entry(one, path[:length]) for one in value]
        return reading.places.get((*path[:length], str(named.index(path)))) if path in named else None
    return None


def _called(path: Keys) -> str:
    return masked(".".join(path))


def _told(before: Any, now: Any) -> str:
    if before is ABSENT:
        return "is new" if now is True else f"is new: {_shown(now)}"
    if now is ABSENT:
        return "is gone" if before is True else f"is gone, and was {_shown(before)}"
    return f"is {_shown(now)}, and was {_shown(before)}"


def _shown(value: Any) -> str:
    return masked(str(value))


def _alarm(code: str, message: str, place: Place) -> Finding:
    help_ = "look whether this was meant before anything is applied"
    return Finding(code, Severity.WARNING, message, help_, place=place)


def _workflow_files(folder: Path) -> Iterable[str]:
    for pattern in _WORKFLOWS:
        for path in folder.glob(pattern):
            if path.is_file() and path.resolve().is_relative_to(folder):
                yield path.relative_to(folder).as_posix()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="surrogateescape").splitlines() if path.is_file() else []
