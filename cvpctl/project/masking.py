"""Keeping tokens out of findings: people paste them into the wrong line, and diagnostics quote lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"\bpat-[a-z]{2}\d{1,2}-[\w-]{4,}", re.IGNORECASE)
_LONG_RUN = re.compile(r"[\w+=-]{16,}|\bpat-[\w-]+", re.IGNORECASE | re.ASCII)
_AFTER_TOKEN = re.compile(r"\b(?:token|read|write)['\"]?\s*:\s*(?=[^\s{#])(.*)", re.IGNORECASE)
_CREDENTIALS = re.compile(r"://[^/\s@]*@")
_LONGEST = 60


def tokens_in(line: str) -> Iterator[int]:
    """Yield where in a line a HubSpot token begins."""
    return (match.start() for match in _TOKEN.finditer(line))


def masked(line: str) -> str:
    """Return the line with everything that could be a secret dotted out, every character keeping its column."""
    # A file of somebody else's must not move the cursor of whoever reads the finding.
    hidden = "".join(character if character.isprintable() or character == "\t" else "�" for character in line)
    hidden = _CREDENTIALS.sub(lambda match: "://" + "•" * (len(match.group()) - 4) + "@", hidden)
    hidden = _AFTER_TOKEN.sub(lambda match: match.group()[: -len(match[1])] + "•" * len(match[1]), hidden)
    return _LONG_RUN.sub(lambda match: _dotted(match.group()), hidden)


def _dotted(run: str) -> str:
    """Dot out what looks like a token or a key: they have digits; words and addresses stay readable."""
    secret = run.lower().startswith("pat-") or any(character.isdigit() for character in run)
    return "•" * len(run) if secret else run


def shown(text: str) -> str:
    """Return a value of the file as a message may quote it."""
    hidden = masked(text)
    return repr(hidden if len(hidden) <= _LONGEST else hidden[: _LONGEST - 1] + "…")
