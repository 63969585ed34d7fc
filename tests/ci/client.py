"""A client whose repository is on the forge of this machine: what `init` wrote, one blueprint, one portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ci.forge import Forge
from desk import Desk

SETTINGS = """\
project: acme
portals:
  production: {{portalId: {portal}, baseUrl: "{url}", token: {{env: HUBSPOT_ACCESS_TOKEN}}, drift: hold}}
blueprints: [blueprints]
record: {{store: branch}}
"""
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      region: {label: Region, groupName: value_path, type: string, fieldType: text}
"""
FILE = "blueprints/portal.yaml"
REGION = "/crm/properties/2026-09/contacts/region"


@dataclass(slots=True)
class Client:
    """A client whose repository is on the forge: what `init` wrote, and a portal."""

    forge: Forge
    portal: Desk

    def state(self, label: str) -> None:
        """Let the blueprint say another label."""
        self.portal.write(FILE, BLUEPRINT.replace("label: Region", f"label: {label}"))

    def edit(self, **body: Any) -> None:
        """Change the property in the portal, as a person does."""
        self.portal.ask("PATCH", REGION, body)

    @property
    def label(self) -> str:
        return str(self.portal.ask("GET", REGION)["label"])
