"""The views as data: four in their order, every question sourced, every part either HubSpot's or the library's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from library.contents import AUTHORS, FORBIDDEN, PUBLISHED
from views.test_gaps import library

from cvpctl.blueprint import compiled_library
from cvpctl.blueprint.language_items import BLOCKS
from cvpctl.kinds.native_catalogue import natives_of
from cvpctl.model import Desired
from cvpctl.model.views import ANY, Part, Verdict, View
from cvpctl.policy import Subject
from cvpctl.project import Shelf
from cvpctl.views import VIEWS, coverage

KEYS = [one.key for one in VIEWS]


def parts(view: View) -> Iterator[Part]:
    for question in view.questions:
        for need in question.needs:
            for way in need.ways:
                yield from way


def shipped(view: View) -> Desired:
    shelf = Shelf.of(None)
    desired = compiled_library([f"value-first/views/{view.key.lower()}"], root=shelf.root, shelf=shelf).desired
    assert desired
    return desired


def test_there_are_the_four_that_the_language_knows_in_their_build_order() -> None:
    """Each needs all before it, which is a hard dependency of the authors'."""
    assert BLOCKS["views"]["items"]["enum"] == KEYS
    assert [tuple(KEYS[:place]) for place in range(4)] == [one.builds_on for one in VIEWS]


@pytest.mark.parametrize("view", VIEWS, ids=KEYS)
def test_a_view_is_told_in_our_words_with_its_sources(view: View) -> None:
    """Short questions, a page for each, none of the words that the authors avoid, no key twice."""
    texts = [view.question, *(one.text for one in view.questions)]
    texts += [need.what for one in view.questions for need in one.needs]
    assert [] == [text for text in texts if FORBIDDEN.search(text) and text not in PUBLISHED]
    assert [] == [one.key for one in view.questions if one.source.partition("/")[0] not in AUTHORS]
    assert view.source.partition("/")[0] in AUTHORS
    assert all(one.text.endswith("?") and len(one.text) <= 60 for one in view.questions)
    assert len(view.questions) == len({one.key for one in view.questions})
    assert all(one.needs and all(need.ways for need in one.needs) for one in view.questions)


def test_only_the_view_without_a_question_of_the_canon_says_so() -> None:
    """Unified Business Context: the course has questions for it, the canon none."""
    assert ["UBC"] == [one.key for one in VIEWS if one.note]


@pytest.mark.parametrize("view", VIEWS, ids=KEYS)
def test_every_part_exists(view: View) -> None:
    """The library states it, the catalogue knows it as HubSpot's, or the library observes it as such."""
    known = library()
    unheard = []
    for one in parts(view):
        names = {native.name for native in natives_of(one.address.scope[0])} if one.address.scope else set[str]()
        native = one.address.kind != "property" or one.address.key in names or one.address in known.observed
        if not (native if one.native else one.address in known.resources or one.address.key == ANY):
            unheard.append(str(one.address))
    assert [] == unheard


@pytest.mark.parametrize("view", VIEWS, ids=KEYS)
def test_the_blueprint_of_a_view_brings_what_its_questions_take(view: View) -> None:
    """All that is recommended for it; so whoever extends it is told that the view is supported."""
    desired = shipped(view)
    first = {part.address for one in view.questions for need in one.needs for part in need.ways[0] if not part.native}
    assert set() == first - desired.resources.keys()
    found = coverage(Subject.of_blueprints(desired), library().resources)
    mine = next(one for one in found.views if one.view.key == view.key)
    assert {Verdict.SUPPORTS} == {one.verdict for one in mine.answers}
    assert () == mine.waits_for


@pytest.mark.parametrize("view", VIEWS, ids=KEYS)
def test_nothing_is_supported_by_a_blueprint_that_says_nothing_but_what_hubspot_carries(view: View) -> None:
    """Each view has something that HubSpot does not bring, and something that it does."""
    found = coverage(Subject.of_blueprints(Desired()), library().resources)
    mine = next(one for one in found.views if one.view.key == view.key)
    assert not mine.whole
    assert {Verdict.SUPPORTS, Verdict.PARTLY} & {one.verdict for one in mine.answers}
    assert Verdict.UNREAD not in {one.verdict for one in mine.answers}
