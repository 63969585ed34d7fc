"""What a sign is, and the looks that several of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cvpctl.maturity.objects import AFTER, BEFORE, COMMITMENT, CONTENT, PEOPLE
from cvpctl.maturity.setup import Setup
from cvpctl.maturity.sighting import Sighting, either
from cvpctl.maturity.wording import EVIDENCE, HYPOTHESIS, MEASURED, PROMISED, REALIZED, RECORDS_OF_VALUE, SHOWN

DEALS = ("deals",)
SUPPOSED = (HYPOTHESIS, PROMISED)
ACHIEVED = (REALIZED, MEASURED)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing to look for, and the stage from which on one would expect it; `key` names it in its dimension."""

    dimension: str
    key: str
    due_from: str
    looks_for: str
    look: Callable[[Setup], Sighting]

    @property
    def id(self) -> str:
        return f"{self.dimension}.{self.key}"


def before(setup: Setup) -> Sighting:
    """What value is supposed, before anybody commits; a promise on a deal is made at the commitment."""
    return setup.fields(BEFORE, HYPOTHESIS)


def promise(setup: Setup) -> Sighting:
    """What value is promised, where people commit."""
    return setup.fields(COMMITMENT, PROMISED)


def after(setup: Setup) -> Sighting:
    """Anything about value where delivery is recorded, and what came of it on the customer."""
    return either(setup.fields(AFTER, *RECORDS_OF_VALUE), setup.fields(PEOPLE, *ACHIEVED))


def achieved(setup: Setup) -> Sighting:
    return setup.fields((*AFTER, *PEOPLE), REALIZED)


def shown(setup: Setup) -> Sighting:
    """What decides whether customers can look for themselves."""
    return setup.fields(tuple(dict.fromkeys((*PEOPLE, *AFTER, *CONTENT))), SHOWN)


def assets_on_deals(setup: Setup) -> Sighting:
    return either(setup.content_labels("deals"), setup.fields(DEALS, EVIDENCE))


def assets_after(setup: Setup) -> Sighting:
    joined = (setup.content_labels(name) for name in ("services", "projects"))
    return either(*joined, setup.fields(AFTER, EVIDENCE))
