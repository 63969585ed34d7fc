"""Which two rows are one label, and under which key: by type ids, by name, by elimination, and never by guessing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cvpctl.model import Address, Scope
from cvpctl.portal.label_pairs import Pair, limits, matched, resource, texts, unknown

PAIR: Scope = ("label", ("deals", "contacts"))
ITSELF: Scope = ("label", ("contacts", "contacts"))
NOBODY: Mapping[str, str] = {}


def found(pair: Pair, identities: Mapping[str, str] = NOBODY) -> dict[str, str]:
    known = {Address.parse(text): identity for text, identity in identities.items()}
    return {str(match.address): match.identity for match in matched(pair, known)}


def pair(forth: str, back: str, names: Mapping[str, str] = NOBODY, scope: Scope = PAIR) -> Pair:
    """Labels by type id on either side, and names by type id."""
    sides = [{one: f"Text {one}" for one in ids.split()} for ids in (forth, back)]
    return Pair(scope, sides[0], sides[1], names=names)


def test_known_type_ids_need_no_name() -> None:
    """HubSpot hides the names of new labels for minutes."""
    known = {"label.deals.contacts.buyer": "11/12", "label.deals.contacts.user": "13/14"}
    assert known == found(pair("13 11", "12 14"), known)


def test_our_names_tell_the_key() -> None:
    """Both directions carry the same name."""
    names = {"11": "deals_contacts_buyer", "12": "deals_contacts_buyer", "13": "deals_contacts_user"}
    names["14"] = names["13"]
    expected = {"label.deals.contacts.buyer": "11/12", "label.deals.contacts.user": "13/14"}
    assert expected == found(pair("13 11", "14 12", names))


def test_a_name_of_somebody_else_is_the_key_itself() -> None:
    """It was made in HubSpot, or under another canonical direction."""
    names = dict.fromkeys(("11", "12"), "primary_buyer") | dict.fromkeys(("13", "14"), "contacts_deals_user")
    expected = {"label.deals.contacts.primary_buyer": "11/12", "label.deals.contacts.contacts_deals_user": "13/14"}
    assert expected == found(pair("11 13", "12 14", names))


def test_a_record_that_is_out_of_date_gives_way_to_the_name() -> None:
    """The label was deleted and made again since."""
    names = dict.fromkeys(("21", "22"), "deals_contacts_buyer")
    assert {"label.deals.contacts.buyer": "21/22"} == found(
        pair("21", "22", names), {"label.deals.contacts.buyer": "11/12"}
    )


def test_one_nameless_label_is_a_pair_by_elimination() -> None:
    """One direction is left on each side."""
    expected = {"label.deals.contacts.buyer": "11/12", "label.deals.contacts.type-13": "13/14"}
    assert expected == found(pair("11 13", "12 14"), {"label.deals.contacts.buyer": "11/12"})


def test_two_nameless_labels_are_not_guessed() -> None:
    """Any of two ids may be the other direction."""
    expected = {"label.deals.contacts.type-11": "11", "label.deals.contacts.type-13": "13"}
    assert expected == found(pair("11 13", "12 14"))


def test_a_name_that_is_on_one_side_only_waits_for_elimination() -> None:
    """The other direction has not got its name yet."""
    assert {"label.deals.contacts.buyer": "11/12"} == found(pair("11", "12", {"11": "deals_contacts_buyer"}))


def test_half_an_identity_is_completed() -> None:
    """A person may have bound one type id only."""
    assert {"label.deals.contacts.buyer": "11/12"} == found(pair("11", "12"), {"label.deals.contacts.buyer": "11"})


def test_a_label_has_one_address() -> None:
    """A record may still hold what a blueprint has given another key since."""
    told = found(pair("11", "12"), {"label.deals.contacts.buyer": "11/12", "label.deals.contacts.payer": "11/12"})
    assert told == {"label.deals.contacts.buyer": "11/12"}


@pytest.mark.parametrize("bound", ["buyer", "deals_contacts_buyer"])
def test_a_key_taken_by_a_binding_is_not_given_twice(bound: str) -> None:
    """The live label of that name goes by its whole name, or by its type id."""
    names = dict.fromkeys(("11", "12"), "deals_contacts_buyer")
    told = found(pair("11 13", "12 14", names), {f"label.deals.contacts.{bound}": "13/14"})
    assert (len(told), told[f"label.deals.contacts.{bound}"]) == (2, "13/14")


def test_our_name_comes_before_the_same_key_of_somebody_else() -> None:
    """A foreign label is called `buyer`, ours `deals_contacts_buyer`."""
    names = dict.fromkeys(("11", "12"), "buyer") | dict.fromkeys(("13", "14"), "deals_contacts_buyer")
    expected = {"label.deals.contacts.buyer": "13/14", "label.deals.contacts.type-11": "11/12"}
    assert expected == found(pair("11 13", "12 14", names))


def test_between_records_of_one_object_both_ways_stand_in_one_list() -> None:
    """The lower id is the way that was asked for."""
    names = dict.fromkeys(("24", "23"), "contacts_contacts_mentor") | {"25": "contacts_contacts_friend"}
    expected = {"label.contacts.contacts.mentor": "23/24", "label.contacts.contacts.friend": "25/25"}
    assert expected == found(pair("24 25 23", "24 25 23", names, ITSELF))


def test_between_records_of_one_object_known_ids_keep_their_ways() -> None:
    """What was made by us is known by its texts."""
    known = {"label.contacts.contacts.mentor": "24/23"}
    assert known == found(pair("23 24", "23 24", scope=ITSELF), known)
    assert [] == unknown(
        pair("23 24", "23 24", scope=ITSELF),
        matched(pair("23 24", "23 24", scope=ITSELF), {Address.parse("label.contacts.contacts.mentor"): "24/23"}),
    )


def test_between_records_of_one_object_nothing_nameless_is_paired() -> None:
    """Two ids are one label or two."""
    expected = {"label.contacts.contacts.type-23": "23", "label.contacts.contacts.type-24": "24"}
    assert expected == found(pair("23 24", "23 24", scope=ITSELF))


def test_a_label_is_one_body_with_both_directions() -> None:
    """Texts, limits and type ids of both ways; what is not set is not there."""
    full = Pair(PAIR, {"11": "Buyer"}, {"12": "Buys"}, {"11": 1}, dict.fromkeys(("11", "12"), "deals_contacts_buyer"))
    (match,) = matched(full, {})
    told = resource(full, match)
    assert told.body == {
        "name": "deals_contacts_buyer",
        "typeId": 11,
        "label": "Buyer",
        "maxToObjects": 1,
        "inverseTypeId": 12,
        "inverseLabel": "Buys",
    }
    assert (str(told.address), told.identity) == ("label.deals.contacts.buyer", "11/12")


def test_a_half_known_label_has_no_other_side() -> None:
    """Nothing is said that was not read."""
    half = pair("11 13", "12 14")
    told = resource(half, matched(half, {})[0])
    assert told.body == {"name": "", "typeId": 11, "label": "Text 11"}


def test_only_a_portals_own_labels_count() -> None:
    """Plain associations have no text, HubSpot's own are not ours."""
    rows = [
        {"category": "USER_DEFINED", "typeId": 11, "label": "Buyer"},
        {"category": "USER_DEFINED", "typeId": 10, "label": None},
        {"category": "HUBSPOT_DEFINED", "typeId": 11, "label": "Primary"},
        {"category": "INTEGRATOR_DEFINED", "typeId": 15, "label": "From an app"},
    ]
    assert texts(rows) == {"11": "Buyer"}


def test_only_limits_of_a_portals_own_labels_count() -> None:
    """HubSpot's own types may have the same number."""
    rows = [
        {"category": "USER_DEFINED", "typeId": 11, "userEnforcedMaxToObjectIds": 2},
        {"category": "USER_DEFINED", "typeId": 12},
        {"category": "HUBSPOT_DEFINED", "typeId": 13, "userEnforcedMaxToObjectIds": 5},
    ]
    assert limits(rows) == {"11": 2}
