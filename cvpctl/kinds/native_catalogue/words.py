"""Spellings of one word or phrase that people use side by side, each with the one they are read as.

Only what means the same on every object stands here; what depends on the object is a synonym of the catalogue.
What is listed is what a text leaves without case, signs and plural; what it is read as reads as itself.
"""

from __future__ import annotations

SMALL = frozenset({"a", "an", "and", "the"})
SIGNS = {"#": "number", "%": "percent", "$": "usd", "€": "eur", "£": "gbp"}
"""Signs that tell things apart, and the words they are read as."""

_SPELLINGS = {
    "number": "nbr, nr, num",
    "number of": "no of",
    "address": "addr",
    "amount": "amt",
    "quantity": "qty",
    "description": "desc, descr",
    "department": "dept",
    "manager": "mgr",
    "account": "acct",
    "reference": "ref",
    "percent": "pct, percentage",
    "language": "lang",
    "message": "msg",
    "year": "yr",
    "organization": "org, organisation",
    "center": "centre",
    "color": "colour",
    "enrollment": "enrolment",
    "fulfillment": "fulfilment",
    "license": "licence",
    "canceled": "cancelled",
    "program": "programme",
    "neighborhood": "neighbourhood",
    "email": "e mail, mail address, email address, emailaddress",
    "phone": "tel, telephone, phone number, phonenumber",
    "mobile phone": "mob, cell, cellphone, cellular, cell phone, cell number, mobilephone, mobile number",
    "fax": "fax number, faxnumber",
    "first name": "fname, firstname",
    "last name": "lname, lastname",
    "birth date": "dob, birthdate",
    "postal code": "zip, zip code, zipcode, postcode, post code, postalcode, zip postal code",
    "time zone": "timezone, tz",
    "website": "web site, website url, web page, webpage",
    "job title": "jobtitle",
    "linkedin": "linked in",
    "life cycle": "lifecycle",
    "follow up": "followup",
    "kick off": "kickoff",
    "sub total": "subtotal",
}
_LONGEST = 3

PHRASES = {
    tuple(spelling.split()): tuple(read.split())
    for read, spellings in _SPELLINGS.items()
    for spelling in spellings.split(", ")
}


def respelt(words: list[str]) -> list[str]:
    """Return the words with each spelling that has a preferred one replaced, the longest first."""
    found: list[str] = []
    while words:
        size = next((size for size in range(_LONGEST, 0, -1) if tuple(words[:size]) in PHRASES), 0)
        found += PHRASES[tuple(words[:size])] if size else words[:1]
        words = words[size or 1 :]
    return found
