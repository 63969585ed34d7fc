"""Blueprint names and live ones: the bindings of a portal that is older than its blueprint, and what this run learnt.

A live thing whose own name a blueprint gives to another one has no address of its own: it is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock

from cvpctl.model import Address, Scope

LABEL = "label"


class Identities:
    """Which live identity an address has, and the other way round; shared by all threads.

    Of labels it knows what a binding, the record or a create told for certain, and beside it what was read last.
    """

    def __init__(self, bindings: Mapping[Address, str]) -> None:
        self._lock = Lock()
        self._known = dict(bindings)
        self._bound = frozenset((a.kind, a.scope) for a in bindings if a.kind == LABEL)
        self._ours = {_place(address, identity): _name(address) for address, identity in bindings.items()}
        self._read: dict[Scope, dict[Address, str]] = {}
        self._ids: dict[Scope, frozenset[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._ours)

    def know(self, recorded: Mapping[Address, str]) -> None:
        """Take over type ids of labels from a record; an id that a binding names belongs to that binding."""
        with self._lock:
            bound = {(a.scope, i) for a, ids in self._known.items() if a.kind == LABEL for i in ids.split("/")}
            for address, identity in recorded.items():
                taken = any((address.scope, one) in bound for one in identity.split("/"))
                if address.kind == LABEL and address not in self._known and not taken:
                    self._known[address] = identity

    def follow(self, known: Mapping[Address, str], gone: Iterable[Address] = ()) -> None:
        """Take over what moved: what an address stood for stands under another one; a binding of that wins."""
        with self._lock:
            for address in gone:
                identity = self._known.pop(address, None)
                if identity is not None and self._ours.get(_place(address, identity)) == _name(address):
                    del self._ours[_place(address, identity)]
            for address, identity in known.items():
                if address not in self._known and _place(address, identity) not in self._ours:
                    self._known[address] = identity
                    self._ours[_place(address, identity)] = _name(address)

    def live(self, address: Address) -> str:
        """Return what the portal calls this; without a binding its own name."""
        return self._known.get(address) or _name(address)

    def ours(self, address: Address) -> str:
        """Return what a blueprint calls the live thing that stands in the last place of `address`."""
        return self._ours.get(_place(address, _name(address)), _name(address))

    def hidden(self, address: Address) -> bool:
        """Tell whether a blueprint gave the name of this live thing to another one."""
        name = _name(address)
        return self._known.get(address, name) != name and _place(address, name) not in self._ours

    def has_bound_labels(self, scope: Scope) -> bool:
        """Tell whether a person wrote type ids of this pair, which may be those of two labels."""
        return scope in self._bound

    def labels_known(self, scope: Scope) -> dict[Address, str]:
        with self._lock:
            return {a: i for a, i in self._known.items() if (a.kind, a.scope) == scope}

    def read_labels(self, scope: Scope, found: Mapping[Address, str], ids: Iterable[str]) -> None:
        """Take over what was read of a pair; `ids` are all type ids that the portal made for it, both ways."""
        with self._lock:
            self._read[scope], self._ids[scope] = dict(found), frozenset(ids)

    def ids_seen(self, scope: Scope) -> frozenset[str] | None:
        """Return the type ids of a pair when it was read last, and those made since; None where nobody looked."""
        with self._lock:
            seen = self._ids.get(scope)
            known = [i.split("/") for a, i in self._known.items() if (a.kind, a.scope) == scope]
            return None if seen is None else seen.union(*known)

    def learn(self, address: Address, identity: str) -> None:
        with self._lock:
            self._known[address] = identity

    def forget(self, address: Address) -> None:
        with self._lock:
            self._known.pop(address, None)
            self._read.get((address.kind, address.scope), {}).pop(address, None)

    def label(self, address: Address) -> str | None:
        """Return the two type ids of a label; what was read last counts more than what a record kept."""
        with self._lock:
            return self._read.get((LABEL, address.scope), {}).get(address) or self._known.get(address)


def _name(address: Address) -> str:
    return address.subpath[-1] if address.subpath else address.key


def _place(address: Address, live: str) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
    """Where a name must be unique: a kind and scope; for a part, within its owner."""
    inside = (address.key, *address.subpath[:-1]) if address.subpath else ()
    return address.kind, address.scope, inside, live
