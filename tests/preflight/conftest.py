"""A client's repository before a portal whose tier, scopes and switches each test chooses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.tiers import Quotas, Tier

PROJECT = """\
project: acme
portals:
  acme:
    portalId: {portal}
    baseUrl: "{url}"
    token: {token}
    drift: hold
{more}blueprints: [blueprints]
"""


@dataclass(frozen=True, slots=True)
class Given:
    """What a portal is like."""

    tier: Tier = "enterprise"
    scopes: tuple[str, ...] | None = None
    off: tuple[str, ...] = ()
    quotas: Quotas | None = None
    says: str = ""
    token: str = "{env: ACME_TOKEN}"


Make = Callable[..., Desk]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Make]:
    """Give a repository before a portal; `says` are further lines about the portal."""
    with ExitStack() as stack:

        def made(blueprint: str, **options: Any) -> Desk:
            given = Given(**options)
            portal = Emulator(tier=given.tier, scopes=given.scopes, limits=Limits.off(), quotas=given.quotas)
            stack.enter_context(portal)
            for name in given.off:
                portal.enable_object(name, on=False)
            folder = tmp_path.resolve()
            monkeypatch.chdir(folder)
            monkeypatch.setenv("ACME_TOKEN", portal.token)
            monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".state"))
            desk = Desk(folder, portal, capsys)
            more = "".join(f"    {line}\n" for line in given.says.splitlines())
            text = PROJECT.format(portal=portal.portal_id, url=portal.base_url, token=given.token, more=more)
            desk.write("cvpctl.yaml", text)
            desk.write("blueprints/portal.yaml", blueprint)
            return desk

        yield made


def planned(desk: Desk, *words: str) -> dict[str, Any]:
    """Return the plan as data."""
    plan: dict[str, Any] = json.loads(desk.run("plan", "--format", "json", *words).said)
    return plan


def addresses(changes: Iterable[dict[str, Any]]) -> list[str]:
    return [change["address"] for change in changes]


def codes(findings: Iterable[dict[str, Any]]) -> list[str]:
    return [finding["code"] for finding in findings]
