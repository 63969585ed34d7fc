"""What the shipped blueprints hold: as files that people read, and as what a portal would be asked for.

The laws of `test_every_file` and `test_every_part` run over all of it: a new file is held to them by being there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cvpctl.blueprint import check
from cvpctl.model import Address, Body, Purpose
from cvpctl.project import Shelf

ROOT = Path(__file__).parents[2]
BLUEPRINTS = ROOT / "blueprints"
LIBRARY = BLUEPRINTS / "value-first"
SHELF = Shelf.of(None)
ONLY_EXTENDS = {"blueprint", "version", "methodology", "extends"}


@dataclass(frozen=True, slots=True)
class File:
    """One shipped blueprint: its text, what YAML makes of it, and what stands above its first key."""

    path: Path
    text: str
    says: dict[str, Any]

    @classmethod
    def at(cls, path: Path) -> File:
        text = path.read_text("utf-8")
        return cls(path, text, yaml.safe_load(text))

    @property
    def name(self) -> str:
        return self.path.relative_to(BLUEPRINTS).as_posix()

    @property
    def opening(self) -> str:
        return self.text.partition("\nblueprint:")[0]

    @property
    def is_layer(self) -> bool:
        """Tell whether it states nothing itself."""
        return self.says.keys() <= ONLY_EXTENDS

    @property
    def is_ours(self) -> bool:
        """Tell whether it lies outside the library of the methodology."""
        return LIBRARY not in self.path.parents

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Part:
    """One resource as it is desired, the file that states it and what is said of it for readers."""

    address: Address
    body: Body
    file: str
    purpose: Purpose

    @property
    def shown(self) -> Iterator[str]:
        """Yield every text of it that a person reads in HubSpot."""
        stages = self.body.get("stages", {})
        for one in [self.body, *self.body.get("options", []), *stages.values(), self.body.get("labels", {})]:
            yield from (
                one[name] for name in ("label", "inverseLabel", "description", "singular", "plural") if name in one
            )

    def __str__(self) -> str:
        return str(self.address)


def parts_of(path: Path) -> list[Part]:
    """Return what the blueprints below `path` state themselves, in the order of their addresses."""
    checked = check([path], root=ROOT, shelf=SHELF)
    assert checked.desired is not None, checked.findings
    desired = checked.desired
    found: list[Part] = []
    for address in sorted(desired.resources):
        resource = desired.resources[address]
        assert resource.place is not None
        found.append(Part(address, resource.body, resource.place.path, desired.purposes.get(address, Purpose())))
    return found


FILES = [File.at(path) for path in sorted(BLUEPRINTS.rglob("*.yaml"))]
LEAVES = [file for file in FILES if not file.is_layer]


@cache
def parts() -> list[Part]:
    """Return all of the library of the methodology, compiled as one."""
    return parts_of(LIBRARY)


@cache
def outside() -> list[Part]:
    """Return what blueprints outside that library state themselves, be it new or more of what they extend."""
    found = [(file, part) for file in LEAVES if file.is_ours for part in parts_of(file.path)]
    return [part for file, part in found if part.file == f"blueprints/{file.name}"]


@cache
def everything() -> list[Part]:
    """Return every address once, as the lowest file states it."""
    inside = {part.address for part in parts()}
    return [*parts(), *(part for part in outside() if part.address not in inside)]


def of_kind(kind: str, *scope: str) -> list[Part]:
    return [part for part in parts() if part.address.kind == kind and (not scope or part.address.scope == scope)]


def the(address: str) -> Part:
    (found,) = [part for part in parts() if str(part) == address]
    return found


def stages_of(pipeline: str) -> list[tuple[str, Any]]:
    return [(stage["label"], stage.get("metadata", {})) for stage in the(pipeline).body["stages"].values()]


AUTHORS = ("valuecreationprotocol.com", "valuefirstteam.com", "www.valuefirstteam.com", "yourcustomerplatform.com")

# The translation guide of the methodology, section 6.3 of what we know of it.
FORBIDDEN = re.compile(
    r"""\b(
        leads? | prospect\w* | targets? | mqls? | sqls? | sals? | pqls? | crm
        | conver(t|ts|ted|ting|sion|sions) | funnels? | [tmb]ofu | captur\w+ | nurtur\w+ | drip\w*
        | (dis|un)?qualif\w+ | closed[\s_-]?(won|lost) | pipeline\s+stages?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
PUBLISHED = {"Technical Lead"}
"""The one word of the authors' own that their translation guide would refuse."""
