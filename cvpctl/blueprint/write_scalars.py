"""One value as YAML, so that every reader of YAML takes the same text out of it that went in.

Our own reader keeps literal texts wherever the language asks for text; editors, linters and other programs follow
YAML 1.1 or 1.2. So whatever any of them would take for something else (`007`, `no`, `1.10`, a date) is quoted.
"""

from __future__ import annotations

import json
import re
from typing import Any

_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_INSIDE = r"\w./&'()%+@\-"
_PLAIN = re.compile(rf"[^\W\d][{_INSIDE}]*(?: [{_INSIDE}]+)*")
_PLAIN_IN_BLOCK = re.compile(rf"[^\W\d][{_INSIDE},;!?]*(?: [{_INSIDE},;!?]+)*")
_ODD = re.compile("[^\\t\\n\\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
"""What a YAML reader refuses or takes for a line break inside double quotes."""


def scalar_text(value: Any, *, flow: bool = False) -> str:
    """Return a text, number or boolean as it may stand behind a colon; `flow` where commas and brackets end it."""
    if isinstance(value, str):
        return _plain_or_quoted(value.replace("${", "$${"), flow=flow)
    if isinstance(value, float) and "." not in (text := repr(value)):
        return text.replace("e", ".0e")  # without a point YAML 1.1 takes it for a text
    return json.dumps(value)


def key_text(name: str) -> str:
    return _plain_or_quoted(name, flow=True)


def is_writable(text: str) -> bool:
    """Tell whether UTF-8 can hold it: HubSpot's JSON may carry half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_number(text: str) -> float | str:
    """Return the number where `text` is how it is spelt, else the text."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if str(number) == text and number - number == 0 else text


def _plain_or_quoted(text: str, *, flow: bool) -> str:
    plain = _PLAIN if flow else _PLAIN_IN_BLOCK
    if plain.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _ODD.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False))
