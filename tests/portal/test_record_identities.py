"""What the record keeps of a label is what the next run knows it by, while HubSpot hides its name."""

import json

import pytest
from portal.deeds import SPONSOR, create

from cvpctl.emulator.server import Emulator
from cvpctl.model import Address, Entry, Record, Scope
from cvpctl.portal import Portal
from cvpctl.project.record_text import RecordDamaged, from_text, to_text

BUYER = Address("label", ("deals", "contacts"), "buyer")
PAIR: Scope = ("label", ("deals", "contacts"))


def test_the_next_run_knows_a_label_without_its_name(emulator: Emulator, portal: Portal) -> None:
    """Through the text of a record and back."""
    create(portal, str(BUYER), SPONSOR)
    found = portal.fetch([PAIR]).resources[BUYER]
    record = Record(emulator.portal_id, "acme", {BUYER: Entry(SPONSOR, SPONSOR, identity=found.identity)})
    kept = {address: entry.identity for address, entry in from_text(to_text(record)).entries.items()}
    emulator.faults.fail_once(403, route="/schemas/")
    with Portal.open(emulator.base_url, emulator.token, read_only=True, bindings=kept) as later:
        assert {BUYER: found.identity} == {a: one.identity for a, one in later.fetch([PAIR]).resources.items()}


def test_a_record_without_identities_is_as_it_was() -> None:
    """Older ones load, and nothing is written where nothing has to be remembered."""
    record = Record(1, "acme", {BUYER: Entry({"label": "A"}, {"label": "A"})})
    text = to_text(record)
    assert ("identity" in text, from_text(text)) == (False, record)


def test_an_identity_that_is_no_text_is_damage() -> None:
    """It would reach a path of the API."""
    document = json.loads(to_text(Record(1, "acme", {BUYER: Entry({}, {}, identity="1/2")})))
    document["entries"][str(BUYER)]["identity"] = 12
    with pytest.raises(RecordDamaged, match="identity"):
        from_text(json.dumps(document))
