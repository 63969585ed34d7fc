"""Where a token may be sent: this machine, or HubSpot. Anything else a person must allow in the environment,
so that a pull request which edits `cvpctl.yaml` cannot send a token elsewhere.

The whole text is matched, because URL parsers disagree about user parts, backslashes and odd numbers for hosts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from cvpctl.errors import Blocked
from cvpctl.project.masking import shown

ALLOW_VARIABLE = "CVPCTL_ALLOW_BASE_URL"
_URL = re.compile(r"(https?)://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:[0-9]{1,5})?/?")
_HUBSPOT = "hubapi.com"


def normal(url: str) -> str:
    """Return the one spelling that comparisons use."""
    return url.strip().lower().removesuffix("/")


def fault(url: str) -> str:
    """Say why a URL can never be a base URL; nothing if it can."""
    match = _URL.fullmatch(normal(url))
    if match is None:
        return "a base URL is https://HOST or http://127.0.0.1:PORT, with no user, path or query"
    if match[1] == "http" and not _loopback(match[2]):
        return "http is for this machine only; a token goes over https"
    return ""


def trusted(url: str) -> bool:
    """Whether the URL is this machine or HubSpot's API host."""
    match = _URL.fullmatch(normal(url))
    if match is None:
        return False
    hubspot = match[2].endswith("." + _HUBSPOT) and match[4] in (None, ":443")
    return _loopback(match[2]) or (match[1] == "https" and hubspot)


def require_trusted(url: str, said_in: str, environ: Mapping[str, str]) -> str:
    """Return the URL in its normal spelling, or refuse it before any token goes there."""
    if problem := fault(url):
        raise Blocked(f"{said_in} cannot be used: {problem}", help="leave it out for HubSpot")
    if not trusted(url) and normal(environ.get(ALLOW_VARIABLE, "")) != normal(url):
        raise Blocked(
            f"{said_in} is {shown(normal(url))}, neither this machine nor HubSpot; a token would be sent there",
            help=f"if you mean it, set {ALLOW_VARIABLE} to that URL in the environment; else take baseUrl out",
        )
    return normal(url)


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return IPv6Address(host[1:-1]) == IPv6Address("::1") if host[0] == "[" else IPv4Address(host).is_loopback
    except AddressValueError:
        return False
