"""Which routes HubSpot's own Python clients have methods for, read from their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import hubspot
import hubspot_sdk

from cvpctl.emulator.routes import find

V3, DATED = "hubspot-api-client", "hubspot-sdk"
_V3_CALL = re.compile(r'call_api\(\s*"(?P<path>/[^"]+)",\s*"(?P<verb>[A-Z]+)"')
_DATED_CALL = re.compile(
    r'self\._(?P<verb>get|post|put|patch|delete)(?:_api_list)?\(\s*(?:path_template\(\s*)?"(?P<path>/[^"]+)"'
)
_SOURCES = {
    V3: (Path(hubspot.__file__).parent, "**/api/*.py", _V3_CALL),
    DATED: (Path(hubspot_sdk.__file__).parent / "resources", "**/*.py", _DATED_CALL),
}


@lru_cache
def routes_of(sdk: str) -> frozenset[str]:
    """Every route, as `METHOD area path`, that some method of the client calls."""
    matches = (find(method, path) for method, path in _calls(sdk))
    return frozenset(
        f"{route.method} {route.area} {route.path}" for route in (one.mounted.route for one in matches if one)
    )


def _calls(sdk: str) -> Iterator[tuple[str, str]]:
    root, glob, call = _SOURCES[sdk]
    for path in root.glob(glob):
        for found in call.finditer(path.read_text(encoding="utf-8")):
            yield found["verb"].upper(), re.sub(r"\{\w+\}", "0-1", found["path"])
