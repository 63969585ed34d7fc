"""What somebody was told of drift: one thing, what it was like, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Told:
    """`print` is a hash of what the thing was like; whatever has another one is news."""

    print: str
    at: datetime


Heard = Mapping[str, Told]
"""By the key of a thing: an address, mostly."""
