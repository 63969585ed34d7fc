import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from cvpctl.emulator.errors import Refusal, invalid
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.ownership import DatabaseInUse
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.store import Store, StoreMismatch
from cvpctl.emulator.tiers import Quotas

MakeProperty = Callable[..., dict[str, Any]]
CONTACTS = "/crm/properties/2026-09/contacts"
PLENTY = Quotas(properties_per_object=20_000, properties_overall=20_000)


def test_a_portal_outlives_its_process(tmp_path: Path, a_property: MakeProperty) -> None:
    """Opened again, the file gives the same portal; ids and made-up time go on."""
    db = tmp_path / "deep" / "portal.db"
    with Emulator(db, deterministic=True) as first:
        headers = {"Authorization": f"Bearer {first.token}"}
        made = httpx.post(f"{first.base_url}{CONTACTS}", json=a_property(), headers=headers).json()
        state = first.state()
    with Emulator(db, deterministic=True) as second:
        headers = {"Authorization": f"Bearer {second.token}"}
        later = httpx.patch(f"{second.base_url}{CONTACTS}/value_path_stage", json={"label": "x"}, headers=headers)
        restored = second.state()

    assert later.json()["createdAt"] == made["createdAt"] < later.json()["updatedAt"]
    assert list(state["collections"]["properties/0-1"]) == list(restored["collections"]["properties/0-1"])
    assert first.token.encode() not in db.read_bytes()


def test_a_file_has_one_owner(tmp_path: Path) -> None:
    """A second process, or a second portal in this one, is refused while the first runs."""
    db = tmp_path / "portal.db"
    with Emulator(db), pytest.raises(DatabaseInUse):
        Emulator(db).start()
    with Emulator(db):
        pass


def test_another_format_is_not_touched(tmp_path: Path) -> None:
    """A file of a later version is refused, not rewritten."""
    db = tmp_path / "portal.db"
    later = sqlite3.connect(db)
    later.execute("pragma user_version = 99")
    later.commit()
    later.close()

    with pytest.raises(StoreMismatch):
        Store(db)


def test_a_refused_request_leaves_no_trace(tmp_path: Path) -> None:
    """What a transaction wrote before it failed is undone, in memory and on disk."""
    store = Store(tmp_path / "portal.db")
    portal = store.portal(1)
    with store.transaction():
        portal.put("things", "a", {"n": 1})

    def refused() -> None:
        with store.transaction():
            portal.put("things", "a", {"n": 2})
            portal.drop("things", "a")
            portal.put("things", "b", {"n": 3})
            raise invalid("no")

    with pytest.raises(Refusal):
        refused()

    store.close()
    assert dict(portal.all("things")) == {"a": {"n": 1}}
    again = Store(tmp_path / "portal.db")
    assert dict(again.portal(1).all("things")) == {"a": {"n": 1}}
    again.close()


def test_a_refused_request_leaves_the_order(tmp_path: Path) -> None:
    """What was dropped before the refusal stands where it stood, since lists are answered in that order."""
    store = Store(tmp_path / "portal.db")
    portal = store.portal(1)
    with store.transaction():
        for key in "abc":
            portal.put("things", key, {})

    def refused() -> None:
        with store.transaction():
            portal.drop("things", "a")
            portal.put("things", "d", {})
            portal.drop("things", "b")
            raise invalid("no")

    with pytest.raises(Refusal):
        refused()

    store.close()
    assert list(portal.all("things")) == ["a", "b", "c"]


def test_what_comes_back_stands_last_on_disk_too(tmp_path: Path) -> None:
    """A thing dropped and put again in one request is at the end of its list, also after the file was reopened."""
    store = Store(tmp_path / "portal.db")
    portal = store.portal(1)
    with store.transaction():
        for key in "abc":
            portal.put("things", key, {})
    with store.transaction():
        portal.drop("things", "b")
        portal.put("things", "d", {})
        portal.put("things", "b", {"n": 2})
        portal.put("things", "a", {"n": 1})

    store.close()
    again = Store(tmp_path / "portal.db")
    assert list(portal.all("things").items()) == list(again.portal(1).all("things").items())
    assert list(portal.all("things")) == ["a", "c", "d", "b"]
    again.close()


@pytest.mark.long
def test_ten_thousand_properties_are_no_burden(tmp_path: Path, a_property: MakeProperty) -> None:
    """A batch of 100, a list of 10,000 and a start over them stay quick (bounds are generous for busy machines)."""
    db = tmp_path / "portal.db"
    with (
        Emulator(db, quotas=PLENTY, limits=Limits.off()) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        times = []
        for start in range(0, 10_000, 100):
            inputs = [a_property(f"p{number}") for number in range(start, start + 100)]
            began = time.perf_counter()
            answer = http.post(f"{CONTACTS}/batch/create", json={"inputs": inputs})
            times.append(time.perf_counter() - began)
            assert answer.status_code == 201
        began = time.perf_counter()
        listed = http.get(CONTACTS)
        listing = time.perf_counter() - began
    began = time.perf_counter()
    with Emulator(db):
        starting = time.perf_counter() - began

    assert len(listed.json()["results"]) > 10_000
    assert sorted(times)[50] < 0.1
    assert listing < 0.6
    assert starting < 1.0
