"""Where a node of YAML begins and ends in its text, for edits that insert or replace a few characters and no more."""

from __future__ import annotations

import re
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BREAK = re.compile(r"\r\n|\n|\r")


def composed(text: str) -> Any:
    return yaml.compose(text, Loader=LOADER)


def end_of(text: str, node: Any) -> int:
    """Return where the last character of a node stands; libyaml ends a block only at what comes next."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        start, end = node.start_mark.index, node.end_mark.index
        return int(start) + len(text[start:end].rstrip())
    last = node.value[-1]
    return max(end_of(text, one) for one in last) if isinstance(last, tuple) else end_of(text, last)


def next_line(text: str, position: int) -> int:
    found = BREAK.search(text, position)
    return found.end() if found else len(text)


def said(node: Any) -> Any:
    """Return what a node says, so that two texts can be compared; quotes tell a text from a number."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: said(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [said(item) for item in node.value]
    return (node.tag, node.value)
