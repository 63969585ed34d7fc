import httpx
import pytest

from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches

LIBRARY = "/crm/object-library/2026-09/enablement"


def test_a_new_portal_has_them_all(http: httpx.Client) -> None:
    """Five objects come from the library; every other object simply is there."""
    enabled = http.get(LIBRARY).json()["enablementByObjectTypeId"]

    assert enabled == dict.fromkeys(("0-162", "0-410", "0-420", "0-421", "0-970"), True)
    assert http.get("/crm/v3/object-library/enablement/0-1").json() == {"enablement": True}
    assert http.get(f"{LIBRARY}/nowhere").status_code == 400


def test_an_object_can_be_switched_off(http: httpx.Client, portal: Emulator) -> None:
    """Only from outside; its definitions are then refused, unless a switch lets them answer."""
    portal.enable_object("courses", on=False)
    told = http.get(f"{LIBRARY}/0-410").json()
    paths = ("/crm/v3/properties/courses", "/crm/v3/pipelines/0-410", "/crm/v3/objects/courses")
    refused = [http.get(path).status_code for path in paths]
    portal.use_switches(Switches(disabled_objects="answer"))
    answered = [http.get(path).status_code for path in paths]
    http.post("/_emulator/objects", json={"objectType": "0-410", "enabled": True})

    assert (told, refused, answered) == ({"enablement": False}, [403] * 3, [200] * 3)
    assert http.get(f"{LIBRARY}/0-410").json() == {"enablement": True}


def test_only_library_objects_are_switched(http: httpx.Client, portal: Emulator) -> None:
    """Contacts stay."""
    with pytest.raises(ValueError, match="object library"):
        portal.enable_object("contacts", on=False)
    assert http.post("/_emulator/objects", json={"objectType": "deals", "enabled": False}).status_code == 400
