"""A patch laid over a side as an apply would lay it: what it states wins, what it does not name stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cvpctl.blueprint import check
from cvpctl.blueprint.fmt import formatted
from cvpctl.cli.compare_patch_draft import patch_of
from cvpctl.cli.compare_patch_text import Patch, patch_text
from cvpctl.engine.comparing import compared
from cvpctl.kinds import KINDS
from cvpctl.kinds.schemas import BORN
from cvpctl.model import Body, Desired, Resource, Severity
from cvpctl.model.comparison import Comparison, Side


def patch_between(a: Side, b: Side) -> tuple[Patch, str]:
    """Return the patch and its text, which `fmt` leaves as it is."""
    comparison = compared(a, b)
    patch = patch_of(comparison)
    text = patch_text(patch, comparison, name="fictional/patch", schema="blueprint.schema.json")
    assert formatted(text) == text
    return patch, text


def compiled(*texts: str) -> Desired:
    with TemporaryDirectory() as folder:
        here = Path(folder).resolve()
        for number, text in enumerate(texts):
            (here / f"{number}.yaml").write_text(text, encoding="utf-8")
        checked = check([here / f"{len(texts) - 1}.yaml"], root=here)
    assert [] == [one for one in checked.findings if one.severity is Severity.ERROR]
    assert checked.desired is not None
    return checked.desired


def after(text: str, b: Side) -> Side:
    """Return B as it is once the patch was applied."""
    made = dict(b.resources)
    for address, stated in compiled(text).resources.items():
        kind = KINDS[address.kind]
        live = kind.normalise(address, made[address].body) if address in made else {}
        said = kind.normalise(address, stated.body)
        body = {name: laid(value, live.get(name), keyed=bool(kind.rule(name).keyed_by)) for name, value in said.items()}
        told: Body = {name: value for name, value in {**live, **body}.items() if name != BORN}
        marks = {"name": "x"} if address.kind == "label" else {}
        made[address] = Resource(address, {**told, **marks})
    return replace(b, resources=made)


def laid(stated: Any, live: Any, *, keyed: bool) -> Any:
    if not keyed or not isinstance(live, Mapping):
        return stated
    return {key: {**live.get(key, {}), **child} for key, child in stated.items()} | {
        key: child for key, child in live.items() if key not in stated
    }


def rest(comparison: Comparison) -> set[str]:
    """Return what still differs: things, parts of lists, and fields."""
    found: set[str] = set()
    for one in comparison.differences:
        for edit in one.fields:
            *parts, name = edit.path
            part = one.address.child(*edit.path) if edit.before is not None and len(edit.path) == 2 else None
            found.add(str(part or (one.address.child(*parts) if parts else one.address).at(name)))
        if not one.fields:
            found.add(str(one.address))
    return found
