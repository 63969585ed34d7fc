"""Which labels say that money came in or recurs, and which only hope for it. Below the rules about deals.

Narrow: the revenue of the company behind a deal is the company's, and what is expected belongs to deciding.
"""

from __future__ import annotations

from cvpctl.policy.words import Words, listed

_RECURRING = listed("arr mrr")
_NOUNS = listed("revenue turnover") | _RECURRING
_HOW = listed("total actual actually real gross net recognized recognised booked realized realised earned")
_HOW |= listed("invoiced billed collected received recurring annual monthly quarterly yearly ytd lifetime generated")
_HOW |= listed("sum amount value from deal")
_HOW |= listed("new current final usd eur gbp chf q1 q2 q3 q4 h1 h2 fy year month quarter last this first date to")
_OF_A_COMPANY = frozenset({("annual", "revenue"), ("yearly", "revenue"), ("annual", "turnover")})
"""Alone these words are a fact about an organization, which HubSpot's companies have."""


def is_revenue(said: Words) -> bool:
    """Tell whether a label names revenue that is there, and nothing else: any word beyond the known ones decides."""
    nouns = _NOUNS & set(said)
    rest = [word for word in said if word not in nouns | _HOW and not word.isdigit()]
    return bool(nouns) and not rest and said not in _OF_A_COMPANY


def recurs(said: Words) -> bool:
    return bool(_RECURRING & set(said)) or "recurring" in said
