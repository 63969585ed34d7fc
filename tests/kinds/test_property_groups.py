"""Property groups: two fields, one of which HubSpot may choose."""

from __future__ import annotations

from cvpctl.engine.diff import compare
from cvpctl.engine.hazards import findings_of
from cvpctl.kinds import KINDS
from cvpctl.model import Action, Address, Cause, Change

GROUP = KINDS["group"]
VALUE = Address("group", ("contacts",), "value_path")


def test_appending_is_leaving_the_order_out() -> None:
    """-1 never reads back, so it would differ for ever; it says nothing, as leaving it out does."""
    stated = GROUP.normalise(VALUE, {"label": "Value Path", "displayOrder": -1})
    assert () == compare(GROUP, stated, GROUP.normalise(VALUE, {"label": "Value Path", "displayOrder": 9}))


def test_a_stated_order_is_compared() -> None:
    """A place that a blueprint names is kept."""
    (edit,) = compare(GROUP, {"displayOrder": 2}, {"label": "Value Path", "displayOrder": 9})
    assert (("displayOrder",), 9, 2) == (edit.path, edit.before, edit.after)


def test_deleting_needs_a_word() -> None:
    """A deleted group cannot come back."""
    change = Change(VALUE, Action.REMOVE, Cause.CHANGE, (), label="Value Path")
    (finding,) = findings_of(GROUP, change, {})
    assert ("GROUP_DELETED", True, VALUE) == (finding.code, finding.allowable, finding.address)
    assert "'Value Path'" in finding.message


def test_names_follow_the_rules_of_properties() -> None:
    """Reserved and upper-case names are refused, odd ones that live portals hold are warned about."""
    found = {key: [*GROUP.problems(Address("group", ("contacts",), key), {})] for key in ("hs_x", "Value", "a_&_b")}
    assert {"hs_x": ["NAME_RESERVED"], "Value": ["NAME_NOT_LOWER_CASE"], "a_&_b": ["NAME_UNUSUAL"]} == {
        key: [problem.code for problem in problems] for key, problems in found.items()
    }
    assert found["a_&_b"][0].warning


def test_calls_on_the_groups_of_one_object_are_serial() -> None:
    """HubSpot numbers groups as they arrive, so two at once could get one number."""
    assert ("group.contacts", "group.deals") == (GROUP.lane(VALUE), GROUP.lane(Address("group", ("deals",), "x")))
