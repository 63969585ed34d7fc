"""The coverage of views for a person at a terminal: four views, a line for each question, and what it still takes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from cvpctl.model.views import Answered, Coverage, Verdict, ViewSeen
from cvpctl.render.phrases import unknown_text
from cvpctl.render.terminal import BLANK, FAINT, HEADING, line, printed, wrapped
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
from cvpctl.render.wording import visible

_STYLES = {Verdict.SUPPORTS: "green", Verdict.PARTLY: "yellow", Verdict.NOT: "red", Verdict.UNREAD: "yellow"}
_TAG = max(map(len, TAGS.values())) + 2
_INDENT = 2 + _TAG
_WHY = 9


def views_text(coverage: Coverage, closing: str, *, color: bool, width: int) -> str:
    return printed(_lines(coverage, closing, width), color=color)


def _lines(coverage: Coverage, closing: str, width: int) -> Iterator[Text]:
    note = (f"  {coverage.note}" if coverage.note else "", "bold yellow")
    yield line((f"Unified views in {visible(coverage.about)}", HEADING), note)
    for seen in coverage.views:
        yield BLANK
        yield from _view(coverage, seen, width)
    if coverage.unknown:
        yield BLANK
        yield line(("Could not be read", "bold underline"))
    for scope, why in coverage.unknown.items():
        yield from wrapped(unknown_text(scope, why), indent=4, width=width, first=line("- ", indent=2))
    yield BLANK
    yield from wrapped(SUPPORTS if coverage.live else f"{SUPPORTS} {OFFLINE}", indent=0, width=width, style=FAINT)
    if closing:
        yield from wrapped(closing, indent=0, width=width)


def _view(coverage: Coverage, seen: ViewSeen, width: int) -> Iterator[Text]:
    view = seen.view
    yield line((view.key, HEADING), "  ", (view.name, HEADING), f"  {view.owner}", (f"  {counts(seen)}", FAINT))
    yield from wrapped(" ".join(filter(None, (view.question, view.note))), indent=5, width=width)
    if order := order_text(coverage, seen):
        yield from wrapped(order, indent=5, width=width, style="yellow")
    for answered in seen.answers:
        yield from _question(answered, width)


def _question(answered: Answered, width: int) -> Iterator[Text]:
    tag = Text.assemble("  ", (TAGS[answered.verdict].ljust(_TAG), _STYLES[answered.verdict]))
    yield from wrapped(answered.question.text, indent=_INDENT, width=width, first=tag)
    if answered.verdict is not Verdict.SUPPORTS and (met := there(answered)):
        yield from _because("there", met, width, FAINT)
    before = ""
    for word, need in lacks(answered):
        yield from _because(word if word != before else "", visible(need_text(need)), width)
        before = word
        for hint in alike_text(need):
            yield from _because("maybe", visible(hint), width, "cyan")
            before = "maybe"


def _because(word: str, text: str, width: int, style: str = "") -> Iterator[Text]:
    first = Text.assemble(" " * _INDENT, (word.ljust(_WHY), FAINT))
    yield from wrapped(text, indent=_INDENT + _WHY, width=width, style=style, first=first)
