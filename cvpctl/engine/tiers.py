"""What a subscription carries at all, for where no API tells it: the tier that `cvpctl.yaml` declares.

From HubSpot's catalogue of products and services and its help pages: custom objects need Enterprise, association
labels and leads Professional, a second pipeline of deals or tickets Starter. Numbers in between are left to the limits
API, and where that answers it has the last word.
"""

from __future__ import annotations

from cvpctl.model.surroundings import Quota, Rooms

RANKS = {"free": 0, "starter": 1, "professional": 2, "enterprise": 3}
NEEDED_FOR_ANY = {Quota.CUSTOM_OBJECTS: "enterprise", Quota.LABELS: "professional", Quota.CALCULATED: "starter"}
"""The lowest tier that has any of it."""
NEEDED_FOR_SECOND_PIPELINE = "starter"
OBJECTS_FROM = {"leads": "professional"}
ONE_PIPELINE = ("deals", "tickets")


def lacks(tier: str | None, needed: str) -> bool:
    """Tell whether a declared tier is below the one needed; without a declaration nobody knows."""
    return tier is not None and RANKS[tier] < RANKS[needed]


def contradiction(tier: str, quota: Quota, rooms: Rooms) -> str:
    """Return how the limits that a portal tells contradict its declared tier, or nothing."""
    if quota is Quota.PIPELINES:
        most = max((rooms[name,].limit for name in ONE_PIPELINE if (name,) in rooms), default=None)
        carries, needed = None if most is None else most > 1, NEEDED_FOR_SECOND_PIPELINE
        said = f"{most} pipeline{'' if most == 1 else 's'} of deals or tickets"
    elif quota is Quota.CUSTOM_OBJECTS and () in rooms:
        most, needed = rooms[()].limit, NEEDED_FOR_ANY[quota]
        carries, said = most > 0, f"{most} custom objects"
    else:
        return ""
    if carries is None or carries != lacks(tier, needed):
        return ""
    return f"HubSpot tells that this portal may have {said}, which is {'above' if carries else 'below'} {tier}"
