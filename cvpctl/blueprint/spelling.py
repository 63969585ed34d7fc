"""The nearest valid spelling of a word that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

CLOSE = 0.6
MOST_COMPARED = 100_000
"""How many words one run compares before it stops guessing: thousands of unknown names times thousands of known ones
would take minutes, and nobody reads that many hints."""


def nearest(word: str, known: Iterable[str], *, cutoff: float = CLOSE) -> str:
    """Return the known word most like `word` (case, `_` and `-` do not count), or ""."""
    by_folded: dict[str, str] = {}
    for name in known:
        by_folded.setdefault(_folded(name), name)
    found = difflib.get_close_matches(_folded(word), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return what to do about an unknown word: the nearest one, or all of them where that is readable."""
    names = list(known)
    near = nearest(word, names)
    if near:
        return f"did you mean {near}?"
    return f"known here: {', '.join(names)}" if names else ""


def _folded(word: str) -> str:
    return word.casefold().replace("_", "").replace("-", "").replace(" ", "")


@dataclass(slots=True)
class Guesses:
    """Nearest spellings under a budget, for lists that may hold every property of a portal."""

    left: int = MOST_COMPARED

    def nearest(self, word: str, known: Iterable[str], *, cutoff: float = CLOSE) -> str:
        known = list(known)
        self.left -= len(known) // 10
        if self.left < 0:
            return ""
        alike = [name for name in known if abs(len(name) - len(word)) * 4 <= max(len(word), 4)]
        self.left -= len(alike)
        return nearest(word, alike, cutoff=cutoff) if self.left >= 0 else ""
