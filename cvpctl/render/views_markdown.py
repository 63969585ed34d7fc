"""The coverage of views for a pull request or a wiki: a table per view, and the blueprint that adds what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model.views import Answered, Coverage, ViewSeen
from cvpctl.render.markdown import MORE, Block, Entry, document, plain
from cvpctl.render.phrases import unknown_text
from cvpctl.render.views_words import (
    OFFLINE,
    SUPPORTS,
    TAGS,
    alike_text,
    counts,
    lacks,
    need_text,
    order_text,
    there,
)

_FENCE = "````"
PATCH, QUESTION, UNREAD = 1, 2, 3


def views_markdown(coverage: Coverage, patch: str) -> str:
    closing = SUPPORTS if coverage.live else f"{SUPPORTS} {OFFLINE}"
    return document(_opening(coverage), _blocks(coverage, patch), f"<sub>{plain(closing)}</sub>")


def _opening(coverage: Coverage) -> str:
    note = f"\n\n> **{plain(coverage.note)}**" if coverage.note else ""
    rows = "\n".join(
        f"| {one.view.key} | {plain(one.view.name)} | {plain(one.view.owner)} | {plain(counts(one))} |"
        for one in coverage.views
    )
    return f"## Unified views in {plain(coverage.about)}{note}\n\n| | View | Owner | |\n|---|---|---|---|\n{rows}"


def _blocks(coverage: Coverage, patch: str) -> Iterator[Block]:
    for seen in coverage.views:
        yield _view(coverage, seen)
    unread = [Entry(UNREAD, f"- {plain(unknown_text(*one))}") for one in coverage.unknown.items()]
    yield Block(f"### Could not be read ({len(unread)})\n", unread, MORE)
    head = f"<details><summary>A blueprint with what is missing</summary>\n\n{_FENCE}yaml"
    yield Block(head, [Entry(PATCH, patch.rstrip())] if patch else [], f"\n{_FENCE}\n\n</details>")


def _view(coverage: Coverage, seen: ViewSeen) -> Block:
    view = seen.view
    said = " ".join(filter(None, (view.question, view.note, order_text(coverage, seen))))
    head = f"### {view.key} {plain(view.name)}\n\n{plain(said)}\n\n| | Question | What it takes |\n|---|---|---|"
    rows = [Entry(QUESTION, _row(one)) for one in seen.answers]
    return Block(head, rows, MORE, "question")


def _row(answered: Answered) -> str:
    told = [f"there: {plain(there(answered))}"] if there(answered) else []
    for word, need in lacks(answered):
        told.append(f"**{word}**: {plain(need_text(need))}")
        told += [f"maybe: {plain(hint)}" for hint in alike_text(need)]
    return f"| {TAGS[answered.verdict]} | {plain(answered.question.text)} | {'<br>'.join(told)} |"
