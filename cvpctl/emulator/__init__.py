"""A HubSpot portal in one process, for demos and tests; it imports nothing of the product it tests.

The names below are the public face. Each is loaded when first used, so that
``import cvpctl.emulator`` costs nothing in commands that never start a portal.
"""

from importlib import import_module
from typing import Any

_FACE = {
    "DEFAULT_PORTAL_ID": "identity",
    "DEFAULT_TOKEN": "identity",
    "DatabaseInUse": "ownership",
    "Emulator": "server",
    "Fault": "faults",
    "Limits": "limits",
    "Quotas": "tiers",
    "RunningInfo": "ownership",
    "Switches": "switches",
    "running": "ownership",
    "serve": "server",
}

__all__ = [  # noqa: PLE0604 - every name resolves through __getattr__
    *_FACE,
]


def __getattr__(name: str) -> Any:
    if name not in _FACE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FACE[name]}"), name)
