"""Texts as words, so that rules compare what people read and not how it is spelt. Below the rules; knows no HubSpot.

The word lists of the rules are English. Texts in other languages match none of them, which is a finding missed and
never a false one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cvpctl.kinds.native_catalogue import concept

Words = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def words(text: str) -> Words:
    """Return the words of a text: no case, no signs, no plural, and one spelling of what has several."""
    return tuple(concept(text).split())


def phrases(*texts: str) -> frozenset[Words]:
    """Return what to look for, read as the texts will be that it is looked for in."""
    return frozenset(words(text) for text in texts)


def listed(text: str) -> frozenset[str]:
    """Return single words to look for."""
    return frozenset(one for word in text.split() for one in words(word))


def first_of(said: Words, wanted: Iterable[Words]) -> str:
    """Return the phrase that comes first in `said`, whole and in its order; of several the longest, "" if none does."""
    begun = [one for one in wanted if one[0] in said]
    found = [(place, -len(one), one) for one in begun if (place := _place(said, one)) >= 0]
    return " ".join(min(found)[-1]) if found else ""


def _place(said: Words, phrase: Words) -> int:
    size = len(phrase)
    return next((n for n in range(len(said) - size + 1) if said[n : n + size] == phrase), -1)
