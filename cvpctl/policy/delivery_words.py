"""Which stages are delivery, and which come after somebody committed: read from labels, narrowly. Below the rules."""

from __future__ import annotations

from cvpctl.policy.words import Words, first_of, listed, phrases

_DELIVERY = phrases(
    *("onboarding", "implementation", "kick off", "go live", "deployment", "rollout", "roll out", "provisioning"),
    *("fulfillment", "in production", "production", "in delivery", "order delivered", "project delivery", "delivered"),
    *(
        "installation",
        "installed",
        "system configuration",
        "account configuration",
        "in progress week",
        "build in progress",
        "work in progress",
    ),
    *("shipped", "shipment", "ready to ship", "order in progress", "order completed", "order complete", "handover"),
    *("onboarded", "delivering", "client setup", "customer setup", "account setup"),
)
_SETTLED = phrases(
    *("paid", "payment received", "payment confirmed", "invoiced", "invoice sent", "invoice paid", "refunded"),
    *("invoice raised", "invoice issued", "payment collected", "payment made", "payment complete"),
    *("subscription active", "active customer", "active client"),
)
_LASTING = phrases("renewal", "churned", "churn")
"""Where a pipeline is about renewals, these are what a decision is about and how it ends."""
_RENEWS = listed("renewal renew retention expansion upsell")
_BEFORE = listed(
    "demo proposal quote quoted contract presentation sample offer pitch plan planning assessment trial poc "
    "survey estimate estimation pilot feasibility"
)
"""A delivered proposal is no delivery, and who plans one has not begun."""
_NOT_YET = listed("awaiting waiting pending before ready expected scheduled")


def is_delivery(said: Words) -> bool:
    return bool(first_of(said, _DELIVERY)) and not _BEFORE & set(said)


def says_delivery(said: Words) -> bool:
    """Tell whether the label of a status is about delivery; there the word alone is enough, and plans are none."""
    return is_delivery(said) or ("delivery" in said and not _BEFORE & set(said))


def after_commitment(said: Words, pipeline: Words = ()) -> bool:
    """Tell whether a stage is one of delivery, or says that money came; money that is awaited has not come."""
    wanted = _SETTLED if _RENEWS & set(pipeline) else _SETTLED | _LASTING
    settled = first_of(said, wanted) and not (_BEFORE | _NOT_YET) & set(said)
    return bool(is_delivery(said) or settled)
