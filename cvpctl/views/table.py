"""The four views in their build order: each needs those before it, and none may be skipped."""

from __future__ import annotations

from cvpctl.model.views import View
from cvpctl.views.business_context import UBC
from cvpctl.views.customer_view import UCV
from cvpctl.views.revenue_view import URV
from cvpctl.views.team_enablement import UTE

VIEWS: tuple[View, ...] = (UCV, URV, UBC, UTE)
