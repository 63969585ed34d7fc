"""What libyaml says about broken YAML, in words that tell a consultant what to change."""

from __future__ import annotations

import re

import yaml

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.nodes import At

# In a block scalar such a line would be legal; nobody indents prose with a tab on purpose, and it looks like a mistake.
_INDENTING_TAB = re.compile(r" *\t")
_HELP = {
    "mapping values are not allowed": "the line above may lack its colon; quote a text that holds one",
    "did not find expected key": "check the indentation of this line and the one above",
    "could not find expected ':'": "a key needs a colon and a space behind it",
    "did not find expected '-' indicator": "start every item of this list with a dash in the same column",
    "did not find expected ',' or": "close the bracket, or put a comma between the items",
    "did not find expected node content": "write a value, or quote it",
    "found unexpected end of stream": "close the quote or bracket that is still open",
    "found undefined alias": "anchor it with & above, or write the value out",
    "found unknown escape character": "inside double quotes write \\\\ for a backslash, or use single quotes",
    "cannot start any token": "quote the text",
    "found undefined tag handle": "tags are not part of the language: quote the text",
    "control characters are not allowed": "take the control character out",
}


def note_tabs(source: Source, found: Findings) -> bool:
    """Note the first line that a tab indents, and how many follow: an editor set to tabs indents them all."""
    hits = _tabs(source) if "\t" in source.text else []
    if hits:
        others = f", and {len(hits) - 1:,} more" if len(hits) > 1 else ""
        found.note("TAB", f"a tab indents this line{others}", "use spaces", at=(source, hits[0]))
    return bool(hits)


def _tabs(source: Source) -> list[At]:
    numbered = ((number, _INDENTING_TAB.match(line)) for number, line in enumerate(source.lines, 1))
    return [At(number, hit.end()) for number, hit in numbered if hit]


def note_syntax_error(problem: yaml.YAMLError, source: Source, found: Findings) -> None:
    if isinstance(problem, yaml.MarkedYAMLError):
        spot = _spot(problem, source)
        said = problem.problem or problem.context or "not YAML"
    else:
        # A ReaderError names a character by its position in the text.
        before = Source(source.name, source.text[: max(getattr(problem, "position", 0) or 0, 0)]).lines
        spot = At(len(before), len(before[-1]) + 1)
        said = str(getattr(problem, "reason", "") or "not YAML")
    advice = next((text for words, text in _HELP.items() if words in said), "check this line and the one above")
    if "${" in source.excerpt(spot):
        advice = 'inside { } a variable must be quoted: "${var.name}"'
    found.note("YAML_SYNTAX", f"not valid YAML: {said}", advice, at=(source, spot))


def _spot(problem: yaml.MarkedYAMLError, source: Source) -> At:
    """Return where the mistake shows; for what was never closed, where it began rather than the end of the file."""
    marks = [mark for mark in (problem.problem_mark, problem.context_mark) if mark]
    spots = [At(mark.line + 1, mark.column + 1) for mark in marks] or [At(1, 1)]
    is_open = "could not find expected ':'" in (problem.problem or "")
    return spots[-1] if is_open or not source.excerpt(spots[0]).strip() else spots[0]
