"""How long we keep trying. A value, so that tests run in no time and a person can see the bounds in one place."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds and counts. Waiting grows from `first` to `longest`, plus a jitter of up to `first`.

    `attempts` is for faults; `throttled_attempts` is for 429 and 423, where HubSpot did nothing and only asks for
    time: about a minute and a half in all, since other apps of the client may be using the same ten seconds.
    `looks` is how often a create of unknown outcome is looked for and sent again. HubSpot's reads follow its writes
    after up to 0.7 s (third-party observation), hence `before_look`.
    """

    attempts: int = 5
    throttled_attempts: int = 12
    looks: int = 4
    first: float = 0.5
    longest: float = 10.0
    before_look: float = 1.0
    connect_timeout: float = 5.0
    read_timeout: float = 60.0
    sleep: Callable[[float], None] = time.sleep
