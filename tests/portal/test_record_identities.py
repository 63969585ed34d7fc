"""What the record keeps of a label is what the next run knows it by, while HubSpot hides its name."""

import json

import pytest
from portal.deeds import DELIVERABLE, SPONSOR, create

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
    with Portal.open(emulator.base_url, emulator.token, read_only=True) as later:
        later.know(kept)
        assert {BUYER: found.identity} == {a: one.identity for a, one in later.fetch([PAIR]).resources.items()}


def test_a_binding_wins_over_the_record(emulator: Emulator, portal: Portal) -> None:
    """Of the address, and of the ids: what a person bound is not called anything else by an older record."""
    create(portal, str(BUYER), SPONSOR)
    (identity,) = (one.identity for one in portal.fetch([PAIR]).resources.values())
    payer, absent = (Address("label", ("deals", "contacts"), key) for key in ("payer", "absent"))
    with Portal.open(emulator.base_url, emulator.token, read_only=True, bindings={payer: identity}) as later:
        later.know({payer: "98/99", absent: identity, BUYER: identity})
        assert [payer] == list(later.fetch([PAIR]).resources)


def test_only_what_hubspot_hides_is_taken_from_the_record(emulator: Emulator) -> None:
    """A property whose binding was taken out goes by its own name again."""
    tier = Address("property", ("contacts",), "tier")
    with Portal.open(emulator.base_url, emulator.token, read_only=True) as later:
        later.know({tier: "email"})
        assert tier not in later.fetch([("property", ("contacts",))]).resources


def test_an_object_goes_by_its_own_name_once_its_binding_is_gone(emulator: Emulator, portal: Portal) -> None:
    """What the record remembers of it may be another object by now."""
    create(portal, "schema.work_item", DELIVERABLE)
    ours = Address("schema", (), "deliverable")
    with Portal.open(emulator.base_url, emulator.token, read_only=True) as later:
        later.know({ours: "work_item"})
        assert ours not in later.fetch([("schema", ())]).resources


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
