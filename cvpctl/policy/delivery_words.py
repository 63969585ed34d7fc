"""Which stages are delivery, and which come after somebody committed: read from labels, narrowly. Below the rules."""

from __future__ import annotations

from cvpctl.policy.words import Words, first_of, listed, phrases

_DELIVERY = phrases(
    *("onboarding", "implementation", "kick off", "go live", "deployment", "rollout", "roll out", "provisioning"),
    *("fulfillment", "in production", "production", "in delivery", "order delivered", "project delivery", "delivered"),
    *("installation", "installed", "configuration", "in progress week", "build in progress", "work in progress"),
    *("shipped", "shipment", "ready to ship", "order in progress", "order completed", "order complete", "handover"),
)
_SETTLED = phrases(
    *("paid", "payment received", "payment confirmed", "invoiced", "invoice sent", "invoice paid", "refunded"),
    *("subscription active", "active customer", "active client", "renewal", "churned", "churn"),
)
_BEFORE = listed(
    "demo proposal quote quoted contract presentation sample offer pitch plan planning assessment trial poc"
)
"""A delivered proposal is no delivery, and who plans one has not begun."""
_NOT_YET = listed("awaiting waiting pending before ready expected scheduled")


def is_delivery(said: Words) -> bool:
    return bool(first_of(said, _DELIVERY)) and not _BEFORE & set(said)


def says_delivery(said: Words) -> bool:
    """Tell whether the label of a status is about delivery; there the word alone is enough, and plans are none."""
    return is_delivery(said) or ("delivery" in said and not _BEFORE & set(said))


def after_commitment(said: Words) -> bool:
    """Tell whether a stage is one of delivery, or says that money came; money that is awaited has not come."""
    settled = first_of(said, _SETTLED) and not (_BEFORE | _NOT_YET) & set(said)
    return bool(is_delivery(said) or settled)
