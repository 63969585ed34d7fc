"""Links to the screens of a portal where a person does what no API can.

The paths rest on links that people published, none of them promised by HubSpot: property settings and the settings of
an object are seen in many places, that of the object library is assumed. A wrong one leads to a page that says so;
whoever prints a link says in words as well what to look for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cvpctl.model import find_object_type

PAGES = ("objectLibrary", "objectSettings", "properties")
"""What `link:` of a runbook step may say instead of an address."""
USUAL_DOMAIN = "app.hubspot.com"
_DOMAIN = re.compile(r"app(-[a-z0-9]+)?\.hubspot\.com")


@dataclass(frozen=True, slots=True)
class Pages:
    """The screens of one portal; `type_ids` of custom objects are known where they live, `portal` is its name."""

    portal: str
    domain: str
    portal_id: int
    type_ids: Mapping[str, str] = field(default_factory=dict)

    def of(self, link: str, object_name: str = "") -> str:
        """Return the address that `link` means: one of `PAGES`, or an address as it stands."""
        if link not in PAGES:
            return link
        type_id = self._type_id(object_name)
        paths = {
            "objectLibrary": f"object-library/{self.portal_id}",
            "objectSettings": f"sales-products-settings/{self.portal_id}" + (f"/object/{type_id}" if type_id else ""),
            "properties": f"property-settings/{self.portal_id}/properties" + (f"?type={type_id}" if type_id else ""),
        }
        # What a portal tells of itself becomes a link that people click: it must be HubSpot's.
        domain = self.domain if _DOMAIN.fullmatch(self.domain) else USUAL_DOMAIN
        return f"https://{domain}/{paths[link]}"

    def attest(self, key: str) -> str:
        """Return what somebody types who has done a step there."""
        return f"cvpctl attest {key} --portal {self.portal}"

    def _type_id(self, name: str) -> str:
        known = find_object_type(name) if name else None
        return known.id if known else self.type_ids.get(name, "")
