"""What a document shows against what is seen: `…` on a line of its own stands for any lines, chance is levelled.

With CVPCTL_GOLDEN=1 the documents are rewritten from what was seen, `…` keeping as many lines around it as before.
"""

from __future__ import annotations

import os
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from docs.documents import ROOT, Block, Remark, lines_of, parts
from docs.session import Terminal

REWRITING = os.environ.get("CVPCTL_GOLDEN") == "1"
PROMPT = "$ "
GAP = "…"
_LINES = r"(?:[^\n]*\n)*"
_CHANCE = (
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:PORT"),
    (re.compile(r"\b\d+\.\d+ s\b"), "N s"),
    (re.compile(r"\bDigest [0-9a-f]{12}\b"), "Digest D"),
    (re.compile(r"\d{4}-?\d\d-?\d\dT[\d:.]+(Z|\+00:00)"), "TIME"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "DATE"),
    (re.compile(r"\b\d\d:\d\d\b"), "HH:MM"),
    (re.compile(r"\bPython 3\.\d+\.\d+"), "Python 3"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One command of a document with the output it shows; `first` is the index of the output's first line."""

    place: str
    command: str
    first: int
    output: tuple[str, ...]


def commands(block: Block) -> list[Shown]:
    """Cut a console block into commands; one that ends with a backslash goes on in the next line."""
    found: list[Shown] = []
    lines, index = list(block.lines), 0
    while index < len(lines):
        assert lines[index].startswith(PROMPT), f"{block.place}: a console block begins with a command"
        place, words = f"{block.document}:{block.first + index + 1}", lines[index][len(PROMPT) :]
        index += 1
        while words.endswith("\\"):
            words, index = words[:-1] + lines[index].strip(), index + 1
        start = index
        while index < len(lines) and not lines[index].startswith(PROMPT):
            index += 1
        found.append(Shown(place, words, block.first + start, tuple(lines[start:index])))
    return found


def follow(document: str, folder: Path) -> list[str]:
    """Follow a document from its first line to its last; return what was seen otherwise than shown."""
    wrong: list[str] = []
    seen: list[tuple[Shown, list[str]]] = []
    with ExitStack() as stack:
        terminal, waiting = Terminal(folder, stack), None
        for part in parts(document):
            if isinstance(part, Remark):
                waiting = part if part.word == "save" else None
                terminal.heed(part, None)
                continue
            if waiting:
                terminal.heed(waiting, part)
                waiting = None
            if part.info == "console":
                seen += [(shown, terminal.type(shown.command).split("\n")) for shown in commands(part)]
            elif part.info == "python":
                terminal.python(part.text)
    if REWRITING:
        _rewrite(document, seen)
        return []
    for shown, real in seen:
        if not alike(shown.output, real):
            wrong.append(f"{shown.place}: $ {shown.command}\n" + "\n".join(real))
    return wrong


def alike(shown: tuple[str, ...], real: list[str]) -> bool:
    pattern = "".join(_LINES if line == GAP else re.escape(_level(line)) + "\n" for line in _trimmed(shown))
    return bool(re.fullmatch(pattern, "".join(_level(line) + "\n" for line in _trimmed(real))))


def _level(line: str) -> str:
    for chance, name in _CHANCE:
        line = chance.sub(name, line)
    return line.rstrip()


def _trimmed(lines: tuple[str, ...] | list[str]) -> list[str]:
    return "\n".join(lines).rstrip().split("\n") if any(lines) else []


def _rewrite(document: str, seen: list[tuple[Shown, list[str]]]) -> None:
    lines = lines_of(document)
    for shown, real in reversed(seen):
        if not alike(shown.output, real):
            kept = len(shown.output) - len(_trimmed(shown.output))
            lines[shown.first : shown.first + len(shown.output)] = _cut(shown, real) + [""] * kept
    (ROOT / document).write_text("\n".join(lines), encoding="utf-8")


def _cut(shown: Shown, real: list[str]) -> list[str]:
    before = _trimmed(shown.output)
    if GAP not in before:
        return _trimmed(real)
    head, tail = before.index(GAP), len(before) - before[::-1].index(GAP)
    after = len(before) - tail
    return [*real[:head], GAP, *(real[-after:] if after else [])]
