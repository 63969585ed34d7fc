"""A page read back as a browser reads its tags: which elements there are, with which attributes and texts."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset(("meta", "link", "input", "br"))


class Element:
    """A tag with its attributes, and the text right inside it."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes, self.text = tag, attributes, ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert tag == self.open[-1].tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data


def elements(html: str) -> list[Element]:
    """Return every element; raises AssertionError where one is not closed as it was opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [] == reader.open
    return reader.found


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return tags and the names of their attributes, in order: what no text of a stranger may change."""
    return [(one.tag, tuple(one.attributes)) for one in elements(html)]
