"""What an unquoted scalar means where the schema does not ask for text: YAML 1.2 core, without null, nan and infinity.

Unlike YAML 1.1, `no` is the word no and `1_000` is not a number; only true and false are booleans.
"""

from __future__ import annotations

import math
import re

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_OCTAL = re.compile(r"0o[0-7]{1,300}")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?")


def is_date(text: str) -> bool:
    """Tell whether YAML 1.1 readers would make a date of it."""
    return bool(_DATE.fullmatch(text))


def resolved(text: str) -> str | int | float | bool:
    """Return the value of a plain scalar; a number too large to hold stays text."""
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text, 0)
    if _HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
