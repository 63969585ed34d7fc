"""The questions of the four views in docs/views.md, with what carries an answer, from the views' own data."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model.views import Need, Part, Question
from cvpctl.render.views_words import part_text
from cvpctl.views import VIEWS


def _views() -> Iterator[str]:
    for number, view in enumerate(VIEWS):
        if number:
            yield ""
        yield from (f"### {view.key}: {view.name}", "")
        builds_on = f" Builds on {', '.join(view.builds_on)}." if view.builds_on else ""
        yield f"{view.question} {view.note + ' ' * bool(view.note)}Owner: {view.owner}.{builds_on}"
        yield from ("", "| question | what it takes | what carries it | source |", "|---|---|---|---|")
        for question in view.questions:
            yield from (_row(question, need, first=not place) for place, need in enumerate(question.needs))


def _row(question: Question, need: Need, *, first: bool) -> str:
    text, source = (question.text, f"[page](https://{question.source})") if first else ("", "")
    return f"| {text} | {need.what} | {'; or '.join(map(_way, need.ways))} | {source} |"


def _way(way: tuple[Part, ...]) -> str:
    return ", ".join(_part(one) for one in way)


def _part(part: Part) -> str:
    said = part_text(part)
    named = f"`{said}`" if "." in said else said
    return f"{named} (HubSpot)" if part.native else named


VIEWS_TABLES = {"views": _views}
