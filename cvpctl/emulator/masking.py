"""What the request log shows of a path: a secret that somebody put into one must not be read there later."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

MASK = "***"

_PRIVATE_APP = re.compile(r"(?<![\w-])pat-[\w-]+", re.IGNORECASE)
_SHORTEST = 8
"""A token shorter than this is only known as a whole part: a test may well be admitted with the token "a"."""


def masked(raw_path: str, tokens: Iterable[str], *, routed: bool) -> str:
    """The path without tokens: those that are known, those shaped like one, and what HubSpot's OAuth paths end in."""
    known = tuple(tokens)
    parts = [MASK if _secret(unquote(part), known) else part for part in raw_path.split("/")]
    if not routed:
        _mask_oauth(parts)
    return "/".join(parts)


def _secret(part: str, known: tuple[str, ...]) -> bool:
    held = any(part == token or (len(token) >= _SHORTEST and token in part) for token in known)
    return held or _PRIVATE_APP.search(part) is not None


def _mask_oauth(parts: list[str]) -> None:
    """`/oauth/v1/access-tokens/TOKEN`: the last part, and whatever else stands behind version and name."""
    said = [at for at, part in enumerate(parts) if part]
    if said and unquote(parts[said[0]]).lower() == "oauth":
        for at in {*said[1:][-1:], *said[3:]}:
            parts[at] = MASK
