"""Making any text fit to be shown on one line: nothing a terminal would obey, nothing invisible, nothing endless."""

from __future__ import annotations

ELLIPSIS = "…"
_JOINERS = frozenset("\u200c\u200d")
"""Zero-width, yet emoji and several scripts are misspelt without them."""


class _Spelling(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        one = chr(code)
        seen = one.isprintable() or one in _JOINERS
        self[code] = one if seen else one.encode("unicode_escape").decode("ascii")
        return self[code]


_SPELLING = _Spelling()


def visible(text: str) -> str:
    """Spell out what cannot be seen: control and direction characters, line breaks, odd spaces."""
    if text.isprintable():
        return text
    return text.translate(_SPELLING)


def quoted(text: str) -> str:
    """Return a text in double quotes, readable back."""
    return '"' + visible(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def middle(text: str, limit: int) -> str:
    """Cut a long text in its middle: how it begins and how it ends say most."""
    if len(text) <= limit:
        return text
    head = (limit - 1) * 2 // 3
    tail = limit - 1 - head
    return text[:head] + ELLIPSIS + (text[-tail:] if tail > 0 else "")


def middle_pair(before: str, after: str, limit: int) -> tuple[str, str]:
    """Cut two long texts around the place where they differ, lest the cuts leave two equal texts."""
    shorter, longer = sorted((len(before), len(after)))
    if longer <= limit:
        return before, after
    head = _same(before, after)
    tail = min(_same(before[::-1], after[::-1]), shorter - head)
    spare = max(limit - (longer - head - tail) - 2, limit // 2)
    start = _word_after(before, max(head - spare // 2, 0), head)
    stop = _word_before(before, tail, max(tail - spare + (head - start), 0))
    return middle(_window(before, start, stop), limit), middle(_window(after, start, stop), limit)


def _window(text: str, start: int, stop: int) -> str:
    return ELLIPSIS * bool(start) + text[start : len(text) - stop] + ELLIPSIS * bool(stop)


def _word_after(text: str, start: int, latest: int) -> int:
    found = text.find(" ", start, latest) if start else -1
    return start if found < 0 else found + 1


def _word_before(text: str, tail: int, stop: int) -> int:
    """Return how much of the end goes, so that the window ends with a word inside the common tail."""
    found = text.rfind(" ", len(text) - tail, len(text) - stop) if stop else -1
    return stop if found < 0 else len(text) - found


def _same(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 call`, `3,000 calls`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: list[str], most: int = 3) -> str:
    """Name the first few: `a, b, c, …`."""
    return ", ".join(names[:most]) + (f", {ELLIPSIS}" if len(names) > most else "")
