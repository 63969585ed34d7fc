"""The parts of docs/emulator.md that the emulator's own tables write: routes, switches, tiers, faults."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from cvpctl.emulator.areas import AREAS, Route
from cvpctl.emulator.faults import Fault
from cvpctl.emulator.routes import ROUTES
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import TIERS, Quotas, limits_of, quotas_of

STRENGTHS = {"observed": "live-observed", "documented": "documented", "assumed": "assumed"}
QUOTAS = {
    "pipelines": "pipelines of deals, of tickets",
    "order_pipelines": "pipelines of orders",
    "properties_per_object": "custom properties of an object",
    "properties_overall": "custom properties in all",
    "unique_properties": "properties with unique values of an object",
    "options": "options of a property",
    "custom_objects": "custom objects (twice that on a DEVELOPER_TEST account)",
    "association_labels": "labels between two objects, each way",
    "associations_per_record": "associations of a record",
    "calculated_properties": "calculated properties",
}


def enforced(route: Route) -> str:
    """What the function behind a route says that it keeps to."""
    return " ".join((route.rule.__doc__ or "").split())


def _areas() -> Iterator[str]:
    counts = Counter[str](route.evidence for route in ROUTES)
    told = ", ".join(f"{counts[one]} {STRENGTHS[one]}" for one in STRENGTHS)
    yield f"{len(ROUTES)} routes: {told}."
    for area, versions in AREAS.items():
        roots = [root for said in versions.values() for root in ((said,) if isinstance(said, str) else said)]
        yield from ("", f"### {area.capitalize()}", "", f"Under {', '.join(f'`{root}`' for root in roots)}.", "")
        yield "| method | path | what is enforced | evidence |"
        yield "|---|---|---|---|"
        for route in ROUTES:
            if route.area == area:
                path = f"`{route.path}`" if route.path else "(nothing more)"
                yield f"| {route.method} | {path} | {enforced(route)} | {STRENGTHS[route.evidence]} |"


def _told(of: type[Any]) -> dict[str, str]:
    """The text that stands below each field of a class."""
    body = ast.parse(inspect.getsource(of)).body[0]
    assert isinstance(body, ast.ClassDef)
    told: dict[str, str] = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and isinstance(after, ast.Expr):
            assert isinstance(after.value, ast.Constant)
            told[before.target.id] = " ".join(str(after.value.value).split())
    return told


def _switches() -> Iterator[str]:
    told, hints = _told(Switches), get_type_hints(Switches)
    yield "| switch | default | else | what it is about, and who says what |"
    yield "|---|---|---|---|"
    for one in fields(Switches):
        others = ", ".join(f"`{value}`" for value in get_args(hints[one.name]) if value != one.default)
        yield f"| `{one.name}` | `{one.default}` | {others} | {told[one.name]} |"


def _tiers() -> Iterator[str]:
    yield f"| at most | {' | '.join(TIERS)} |"
    yield "|---|" + "---:|" * len(TIERS)
    for name in (one.name for one in fields(Quotas)):
        yield f"| {QUOTAS[name]} | {' | '.join(f'{getattr(quotas_of(tier), name):,}' for tier in TIERS)} |"
    rates = {
        "per_ten_seconds": "calls in ten seconds",
        "per_day": "calls a day",
        "searches_per_second": "searches a second",
    }
    for name, said in rates.items():
        yield f"| {said} | {' | '.join(f'{getattr(limits_of(tier), name):,}' for tier in TIERS)} |"


def _faults() -> Iterator[str]:
    hints = get_type_hints(Fault)
    yield "| field | default | values |"
    yield "|---|---|---|"
    for one in fields(Fault):
        words = one.name.split("_")
        name = words[0] + "".join(word.capitalize() for word in words[1:])
        default = f"`{one.default!r}`" if isinstance(one.default, str | int | float) else "must be said"
        values = ", ".join(f"`{value}`" for value in get_args(hints[one.name])) or hints[one.name].__name__
        yield f"| `{name}` | {default} | {values} |"


EMULATOR_TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "emulator routes": _areas,
    "emulator switches": _switches,
    "emulator tiers": _tiers,
    "emulator faults": _faults,
}
