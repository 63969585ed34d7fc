"""GitHub's expressions as far as our workflows use them: contexts, ==, !=, &&, ||, !, brackets and four functions.

Written from docs.github.com (evaluate expressions in workflows and actions): what is not there is an empty text, && and
|| give one of their sides, texts are compared without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[A-Za-z_][\w.-]*|\d+|==|!=|&&|\|\||[!()])")
_WHOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_STATUS = re.compile(r"\b(?:success|failure|always|cancelled)\(\)")


def filled(text: str, contexts: Mapping[str, Any]) -> str:
    """Return a text with every `${{ … }}` as what it stands for."""
    return _WHOLE.sub(lambda found: shown(value_of(found[1], contexts)), text)


def holds(condition: str | None, contexts: Mapping[str, Any], *, failed: bool) -> bool:
    """Tell whether a step or a job runs; one that does not ask how it went runs where all went well."""
    if condition is None:
        return not failed
    bare = _WHOLE.sub(lambda found: f"({found[1]})", str(condition))
    known = {**contexts, "success()": not failed, "failure()": failed, "always()": True, "cancelled()": False}
    wanted = bool(value_of(bare, known))
    return wanted if _STATUS.search(bare) else wanted and not failed


def shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def value_of(expression: str, contexts: Mapping[str, Any]) -> Any:
    reader = _Reader([found[1] for found in _TOKEN.finditer(expression)], contexts)
    value = reader.either()
    assert not reader.tokens, f"not understood: {expression!r} from {reader.tokens}"
    return value


class _Reader:
    """Reads tokens from the left, the weakest operator first."""

    def __init__(self, tokens: list[str], contexts: Mapping[str, Any]) -> None:
        self.tokens, self.contexts = tokens, contexts

    def either(self) -> Any:
        value = self.both()
        while self._took("||"):
            other = self.both()
            value = value or other
        return value

    def both(self) -> Any:
        value = self.compared()
        while self._took("&&"):
            other = self.compared()
            value = other if value else value
        return value

    def compared(self) -> Any:
        value = self.one()
        if self._took("=="):
            return shown(value).lower() == shown(self.one()).lower()
        if self._took("!="):
            return shown(value).lower() != shown(self.one()).lower()
        return value

    def one(self) -> Any:
        token = self.tokens.pop(0)
        if token == "!":
            return not self.one()
        if token == "(":
            value = self.either()
            assert self._took(")")
            return value
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self._took("("):
            assert self._took(")")
            return self.contexts[f"{token}()"]
        return int(token) if token.isdecimal() else self._looked_up(token)

    def _looked_up(self, name: str) -> Any:
        value: Any = self.contexts
        for part in name.split("."):
            value = value.get(part, "") if isinstance(value, Mapping) else ""
        return value

    def _took(self, token: str) -> bool:
        if self.tokens and self.tokens[0] == token:
            self.tokens.pop(0)
            return True
        return False
