"""Which portal a command means. The emulator is never meant by accident, and neither is a portal.

| project file | `--portal` | `HUBSPOT_*` set | terminal | portal                                  |
|--------------|------------|-----------------|----------|-----------------------------------------|
| any          | `emulator` | any             | any      | the embedded one                        |
| any          | `env`      | any             | any      | `env`, which needs HUBSPOT_ACCESS_TOKEN |
| yes          | a name     | any             | any      | that one                                |
| yes          | none       | any             | any      | the only one stated, else refused       |
| no           | none       | yes             | any      | `env`                                   |
| no           | none       | no              | yes      | the embedded one                        |
| no           | none       | no              | no       | refused                                 |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cvpctl.errors import UsageProblem
from cvpctl.project.base_urls import require_trusted
from cvpctl.project.building import embedded
from cvpctl.project.masking import shown
from cvpctl.project.reading import nearest
from cvpctl.project.settings import EMULATOR, ENV, HUBSPOT, TOKEN_VARIABLE, PortalSettings, Project

BASE_URL_VARIABLE = "HUBSPOT_BASE_URL"
PORTAL_ID_VARIABLE = "HUBSPOT_PORTAL_ID"
_PREFIX = "HUBSPOT_"
_LONGEST_ID = 18


def choose_portal(
    project: Project | None, name: str | None, *, environ: Mapping[str, str], interactive: bool
) -> PortalSettings:
    """Return the portal a command means; raises `UsageProblem` that says what to type."""
    if name == ENV or (project is None and name is None and _hubspot_variables(environ)):
        return _from_environment(environ)
    if name == EMULATOR or (project is None and name is None and interactive):
        return project.portals.get(EMULATOR, embedded({})) if project else embedded({})
    if project is None:
        raise _no_project(name)
    chosen = _named(project, name) if name is not None else _only(project)
    said_in = f"portals.{chosen.name}.baseUrl of cvpctl.yaml"
    return replace(chosen, base_url=require_trusted(chosen.base_url, said_in, environ))


def _no_project(name: str | None) -> UsageProblem:
    if name is not None:
        return UsageProblem(
            f"there is no cvpctl.yaml here that could name the portal {shown(name)}",
            help="go to the project's folder, or use --portal emulator",
        )
    return UsageProblem(
        "which portal? There is no cvpctl.yaml, no HUBSPOT_ACCESS_TOKEN and no terminal to ask",
        help="use --portal emulator for the embedded portal, or set HUBSPOT_ACCESS_TOKEN and HUBSPOT_PORTAL_ID",
    )


def _named(project: Project, name: str) -> PortalSettings:
    if name in project.portals:
        return project.portals[name]
    known = [*_stated(project), EMULATOR]
    near = nearest(name, known)
    raise UsageProblem(
        f"{project.name} has no portal {shown(name)}",
        help=f"did you mean {near}?" if near else f"its portals: {', '.join(known)}",
    )


def _only(project: Project) -> PortalSettings:
    match _stated(project):
        case [name]:
            return project.portals[name]
        case []:
            raise UsageProblem(
                "cvpctl.yaml names no HubSpot portal",
                help="add one under portals, or use --portal emulator for the embedded one",
            )
        case names:
            raise UsageProblem(
                f"which portal? {project.name} has {', '.join(names)}", help=f"say --portal {names[0]}, or another"
            )


def _stated(project: Project) -> list[str]:
    return [name for name, settings in project.portals.items() if not settings.embedded]


def _hubspot_variables(environ: Mapping[str, str]) -> bool:
    return any(name.startswith(_PREFIX) and value.strip() for name, value in environ.items())


def _from_environment(environ: Mapping[str, str]) -> PortalSettings:
    if not environ.get(TOKEN_VARIABLE, "").strip():
        others = [name for name in sorted(environ) if name.startswith(_PREFIX) and environ[name].strip()]
        found = f"; {', '.join(others)} alone does not make a portal" if others else ""
        raise UsageProblem(
            f"{TOKEN_VARIABLE} is not set{found}",
            help=f"set {TOKEN_VARIABLE}, or drop the HUBSPOT_ variables and use --portal emulator",
        )
    base_url = environ.get(BASE_URL_VARIABLE, "").strip() or HUBSPOT
    return PortalSettings(
        ENV, portal_id=_portal_id(environ), base_url=require_trusted(base_url, BASE_URL_VARIABLE, environ)
    )


def _portal_id(environ: Mapping[str, str]) -> int | None:
    text = environ.get(PORTAL_ID_VARIABLE, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID and int(text)):
        raise UsageProblem(f"{PORTAL_ID_VARIABLE} is not a Hub ID", help="write its digits only, such as 12345678")
    return int(text)
