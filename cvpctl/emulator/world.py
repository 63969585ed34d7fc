"""Everything one process serves: portals, tokens, limits, faults, the log. The app and the admin routes act on it."""

import uuid
from collections.abc import Iterable, Mapping
from threading import RLock
from typing import Any

from cvpctl.emulator import defaults
from cvpctl.emulator.account import new_account
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body
from cvpctl.emulator.faults import Faults
from cvpctl.emulator.identity import Grant, Identity
from cvpctl.emulator.limits import CallWindow, Limits
from cvpctl.emulator.object_types import infer
from cvpctl.emulator.occupancy import occupy
from cvpctl.emulator.property_usages import usages_of
from cvpctl.emulator.request_log import RequestLog
from cvpctl.emulator.routes import Match
from cvpctl.emulator.store import Portal, Store
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Quotas, Tier, limits_of, quotas_of

EXPORT_FORMAT = 1


class World:
    """The state behind the server. `lock` guards it: requests and the test that owns the server share it."""

    def __init__(self, store: Store, portal_id: int, *, switches: Switches, limits: Limits | None) -> None:
        self.store = store
        self.portal_id = portal_id
        self.switches = switches
        self.limits = limits
        self.identity = Identity()
        self.faults = Faults()
        self.log = RequestLog()
        self.lock = RLock()
        self._windows: dict[tuple[int, int], CallWindow] = {}
        self._answered = 0

    def found(
        self,
        portal_id: int,
        *,
        name: str = "Emulated portal",
        account_type: str = "DEVELOPER_TEST",
        tier: Tier = "enterprise",
        quotas: Quotas | None = None,
        sensitive_data: bool = False,
    ) -> Portal:
        """The portal of this id, furnished as a new one is; one that is already there stays as it was founded."""
        with self.lock:
            portal = self.store.portal(portal_id)
            if not portal.all("account"):
                allowed = quotas or quotas_of(tier)
                account = new_account(
                    portal_id, name, account_type, tier, quotas=allowed, sensitive_data=sensitive_data
                )
                with self.store.transaction():
                    portal.put("account", "account", account)
                    defaults.furnish(portal)
            return portal

    def admit(self, token: str, portal_id: int, *, scopes: Iterable[str] | None = None, user_id: str = "") -> None:
        with self.lock:
            self.found(portal_id)
            self.identity.admit(token, portal_id, scopes=scopes, user_id=user_id)

    def reset(self) -> None:
        """Every portal as new, faults disarmed, the log empty; tokens stay."""
        with self.lock:
            with self.store.transaction():
                for portal in self.store.portals.values():
                    account = portal.account
                    portal.clear()
                    portal.put("account", "account", account)
                    defaults.furnish(portal)
            self.faults.clear()
            self.log.clear()
            self._windows.clear()
            self._answered = 0

    def export(self, portal_id: int) -> Body:
        with self.lock:
            collections = self.store.portal(portal_id).export()
            return {"format": EXPORT_FORMAT, "portalId": portal_id, "collections": collections}

    def load(self, portal_id: int, exported: Mapping[str, Any]) -> None:
        with self.lock, self.store.transaction():
            portal = self.store.portal(portal_id)
            portal.clear()
            for collection, things in exported["collections"].items():
                for key, body in things.items():
                    portal.put(collection, key, body)

    def occupy(self, portal_id: int, object_type: str, property_name: str, value: str, object_ids: list[str]) -> None:
        with self.lock, self.store.transaction():
            occupy(self.store.portal(portal_id), infer(object_type), property_name, value, object_ids)

    def use_property(self, portal_id: int, object_type: str, property_name: str, uses: list[tuple[str, str]]) -> None:
        body = {"uses": [{"parentType": kind, "parentName": name} for kind, name in uses]}
        with self.lock, self.store.transaction():
            self.store.portal(portal_id).put(usages_of(infer(object_type).id), property_name, body)

    def set_limits(self, limits: Limits | None) -> None:
        with self.lock:
            self.limits = limits
            self._windows.clear()

    def window(self, grant: Grant) -> CallWindow:
        """One per app and portal, as HubSpot counts; by tier unless told otherwise."""
        key = (grant.portal_id, grant.app_id)
        if key not in self._windows:
            tier: Tier = self.store.portal(grant.portal_id).account["tier"]
            self._windows[key] = CallWindow(self.limits or limits_of(tier))
        return self._windows[key]

    def correlation_id(self) -> str:
        self._answered += 1
        return str(uuid.UUID(int=self._answered) if self.store.deterministic else uuid.uuid4())

    def call(self, match: Match, query: Mapping[str, str], body: Any, grant: Grant | None, user_id: str | None) -> Call:
        acting = grant or Grant(self.portal_id)
        return Call(
            portal=self.store.portal(acting.portal_id),
            grant=acting,
            identity=self.identity,
            switches=self.switches,
            version=match.mounted.version,
            params=match.params,
            query=query,
            body=body,
            user_id=user_id or acting.user_id,
        )
