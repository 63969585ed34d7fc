"""Something live that reads like what is about to be created."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpctl.engine.lookalikes import LookAlikes, fold
from cvpctl.model import Action, Address, Cause, Change, Resource

PIPELINE = Address("pipeline", ("deals",), "path_to_value")


def _live(key: str, label: str, kind: str = "pipeline", scope: str = "deals") -> Resource:
    return Resource(Address(kind, (scope,), key), {"label": label})


def _create(label: str, action: Action = Action.CREATE) -> Change:
    return Change(PIPELINE, action, Cause.CREATE, (), label)


@pytest.mark.parametrize("label", ["Path to Value", "path  to value", "Path-to-Values", "PATH TO VALUE "])
def test_a_label_that_reads_the_same_is_found(label: str) -> None:
    """Case, spaces, signs and a plural do not make another thing; the line to paste names both sides."""
    (finding,) = LookAlikes.among([_live("1186754", label)], ()).findings(_create("Path to Value"))

    assert "LOOKS_LIKE_LIVE" == finding.code
    assert finding.allowable
    assert "bindings: {pipeline.deals.path_to_value: 1186754}" in finding.help


def test_another_label_kind_or_object_is_another_thing() -> None:
    """What reads differently, or stands elsewhere, is not meant."""
    live = [
        _live("1", "Path to Revenue"),
        _live("2", "Path to Value", scope="tickets"),
        _live("3", "Path to Value", kind="property"),
    ]

    assert [] == list(LookAlikes.among(live, ()).findings(_create("Path to Value")))


def test_what_the_blueprint_claims_is_no_stranger() -> None:
    """A live thing that a blueprint states or takes out under its own address does not count."""
    live = _live("1186754", "Path to Value")

    assert [] == list(LookAlikes.among([live], [live.address]).findings(_create("Path to Value")))


def test_only_a_create_can_stand_beside_something() -> None:
    """Updates and restores change what is there."""
    alike = LookAlikes.among([_live("1", "Path to Value")], ())

    assert [] == list(alike.findings(_create("Path to Value", Action.UPDATE)))
    assert [] == list(alike.findings(_create("Path to Value", Action.RESTORE)))


@given(st.permutations(["9", "1", "5"]))
def test_of_several_the_same_one_is_named(keys: list[str]) -> None:
    """The order of the portal's answer does not change the finding."""
    live = [_live(key, "Path to Value") for key in keys]

    (finding,) = LookAlikes.among(live, ()).findings(_create("Path to Value"))

    assert "live as '1'" in finding.message


def test_folding_keeps_what_tells_things_apart() -> None:
    """Letters and digits stay."""
    assert fold("Tier 1") != fold("Tier 2")
    assert fold("Größe") != fold("Grosse")
    assert fold("!") != fold("?")
