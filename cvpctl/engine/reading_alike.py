"""Whether two labels read alike to a person in a hurry. A label that is merely similar must pass: a false alarm stops
somebody's work. So near means one of three slips, each narrow: other spaces, other word order, one typing mistake.

Digits always tell things apart (`Q1 revenue`, `Q2 revenue`), and so do short words (`Start date`, `State date`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_APART = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_SMALL = frozenset({"a", "an", "of", "the"})
# Words whose sides mean something: company to contact is not contact to company. They come folded, so `versu`.
_DIRECTED = frozenset(
    {"after", "against", "before", "between", "by", "from", "in", "into", "on", "over", "per", "since", "than", "to"}
    | {"until", "versu", "v", "with", "without"}
)
_SPACED, _ORDERED, _TYPED = 5, 8, 10
"""How many letters a label needs before each slip counts."""
_SWAPPED, _MISTYPED = 6, 8
"""How long a word must be for two letters swapped or one doubled, and for any other wrong letter."""
_END = 2  # Where words are inflected: manager, managed.
_BOTH_WORDS = (("contact", "contract"), ("internal", "interval"))


def fold(label: str) -> str:
    """Return the words a hurried reader sees: no case, no signs, no plural."""
    words = (word.removesuffix("s") for word in _APART.split(label.casefold()))
    # A label of signs alone is told apart by its signs.
    return " ".join(word for word in words if word) or label.strip().casefold()


def worded(label: str) -> str:
    """Return the label without case, spaces and plural: signs stay, since a % and a € tell things apart."""
    words = (word.removesuffix("s") for word in re.split(r"[\s_-]+", label.casefold()))
    return " ".join(word for word in words if word)


def near(one: str, other: str) -> bool:
    """Tell whether two folded labels differ by a slip at most."""
    if one == other:
        return True
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    return _spaced_alike(one, other) or _ordered_alike(one, other) or _typed_alike(one.split(), other.split())


def slips(folded: str) -> Iterator[str]:
    """Yield keys, at least one of which is shared by any two folded labels that are near: what to index them by."""
    joined = folded.replace(" ", "")
    yield joined
    words = folded.split()
    yield " ".join(sorted(_telling(words)))
    if len(joined) >= _TYPED - 1:
        for index, word in enumerate(words):
            if len(word) >= _SWAPPED - 1:
                rest = (" ".join(words[:index]), " ".join(words[index + 1 :]))
                # Words one wrong letter apart become equal when a letter of the one, or of both, is left out.
                yield from (f"{rest[0]} {left} {rest[1]}" for left in {word, *_one_less(word)})


def _one_less(word: str) -> Iterator[str]:
    return (word[:n] + word[n + 1 :] for n in range(1, len(word) - 1))


def _spaced_alike(one: str, other: str) -> bool:
    return len(one.replace(" ", "")) >= _SPACED and one.replace(" ", "") == other.replace(" ", "")


def _ordered_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _ORDERED or _DIRECTED & {*one.split(), *other.split()}:
        return False
    return sorted(_telling(one.split())) == sorted(_telling(other.split()))


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _SMALL]


def _typed_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other) or max(sum(map(len, one)), sum(map(len, other))) < _TYPED:
        return False
    differing = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    return len(differing) == 1 and _mistyped(*sorted(differing[0], key=len))


def _mistyped(short: str, long: str) -> bool:
    """Tell whether one letter of a long word is wrong, missing or doubled, or two are swapped, well inside it."""
    if short[:1] != long[:1] or short[-_END:] != long[-_END:] or any(_are_words(short, long, *b) for b in _BOTH_WORDS):
        return False
    place = next(n for n in range(len(long)) if short[n : n + 1] != long[n])
    if len(short) == len(long):
        swapped = short[:place] + short[place : place + 2][::-1] + short[place + 2 :] == long
        return len(long) >= (_SWAPPED if swapped else _MISTYPED) and (
            swapped or short[place + 1 :] == long[place + 1 :]
        )
    doubled = long[place] == long[place - 1]
    return len(long) >= (_SWAPPED if doubled else _MISTYPED) and short == long[:place] + long[place + 1 :]


def _are_words(short: str, long: str, one: str, other: str) -> bool:
    return short.replace(one, other) == long.replace(one, other)
