"""What a name or a label is about, whatever its spelling: `PhoneNo.`, `phone_number` and `Tel.` are all `phone`.

Reading a concept again gives the same concept. Digits, currencies and word order stay: they tell properties apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cvpctl.kinds.native_catalogue.words import SIGNS, SMALL, respelt

_RUNS = re.compile(r"\d+|\D+")
_BETWEEN_WORDS = re.compile(r"(?<!\d) | (?!\d)")
_PLAIN_RUNS = re.compile(r"\d+|[a-z]+")
_COUNT, _NUMBER, _OF = "count", "number", "of"
_SHORTEST_PLURAL = 4


@lru_cache(maxsize=1 << 16)
def concept(text: str, noun: str = "") -> str:
    """Return the words a text is about, in order; `noun` is the object's own, which a name may repeat in vain.

    `company_name` of a company is its `name`, `number_of_employees` is `count employee`, `date of birth` `birth date`.
    """
    read = _settled(text)
    own = _settled(noun) + " " if noun else ""
    while own and read.startswith(own):
        read = read.removeprefix(own)
    return read


def joined(read: str) -> str:
    """Return a concept without its spaces: `first name` and `firstname` are one, `1 2` and `12` are not."""
    return _BETWEEN_WORDS.sub("", read)


def _settled(text: str) -> str:
    """Read until nothing changes any more, so that what was read reads as itself."""
    seen = set[str]()
    while text not in seen:
        seen.add(text)
        text = _read(text)
    return text


def _read(text: str) -> str:
    words = [_singular(word) for word in _words(_plain(text))]
    if words[:1] == ["num"] and len(words) > 1 and words[1] != _OF:
        words[0] = _COUNT
    words = [word for word in _in_order(_numbered(respelt(words))) if word not in SMALL]
    return " ".join(words) or text.strip().casefold()


def _plain(text: str) -> str:
    """Drop accents where letters of the alphabet are left; elsewhere they are no accents."""
    for sign, word in SIGNS.items():
        if sign in text:
            text = text.replace(sign, f" {word} ")
    if text.isascii():
        return text.casefold()
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return (bare if bare.isascii() else text).casefold()


def _words(text: str) -> list[str]:
    if text.isascii():
        return _PLAIN_RUNS.findall(text)
    spaced = "".join(one if one.isalnum() or unicodedata.category(one)[0] == "M" else " " for one in text)
    return [run for word in spaced.split() for run in _RUNS.findall(word)]


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("us", "is", "ss")):
        return word
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    return word.removesuffix("es") if word.endswith("sses") else word.removesuffix("s")


def _numbered(words: list[str]) -> list[str]:
    """`no` at the end is a number; `count` at the end says how many there are, as `num_` does at the beginning."""
    if len(words) > 1 and words[-1] == "no":
        words = [*words[:-1], _NUMBER]
    while len(words) > 1 and words[-1] == _COUNT and set(words) != {_COUNT}:
        words = [_COUNT, *words[:-1]]
    return words


def _in_order(words: list[str]) -> list[str]:
    """Say `x y` for `y of x`; how many of something there are is no number of its own."""
    if _OF not in words:
        return words
    place = words.index(_OF)
    before, after = words[:place], _in_order(words[place + 1 :])
    return [_COUNT, *after] if before == [_NUMBER] else [*after, *before]
