"""What one live thing was called before and after: wholes and their parts, there and back."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from cvpctl.engine.former_names import names_between, renamed_between
from cvpctl.engine.moves import followed
from cvpctl.model import Address, Entry, Record

PATH, ROUTE = "pipeline.deals.path", "pipeline.deals.route"
TIER, LEVEL = "property.contacts.tier", "property.contacts.level"


def known(names: Mapping[str, str]) -> dict[Address, str]:
    return {Address.parse(text): identity for text, identity in names.items()}


def told(former: Mapping[str, str], later: Mapping[str, str]) -> dict[str, str]:
    return {str(old): str(new) for old, new in renamed_between(known(former), known(later))}


def test_a_first_rename_leads_from_the_live_name() -> None:
    """Nothing was known by another name before."""
    assert {"property.contacts.old": TIER} == told({}, {TIER: "old"})


def test_a_second_rename_leads_from_the_first() -> None:
    """The live name stands on neither side."""
    assert {TIER: LEVEL} == told({TIER: "old"}, {LEVEL: "old"})


def test_a_rename_taken_back_leads_to_the_live_name() -> None:
    """What is known no more is called by its own name."""
    assert {TIER: "property.contacts.old"} == told({TIER: "old"}, {})


def test_what_stays_is_not_told() -> None:
    """A name that both know is no rename."""
    assert {} == told({TIER: "old"}, {TIER: "old"})


def test_parts_go_with_their_owner() -> None:
    """A stage is told under the name its pipeline had then, and has now."""
    former, later = {PATH: "1186"}, {ROUTE: "1186", f"{ROUTE}/stages/call": "11"}

    assert {PATH: ROUTE, f"{PATH}/stages/11": f"{ROUTE}/stages/call"} == told(former, later)


def test_a_label_without_a_name_of_its_own_is_left_alone() -> None:
    """Two type ids make no address."""
    assert {} == told({}, {"label.deals.contacts.payer": "12/13"})
    assert {"label.deals.contacts.payer": "label.deals.contacts.sponsor"} == told(
        {"label.deals.contacts.payer": "12/13"}, {"label.deals.contacts.sponsor": "12/13"}
    )


NAMES = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), max_size=3)


@given(NAMES, NAMES)
def test_a_record_goes_there_and_back(former: dict[str, str], later: dict[str, str]) -> None:
    """Whatever was renamed, the way back leads to the names it had."""
    one, two = (
        known({f"property.contacts.{live}_{name}": live for live, name in names.items()}) for names in (former, later)
    )
    stated = {address: Entry({"label": identity}, {}) for address, identity in one.items()}
    there = followed(Record(1, entries=stated), names_between(one, two))
    back = followed(there, names_between(two, one))

    assert {a: entry.stated for a, entry in stated.items()} == {a: entry.stated for a, entry in back.entries.items()}
