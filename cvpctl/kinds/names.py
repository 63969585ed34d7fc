"""Rules for internal names that several kinds share.

HubSpot's own words: "Names for properties should be lowercase and have less than 100 characters." The prefixes `hs_`
and `a<appId>_` are refused on live portals (third-party observation). Live portals do hold odder names
(`apt_utilities_&_insurance`), so a character we would not choose is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cvpctl.kinds.base import Problem

LONGEST = 100
_USUAL = re.compile(r"[a-z][a-z0-9_]*")
_APP = re.compile(r"a\d+_")


def name_problems(noun: str, name: str, *, defines: bool = True) -> Iterable[Problem]:
    """Yield what HubSpot would refuse about an internal name; `defines` is false for a live thing."""
    if len(name) > LONGEST:
        yield Problem(
            (), "NAME_TOO_LONG", f"the {noun} name has {len(name)} characters", f"use at most {LONGEST}", at_key=True
        )
    if name != name.lower():
        yield Problem(
            (), "NAME_NOT_LOWER_CASE", f"{noun} names are lower case in HubSpot", f"write {name.lower()}", at_key=True
        )
    elif not _USUAL.fullmatch(name):
        yield Problem(
            (),
            "NAME_UNUSUAL",
            f"{name!r} is not a letter followed by letters, digits and underscores",
            "keep it only if the portal already uses this name",
            at_key=True,
            warning=True,
        )
    if defines and name.startswith("hs_"):
        yield Problem(
            (),
            "NAME_RESERVED",
            f"names that begin with hs_ are HubSpot's own; this {noun} cannot be created",
            "choose another prefix",
            at_key=True,
        )
    if defines and _APP.match(name):
        yield Problem(
            (),
            "NAME_RESERVED",
            f"names like a123_… belong to apps; this {noun} cannot be created",
            "choose another prefix",
            at_key=True,
        )
