"""An agency and its three clients, all of them made up: one repository, three portals, one layer they share.

Fieldnote looks after Alder Cycles (a workshop for bicycles), Birch Bakery and Cobalt Climbing (a climbing gym).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.request import Request, urlopen

from ci.forge import REVIEWED, Forge

from cvpctl.emulator.server import Emulator

NAMES = ("alder", "birch", "cobalt")
PORTALS = {"alder": 41000001, "birch": 41000002, "cobalt": 41000003}
SHARED = "shared/relationship.yaml"
PEOPLE = {"Robin": "2002", "Sam": "2003"}

CARE = """\
      care_level:
        label: Care level
        description: How close this person is to the house.
        groupName: relationship
        type: enumeration
        fieldType: select
        options:
          - {value: guest, label: Guest}
          - {value: regular, label: Regular}
          - {value: friend, label: Friend of the house}
"""
LAYER = f"""\
# What all clients of Fieldnote know about a person.
blueprint: fieldnote/relationship
version: 1.0.0

objects:
  contacts:
    groups:
      relationship: {{label: Relationship}}
    properties:
{CARE}\
      first_visit: {{label: First visit, groupName: relationship, type: date, fieldType: date}}
"""
OWN = {
    "alder": """\
      bike_kind:
        label: Kind of bike   # as the workshop says it
        groupName: relationship
        type: enumeration
        fieldType: select
        options:
          - {value: town, label: Town bike}
          - {value: cargo, label: Cargo bike}
  deals:
    pipelines:
      repair:
        label: Repair
        stages:
          asked: {label: Asked, metadata: {probability: 0.2}}
          agreed: {label: Agreed, metadata: {probability: 0.8}}
          handed_over: {label: Handed over, metadata: {probability: 1}}
          declined: {label: Declined, metadata: {probability: 0}}
""",
    "birch": "      standing_order: {label: Standing order, groupName: relationship, type: string, fieldType: text}\n",
    "cobalt": "      belay_check: {label: Belay check, groupName: relationship, type: date, fieldType: date}\n",
}
PROJECT = """\
project: {name}
portals:
  {name}:
    portalId: {portal}
    baseUrl: {url}
    token: {{env: HUBSPOT_ACCESS_TOKEN}}
    drift: hold
    attribution: name
blueprints: [blueprints]
record: {{store: branch}}
"""


def blueprint(name: str) -> str:
    return f"""\
blueprint: {name}/portal
version: 1.0.0
extends: [../../../{SHARED}]

objects:
  contacts:
    properties:
{OWN[name]}"""


def workflow(kind: str, name: str) -> str:
    """Return a workflow that `init` writes, for one of several clients: what docs/ci.md says to change is changed."""
    template = files("cvpctl.project") / "templates" / "github" / "workflows" / f"cvpctl-{kind}.yml"
    changes = {
        f"name: cvpctl {kind}\n": f"name: cvpctl {kind} {name}\n",
        "  PORTAL: production\n  DIRECTORY: .\n": f"  PORTAL: {name}\n  DIRECTORY: clients/{name}\n",
        "environment: production": f"environment: {name}",
        "secrets.HUBSPOT_ACCESS_TOKEN": f"secrets.{name.upper()}_TOKEN",
        "cvpctl-apply.yml": f"cvpctl-apply-{name}.yml",
    }
    text = template.read_text(encoding="utf-8")
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


@dataclass(slots=True)
class Agency:
    """Fieldnote's repository on the forge, and its clients' portals."""

    forge: Forge
    portals: dict[str, Emulator]

    def write(self, path: str, text: str) -> None:
        file = self.forge.desk / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.forge.desk / path).read_text(encoding="utf-8")

    def change(self, path: str, before: str, after: str) -> None:
        text = self.read(path)
        assert before in text
        self.write(path, text.replace(before, after))

    def by_hand(self, name: str, who: str, path: str, **body: Any) -> None:
        """Edit a portal as one of the people who work in it."""
        headers = {"Authorization": f"Bearer {_token(name, who)}", "Content-Type": "application/json"}
        address = f"{self.portals[name].base_url}/crm/properties/2026-09/contacts/{path}"
        with urlopen(Request(address, json.dumps(body).encode(), headers, method="PATCH")):
            pass

    def property(self, name: str, key: str) -> Any:
        portal = self.portals[name]
        address = f"{portal.base_url}/crm/properties/2026-09/contacts/{key}"
        with urlopen(Request(address, headers={"Authorization": f"Bearer {portal.token}"})) as answer:
            return json.loads(answer.read())


def _token(name: str, who: str) -> str:
    return f"{name}-fictional-token-of-{who.lower()}"


@contextmanager
def fieldnote(forge: Forge) -> Iterator[Agency]:
    """Give the agency with empty portals and everything on main."""
    with ExitStack() as stack:
        portals = {name: stack.enter_context(_portal(name)) for name in NAMES}
        agency = Agency(forge, portals)
        agency.write("cvpctl-workspace.yaml", f"clients: [{', '.join(f'clients/{name}' for name in NAMES)}]\n")
        agency.write(".gitignore", ".cvpctl/\n")
        agency.write(SHARED, LAYER)
        scripts = files("cvpctl.project") / "templates" / "github" / "scripts"
        for script in scripts.iterdir():
            agency.write(f".github/cvpctl/{script.name}", script.read_text(encoding="utf-8"))
        for name, portal in portals.items():
            settings = PROJECT.format(name=name, portal=portal.portal_id, url=portal.base_url)
            agency.write(f"clients/{name}/cvpctl.yaml", settings)
            agency.write(f"clients/{name}/blueprints/portal.yaml", blueprint(name))
            for kind in ("plan", "apply", "drift"):
                agency.write(f".github/workflows/cvpctl-{kind}-{name}.yml", workflow(kind, name))
            forge.github.environments[name] = REVIEWED
            forge.secrets[f"{name.upper()}_TOKEN"] = portal.token
        forge.variables["CVPCTL_SOURCE"] = "git+https://git.example/cvpctl@0123abc"
        forge.push("Three clients, one layer")
        yield agency


@contextmanager
def _portal(name: str) -> Iterator[Emulator]:
    with Emulator(portal_id=PORTALS[name], token=f"{name}-fictional-token", deterministic=True) as portal:
        for who, number in PEOPLE.items():
            portal.add_token(_token(name, who), user_id=number)
            portal.add_owner(f"{who.lower()}@{name}.example", who, "Example", user_id=int(number))
        yield portal
