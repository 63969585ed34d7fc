"""Signs of Value Tools & Resources: the part of the model that comes nearest to what a portal is."""

from __future__ import annotations

from cvpctl.maturity.objects import AFTER, EVERYWHERE, PEOPLE, WORKED
from cvpctl.maturity.setup import Setup
from cvpctl.maturity.sighting import Sighting, each, either
from cvpctl.maturity.sign import Sign, achieved, assets_after, assets_on_deals, promise, shown
from cvpctl.maturity.signs_of_execution import LIBRARY
from cvpctl.maturity.wording import (
    EVIDENCE,
    INSIGHT,
    JOINT,
    MACHINE,
    PROMISED,
    REALIZED,
    RESEARCH,
    SOURCE,
    USAGE,
    Wording,
)


def _value_models(setup: Setup) -> Sighting:
    return either(setup.fields(EVERYWHERE, EVIDENCE), setup.custom_objects(EVIDENCE))


def _assets_kept(setup: Setup) -> Sighting:
    joined = (setup.content_labels(name) for name in WORKED)
    return either(setup.own_fields(LIBRARY), _value_models(setup), *joined)


def _source(key: str, due_from: str, looks_for: str, words: Wording) -> Sign:
    """The sources that the model tells apart, as options of the property that records them."""
    return Sign(
        "discovery_source",
        key,
        due_from,
        f"{looks_for} among the sources of a value hypothesis",
        lambda setup: setup.options(EVERYWHERE, SOURCE, words),
    )


SIGNS = (
    Sign("technology", "models", "II", "a place for business cases or value models", _value_models),
    Sign(
        "technology",
        "followed_up",
        "III",
        "value promised and value realized",
        lambda setup: each(setup.fields(EVERYWHERE, PROMISED), setup.fields(EVERYWHERE, REALIZED)),
    ),
    Sign(
        "technology",
        "remembered",
        "IV",
        "value promised where people commit, and value realized where delivery is recorded",
        lambda setup: each(promise(setup), achieved(setup)),
    ),
    Sign(
        "technology",
        "usage",
        "V",
        "usage data on customers or on what is delivered",
        lambda setup: setup.fields((*PEOPLE, *AFTER), USAGE),
    ),
    Sign(
        "discovery_source",
        "kept",
        "II",
        "where a value hypothesis came from",
        lambda setup: setup.fields(EVERYWHERE, SOURCE),
    ),
    _source("research", "II", "benchmarks or research", RESEARCH),
    _source("joint", "III", "work with the customer", JOINT),
    _source("insight", "IV", "insight", INSIGHT),
    _source("machine", "V", "artificial intelligence", MACHINE),
    Sign("content_integration", "kept", "II", "a place in the portal for value assets", _assets_kept),
    Sign(
        "content_integration",
        "on_deals",
        "III",
        "value assets joined with deals: an association label, or value evidence on deals",
        assets_on_deals,
    ),
    Sign(
        "content_integration",
        "both_sides",
        "IV",
        "value assets joined with deals and with services, projects or the like",
        lambda setup: each(assets_on_deals(setup), assets_after(setup)),
    ),
    Sign("content_integration", "shown", "V", "what decides whether customers can look for themselves", shown),
)
