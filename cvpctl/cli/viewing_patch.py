"""`audit --views --patch FILE`: what is missing, as the library states it, in a file of the client's own.

It holds only what a blueprint can add. Objects to switch on, lists to read and larger subscriptions are for people.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cvpctl.blueprint.write import MODELINE, Content, document_text, remark_lines
from cvpctl.blueprint.write_stated import as_stated
from cvpctl.cli.editor_schemas import home_of, leading_to, stale
from cvpctl.cli.output import usable
from cvpctl.cli.undoing import written_together
from cvpctl.errors import UsageProblem
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Desired, Purpose
from cvpctl.model.views import Coverage
from cvpctl.project import find_project
from cvpctl.render.views_words import in_the_way, perhaps
from cvpctl.render.wording import counted
from cvpctl.views.gaps import Gap

WIDEST = 108
"""Of a remark, wherever it stands in the file."""
_HEAD = (
    "What {about} lacks for the four unified views, as the library value-first states it. Above each thing stand the "
    "questions that it helps to answer; what has none above it is what these cannot do without."
)


@dataclass(frozen=True, slots=True)
class Patch:
    """`text` is empty where there is nothing to add; `held` is what the client's blueprints state already."""

    text: str
    gap: Gap
    held: tuple[Address, ...] = ()

    @property
    def content(self) -> str:
        """`3 property groups, 12 properties, 1 pipeline`."""
        counts = Counter(one.address.kind for one in self.gap.stated)
        return ", ".join(
            counted(counts[name], kind.noun, kind.collection) for name, kind in KINDS.items() if counts[name]
        )


def require_new(path: Path) -> None:
    """Refuse a path where something is; raises UsageProblem."""
    if path.exists() or path.is_symlink():
        raise UsageProblem(f"{path.as_posix()} exists and is left as it is", help="name another file with --patch")


def patch_text(seen: Coverage, gap: Gap, library: Desired, folder: Path) -> str:
    """Return a blueprint for a file in that folder, or nothing where a blueprint has nothing to add."""
    if not gap.stated:
        return ""
    project = find_project(Path.cwd())
    stated = tuple(as_stated(one, library.purposes.get(one.address, Purpose())) for one in gap.stated)
    content = Content(stated, dict.fromkeys(gap.observed, ""), remarks=_remarks(seen))
    schema = leading_to(_home(folder), folder)
    text = document_text(f"{project.name if project else 'portal'}/views", content, schema=schema)
    modeline = MODELINE + schema
    return "\n".join((modeline, *_head(seen), text.removeprefix(modeline + "\n")))


def write_patch(path: Path, text: str) -> None:
    """Write it with the schema that its first line leads an editor to."""
    folder = path.resolve().parent
    with usable(path, "written"), written_together({**stale(_home(folder)), path: text}):
        pass


def _home(folder: Path) -> Path:
    project = find_project(Path.cwd())
    return home_of(folder, project.root.resolve() if project else None)


def _head(seen: Coverage) -> Iterator[str]:
    paragraphs = [_HEAD.format(about=seen.about)]
    if stops := list(in_the_way(seen)):
        paragraphs.append(f"Not here, since no blueprint can do it: {'; '.join(stops)}.")
    for paragraph in paragraphs:
        yield "#"
        yield from remark_lines(_wrapped(paragraph), 0)


def _remarks(seen: Coverage) -> Mapping[Address, list[str]]:
    asked = {
        address: [f"{view.key}: {question.text}" for view, question in questions]
        for address, questions in seen.missing.items()
    }
    for address, hint in perhaps(seen).items():
        asked[address] += _wrapped(hint)
    return asked


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDEST, break_long_words=False, break_on_hyphens=False)
