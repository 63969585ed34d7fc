"""What a person has to do because HubSpot has no API for it."""

from __future__ import annotations

from dataclasses import dataclass

from cvpctl.model.place import Place


@dataclass(frozen=True, slots=True)
class ManualStep:
    """One line of `runbook:`.

    `key` names it when somebody attests that it is done; `check` says how the API can tell (`objectLibrary`), or is
    empty; `object` is a canonical name, where the step is about one.
    """

    key: str
    step: str
    object: str = ""
    check: str = ""
    link: str = ""
    place: Place | None = None
