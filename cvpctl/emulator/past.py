"""What the portals held a while ago, for reads that lag behind: any read, of any object, on demand.

Only while a fault asks for it is anything remembered. The past is put in place for one read and taken away again.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cvpctl.emulator.errors import Body
from cvpctl.emulator.store import Slot, Store


@dataclass(slots=True)
class Past:
    """The writes of the last `seconds`, each with what it replaced."""

    store: Store
    seconds: float = 0.0
    monotonic: Callable[[], float] = time.monotonic
    _writes: deque[tuple[float, Slot, Body | None]] = field(default_factory=deque)

    def remember(self, undo: list[tuple[Slot, Body | None]]) -> None:
        now = self.monotonic()
        while self._writes and now - self._writes[0][0] > self.seconds:
            self._writes.popleft()
        if self.seconds:
            self._writes.extend((now, slot, before) for slot, before in undo)

    def forget(self) -> None:
        self._writes.clear()

    @contextmanager
    def shown(self, seconds: float) -> Iterator[None]:
        """The portals as they were that long ago, for as long as the block lasts; nothing may be written in it."""
        since = self.monotonic() - seconds
        undone = [(slot, before) for moment, slot, before in self._writes if moment > since] if seconds else []
        present = {slot: self._held(slot) for slot, _ in undone}
        for slot, before in reversed(undone):
            self._put(slot, before)
        try:
            yield
        finally:
            for slot, body in present.items():
                self._put(slot, body)

    def _held(self, slot: Slot) -> Body | None:
        portal_id, collection, key = slot
        return self.store.portal(portal_id).get(collection, key)

    def _put(self, slot: Slot, body: Body | None) -> None:
        portal_id, collection, key = slot
        self.store.portal(portal_id).restore_slot(collection, key, body)
