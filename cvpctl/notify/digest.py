"""What is due to one target: the same drift is told once, again when it changes or is still there after some days.

Pure: what there is now, what was told before, and the clock come in, and what to say goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cvpctl.model.told import Heard, Told


@dataclass(frozen=True, slots=True)
class Due:
    """What one message is about. Nothing of all this means that nothing is said."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    clean: bool = False
    heard: Heard = field(default_factory=dict)

    @property
    def is_due(self) -> bool:
        return bool(self.new or self.changed or self.again or self.clean)

    @property
    def only_again(self) -> bool:
        """Whether it only reminds."""
        return bool(self.again) and not (self.new or self.changed)


def due(now: Mapping[str, str], heard: Heard, at: datetime, *, days: int | None, whole: bool) -> Due:
    """Compare what there is, key by key with its print, with what was told.

    After a look that was not `whole`, what is missing may be there all the same: it is neither forgotten nor called
    clean. `Due.heard` is what the target has heard once the message arrived.
    """
    new = tuple(key for key in now if key not in heard)
    changed = tuple(key for key in now if key in heard and heard[key].print != now[key])
    again = tuple(key for key in now if _is_old(heard.get(key), at, days) and key not in changed)
    gone = {} if whole else {key: told for key, told in heard.items() if key not in now}
    clean = whole and not now and bool(heard)
    if not (new or changed or again or clean):
        return Due(heard={**gone, **{key: heard[key] for key in now}})
    # A message names all that is there, so all of it counts as told anew.
    return Due(new, changed, again, clean, {**gone, **{key: Told(seen, at) for key, seen in now.items()}})


def _is_old(told: Told | None, at: datetime, days: int | None) -> bool:
    return told is not None and days is not None and at - told.at >= timedelta(days=days)
