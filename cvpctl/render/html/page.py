"""From a template and values to one HTML file that fetches nothing and obeys nobody's text.

Style and script stand inside, allowed by their hashes: the page's own policy refuses any other, so that even a text
which somehow became a tag could not run. Jinja escapes; what is invisible or turns the direction of writing around is
spelled out before that, as in every other rendering.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cvpctl.model import Place
from cvpctl.render.graph_svg import STYLE
from cvpctl.render.source_links import NOWHERE
from cvpctl.render.wording import middle, middle_pair, visible

TEMPLATES = Path(__file__).parent / "templates"
LONGEST_NAME = 160
LONGEST = 4000
"""Of one value: a page is where a whole description is read, and ten megabytes of one label help nobody."""

_WEB = ("https://", "http://")
_PAGE = re.compile(r"(?:https://)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9._~%/+=&?#-]*)?)")


def page(template: str, *, address: Callable[[Place], str] = NOWHERE.address, **values: Any) -> str:
    """Return a page; `address` tells where the line of a place is shown, or nothing."""
    return _environment().get_template(template).render(address=address, **values)


def policy(style: str, script: str) -> str:
    """Return the content security policy of a page with this style and this script."""
    own = [f"style-src '{_hash(style)}'", f"script-src '{_hash(script)}'"]
    return "; ".join(["default-src 'none'", *own, "img-src data:", "base-uri 'none'", "form-action 'none'"])


def link_of(source: str) -> str:
    """Return the address of a page that a text names and nothing beside it; never that of anything that runs."""
    found = _PAGE.fullmatch(source.strip())
    return f"https://{found[1]}" if found else ""


def style() -> str:
    return (TEMPLATES / "page.css").read_text(encoding="utf-8") + STYLE.read_text(encoding="utf-8")


def script() -> str:
    return (TEMPLATES / "page.js").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    # Files of ours: nobody's text is in them, and the policy holds their hashes.
    look, act = Markup(style()), Markup(script())  # noqa: S704
    made.globals |= {"style": look, "script": act, "policy": policy(look, act)}
    made.filters |= {"name": _name, "cut": _cut, "lines": str.splitlines, "link": link_of, "tokens": _tokens}
    made.filters |= {"pair_of": _pair, "count": "{:,}".format, "web": _web}
    return made


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _seen(value: Any) -> Any:
    # What a template or a macro wrote is Markup, and passes; everything else is a text, ours or a stranger's.
    return value if isinstance(value, Markup) else visible(str(value))


def _web(address: str) -> str:
    """Return the address of a page; one that somebody gave us and that would run something is none."""
    return address if address.startswith(_WEB) else ""


def _name(text: str) -> str:
    return middle(text, LONGEST_NAME)


def _cut(text: str) -> str:
    return middle(text, LONGEST)


def _pair(sides: tuple[str, str]) -> tuple[str, str]:
    return middle_pair(*sides, LONGEST)


def _tokens(values: tuple[str, ...]) -> str:
    return " ".join(quote(value, safe="") for value in values)
