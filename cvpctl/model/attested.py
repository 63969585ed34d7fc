"""A person's word that a step which no API can check has been done in one portal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attested:
    """`date` is an ISO day; `by` and `note` may be empty. `step` is what the step said when somebody vouched for it."""

    date: str
    step: str = ""
    by: str = ""
    note: str = ""
