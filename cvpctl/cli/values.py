"""What the variables of blueprints are in one run: the portal's values in `cvpctl.yaml`, then `--var`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cvpctl.blueprint import Given
from cvpctl.project import PortalSettings, Project, find_project

Values = dict[str, Given]


def values_of(settings: PortalSettings | None, words: Iterable[tuple[str, str]] = ()) -> Values:
    """Return what is given from outside the blueprints, the last to say it winning."""
    of_portal = settings.variables.items() if settings else ()
    values = {
        name: Given(value.text, f"the variable {name} of portals.{settings.name}", value.place)
        for name, value in of_portal
        if settings
    }
    return values | {name: Given(text, f"--var {name}") for name, text in words}


def offline_values(portal_name: str | None, words: Sequence[tuple[str, str]] = ()) -> Iterator[Values]:
    """Yield the values to read blueprints with where no portal is opened.

    A portal that is named counts, and so does the only one there is; of several, each that differs.
    """
    project = find_project(Path.cwd())
    seen: list[Values] = []
    for settings in _portals(project, portal_name) or (None,):
        values = values_of(settings, words)
        texts = {name: given.text for name, given in values.items()}
        if texts not in [{name: given.text for name, given in other.items()} for other in seen]:
            seen.append(values)
            yield values


def _portals(project: Project | None, name: str | None) -> tuple[PortalSettings, ...]:
    if project is None:
        return ()
    if name is not None:
        return tuple(settings for settings in project.portals.values() if settings.name == name)
    portals = tuple(project.portals.values())
    # A project without a portal of HubSpot's is tried out on the embedded one.
    return tuple(settings for settings in portals if not settings.embedded) or portals
