"""Live state from the embedded portal: what is read, with how many calls, and what stays unknown."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.errors import DailyLimit, NotAuthorised, PortalUnreachable
from cvpctl.model import OBJECT_TYPES, Address, Body, Call, Operation, Scope, Settled, Unseen
from cvpctl.portal import Patience, Portal

GROUPS: Scope = ("group", ("contacts",))
PROPERTIES: Scope = ("property", ("contacts",))
PIPELINES: Scope = ("pipeline", ("deals",))
SEATS: Body = {
    "name": "seats",
    "label": "Seats",
    "type": "number",
    "fieldType": "number",
    "groupName": "contactinformation",
}


def create(portal: Portal, *bodies: Body) -> None:
    addresses = tuple(Address("property", ("contacts",), str(body["name"])) for body in bodies)
    steps = tuple(f"{address}:create" for address in addresses)
    operation = Operation("properties", "batch_create", 100)
    outcomes = portal.execute(Call(1, 1, operation, {"objectType": "contacts"}, steps, addresses, inputs=tuple(bodies)))
    assert {outcome.settled for outcome in outcomes} == {Settled.DONE}


def archive(portal: Portal, name: str) -> None:
    address = Address("property", ("contacts",), name)
    parameters = {"objectType": "contacts", "propertyName": name}
    portal.execute(Call(1, 1, Operation("properties", "archive"), parameters, ("x",), (address,)))


@pytest.mark.parametrize("version", ["2026-09", "2026-03", "v3"])
def test_one_call_per_scope_in_every_version(emulator: Emulator, version: str) -> None:
    """Groups, properties and pipelines come with their addresses, whatever version the portal is asked in."""
    versions = {"properties": version, "pipelines": version}
    with Portal.open(emulator.base_url, emulator.token, read_only=True, versions=versions) as reader:
        state = reader.fetch([GROUPS, PROPERTIES, PIPELINES])
        assert reader.calls.total == 3
    wanted = {
        Address("group", ("contacts",), "contactinformation"),
        Address("property", ("contacts",), "email"),
        Address("pipeline", ("deals",), "default"),
    }
    assert wanted <= set(state.resources)
    assert not state.unknown
    assert all(version in entry.path for entry in emulator.log.entries)


def test_any_spelling_of_a_scope_gives_canonical_addresses(reader: Portal) -> None:
    """A scope said twice in two spellings is read once."""
    state = reader.fetch([("group", ("CONTACT",)), ("group", ("0-1",))])
    assert {address.scope for address in state.resources} == {("contacts",)}
    assert reader.calls.total == 1


def test_archived_names_are_read_only_where_asked(portal: Portal) -> None:
    """An archived property stands apart from the live ones."""
    create(portal, SEATS)
    archive(portal, "seats")
    seats = Address("property", ("contacts",), "seats")
    plain = portal.fetch([PROPERTIES])
    full = portal.fetch([PROPERTIES], archived=[PROPERTIES, GROUPS])
    assert (seats in plain.resources, seats in plain.archived) == (False, False)
    assert (seats in full.resources, seats in full.archived) == (False, True)
    assert portal.calls.by_operation["properties.list_archived"] == 1


def test_sensitive_properties_are_read_only_where_asked(emulator: Emulator, patience: Patience) -> None:
    """They hide from the plain list, and from the plain archived list."""
    emulator.add_portal(77, "token-of-the-clinic", sensitive_data=True)
    with Portal.open(emulator.base_url, "token-of-the-clinic", read_only=False, patience=patience) as portal:
        create(portal, SEATS | {"name": "badge", "dataSensitivity": "sensitive"})
        create(portal, SEATS | {"name": "blood", "dataSensitivity": "highly_sensitive"})
        archive(portal, "blood")
        badge, blood = (Address("property", ("contacts",), name) for name in ("badge", "blood"))
        levels = {PROPERTIES: frozenset({"sensitive", "highly_sensitive"})}
        assert badge not in portal.fetch([PROPERTIES]).resources
        state = portal.fetch([PROPERTIES], archived=[PROPERTIES], sensitive=levels)
        assert (badge in state.resources, blood in state.archived) == (True, True)


def test_a_missing_scope_leaves_the_scope_unknown(emulator: Emulator) -> None:
    """Forbidden is not absent, and the message names the scopes that would help."""
    emulator.add_token("narrow", scopes=["crm.schemas.contacts.read"])
    companies: Scope = ("property", ("companies",))
    with Portal.open(emulator.base_url, "narrow", read_only=True) as narrow:
        state = narrow.fetch([PROPERTIES, companies, PIPELINES], archived=[companies])
    assert {companies: Unseen.FORBIDDEN, PIPELINES: Unseen.FORBIDDEN} == {
        scope: unknown.why for scope, unknown in state.unknown.items()
    }
    assert "deals" in state.unknown[PIPELINES].detail
    assert {address.scope for address in state.resources} == {("contacts",)}


def test_an_object_that_is_not_enabled_is_unknown(emulator: Emulator, reader: Portal) -> None:
    """HubSpot refuses; nothing is said about what such an object holds."""
    emulator.enable_object("courses", on=False)
    courses: Scope = ("property", ("courses",))
    state = reader.fetch([courses])
    assert state.unknown[courses].why is Unseen.NOT_ENABLED


def test_a_scope_seen_in_part_is_unknown_whole(emulator: Emulator, reader: Portal) -> None:
    """The part that was not seen could hold anything."""
    emulator.faults.fail_once(403, route="/properties/", nth=2)
    state = reader.fetch([PROPERTIES], archived=[PROPERTIES])
    assert (list(state.unknown), dict(state.resources), dict(state.archived)) == ([PROPERTIES], {}, {})


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("status", status=401, times=0), NotAuthorised),
        (Fault("status", status=429, policy="DAILY", times=0), DailyLimit),
        (Fault("status", status=503, times=0), PortalUnreachable),
        (Fault("reset", times=0), PortalUnreachable),
    ],
    ids=["401", "daily limit", "server fault", "reset"],
)
def test_what_makes_looking_impossible_is_raised(
    emulator: Emulator, reader: Portal, fault: Fault, error: type[Exception]
) -> None:
    """A state is never made up of silence."""
    emulator.faults.add(fault)
    with pytest.raises(error):
        reader.fetch([GROUPS, PROPERTIES])


def test_the_daily_limit_is_asked_once(emulator: Emulator, reader: Portal, pauses: list[float]) -> None:
    """No retry, no wait."""
    emulator.faults.add(Fault("status", status=429, policy="DAILY", times=0))
    with pytest.raises(DailyLimit):
        reader.fetch([PROPERTIES])
    assert (emulator.log.total, pauses) == (1, [])


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", status=429, times=2),
        Fault("status", status=502),
        Fault("status", status=423),
        Fault("reset"),
        Fault("reset", when="after"),
    ],
    ids=["throttled", "server fault", "locked", "reset", "reset after"],
)
def test_reads_outlast_what_passes(emulator: Emulator, reader: Portal, fault: Fault) -> None:
    """The same state comes out, a little later."""
    calm = reader.fetch([GROUPS])
    emulator.faults.add(fault)
    assert calm == reader.fetch([GROUPS])


def test_parallel_reads_do_not_mix_up(emulator: Emulator) -> None:
    """Every answer lands under its own scope, also when several fetches share one portal."""
    emulator.set_limits(Limits.off())
    scopes: list[Scope] = [
        (kind, (object_type.name,)) for object_type in OBJECT_TYPES for kind in ("group", "property")
    ]
    with Portal.open(emulator.base_url, emulator.token, read_only=True, workers=1) as slow:
        expected = slow.fetch(scopes)
    with (
        Portal.open(emulator.base_url, emulator.token, read_only=True, workers=8) as fast,
        ThreadPoolExecutor(4) as pool,
    ):
        states = list(pool.map(lambda _: fast.fetch(scopes), range(4)))
        assert fast.calls.total == 4 * len(scopes)
    assert [expected] * 4 == states
    assert len(expected.resources) > 200
