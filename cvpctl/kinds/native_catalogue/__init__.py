"""What HubSpot's own properties already carry: a curated list per object, for advice and rules that work offline.

It is no copy of a portal's list (a live portal answers that itself) but what people add again under another name.
One JSON file per object lies beside this module and is read the first time somebody asks for it.
"""

from cvpctl.kinds.native_catalogue.concepts import concept
from cvpctl.kinds.native_catalogue.matching import Asked, Match, Natives
from cvpctl.kinds.native_catalogue.pages import Evidence, NativeProperty, natives_of

__all__ = ["Asked", "Evidence", "Match", "NativeProperty", "Natives", "concept", "natives_of"]
