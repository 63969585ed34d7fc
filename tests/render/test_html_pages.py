"""Pages as text: whole, harmless, the same every time, and saying what the other renderings say."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render.audits import AUDIT
from render.html_reports import (
    HEALTH,
    HOSTILE,
    LEGACY,
    PAID,
    PLAN,
    REVIEW,
    STAGE,
    dictionary,
    hostile,
    many,
    named,
    pages,
)
from render.html_tree import elements, shape

from cvpctl.model import FieldChange, Finding, Place, Severity
from cvpctl.model.drift import Drift, Known
from cvpctl.render.html.audit_page import audit_html
from cvpctl.render.html.dictionary_page import dictionary_html
from cvpctl.render.html.drift_page import drift_html
from cvpctl.render.html.page import LONGEST, TEMPLATES, link_of
from cvpctl.render.html.plan_page import plan_html
from cvpctl.render.plan_markdown import plan_markdown

PAGES = pages()
GITHUB = 65_536


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_is_one_file(name: str) -> None:
    """Nothing is fetched: no address stands where a browser would follow it unasked."""
    found = elements(PAGES[name])
    loaded = [one.tag for one in found if one.tag in ("img", "iframe", "object", "embed", "source", "base")]
    links = [one.attributes["href"] for one in found if one.tag == "link"]
    assert ([], ["data:,"]) == (loaded, links)
    assert not any(one.attributes.get("src") for one in found)
    assert not re.search(r"@import|url\(", "".join(one.text for one in found if one.tag == "style"))


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_allows_its_own_style_and_script_and_nothing_else(name: str) -> None:
    """The hashes of its policy are those of what stands in it."""
    found = elements(PAGES[name])
    policy = next(one.attributes["content"] for one in found if one.attributes.get("http-equiv"))
    digests = {
        one.tag: "'sha256-" + base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode() + "'"
        for one in found
        if one.tag in ("style", "script")
    }
    assert f"style-src {digests['style']}; script-src {digests['script']};" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not any(name.startswith("on") or name == "style" for one in found for name in one.attributes)


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_says_what_browsers_and_readers_ask_first(name: str) -> None:
    """Type, language and title; one first heading, and ids that occur once."""
    html, found = PAGES[name], elements(PAGES[name])
    ids = [one.attributes["id"] for one in found if "id" in one.attributes]
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert 1 == sum(one.tag == "h1" for one in found)
    assert sorted(set(ids)) == sorted(ids)
    assert next(one.text for one in found if one.tag == "title") == next(one.text for one in found if one.tag == "h1")


@pytest.mark.parametrize("name", list(PAGES))
def test_every_link_inside_a_page_leads_somewhere(name: str) -> None:
    """Contents and hazards lead to ids that are there."""
    found = elements(PAGES[name])
    ids = {one.attributes["id"] for one in found if "id" in one.attributes}
    inside = {one.attributes["href"][1:] for one in found if one.attributes.get("href", "").startswith("#")}
    assert set() == inside - ids


def test_the_same_values_give_the_same_bytes() -> None:
    """A page can be compared, kept and attested."""
    assert PAGES == pages()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strangers_text_makes_no_element(text: str) -> None:
    """Every text of a portal or a blueprint is shown; none of them adds a tag or an attribute."""
    assert shape(plan_html(hostile("harmless"))) == shape(plan_html(hostile(text)))
    assert shape(drift_html(hostile("harmless"))) == shape(drift_html(hostile(text)))


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and "\n" not in text))
@settings(max_examples=25, deadline=None)
def test_any_label_is_only_text(label: str) -> None:
    """Whatever somebody calls a property, the page has the elements it has."""
    named_so = replace(PLAN, changes=(replace(STAGE, label=label),))
    assert shape(plan_html(replace(PLAN, changes=(STAGE,)))) == shape(plan_html(named_so))


def test_invisible_and_turning_characters_are_spelled_out() -> None:
    """Nobody hides a text, or turns one around, in a page any more than in a terminal."""
    html = plan_html(hostile("a\u202eb\u2066c\u200bd\0e"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\0]", html)
    assert "a\\u202eb\\u2066c\\u200bd\\x00e" in html


def test_a_label_of_ten_kilobytes_is_cut_where_it_names_and_whole_where_it_is_compared() -> None:
    """Up to a limit, beyond which its middle goes."""
    long = "x" * 2000 + "middle" + "y" * 1900
    change = replace(HEALTH, label=long, fields=(FieldChange(("label",), "Health", long),))
    html = plan_html(replace(PLAN, changes=(change,), run={}))
    assert html.count(long) == 1
    huge = plan_html(
        replace(PLAN, changes=(replace(change, fields=(FieldChange(("label",), "", long * 30),)),), run={})
    )
    assert len(huge) < len(html) + LONGEST


def test_an_audit_and_a_dictionary_escape_as_well() -> None:
    """Also what stands in attributes: the values that filters ask for."""
    text = HOSTILE[1]
    finding = replace(AUDIT.findings[0], message=text, address=named("property.a%20b%22.x"))
    audit = audit_html(replace(AUDIT, about=text, findings=(finding,), note=text))
    assert '"><img' not in audit
    assert 'data-object="a%20b%22"' in audit
    one = dictionary().objects[0]
    bad = replace(one, label=text, description=text, source_of_truth=text)
    assert '"><img' not in dictionary_html(replace(dictionary(), about=text, objects=(bad,)))


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("www.example.com/value-path", "https://www.example.com/value-path"),
        ("https://example.com", "https://example.com"),
        ("ours: people read labels", ""),
        ("javascript:alert(1)", ""),
        ("https://example.com@evil.example/", ""),
        ("data:text/html,x", ""),
        ("see example.com", ""),
    ],
)
def test_only_the_address_of_a_page_becomes_a_link(source: str, address: str) -> None:
    """What runs, or hides where it leads, stays text."""
    assert address == link_of(source)


def test_a_plan_says_verdict_hazards_origin_places_and_who() -> None:
    """In the order a reviewer reads: what waits above what is written, this pull request apart from the portal."""
    html = PAGES["plan"]
    order = [
        "1 change is blocked: a person is needed.",
        'id="noticed"',
        'id="hazards"',
        ">1,204</td>",
        ">38</td>",
        'id="blocked"',
        "--allow PROPERTY_ARCHIVED:property.contacts.legacy_score",
        'id="changes-1-title">This pull request <',
        'id="changes-2-title">Pending from earlier merges <',
        'id="changes-3-title">Moved in the portal <',
        'id="held"',
        "--take blueprint:property.contacts.next_review",
        'id="unknown"',
        'id="graph"',
    ]
    found = [html.find(words) for words in order]
    assert -1 not in found
    assert sorted(found) == found
    assert "blueprints/juniper.yaml:101:5" in html
    assert "last edited by Robin Example on 2026-05-04 at 10:12 UTC" in html[html.index('id="changes-3-title"') :]


def test_drift_says_how_to_put_back_and_what_is_merely_pending() -> None:
    """The ways out are those of the text."""
    html = PAGES["drift"]
    assert (
        html.index('id="drift"')
        < html.index("--take blueprint:property.contacts.next_review")
        < html.index('id="pending"')
    )
    assert "Review (do not touch)" in html
    assert REVIEW.touched is not None
    assert f"by {REVIEW.touched.by}" in html


def test_drift_tells_apart_what_is_known_and_what_nobody_can_date() -> None:
    """Who answers for it and until when; what has no time counts as drift, what is known does not."""
    new = Finding("NEW_UNMANAGED", Severity.INFO, "made in the portal", address=named("property.contacts.shoe_size"))
    until, line = date(2027, 3, 31), Place("drift-baseline.yaml", 4, 3)
    drift = Drift(
        known=(
            Known(PAID.address, "Sales renamed it <b>", "Erin Example", until, line, PAID),
            Known(named("property.contacts.shoe_size"), "an import", "Erin Example", until, line, None, new),
        ),
        remarks=(Finding("BASELINE_EXPIRED", Severity.WARNING, "this line is over", place=line),),
        since="2026-05-01",
        undated=(REVIEW,),
        earlier=2,
    )
    html = drift_html(PLAN, drift)
    assert "Drift since 2026-05-01: 1 drifted." in html
    assert "Sales renamed it &lt;b&gt;; Erin Example answers for it until 2027-03-31 (drift-baseline.yaml:4:3)" in html
    ids = [one.attributes["id"] for one in elements(html) if "data-entry" in one.attributes]
    assert ["undated-0", "baseline-0", "unknown-0", "known-0", "known-1"] == ids


def test_an_audit_says_scores_rules_and_what_was_not_judged() -> None:
    """A rule stands once, with its reason and its source; a finding has its place."""
    html = PAGES["audit"]
    assert html.index('id="scores"') < html.index("STAGE_TWICE: A stage said twice") < html.index('id="left"')
    assert 1 == html.count("STAGE_TWICE: A stage said twice")
    assert '<a href="https://www.example.com/stages" rel="noreferrer">source</a>' in html
    assert "Excepted until 2027-03-31 at cvpctl.yaml:9:5: a branch office calls it so" in html


def test_a_dictionary_says_what_each_thing_is_for() -> None:
    """Label and internal name, type, group, values, what HubSpot has, who fills it, where it was read and said."""
    html = PAGES["dictionary"]
    for words in (
        "Value Path Stage",
        "Radio select",
        "8 values",
        "lifecyclestage: two of its stages are one of these.",
        "person, agent",
        "https://www.example.com/value-path",
        "blueprints/juniper.yaml:12:7",
        "the workshop&#39;s planner is right about it",
        "When it was promised.<br>Not sooner.",
        ", HubSpot's own",
        "at most 1 Contacts",
    ):
        assert words in html


def test_a_plan_with_nothing_to_do_has_no_filter() -> None:
    """Nor empty sections: a verdict is all there is to read."""
    found = elements(PAGES["nothing"])
    assert not [one for one in found if one.tag in ("search", "section")]
    assert "embedded portal, not HubSpot" in PAGES["nothing"]


@pytest.mark.long
def test_three_thousand_changes_stay_a_file_that_is_mailed() -> None:
    """Every change is in the page, which stays below four megabytes; the comment stays below its limit."""
    plan = many(3000)
    html = plan_html(plan)
    assert 3000 == html.count("data-entry data-object")
    assert len(html.encode()) < 4_000_000
    assert len(plan_markdown(plan)) < GITHUB
    assert LEGACY.address.key not in html


def test_style_and_script_stay_small_enough_to_read() -> None:
    """Nobody brings a framework in by and by."""
    lines = {name: (TEMPLATES / name).read_text(encoding="utf-8").count("\n") for name in ("page.css", "page.js")}
    assert (True, True) == (lines["page.css"] <= 200, lines["page.js"] <= 120), lines
    assert Path(TEMPLATES).parent.name == "html"
