"""Something live that reads like what is about to be created."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpctl.engine.lookalikes import LookAlikes, binding_line, fold, near
from cvpctl.engine.reading_alike import slips
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Finding, Resource

PIPELINE = Address("pipeline", ("deals",), "path_to_value")


def _live(key: str, label: str, kind: str = "pipeline", scope: str = "deals") -> Resource:
    return Resource(Address(kind, (scope,), key), {"label": label})


def _create(label: str, action: Action = Action.CREATE, address: Address = PIPELINE) -> Change:
    return Change(address, action, Cause.CREATE, (), label)


def _found(
    live: Iterable[Resource], change: Change, claimed: Iterable[Address] = (), *, portal: str = "production"
) -> list[Finding]:
    scope = (change.address.kind, change.address.scope)
    return list(LookAlikes.among(live, claimed, {scope}, portal=portal).findings(change))


@pytest.mark.parametrize("label", ["Path to Value", "path  to value", "Path-to-Values", "PATH TO VALUE "])
def test_a_label_that_reads_the_same_is_found(label: str) -> None:
    """Case, spaces, signs and a plural do not make another thing; the line to paste ends the sentence."""
    (finding,) = _found([_live("1186754", label)], _create("Path to Value"))

    assert "LOOKS_LIKE_LIVE" == finding.code
    assert finding.allowable == (label != "Path to Value")  # HubSpot refuses a second pipeline of one label
    assert "is already live as '1186754'" in finding.message
    assert finding.help.endswith("add this line in portals.production.bindings of cvpctl.yaml:")
    assert finding.paste == "pipeline.deals.path_to_value: 1186754"


def test_another_label_kind_or_object_is_another_thing() -> None:
    """What reads differently, or stands elsewhere, is not meant."""
    live = [
        _live("1", "Path to Revenue"),
        _live("2", "Path to Value", scope="tickets"),
        _live("3", "Path to Value", kind="property"),
    ]

    assert [] == _found(live, _create("Path to Value"))


def test_what_the_blueprint_claims_is_no_stranger() -> None:
    """A live thing that a blueprint states or takes out under its own address does not count."""
    live = _live("1186754", "Path to Value")

    assert [] == _found([live], _create("Path to Value"), [live.address])


def test_only_a_create_can_stand_beside_something() -> None:
    """Updates and restores change what is there."""
    live = [_live("1", "Path to Value")]

    assert [] == _found(live, _create("Path to Value", Action.UPDATE))
    assert [] == _found(live, _create("Path to Value", Action.RESTORE))


@given(st.permutations(["9", "1", "5"]))
def test_of_several_the_same_one_is_named(keys: list[str]) -> None:
    """The order of the portal's answer does not change the finding."""
    live = [_live(key, "Path to Value") for key in keys]

    (finding,) = _found(live, _create("Path to Value"))

    assert "live as '1'" in finding.message


def test_a_portal_without_a_name_is_told_without_one() -> None:
    """A portal that only environment variables describe has no place in the project file yet."""
    (finding,) = _found([_live("1", "Path to Value")], _create("Path to Value"), portal="")

    assert "add this line in the portal's bindings of cvpctl.yaml:" in finding.help


def test_a_bound_thing_that_nobody_states_asks_for_its_line_to_be_corrected() -> None:
    """A slip in the address of a binding would else ask for a second one."""
    slipped = Address("pipeline", ("deals",), "path_to_vale")
    live = Resource(slipped, {"label": "Path to Value"}, identity="default")

    (finding,) = _found([live], _create("Path to Value"))

    assert "live as 'default', bound to pipeline.deals.path_to_vale, which no blueprint states" in finding.message
    assert "correct this line" in finding.help
    assert finding.paste == "pipeline.deals.path_to_value: default"


def test_a_live_label_is_named_by_its_type_ids() -> None:
    """A label whose internal name nobody knows has nothing else."""
    pair = ("projects", "contacts")
    live = Resource(Address("label", pair, "type-12"), {"label": "Sponsor"}, identity="12/13")

    (finding,) = _found([live], _create("Sponsors", address=Address("label", pair, "sponsor")))

    assert finding.paste == "label.projects.contacts.sponsor: 12/13"


def test_a_label_between_records_of_one_object_is_found_either_way_round() -> None:
    """The portal may list the other way first; the line then says the ids the way the blueprint does."""
    pair = ("contacts", "contacts")
    body = {"label": "Mentee", "inverseLabel": "Mentor"}
    live = Resource(Address("label", pair, "type-12"), body, identity="12/13")

    (finding,) = _found([live], _create("Mentor", address=Address("label", pair, "mentor")))

    assert finding.paste == "label.contacts.contacts.mentor: 13/12"


def test_a_custom_object_is_known_by_its_labels() -> None:
    """Schemas have two labels, and an id that no renaming changes."""
    labels = {"singular": "Deliverable", "plural": "Deliverables"}
    live = Resource(Address("schema", (), "work_item"), {"labels": labels, "objectTypeId": "2-7"})
    address = Address("schema", (), "deliverable")

    (finding,) = _found([live], Change(address, Action.CREATE, Cause.CREATE, (), stated={"labels": labels}))

    assert finding.paste == "schema.deliverable: 2-7"


def _stages(stated: Body, new: str, live: list[Body], gone: tuple[str, ...] = ()) -> list[Finding]:
    fields = [FieldChange(("stages", new), ABSENT, stated[new])]
    fields += [FieldChange(("stages", key), {"label": "x"}, ABSENT) for key in gone]
    change = Change(PIPELINE, Action.UPDATE, Cause.CHANGE, tuple(fields), "Path", stated={"stages": stated})
    return list(LookAlikes.among([Resource(PIPELINE, {"stages": live})], [PIPELINE], ()).findings(change))


def test_a_new_stage_beside_one_that_reads_the_same_is_found() -> None:
    """Its own address carries the finding, and the line names the live stage."""
    stated = {"won": {"label": "Won"}, "discover": {"label": "Discover Value"}}
    live = [{"id": "won", "label": "Won"}, {"id": "1186755", "label": "Discover  value"}]

    (finding,) = _stages(stated, "discover", live)

    assert PIPELINE.child("stages", "discover") == finding.address
    assert finding.paste == "pipeline.deals.path_to_value/stages/discover: 1186755"


def test_a_stage_that_is_stated_or_goes_is_no_stranger() -> None:
    """Its label may be taken over."""
    live = [{"id": "old", "label": "Discover"}]
    stated = {"old": {"label": "Explore"}, "discover": {"label": "Discover"}}

    assert [] == _stages(stated, "discover", live)
    assert [] == _stages({"discover": {"label": "Discover"}}, "discover", live, gone=("old",))


def test_a_bound_stage_is_named_as_the_portal_does() -> None:
    """Its id is the blueprint's here; the portal's own stands beside it."""
    live = [{"id": "discovr", "identity": "1186755", "label": "Discover"}]

    (finding,) = _stages({"discover": {"label": "Discover"}}, "discover", live)

    assert finding.paste == "pipeline.deals.path_to_value/stages/discover: 1186755"
    assert "bound to pipeline.deals.path_to_value/stages/discovr" in finding.message


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        ("default", "default"),
        ("12/13", "12/13"),
        ("2-1234567", "2-1234567"),
        ("null", '"null"'),
        ("*starred", '"*starred"'),
        ("a: b # c", '"a: b # c"'),
        ("Größe", '"Größe"'),
    ],
)
def test_the_line_to_paste_is_quoted_where_yaml_wants_it(identity: str, shown: str) -> None:
    """What is pasted is read back as it is."""
    assert f"pipeline.deals.path_to_value: {shown}" == binding_line(PIPELINE, identity)


def test_folding_keeps_what_tells_things_apart() -> None:
    """Letters and digits stay."""
    assert fold("Tier 1") != fold("Tier 2")
    assert fold("Größe") != fold("Grosse")
    assert fold("!") != fold("?")


NEAR = [
    ("E-mail address", "Email address"),
    ("Value Path Stage", "ValuePath Stage"),
    ("Tier of customer", "Customer Tier"),
    ("Customer Tier", "Tier (Customer)"),
    ("Customer Tier", "Cusotmer Tier"),
    ("Customer Tier", "Custmer Tiers"),
    ("Billing adress", "Billing address"),
    ("Lifecycle status", "Lifecyle status"),
    ("Opportunity source", "Oppertunity source"),
]
APART = [
    ("Line 1", "Line 2"),
    ("Q1 Revenue", "Q2 Revenue"),
    ("2024 Q1 revenue", "1 Q2024 revenue"),
    ("Start date", "State date"),
    ("Close date", "Closed date"),
    ("Contact start date", "Contract start date"),
    ("Billing country", "Billing county"),
    ("Account manager", "Account managed"),
    ("Subscriber since", "Subscribed since"),
    ("Company to contact", "Contact to company"),
    ("Qualified leads", "Unqualified leads"),
    ("Phase I result", "Phase II result"),
    ("Deal stage", "Deal owner"),
    ("Tier", "Teir"),
]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_a_slip_is_near(one: str, other: str) -> None:
    """Other spaces, other word order, one typing mistake in a long word."""
    assert near(fold(one), fold(other))
    assert near(fold(other), fold(one))


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_things_are_not_near(one: str, other: str) -> None:
    """Digits, short words, inflections and words that are both right tell things apart."""
    assert not near(fold(one), fold(other))
    assert not near(fold(other), fold(one))


def test_a_near_label_is_found_and_both_are_told() -> None:
    """A person must see which two labels are meant."""
    (finding,) = _found([_live("1", "Path to Value Acitvation")], _create("Path to Value Activation"), portal="")
    assert [] == _found([_live("1", "Path to Value Activation 2")], _create("Path to Value Activation 3"))

    assert "labelled 'Path to Value Acitvation', nearly 'Path to Value Activation', is already live" in finding.message


WORDS = st.lists(st.sampled_from(["customer", "custmer", "cusotmer", "of", "tier", "the", "address", "adress", "1"]))


@given(WORDS, WORDS)
def test_what_is_near_is_found_by_a_common_slip(one: list[str], other: list[str]) -> None:
    """The index asks only those that share one, so that no pair is missed."""
    mine, theirs = fold(" ".join(one)), fold(" ".join(other))
    if near(mine, theirs):
        assert set(slips(mine)) & set(slips(theirs))


@given(st.text("abcdeé ", min_size=10, max_size=24), st.integers(0, 23), st.sampled_from("abé"))
def test_one_wrong_letter_is_found_by_a_common_slip(label: str, place: int, letter: str) -> None:
    """Whatever the letter and the place."""
    mine = fold(label)
    for edited in (label[:place] + letter + label[place:], label[:place] + letter + label[place + 1 :]):
        assert not near(mine, fold(edited)) or set(slips(mine)) & set(slips(fold(edited)))


@pytest.mark.long
def test_ten_thousand_creates_beside_ten_thousand_live_labels_take_seconds() -> None:
    """The cost grows with the labels, not with their pairs."""
    scope = ("property", ("contacts",))
    live = [_live(f"p{n}", f"Customer revenue segment {n}", "property", "contacts") for n in range(10_000)]
    creates = [
        _create(f"Customer revenues segment {n}", address=Address(*scope, f"new{n}")) for n in range(5_000, 15_000)
    ]

    begun = time.process_time()
    alike = LookAlikes.among(live, (), {scope})
    found = sum(1 for change in creates for _ in alike.findings(change))

    assert 5_000 == found
    assert time.process_time() - begun < 10
