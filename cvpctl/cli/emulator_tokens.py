"""The tokens an emulated portal accepts: which portal each opens, and what may be said of it, which is never the token.

A token that a person brings may be a secret elsewhere, so only the published one is printed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import click

from cvpctl.errors import UsageProblem

TOKENS = "PORTAL_ID=TOKEN opens a portal of that id; may be said several times."


@dataclass(frozen=True, slots=True)
class Key:
    """A token with the portal it opens (none named: the main one) and the variable it came from."""

    token: str = field(repr=False)
    portal_id: int | None = None
    variable: str = ""
    published: bool = False

    @property
    def shown(self) -> dict[str, str]:
        """What another terminal may be told to set."""
        if self.published:
            return {"HUBSPOT_ACCESS_TOKEN": self.token}
        return {"HUBSPOT_ACCESS_TOKEN": f'"${self.variable}"'} if self.variable else {}


class TokenType(click.ParamType[Key]):
    """`TOKEN` or `PORTAL_ID=TOKEN`; with `variable`, the name of a variable in the token's place."""

    def __init__(self, *, variable: bool = False) -> None:
        self.name = "[PORTAL_ID=]NAME" if variable else "[PORTAL_ID=]TOKEN"
        self._variable = variable

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Key:
        if isinstance(value, Key):
            return value
        first, equals, rest = str(value).partition("=")
        numbered = bool(equals) and first.isdecimal() and int(first) > 0
        portal_id, text = (int(first), rest) if numbered else (None, str(value))
        token = os.environ.get(text, "") if self._variable else text
        if not token or token != token.strip() or not token.isascii() or not token.isprintable():
            # What was given is not repeated: it may be most of a secret.
            self.fail(f"{text} is not set" if self._variable and not token else "this is no token", param, ctx)
        return Key(token, portal_id, text if self._variable else "")


def keys_of(tokens: Iterable[Key], variables: Iterable[Key]) -> tuple[Key, ...]:
    """Return what opens the portals, the main portal's first; raises UsageProblem where one token opens two."""
    from cvpctl.emulator.identity import DEFAULT_TOKEN  # noqa: PLC0415

    keys = (*tokens, *variables) or (Key(DEFAULT_TOKEN, published=True),)
    # A token without a portal is for the main one: the usual, so it leads.
    ordered = tuple(sorted(keys, key=lambda key: key.portal_id is not None))
    if len({key.token for key in ordered}) < len(ordered):
        raise UsageProblem("the same token is given twice", help="each token opens one portal")
    return ordered
