"""Which way round a pair of objects is pulled, and what its labels are called where HubSpot hides their names.

A blueprint says a pair one way round. The way that its names, bindings or record already speak of is kept, so that a
portal made from blueprints reads as they do; otherwise the rarer object comes first: `deals` to `contacts`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from cvpctl.kinds.labels import LIMITS, TEXTS
from cvpctl.model import BY_NAME, Resource

_APART = re.compile(r"[^a-z0-9]+")
_STAND_IN = "type-"
"""How a portal calls a label whose name it was not told."""


def way_round(one: tuple[str, str], forth: Iterable[Resource], back: Iterable[Resource]) -> tuple[str, str]:
    """Return the pair `one`, or its other way round where that is how more of its labels are named."""
    score = sum(map(_is_ours, forth)) - sum(map(_is_ours, back))
    usual = max(one, one[::-1], key=lambda pair: (_rank(pair[0]), pair[0]))
    return usual if not score else one if score > 0 else one[::-1]


def named(labels: Sequence[Resource]) -> tuple[list[Resource], list[Resource]]:
    """Return the labels of one pair, those that had no name under a key made of their text, and these once more."""
    taken = {label.address.key for label in labels if not _is_nameless(label)}
    nameless = sorted((label for label in labels if _is_nameless(label)), key=_texts)
    made = []
    for label in nameless:
        wanted = slug(str(label.body["label"]))
        numbered = (wanted if not number else f"{wanted}_{number + 1}" for number in range(len(labels)))
        key = next(one for one in numbered if one not in taken)
        taken.add(key)
        made.append(replace(label, address=replace(label.address, key=key)))
    return [*(label for label in labels if not _is_nameless(label)), *made], made


def slug(text: str) -> str:
    """Return the name HubSpot's own pages would make of a text (observed: lower case, underscores between words).

    What other scripts leave nothing of is told apart by a few digits that the text alone decides.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _APART.sub("_", plain).strip("_")
    return words or f"label_{sha256(text.encode()).hexdigest()[:6]}"


def _is_ours(label: Resource) -> bool:
    """Tell whether the key comes from a blueprint: it is neither HubSpot's whole name nor a stand-in."""
    return not _is_nameless(label) and label.address.key != label.body.get("name")


def _is_nameless(label: Resource) -> bool:
    return label.address.key == f"{_STAND_IN}{label.body.get('typeId')}"


def _texts(label: Resource) -> tuple[str, ...]:
    """Order labels by what they say, since their ids differ from portal to portal."""
    return tuple(str(label.body.get(name, "")) for name in (*TEXTS, *LIMITS))


def _rank(name: str) -> int:
    return [*BY_NAME].index(name) if name in BY_NAME else len(BY_NAME)
