"""Everything one process serves: portals, tokens, limits, faults, the log. The app and the admin routes act on it."""

import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import RLock
from typing import Any

from cvpctl.emulator import defaults, records, seeding, snapshots
from cvpctl.emulator.account import new_account, zone_of
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import Body
from cvpctl.emulator.faults import Faults
from cvpctl.emulator.flows import add_flow
from cvpctl.emulator.forms import add_form
from cvpctl.emulator.identity import Grant, Identity
from cvpctl.emulator.limits import CallWindow, Limits, SearchWindow
from cvpctl.emulator.lists import add_list
from cvpctl.emulator.object_library import enable
from cvpctl.emulator.occupancy import occupy
from cvpctl.emulator.owners import add_owner
from cvpctl.emulator.past import Past
from cvpctl.emulator.property_usages import usages_of
from cvpctl.emulator.read_lag import OBSERVED_SECONDS, ReadLag
from cvpctl.emulator.record_index import index_all, index_of
from cvpctl.emulator.request_log import RequestLog
from cvpctl.emulator.routes import Match
from cvpctl.emulator.store import Portal, Store
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Quotas, Tier, limits_of, quotas_of


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
        self.lag = ReadLag()
        self.lock = RLock()
        self.past = Past(store)
        store.committed = self.past.remember
        for portal in store.portals.values():
            index_all(portal)
        self._windows: dict[tuple[int, int], CallWindow] = {}
        self._search_windows: dict[int, SearchWindow] = {}
        self._founded: dict[int, Body] = {}
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
            self._founded.setdefault(portal_id, portal.account)
            return portal

    def admit(self, token: str, portal_id: int, *, scopes: Iterable[str] | None = None, user_id: str = "") -> None:
        with self.lock:
            self.found(portal_id)
            self.identity.admit(token, portal_id, scopes=scopes, user_id=user_id)

    def expire(self, token: str) -> None:
        with self.lock:
            self.identity.expire(token)

    def reset(self) -> None:
        """Every portal as new, faults disarmed, the log empty; tokens stay."""
        with self.lock:
            with self.store.transaction():
                for portal in self.store.portals.values():
                    account = self._founded.get(portal.id, portal.account)
                    portal.clear()
                    portal.put("account", "account", account)
                    defaults.furnish(portal)
            self.faults.clear()
            self.log.clear()
            self.lag.forget()
            self.past.forget()
            self._windows.clear()
            self._search_windows.clear()
            self._answered = 0

    def export(self, portal_id: int) -> Body:
        with self.lock:
            return snapshots.exported(self.store.portal(portal_id))

    def load(self, portal_id: int, exported: Mapping[str, Any]) -> None:
        with self.lock, self.store.transaction():
            snapshots.taken_in(self.store.portal(portal_id), exported)
            index_all(self.store.portal(portal_id))

    def seed_from(self, portal_id: int, directory: Path) -> dict[str, int]:
        with self.lock, self.store.transaction():
            return seeding.seed(self.store.portal(portal_id), directory)

    def occupy(self, portal_id: int, object_type: str, property_name: str, value: str, object_ids: list[str]) -> None:
        with self.lock, self.store.transaction():
            portal = self.store.portal(portal_id)
            occupy(portal, resolve(portal, object_type), property_name, value, object_ids)

    def add_records(self, portal_id: int, object_type: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Many records at once, by the rules of the records area; a value that is no good raises its Refusal."""
        portal = self.store.portal(portal_id)
        grant = Grant(portal_id)
        params = {"objectType": object_type}
        call = Call(portal, grant, self.identity, self.switches, "v3", params, {}, None, grant.user_id)
        with self.lock, self.store.transaction():
            ids = [records.give_birth(call, values, in_batch=False)["id"] for values in records.checked(call, [*rows])]
            index_of(portal, call.object_type)
            return ids

    def use_property(self, portal_id: int, object_type: str, property_name: str, uses: list[tuple[str, str]]) -> None:
        body = {"uses": [{"parentType": kind, "parentName": name} for kind, name in uses]}
        with self.lock, self.store.transaction():
            portal = self.store.portal(portal_id)
            portal.put(usages_of(resolve(portal, object_type).id), property_name, body)

    def enable(self, portal_id: int, object_type: str, *, on: bool) -> None:
        with self.lock, self.store.transaction():
            portal = self.store.portal(portal_id)
            enable(portal, resolve(portal, object_type), on=on)

    def add_owner(self, portal_id: int, **owner: Any) -> Body:
        with self.lock, self.store.transaction():
            return add_owner(self.store.portal(portal_id), **owner)

    def add_list(self, portal_id: int, name: str, object_type: str, filters: Body, *, processing_type: str) -> Body:
        with self.lock, self.store.transaction():
            portal = self.store.portal(portal_id)
            type_id = resolve(portal, object_type).id
            return add_list(portal, name, type_id, processing_type=processing_type, filters=filters)

    def add_form(self, portal_id: int, name: str, groups: list[Any]) -> Body:
        with self.lock, self.store.transaction():
            return add_form(self.store.portal(portal_id), name, groups)

    def add_workflow(self, portal_id: int, name: str, object_type: str, **definition: Any) -> Body:
        with self.lock, self.store.transaction():
            portal = self.store.portal(portal_id)
            return add_flow(portal, name, resolve(portal, object_type).id, **definition)

    def set_limits(self, limits: Limits | None) -> None:
        with self.lock:
            self.limits = limits
            self._windows.clear()
            self._search_windows.clear()

    def window(self, grant: Grant) -> CallWindow:
        """One per app and portal, as HubSpot counts; by tier unless told otherwise."""
        key = (grant.portal_id, grant.app_id)
        if key not in self._windows:
            account = self.store.portal(grant.portal_id).account
            tier: Tier = account["tier"]
            self._windows[key] = CallWindow(self.limits or limits_of(tier), zone=zone_of(account))
        return self._windows[key]

    def search_window(self, grant: Grant) -> SearchWindow:
        """One per portal: five searches a second, whoever makes them (documented)."""
        if grant.portal_id not in self._search_windows:
            limits = self.limits or limits_of(self.store.portal(grant.portal_id).account["tier"])
            self._search_windows[grant.portal_id] = SearchWindow(limits.searches_per_second)
        return self._search_windows[grant.portal_id]

    def correlation_id(self) -> str:
        self._answered += 1
        return str(uuid.UUID(int=self._answered) if self.store.deterministic else uuid.uuid4())

    def call(
        self, match: Match, query: Mapping[str, str], body: Any, grant: Grant | None, user_id: str | None, *, url: str
    ) -> Call:
        acting = grant or Grant(self.portal_id)
        observed = OBSERVED_SECONDS if self.switches.schema_reads == "lagging" else 0.0
        self.lag.seconds = self.faults.stale or observed
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
            lag=self.lag,
            url=url,
        )
