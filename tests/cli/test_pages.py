"""Reports as files: plan, drift and audit as pages beside what is printed, against the embedded portal over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.rolling import BLUEPRINT, PROPERTY
from desk import PROJECT, Desk
from render.html_tree import elements

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """A repository with a small blueprint, and a portal that has nothing of it."""
    folder = tmp_path.resolve()
    monkeypatch.chdir(folder)
    with Emulator(limits=Limits.off(), account_type="STANDARD") as server:
        monkeypatch.setenv("ACME_TOKEN", server.token)
        desk = Desk(folder, server, capsys)
        desk.write("cvpctl.yaml", PROJECT.format(portal=server.portal_id, url=server.base_url))
        desk.write("blueprints/portal.yaml", BLUEPRINT)
        yield desk


def _title(html: str) -> str:
    return next(one.text for one in elements(html) if one.tag == "h1")


def test_one_run_makes_the_plan_its_page_and_the_comment(desk: Desk) -> None:
    """-o may be said twice; a name that ends in .html gets the page, and --format is still what is printed."""
    ended = desk.run("plan", "-o", "plan.json", "-o", "plan.html", "--format", "markdown")

    assert (0, True) == (ended.code, "## Plan for acme" in ended.said)
    assert f"Plan for acme (portal {desk.emulator.portal_id})" == _title(desk.read("plan.html"))
    assert json.loads(desk.read("plan.json"))["digest"] in desk.read("plan.html")
    assert desk.emulator.token not in desk.read("plan.html")


def test_a_page_is_printed_where_no_file_is_named(desk: Desk) -> None:
    """And is not where one is: a terminal gets the text then."""
    printed = desk.run("plan", "--format", "html").said
    ended = desk.run("plan", "--format", "html", "-o", "plan.HTML")

    assert printed.startswith("<!doctype html>")
    assert "apply will take 2 calls" in ended.said
    assert "<" not in ended.said
    assert _title(printed) == _title(desk.read("plan.HTML"))


def test_a_saved_plan_is_shown_as_a_page(desk: Desk) -> None:
    """The same that plan would have written, but for what is only known while planning."""
    desk.run("plan", "-o", "plan.json", "-o", "plan.html")

    assert desk.run("show", "plan.json", "--format", "html").said == desk.read("plan.html")


def test_places_lead_to_the_forge(desk: Desk) -> None:
    """--links says where the files of the commit are shown."""
    desk.run("plan", "-o", "plan.html", "--links", "https://github.com/acme/portal/blob/main/")

    assert "https://github.com/acme/portal/blob/main/blueprints/portal.yaml#L8" in desk.read("plan.html")


def test_drift_becomes_a_page_beside_the_text(desk: Desk) -> None:
    """Exit code and text are what they are without -o."""
    assert 0 == desk.run("apply", "--yes").code
    desk.ask("PATCH", PROPERTY.format("seats"), {"label": "</script><b>Chairs"})
    plain = desk.run("drift")
    ended = desk.run("drift", "-o", "drift.html")
    html = desk.read("drift.html")

    assert (2, plain.said) == (ended.code, ended.said)
    assert "&lt;/script&gt;&lt;b&gt;Chairs" in html
    assert "--take blueprint:property.contacts.seats" in html


def test_what_goes_into_a_file_is_what_format_says(desk: Desk) -> None:
    """A program's format is kept for the program, and the log has the text."""
    ended = desk.run("audit", "--format", "sarif", "-o", "audit.sarif")
    desk.run("audit", "-o", "audit.html")

    assert "2.1.0" == json.loads(desk.read("audit.sarif"))["version"]
    assert "rules judged" in ended.said
    assert _title(desk.read("audit.html")).startswith("Audit of ")


def test_a_file_that_cannot_be_written_is_said(desk: Desk) -> None:
    """As a usage error, with the name."""
    ended = desk.run("audit", "-o", "missing/audit.html")

    assert (64, True) == (ended.code, "missing/audit.html cannot be written" in ended.told)
