"""Records that come to hold the old value while it is being hidden: looked for once more, and moved as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import pytest
from desk import Desk
from scenarios.test_migrations import (
    ALLOWED,
    BIN,
    BLUEPRINT,
    OPTION_MOVED,
    PROPERTY_ALLOWED,
    PROPERTY_MOVED,
    TO_RESEARCHER,
    TO_TOWN,
    add,
    held,
    options,
    values_files,
)

from cvpctl.emulator.faults import Fault

CITY = "/crm/properties/2026-09/contacts/city_old"


@pytest.fixture
def filled(fresh: Desk) -> Desk:
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    ended = fresh.run("apply", "--yes")
    assert 0 == ended.code, ended.said + ended.told
    return fresh


@contextmanager
def _while_it_is_hidden(desk: Desk, patches: int, deed: Callable[[], None]) -> Iterator[None]:
    """Do something when so many definitions were patched: the last of them hides, and its answer is slow."""
    desk.emulator.log.clear()
    desk.emulator.faults.add(Fault("slow_body", seconds=0.5, method="PATCH", route="properties", nth=patches))

    def wait() -> None:
        end = monotonic() + 20
        while desk.emulator.log.count("PATCH", "properties") < patches and monotonic() < end:
            sleep(0.005)
        deed()

    other = Thread(target=wait)
    other.start()
    yield
    other.join()


@pytest.mark.long
def test_an_option_picked_meanwhile_goes_over(filled: Desk) -> None:
    """Two records pick the old option in the moment it is hidden: neither keeps it, and the report says so."""
    add(filled, 5, role="mql")
    add(filled, 2)
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED)

    def picked() -> None:
        add(filled, 1, role="mql")
        add(filled, 1, role="tin;mql")

    with _while_it_is_hidden(filled, 2, picked):
        ended = filled.run("apply", "--yes", *ALLOWED)

    assert 0 == ended.code, ended.said + ended.told
    assert {"researcher": 6, "tin;researcher": 1, "": 2} == held(filled, "role")
    assert options(filled)["mql"]
    assert "2 records came to hold property.contacts.role/options/mql before it was hidden" in ended.said
    assert [] == values_files(filled)


@pytest.mark.long
def test_a_property_filled_and_edited_meanwhile_goes_over(filled: Desk) -> None:
    """What a form still wrote into the old property stands in the new one; a value of its own there is left alone."""
    first, own, _ = add(filled, 3, city_old="Ulm")
    filled.write("blueprints/portal.yaml", TO_TOWN + PROPERTY_MOVED)

    def edited() -> None:
        add(filled, 1, city_old="Bonn")
        filled.ask("PATCH", BIN.format(first), {"properties": {"city_old": "Kiel"}})
        filled.ask("PATCH", BIN.format(own), {"properties": {"city_old": "Jena", "town": "Gera"}})

    with _while_it_is_hidden(filled, 1, edited):
        ended = filled.run("apply", "--yes", *PROPERTY_ALLOWED)

    assert 0 == ended.code, ended.said + ended.told
    assert {"Ulm": 1, "Bonn": 1, "Kiel": 1, "Gera": 1} == held(filled, "town")
    assert filled.ask("GET", CITY)["hidden"]
    assert "2 records came to hold property.contacts.city_old before it was hidden" in ended.said
    assert [] == values_files(filled)


@pytest.mark.long
def test_what_an_earlier_run_kept_is_let_go(filled: Desk) -> None:
    """The last look failed, so what records held was kept: the next apply counts, finds nothing, and lets it go."""
    add(filled, 3, role="mql")
    filled.write("blueprints/portal.yaml", TO_RESEARCHER + OPTION_MOVED)
    with _while_it_is_hidden(filled, 2, lambda: filled.emulator.faults.fail_once(400, route="/search")):
        stopped = filled.run("apply", "--yes", *ALLOWED)
    left, moved = values_files(filled), held(filled, "role")

    ended = filled.run("apply", "--yes", *ALLOWED)

    assert (6, 1, {"researcher": 3}) == (stopped.code, len(left), moved), stopped.said + stopped.told
    assert (0, []) == (ended.code, values_files(filled)), ended.said + ended.told
    assert "The migration of property.contacts.role/options/mql is through: no record holds it" in ended.said
