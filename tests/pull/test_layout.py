"""Moving and replacing pieces of a YAML file without touching the others."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.blueprint.layout import at, laid_out, walk
from cvpctl.blueprint.layout_edit import LayoutRefused, Revision

FILE = """\
# head of the file
first: 1   # one

# about second
second:
  - a   # letter
  # about b
  - b: {x: 1, y: 2}
    c: >-
      folded
      text

    # deeper, still b's
  # tail of the list
third: {p: [1, 2], q: "two"}
# tail of the file
"""


def test_pieces_end_where_their_last_character_is() -> None:
    """Comments and blank lines behind a value are none of it."""
    found = {trail: FILE[value.start : value.end] for trail, _, value in walk(laid_out(FILE))}
    assert "1" == found["first",]
    assert ">-\n      folded\n      text" == found["second", 1, "c"]
    assert '{p: [1, 2], q: "two"}' == found["third",]
    assert found["second",].endswith("text")


def test_comments_move_with_what_they_are_about() -> None:
    """The one above an entry and the deeper ones below it; the head and the tail of the file stay."""
    revision = Revision(FILE)
    revision.arrange({(): [2, 1, 0]})
    assert (
        revision.text
        == """\
# head of the file
third: {p: [1, 2], q: "two"}

# about second
second:
  - a   # letter
  # about b
  - b: {x: 1, y: 2}
    c: >-
      folded
      text

    # deeper, still b's
  # tail of the list
first: 1   # one
# tail of the file
"""
    )


def test_items_move_with_their_dashes() -> None:
    """A list in lines and one in brackets keep their indentation and their commas."""
    revision = Revision(FILE)
    revision.arrange({("second",): [1, 0]})
    revision.arrange({("third", "p"): [1, 0]})
    assert "second:\n  # about b\n  - b: {x: 1, y: 2}\n" in revision.text
    assert "    # deeper, still b's\n  - a   # letter\n  # tail of the list\n" in revision.text
    assert "{p: [2, 1]," in revision.text


def test_the_first_key_beside_a_dash_moves_below_it() -> None:
    """The dash stays where it is."""
    revision = Revision("l:\n  -   b: 1  # one\n      a: 2\n  - c: 3\n")
    revision.arrange({("l", 0): [1, 0]})
    assert revision.text == "l:\n  -   a: 2\n      b: 1  # one\n  - c: 3\n"


def test_new_entries_stand_where_they_are_put() -> None:
    """Behind the entry they follow, in lines and in brackets."""
    revision = Revision(FILE)
    revision.arrange({("second",): [0, "  - new\n", 1]})
    revision.append(("third", "p"), ["3"])
    assert "  - a   # letter\n  - new\n  # about b\n" in revision.text
    assert "{p: [1, 2, 3]," in revision.text


def test_a_replaced_value_leaves_the_line_around_it() -> None:
    """Spaces and comments beside it stay; a folded text makes room for one line."""
    revision = Revision(FILE)
    revision.replace({("first",): '"one"', ("second", 1, "c"): "short", ("second", 1, "b", "y"): "3"})
    assert 'first: "one"   # one\n' in revision.text
    assert "  - b: {x: 1, y: 3}\n    c: short\n\n    # deeper" in revision.text


@pytest.mark.parametrize(
    ("text", "trail"),
    [
        ("a: &x {b: 1}\nc: *x\n", ("a", "b")),
        ("a: &x {b: 1}\nc: *x\n", ("c",)),
        ("a: 1\n", ("b",)),
    ],
)
def test_an_edit_that_cannot_be_proved_is_refused(text: str, trail: tuple[str, ...]) -> None:
    """What an anchor shares, and what is not there, is not written to."""
    revision = Revision(text)
    with pytest.raises(LayoutRefused):
        revision.replace({trail: "2"})
    assert text == revision.text


@pytest.mark.parametrize(
    ("text", "trail", "order"),
    [
        ("a: &x 1\nb: *x\n", (), [1, 0]),  # an alias before its anchor
        ("a: [1, # one\n  2]\n", ("a",), [1, 0]),  # a comment inside brackets
        ("- a: 1\n  # about b\n  b: 2\n", (0,), [1, 0]),  # a comment that would stand behind the dash
        ("a: 1\n", (), [0, "a: 2\n"]),  # a key that is there already
        ("a: |+\n  text\n\nb: 1\n", (), [1, 0]),  # a text whose blank lines are part of it
    ],
)
def test_a_move_that_cannot_be_proved_is_refused(text: str, trail: Any, order: Any) -> None:
    """Nothing is moved where a comment or a meaning would be lost."""
    revision = Revision(text)
    with pytest.raises(LayoutRefused):
        revision.arrange({trail: order})
    assert text == revision.text


NAMES = st.text("abcdefgh", min_size=1, max_size=3)
LEAVES = st.sampled_from(
    ["1", '"q: #"', "[1, 2]", "{x: 1}", ">-\n{i}  folded\n{i}  lines", "|\n{i}  kept\n{i}   lines"]
)
TREES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=4) | st.lists(inner, min_size=1, max_size=4),
)


def _lines(tree: Any, indent: int, chance: random.Random) -> str:
    """Return a tree as block YAML, with comments and blank lines strewn in."""
    pad, text = " " * indent, ""
    for name, value in tree.items() if isinstance(tree, dict) else (("-", one) for one in tree):
        if chance.random() < 0.4:
            text += f"{chance.choice(['', chr(10)])}{pad}# about {chance.random()}\n"
        opening = f"{pad}{name}" + (":" if isinstance(tree, dict) else "")
        if isinstance(value, str):
            text += f"{opening} {value.replace('{i}', pad)}\n"
        else:
            text += f"{opening}\n{_lines(value, indent + 2, chance)}"
    return text


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_any_order_of_any_collection_keeps_every_line(tree: Any, chance: random.Random) -> None:
    """Whatever is moved: the data are those of the new order, and no line is lost, made up or changed."""
    revision = Revision(_lines(tree, 0, chance))
    before = revision.text
    collections = [(), *(trail for trail, _, value in walk(revision.top) if hasattr(value, "flow") and not value.flow)]
    trail = chance.choice(collections)
    inside: Any = at(revision.top, trail)
    order = list(range(len(inside.pairs if hasattr(inside, "pairs") else inside.items)))
    chance.shuffle(order)
    data: Any = yaml.safe_load(before)

    revision.arrange({trail: order})

    assert sorted(line for line in before.split("\n") if line) == sorted(ln for ln in revision.text.split("\n") if ln)
    assert _arranged(data, trail, order) == yaml.safe_load(revision.text)


def _arranged(data: Any, trail: Any, order: list[int]) -> Any:
    if trail:
        step, *rest = trail
        copy = dict(data) if isinstance(data, dict) else list(data)
        copy[step] = _arranged(data[step], rest, order)
        return copy
    return dict([list(data.items())[n] for n in order]) if isinstance(data, dict) else [data[n] for n in order]
