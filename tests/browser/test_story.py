"""The library planned against a portal over HTTP, drifting there, audited: every page opened in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from browser.browsing import Desktop
from desk import PROJECT, Desk

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.render.dictionary import dictionary_of
from cvpctl.render.html.dictionary_page import dictionary_html

pytestmark = pytest.mark.long

CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
LIBRARY = Path(__file__).parents[2] / "blueprints" / "value-first"
NAMES = "/crm/properties/2026-09/contacts/{}"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """A project of a client that builds on the whole library."""
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    with Emulator(limits=Limits.off(), account_type="STANDARD") as server:
        monkeypatch.setenv("ACME_TOKEN", server.token)
        desk = Desk(folder, server, capsys)
        desk.write("cvpctl.yaml", PROJECT.format(portal=server.portal_id, url=server.base_url))
        copytree(LIBRARY, folder / "blueprints")
        yield desk


def _sound(desktop: Desktop, html: str, words: str) -> list[str]:
    """Return the entries that a search finds on a page which is quiet, fetches nothing and stumbles nobody."""
    with desktop.open(html) as opened:
        opened.page.click("#unfold")
        assert [] == opened.page.evaluate(CHECKS)
        opened.page.fill("#words", words)
        found = opened.shown()
        assert ([], []) == (opened.said, opened.asked)
    return found


def test_plan_drift_and_audit_of_the_library(desk: Desk, desktop: Desktop) -> None:
    """What is planned is found, what somebody renames in the portal is found with both names, rules are found."""
    assert 0 == desk.run("plan", "-o", "plan.html").code
    assert 2 == len(_sound(desktop, desk.read("plan.html"), "value_path_stage champion"))
    assert 0 == desk.run("apply", "--yes").code
    for name in ("value_path_stage", "value_path_evidence"):
        desk.ask("PATCH", NAMES.format(name), {"label": f"<i>Lead status</i> {name[-5:]}"})
    assert 2 == desk.run("drift", "-o", "drift.html").code
    assert 1 == len(_sound(desktop, desk.read("drift.html"), "<i>lead status</i> stage"))
    desk.run("audit", "--portal", "acme", "-o", "audit.html")
    assert _sound(desktop, desk.read("audit.html"), "value_path_stage")


def test_the_dictionary_of_what_is_live(desk: Desk, desktop: Desktop) -> None:
    """A portal's own resources make a dictionary as blueprints do: options in the order people see, stages, labels."""
    from cvpctl.cli.session import open_session, read_blueprints  # noqa: PLC0415

    assert 0 == desk.run("apply", "--yes").code
    desired, _ = read_blueprints((), {})
    with open_session("acme", writing=False) as session:
        live = session.portal.fetch(desired.scopes)
    stated, found = (dictionary_of(each, about="acme") for each in (desired.resources, live.resources))
    mine = {one.name: one for one in found.objects}
    for one in stated.objects:
        told = {each.address: each for each in (*mine[one.name].properties, *mine[one.name].pipelines)}
        for each in (*one.properties, *one.pipelines):
            twin = told[each.address]
            assert (each.label, each.type, each.group) == (twin.label, twin.type, twin.group)
            # A yes or no has two options that HubSpot wants stated and a blueprint does not.
            keys = [value.key for value in twin.values]
            assert ([value.key for value in each.values] or keys) == keys
    assert [(one.there, one.back) for one in stated.associations] == [
        (one.there, one.back) for one in found.associations
    ]
    assert _sound(desktop, dictionary_html(found), "value_path_stage champion")
