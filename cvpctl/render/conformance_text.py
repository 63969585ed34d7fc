"""What a conformance run found, for a person at a terminal and as a file to send: both are made of the same values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from cvpctl.render.plan_json import dumped
from cvpctl.render.terminal import BLANK, CODE, FAINT, HEADING, line, printed, wrapped
from cvpctl.render.wording import counted, visible

_LONGEST_VALUE = 160
_COLUMN = 13


def conformance_json(report: Mapping[str, Any]) -> str:
    return dumped(report)


def conformance_text(report: Mapping[str, Any], *, color: bool, width: int) -> str:
    return printed(_lines(report, width), color=color)


def _lines(report: Mapping[str, Any], width: int) -> Iterator[Text]:
    yield line(("Conformance", HEADING), f" of a {report['accountType']} account")
    yield from _different(report, width)
    yield from _skipped(report, width)
    yield from _switches(report)
    yield from _left_behind(report, width)
    yield BLANK
    yield from _summary(report)
    if "brokenOff" in report:
        yield line(("Broken off: ", HEADING), report["brokenOff"])
    yield line(_verdict(report))


def _different(report: Mapping[str, Any], width: int) -> Iterator[Text]:
    found = _with(report, "different")
    if not found:
        return
    yield BLANK
    yield line((f"Different ({len(found)})", HEADING))
    for one in found:
        yield line((one["case"], CODE), (f"  {one['evidence']} so far", FAINT), indent=2)
        yield from wrapped(one["title"], indent=4, width=width, style=FAINT)
        for difference in one.get("differences", []):
            yield from wrapped(_difference(difference), indent=6, width=width)
        for seen in one.get("observations", []):
            if _differs(seen):
                yield from wrapped(_observation(seen), indent=6, width=width)


def _skipped(report: Mapping[str, Any], width: int) -> Iterator[Text]:
    found = _with(report, "skipped")
    if found:
        yield BLANK
        yield line((f"Skipped ({len(found)})", HEADING))
    for one in found:
        yield from wrapped(f"{one['case']}: {visible(one['skipped'])}", indent=2, width=width)


def _switches(report: Mapping[str, Any]) -> Iterator[Text]:
    """Where sources disagree: what this portal shows."""
    seen = [each for one in report["cases"] for each in one.get("observations", [])]
    if seen:
        yield BLANK
        yield line((f"Switches ({len(seen)})", HEADING), ("  where sources disagree", FAINT))
    for one in seen:
        yield line(_observation(one), indent=2)


def _left_behind(report: Mapping[str, Any], width: int) -> Iterator[Text]:
    if report["leftBehind"]:
        yield BLANK
        yield line((f"Left behind ({len(report['leftBehind'])})", HEADING), ("  take these away by hand", FAINT))
    for one in report["leftBehind"]:
        yield from wrapped(visible(one), indent=2, width=width)


def _summary(report: Mapping[str, Any]) -> Iterator[Text]:
    words = {"asExpected": "as expected", "different": "different", "skipped": "skipped"}
    yield line((f"{'evidence':<{_COLUMN}}" + "".join(f"{one:>{_COLUMN}}" for one in words.values()), FAINT))
    for strength, counts in report["summary"].items():
        yield line(f"{strength:<{_COLUMN}}" + "".join(f"{counts[name]:>{_COLUMN}}" for name in words))


def _verdict(report: Mapping[str, Any]) -> str:
    said = f"{counted(len(report['cases']), 'case')}, {counted(report['calls'], 'call')}"
    different = len(_with(report, "different"))
    if different:
        return f"{said}: {different} found something else than the emulator claims"
    return f"{said}: nothing else than the emulator claims"


def _with(report: Mapping[str, Any], outcome: str) -> list[Mapping[str, Any]]:
    return [one for one in report["cases"] if one["outcome"] == outcome]


def _difference(one: Mapping[str, Any]) -> str:
    request = f"{one['request']}: " if one["request"] else ""
    if not one["request"]:
        return f"{request}not so: {visible(one['about'])}"
    return f"{request}{visible(one['about'])}: expected {_value(one['expected'])}, got {_value(one['actual'])}"


def _observation(one: Mapping[str, Any]) -> str:
    return f"{one['switch']}: observed: {one['observed']}; emulator default: {one['emulatorDefault']}"


def _differs(one: Mapping[str, Any]) -> bool:
    return bool(one["observed"] != one["emulatorDefault"])


def _value(value: Any) -> str:
    text = visible(str(value))
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
