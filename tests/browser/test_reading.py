"""What a reader of a page meets in a real browser: it opens, is quiet, fetches nothing, and anybody can use it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from browser.browsing import Desktop
from render.html_reports import HOSTILE, PLAN, hostile, pages

from cvpctl.render.html.plan_page import plan_html

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
CHECKS = (HERE / "checks.js").read_text(encoding="utf-8")
PAGES = pages()
SCHEMES = ("light", "dark")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_is_quiet_asks_for_nothing_and_can_be_used_by_anybody(desktop: Desktop, name: str, scheme: str) -> None:
    """No word on the console, no request, and nothing that `checks.js` stumbles over, in either scheme, unfolded."""
    with desktop.open(PAGES[name], color_scheme=scheme) as opened:
        if opened.page.locator("#unfold").count():
            opened.page.click("#unfold")
        assert [] == opened.page.evaluate(CHECKS)
        assert ([], []) == (opened.said, opened.asked)


@pytest.mark.parametrize("name", list(PAGES))
def test_a_narrow_window_is_enough(desktop: Desktop, name: str) -> None:
    """At the width of a telephone nothing but tables, code and the graph scrolls sideways, each for itself."""
    with desktop.open(PAGES[name], viewport={"width": 360, "height": 740}) as opened:
        if opened.page.locator("#unfold").count():
            opened.page.click("#unfold")
        assert [] == opened.page.evaluate(CHECKS)


def test_the_checks_find_what_they_look_for(desktop: Desktop) -> None:
    """A page with every fault is told every fault."""
    bad = (
        "<main><h1>A</h1><h3> </h3><a href='#x'></a><button></button><p style='color:#aaa;background:#fff'>pale</p>"
        "<table><tr><th>x</th></tr></table><i tabindex='3'>i</i><ul><p>x</p></ul>"
        "<div style='overflow:auto;width:9px'>aaaaaaaaaaaaaaa</div><div style='width:3000px'>wide</div></main>"
    )
    with desktop.open(bad) as opened:
        rules = {line.split(":")[0] for line in opened.page.evaluate(CHECKS)}
    every = {
        "no name",
        "jumps the queue",
        "header of nothing",
        "empty",
        "no headers",
        "no item",
        "scrolls by mouse only",
    }
    every |= {
        "not one header",
        "not one nav",
        "not one footer",
        "skips a level",
        "no language",
        "wider than the window",
    }
    assert set() == every - rules
    assert any(rule.startswith("contrast 2") for rule in rules)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing(desktop: Desktop, axe: str, name: str, scheme: str) -> None:
    """The rules of axe-core for WCAG 2.2 AA and good practice hold, where they are installed."""
    with desktop.open(PAGES[name], color_scheme=scheme, bypass_csp=True) as opened:
        if opened.page.locator("#unfold").count():
            opened.page.click("#unfold")
        opened.page.evaluate(axe)
        asked = "async (tags) => (await axe.run(document, { runOnly: tags })).violations.map((one) => one.id)"
        assert [] == opened.page.evaluate(asked, AXE_TAGS)


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core's script, which tests/browser/axe/install.sh puts outside the work tree."""
    digest = hashlib.sha256((HERE / "axe" / "package.json").read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cvpctl" / f"axe-{digest}"
    home = Path(os.environ.get("CVPCTL_AXE_HOME") or cache)
    if not (home / ".complete").exists():
        pytest.skip("axe-core is not installed: run tests/browser/axe/install.sh")
    return (home / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def test_without_a_script_everything_is_there(desktop: Desktop) -> None:
    """No filter that would do nothing; every entry is seen, and folds."""
    with desktop.open(PAGES["plan"], java_script_enabled=False) as opened:
        page = opened.page
        entries = page.locator("[data-entry]")
        assert page.locator("#filter").is_hidden()
        assert entries.count() == sum(entries.nth(n).is_visible() for n in range(entries.count()))
        table = page.locator("#changes-1-1 .inside table")
        assert table.is_hidden()
        page.click("#changes-1-1 summary")
        assert table.is_visible()


@pytest.mark.parametrize("text", [*HOSTILE, "w" * 10_000, "\u0301" * 500 + "x"])
def test_a_strangers_text_runs_nothing_and_breaks_nothing(desktop: Desktop, text: str) -> None:
    """It neither runs, nor loads, nor spreads beyond the window, nor says a word on the console."""
    with desktop.open(plan_html(hostile(text))) as opened:
        opened.page.click("#unfold")
        assert not opened.page.evaluate("'hacked' in window")
        assert 1 == opened.page.locator("script").count()
        assert 0 == opened.page.locator("img").count()
        assert opened.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert ([], []) == (opened.said, opened.asked)


def test_even_a_tag_that_got_in_would_not_run(desktop: Desktop) -> None:
    """The policy of the page refuses a script, a handler, a style and a picture that are not its own."""
    smuggled = (
        "<script>window.hacked = 1</script><p id='x' onclick='window.hacked = 1' style='color: red'>x</p>"
        "<img src='https://example.com/x.png'><iframe src='https://example.com/'></iframe>"
    )
    with desktop.open(PAGES["plan"].replace("</main>", smuggled + "</main>")) as opened:
        opened.page.click("#x")
        assert not opened.page.evaluate("'hacked' in window")
        assert "rgb(255, 0, 0)" != opened.page.evaluate("getComputedStyle(document.getElementById('x')).color")
        refused = [line for line in opened.said if "Content Security Policy" in line]
        assert 4 <= len(refused)


def test_dark_is_dark_and_light_is_light(desktop: Desktop) -> None:
    """The reader's system decides."""
    paper = {}
    for scheme in SCHEMES:
        with desktop.open(plan_html(PLAN), color_scheme=scheme) as opened:
            paper[scheme] = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 25, 29)"} == paper


@pytest.mark.parametrize("scheme", SCHEMES)
def test_on_paper_everything_is_unfolded_and_dark_on_white(desktop: Desktop, scheme: str) -> None:
    """Neither filter nor contents; fields that were folded are printed, whatever the screen looks like."""
    with desktop.open(PAGES["plan"], color_scheme=scheme) as opened:
        page = opened.page
        inside = page.locator("#changes-1-1 .inside")
        assert inside.is_hidden()
        page.emulate_media(media="print")
        assert page.locator("#filter").is_hidden()
        assert page.locator("nav").is_hidden()
        assert page.evaluate("document.querySelector('#changes-1-1 .inside').getBoundingClientRect().height") > 50
        assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert 0 == page.locator("details:not([open])").count()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert 0 < page.locator("details:not([open])").count()
        assert page.pdf(format="A4", tagged=True).startswith(b"%PDF-")
