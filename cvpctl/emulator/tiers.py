"""What a subscription tier allows: calls, pipelines and properties. Numbers are documented unless marked."""

from dataclasses import dataclass, replace
from typing import Literal

from cvpctl.emulator.limits import Limits

Tier = Literal["free", "starter", "professional", "enterprise"]

TIERS: tuple[Tier, ...] = ("free", "starter", "professional", "enterprise")


@dataclass(frozen=True, slots=True)
class Quotas:
    """How much of what a portal may hold."""

    pipelines: int = 100
    order_pipelines: int = 50
    properties_per_object: int = 1_000
    properties_overall: int = 10_000
    unique_properties: int = 10
    options: int = 5_000
    custom_objects: int = 10
    association_labels: int = 50
    associations_per_record: int = 50_000
    calculated_properties: int = 200


# Pipelines per deals and tickets: additional ones need Starter (documented), the numbers are catalogue knowledge.
_QUOTAS: dict[Tier, Quotas] = {
    "free": Quotas(
        pipelines=1,
        order_pipelines=1,
        properties_overall=10,
        custom_objects=0,
        calculated_properties=0,
        association_labels=0,
    ),
    "starter": Quotas(pipelines=2, order_pipelines=2, custom_objects=0, calculated_properties=5, association_labels=0),
    "professional": Quotas(pipelines=15, order_pipelines=15, custom_objects=0, calculated_properties=25),
    "enterprise": Quotas(),
}

_LIMITS: dict[Tier, Limits] = {
    "free": Limits(100, 250_000),
    "starter": Limits(100, 250_000),
    "professional": Limits(190, 625_000),
    "enterprise": Limits(190, 1_000_000),
}


def quotas_of(tier: Tier) -> Quotas:
    return replace(_QUOTAS[tier])


def limits_of(tier: Tier) -> Limits:
    return _LIMITS[tier]
