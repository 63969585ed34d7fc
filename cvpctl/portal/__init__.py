"""The HubSpot side: the only room that speaks to a portal. Everything else gets values.

`Portal.open` is the door; the libraries behind it are loaded when it opens, so that importing this room costs nothing.
"""

from cvpctl.portal.account import Identity, TokenInfo
from cvpctl.portal.counts import Calls
from cvpctl.portal.endpoints import DEFAULT_VERSION, VERSIONS
from cvpctl.portal.patience import Patience
from cvpctl.portal.portal import Portal

__all__ = ["DEFAULT_VERSION", "VERSIONS", "Calls", "Identity", "Patience", "Portal", "TokenInfo"]
