"""Which pairs have labels, asked once for the whole portal."""

from __future__ import annotations

from portal.wire_cases import LABEL, write

from cvpctl.emulator.faults import Fault
from cvpctl.emulator.server import Emulator
from cvpctl.model import Settled, Unknown, Unseen
from cvpctl.portal import Portal

ENDS = {"fromObjectType": "contacts", "toObjectType": "companies"}
ITSELF = {"fromObjectType": "contacts", "toObjectType": "contacts"}


def test_pairs_with_labels_are_told_once(portal: Portal, emulator: Emulator) -> None:
    """Each one way round in the order asked for, one with itself too; pairs of other objects are left out."""
    for number, ends in enumerate((ENDS, ITSELF, {"fromObjectType": "deals", "toObjectType": "contacts"})):
        said = {**LABEL, "name": f"fictional_{number}", "label": f"Fictional {number}"}
        assert Settled.DONE is write(portal, ("associations.create_label", ends, said))
    emulator.log.clear()

    assert (("companies", "contacts"), ("contacts", "contacts")) == portal.labelled_pairs(["companies", "contacts"])
    assert ["/crm/limits/2026-09/associations/labels"] == [entry.path for entry in emulator.log.entries]


def test_a_custom_object_that_is_not_known_has_no_pairs(portal: Portal) -> None:
    """Nobody is asked who it might be."""
    assert () == portal.labelled_pairs(["contacts", "deliverable"])


def test_a_refusal_is_unknown(portal: Portal, emulator: Emulator) -> None:
    """That nobody may know is not that there are none."""
    emulator.faults.add(Fault("status", status=403, route="/associations/labels", times=1))

    told = portal.labelled_pairs(["contacts"])

    assert isinstance(told, Unknown)
    assert Unseen.FORBIDDEN is told.why
