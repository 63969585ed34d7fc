"""Texts of strangers are made fit for one line."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cvpctl.render.wording import counted, listed, middle, middle_pair, visible

LONG = st.text("ab c", min_size=30, max_size=200)


@given(st.text())
def test_nothing_a_terminal_would_obey(text: str) -> None:
    """No control character, line break or direction mark is left, whatever a label holds."""
    assert visible(text).replace("\u200c", "").replace("\u200d", "").isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("two\nlines", "two\\nlines"),
        ("\u202eabc", "\\u202eabc"),
        ("a\u00a0b", "a\\xa0b"),
        ("Größe 段階 👩‍💻", "Größe 段階 👩‍💻"),
    ],
)
def test_invisible_is_spelled_out(text: str, shown: str) -> None:
    """What cannot be seen is spelled out, and what can be seen stays."""
    assert shown == visible(text)


@given(LONG, st.integers(10, 60))
def test_middle_keeps_to_its_limit(text: str, limit: int) -> None:
    """A cut text is no longer than asked for, and begins and ends as it did."""
    cut = middle(text, limit)

    assert len(cut) <= limit
    assert (cut[0], cut[-1]) == (text[0], text[-1])


@given(LONG, st.text("xyz", max_size=5), st.text("xyz", max_size=5), LONG, st.integers(40, 80))
def test_a_cut_pair_still_differs(start: str, one: str, other: str, end: str, limit: int) -> None:
    """Two long texts that differ are still different after they were cut, and no longer than asked for."""
    assume(one != other)
    before, after = middle_pair(start + one + end, start + other + end, limit)

    assert before != after
    assert max(len(before), len(after)) <= limit


@given(st.text("ab ", max_size=300), st.text("ab ", max_size=300))
def test_any_pair_keeps_to_its_limit(before: str, after: str) -> None:
    """Also texts that repeat themselves, where head and tail overlap, are cut to size; short ones are left alone."""
    cut = middle_pair(before, after, 50)

    assert max(map(len, cut)) <= 50
    if max(len(before), len(after)) <= 50:
        assert cut == (before, after)


def test_counting() -> None:
    """One is singular, thousands are grouped."""
    assert ["1 call", "0 calls", "3,000 calls"] == [counted(number, "call") for number in (1, 0, 3000)]
    assert counted(2, "change is", "changes are") == "2 changes are"
    assert listed(["a", "b", "c", "d"]) == "a, b, c, …"
