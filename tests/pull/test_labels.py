"""What labels are called and which way round their pair is pulled."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pull_harness import Recorded

from cvpctl.blueprint.pull_labels import named, slug, way_round
from cvpctl.cli.pulling_labels import labels_seen
from cvpctl.model import Address, Body, Resource, Scope, State, Unknown, Unseen

PAIR = ("deals", "contacts")


def _label(key: str, name: str, type_id: int, text: str = "Text", pair: tuple[str, str] = PAIR) -> Resource:
    body: Body = {"name": name, "typeId": type_id, "label": text, "inverseTypeId": type_id + 1, "inverseLabel": text}
    return Resource(Address("label", pair, key), body, identity=f"{type_id}/{type_id + 1}")


def _hidden(type_id: int, text: str) -> Resource:
    return _label(f"type-{type_id}", "", type_id, text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Decision Maker", "decision_maker"),
        ("  Käufer / Zahler! ", "kaufer_zahler"),
        ("2nd", "2nd"),
        ("買い手", "label_8ccef1"),
        ("—", "label_bda050"),
    ],
)
def test_a_text_makes_a_key(text: str, key: str) -> None:
    """Lower case, underscores between words; what other scripts leave nothing of is told apart all the same."""
    assert key == slug(text)


@given(st.lists(st.text(min_size=1, max_size=6), max_size=8))
def test_hidden_names_give_unique_keys_that_do_not_depend_on_ids(texts: list[str]) -> None:
    """Whatever ids a portal gave the same labels, and in whatever order it lists them, the keys are the same."""
    one = named([_hidden(number + 100, text) for number, text in enumerate(texts)])[0]
    other = named([_hidden(900 - number * 2, text) for number, text in enumerate(reversed(texts))])[0]

    keys = [(label.address.key, label.body["label"]) for label in one]
    assert keys == [(label.address.key, label.body["label"]) for label in other]
    assert len({key for key, _ in keys}) == len(texts)


def test_a_key_of_a_text_gives_way_to_a_name() -> None:
    """What HubSpot names itself keeps its key; ids stay beside the new ones, so that they can be bound."""
    labels, nameless = named([_hidden(5, "Buyer"), _label("buyer", "deals_contacts_buyer", 7), _hidden(3, "Buyer")])

    assert ["buyer", "buyer_2", "buyer_3"] == [label.address.key for label in labels]
    assert {"5/6", "3/4"} == {label.identity for label in nameless}


def _ways(forth: Iterable[str], back: Iterable[str]) -> tuple[str, str]:
    """Return the way chosen where some names begin with deals_contacts and some the other way round."""
    names = [*(f"deals_contacts_{key}" for key in forth), *(f"contacts_deals_{key}" for key in back), "made_by_hand"]
    ends = ("deals_contacts_", "contacts_deals_")
    there, around = (
        [_label(name.removeprefix(end), name, number) for number, name in enumerate(names)] for end in ends
    )
    return way_round(("contacts", "deals"), around, there)


@pytest.mark.parametrize(
    ("forth", "back", "way"),
    [
        ((), (), ("deals", "contacts")),
        (("a", "b"), ("c",), ("deals", "contacts")),
        (("a",), ("b", "c"), ("contacts", "deals")),
        (("a",), ("b",), ("deals", "contacts")),
    ],
)
def test_a_pair_goes_the_way_its_names_say(forth: tuple[str, ...], back: tuple[str, ...], way: object) -> None:
    """Where the names say nothing, or both, the rarer object comes first."""
    assert way == _ways(forth, back)


def test_a_custom_object_comes_first() -> None:
    """It is the rarer one."""
    assert ("deliverable", "contacts") == way_round(("contacts", "deliverable"), (), ())


def test_a_label_that_a_binding_knows_decides_too() -> None:
    """Its key is neither HubSpot's name nor a stand-in, so a blueprint speaks of it this way round."""
    bound = _label("payer", "", 4, pair=("contacts", "deals"))

    assert ("contacts", "deals") == way_round(("contacts", "deals"), [bound], [_hidden(5, "Pays")])


def test_hidden_names_are_told_with_their_bindings(capsys: pytest.CaptureFixture[str]) -> None:
    """Until HubSpot tells the name, only a binding makes a plan know the label."""
    state = labels_seen(Recorded(State({_hidden(5, "x").address: _hidden(5, "Key Contact")})), [PAIR], [])

    assert [Address("label", PAIR, "key_contact")] == list(state.resources)
    assert "  label.deals.contacts.key_contact: 5/6\n" in capsys.readouterr().err


class Dark(Recorded):
    """A portal whose labels cannot be read."""

    def fetch(self, scopes: Iterable[Scope], **_: object) -> State:
        return State(unknown=dict.fromkeys(scopes, Unknown(Unseen.FORBIDDEN)))


def test_an_unreadable_pair_is_unknown_once() -> None:
    """It was asked for both ways round, and is one pair."""
    state = labels_seen(Dark(State()), [], [("contacts", "deals")])

    assert [("label", ("deals", "contacts"))] == list(state.unknown)
