"""Which objects stand where in a relationship, and which of their lists an assessment reads.

Custom objects are ours by name: the three that the methodology allows. One that does not live in a portal has empty
lists, so it may always be asked for.
"""

from __future__ import annotations

from itertools import product

from cvpctl.model import Scope

BEFORE = ("leads", "interest", "deals", "quotes")
COMMITMENT = ("deals", "quotes", "orders")
AFTER = ("services", "projects", "subscriptions", "tickets", "deliverable")
WORKED = ("deals", "services", "projects")
"""Those whose pipelines people move records through, before and after the commitment."""
CONTENT = ("listings", "courses", "deliverable")
PEOPLE = ("contacts", "companies")
EVERYWHERE = tuple(dict.fromkeys((*PEOPLE, *BEFORE, *COMMITMENT, *AFTER, *CONTENT)))

SCHEMAS: Scope = ("schema", ())
NO_PAIRS: Scope = ("label", ())
"""Stands for all pairs, where nobody could tell which of them have labels."""

Pair = tuple[str, str]
CONTENT_PAIRS = frozenset(frozenset(pair) for pair in product(CONTENT, WORKED))
PARTNER_ENDS = frozenset((*PEOPLE, *WORKED))
LABELLED = tuple(dict.fromkeys((*PEOPLE, *WORKED, *CONTENT)))


def of_interest(pair: Pair) -> bool:
    """Tell whether the labels between two objects could show anything."""
    return frozenset(pair) in CONTENT_PAIRS or set(pair) <= PARTNER_ENDS
