"""A documented portal without a portal: what a test writes down is what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpctl.model import Address, Purpose, Resource
from cvpctl.render.dictionary import dictionary_of
from cvpctl.render.docs_words import Documented

Bodies = Mapping[str, Mapping[str, Any]]

HOSTILE = '=1+1 "]) --> x`|<script>alert(1)</script>&amp;#35;; end\n1. [x](y) _a_ \u202e'
"""Every sign that means something to Mermaid, Markdown, HTML or a spreadsheet."""
STAGES = ("audience", "researcher", "hand_raiser", "buyer", "value_creator", "adopter", "advocate", "champion")
PATH = {
    "label": "Value Path Stage",
    "type": "enumeration",
    "fieldType": "radio",
    "groupName": "fit",
    "options": {one: {"label": one.replace("_", " ").title()} for one in STAGES},
}
DEAL: dict[str, Any] = {
    "label": "Path",
    "stages": {
        "one": {"label": "One", "metadata": {"probability": "0.2"}},
        "two": {"label": "Two", "metadata": {"probability": "0.5"}},
        "won": {"label": "Won", "metadata": {"probability": "1.0"}},
        "lost": {"label": "Lost", "metadata": {"probability": "0.0"}},
    },
}
BODIES: Bodies = {
    "group.contacts.fit": {"label": "Fit"},
    "property.contacts.value_path_stage": PATH,
    "property.contacts.tier": {
        "label": "Tier",
        "type": "string",
        "fieldType": "text",
        "groupName": "fit",
        "description": "How big.\nAsk them.",
    },
    "pipeline.deals.path": DEAL,
    "label.deals.contacts.sponsor": {"label": "Sponsor", "inverseLabel": "Sponsored deal", "maxToObjects": 1},
}
PURPOSES = {
    Address.parse("property.contacts.tier"): Purpose("numberofemployees counts heads", ("person", "agent"), "ours: why")
}


def documented(bodies: Bodies = BODIES, *unread: str, note: str = "") -> Documented:
    addresses = {Address.parse(name): dict(body) for name, body in bodies.items()}
    resources = {address: Resource(address, body) for address, body in addresses.items()}
    dictionary = dictionary_of(
        resources, about="acme (portal 11)", purposes=PURPOSES, sources_of_truth={"contacts": "HubSpot"}, note=note
    )
    rules = {Address.parse("property.contacts.tier"): ("REGEX ^[A-Z]{2}",)}
    return Documented(dictionary, rules, unread)


def hostile() -> Documented:
    """Everything that a person can call something is called by the most hostile name."""
    choice = {"value": "x", "label": HOSTILE, "description": HOSTILE}
    texts = {"label": HOSTILE, "description": HOSTILE, "groupName": "g"}
    return documented(
        {
            "group.contacts.g": {"label": HOSTILE},
            "property.contacts.tier": {**texts, "type": "string", "fieldType": "text"},
            "property.contacts.value_path_stage": {**texts, "type": "enumeration", "options": [choice]},
            "pipeline.deals.p": {"label": HOSTILE, "stages": {"s": {"label": HOSTILE, "metadata": {"x": HOSTILE}}}},
            "label.deals.contacts.l": {"label": HOSTILE, "inverseLabel": HOSTILE},
            "schema.widget": {"labels": {"singular": HOSTILE, "plural": HOSTILE}, "description": HOSTILE},
        },
        note=HOSTILE,
    )
