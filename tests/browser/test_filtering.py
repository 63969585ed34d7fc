"""Searching, filtering and walking through a page by keyboard, in a real browser, also with three thousand changes."""

from __future__ import annotations

import sys

import pytest
from browser.browsing import Desktop
from playwright.sync_api import Page
from render.html_reports import many, pages

from cvpctl.render.html.plan_page import plan_html

pytestmark = pytest.mark.long

PAGES = pages()
OPENED = """() => {
  const [told] = performance.getEntriesByType("navigation");
  return told.loadEventEnd - told.startTime;
}"""
FILTERED = """(words) => {
  const began = performance.now();
  const field = document.getElementById("words");
  field.value = words;
  field.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  return performance.now() - began;
}"""


def _told(page: Page) -> str:
    return page.inner_text("#shown")


def test_words_find_entries_wherever_they_stand(desktop: Desktop) -> None:
    """In any order, in any case, also in what is folded; groups and sections with nothing left go."""
    with desktop.open(PAGES["plan"]) as opened:
        page = opened.page
        every = opened.shown()
        page.fill("#words", "SEE relationship")
        assert ["changes-1-1"] == opened.shown()
        assert f"1 of {len(every)} shown" == _told(page)
        assert page.locator("#held").is_hidden()
        assert page.locator("#changes-1").is_visible()
        page.fill("#words", "nothing says this")
        assert [] == opened.shown()
        page.press("#words", "Escape")
        assert every == opened.shown()


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        ("action", "remove", ["blocked-0"]),
        ("object", "projects", ["changes-1-3", "changes-2-0"]),
        ("section", "held", ["held-0"]),
        ("section", "changes-3", ["changes-3-0"]),
    ],
)
def test_a_choice_shows_what_answers_to_it(desktop: Desktop, tag: str, value: str, shown: list[str]) -> None:
    """A label between two objects answers to both."""
    with desktop.open(PAGES["plan"]) as opened:
        opened.page.select_option(f"[data-tag={tag}]", value)
        assert shown == opened.shown()


def test_choices_and_words_hold_together(desktop: Desktop) -> None:
    """An entry has to answer to all of them."""
    with desktop.open(PAGES["plan"]) as opened:
        opened.page.select_option("[data-tag=object]", "projects")
        opened.page.fill("#words", "sponsor")
        assert ["changes-1-3"] == opened.shown()


def test_rules_and_severities_filter_an_audit(desktop: Desktop) -> None:
    """By the code of a rule, and by how much it weighs."""
    with desktop.open(PAGES["audit"]) as opened:
        opened.page.select_option("[data-tag=rule]", "STAGE_TWICE")
        assert ["STAGE_TWICE-0", "STAGE_TWICE-1"] == opened.shown()
        opened.page.select_option("[data-tag=rule]", "")
        opened.page.select_option("[data-tag=level]", "note")
        assert 13 == len(opened.shown())


def test_who_fills_a_property_filters_a_dictionary(desktop: Desktop) -> None:
    """Rows of tables are entries as well."""
    with desktop.open(PAGES["dictionary"]) as opened:
        opened.page.select_option("[data-tag=filled]", "agent")
        rows = opened.page.locator("tr[data-entry]:visible")
        assert (1, True) == (rows.count(), "Value Path Stage" in rows.inner_text())


def test_a_link_opens_what_it_leads_to(desktop: Desktop) -> None:
    """Also where it is folded, and where a filter hid it."""
    with desktop.open(PAGES["plan"]) as opened:
        page = opened.page
        page.fill("#words", "nothing says this")
        page.click("a[href='#blocked-0']")
        page.wait_for_function("document.querySelector('#blocked-0 details').open")
        assert "" == page.input_value("#words")
        assert page.locator("#blocked-0 .inside").is_visible()


def test_everything_unfolds_and_folds(desktop: Desktop) -> None:
    """Groups stay open, since headings without entries help nobody."""
    with desktop.open(PAGES["plan"]) as opened:
        page = opened.page
        page.click("#unfold")
        assert 0 == page.locator("details:not([open])").count()
        page.click("#fold")
        assert 0 == page.locator(".entries details[open]").count()
        assert 0 == page.locator("details.group:not([open])").count()


def test_a_keyboard_reaches_everything_and_shows_where_it_is(desktop: Desktop) -> None:
    """First past the contents, then through every control; Enter unfolds, a slash goes to the search."""
    with desktop.open(PAGES["plan"]) as opened:
        page = opened.page
        page.keyboard.press("Tab")
        assert "Skip to the content" == page.evaluate("document.activeElement.textContent")
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("/")
        assert "words" == page.evaluate("document.activeElement.id")
        reached, outlines = _walk(page)
        controls = "a[href], button, input, select, summary, [tabindex='0']"
        assert page.locator(controls).count() == reached
        assert {"3px"} == outlines
        page.locator("#held-0 summary").focus()
        page.keyboard.press("Enter")
        assert page.locator("#held-0 .inside").is_visible()


def _walk(page: Page) -> tuple[int, set[str]]:
    """Press Tab from top to end of the page; return how many stops that makes and how wide their outlines are."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    stops, outlines = set[str](), set[str]()
    while True:
        page.keyboard.press("Tab")
        told = page.evaluate(
            "() => [[...document.querySelectorAll('*')].indexOf(document.activeElement),"
            " getComputedStyle(document.activeElement).outlineWidth, document.activeElement.tagName]"
        )
        if told[2] == "BODY" or str(told[0]) in stops:
            return len(stops), outlines
        stops.add(str(told[0]))
        outlines.add(told[1])


def test_three_thousand_changes_open_and_filter_within_a_second(
    desktop: Desktop, capsys: pytest.CaptureFixture[str]
) -> None:
    """Measured in the browser and printed; what is asserted leaves room for a machine that is busy."""
    with desktop.open(plan_html(many(3000))) as opened:
        page = opened.page
        took = {"open": page.evaluate(OPENED)}
        for words in ("property 29", "nothing says this", "", "unsure 1,204", "buyer"):
            took[f"filter {words!r}"] = page.evaluate(FILTERED, words)
        page.fill("#words", "property_2990")
        assert 1 == len(opened.shown())
        assert "1 of 3,000 shown" == _told(page)
        assert [] == opened.said
    with capsys.disabled():
        sys.stdout.write("\n" + ", ".join(f"{name}: {taken:.0f} ms" for name, taken in took.items()) + "\n")
    assert took["open"] < 8000
    assert max(value for name, value in took.items() if name != "open") < 4000
