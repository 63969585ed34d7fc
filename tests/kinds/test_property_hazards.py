"""What changing a property can lose, and what cannot work at all: each hazard with the address it stands at."""

from __future__ import annotations

from typing import Any

import pytest

from cvpctl.engine.hazards import findings_of
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Action, Address, Body, Cause, Change, FieldChange, Severity

PROPERTY = KINDS["property"]
STAGE = Address("property", ("contacts",), "value_stage")


def updating(*edits: FieldChange) -> Change:
    return Change(STAGE, Action.UPDATE, Cause.CHANGE, edits, stated={})


def hazards(change: Change, live: Body | None = None) -> list[tuple[str, str, bool]]:
    found = findings_of(PROPERTY, change, live)
    return [(one.code, str(one.address), one.allowable) for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("field", "live", "stated"),
    [
        ("hasUniqueValue", False, True),
        ("dataSensitivity", "non_sensitive", "sensitive"),
        ("externalOptions", False, True),
        ("referencedObjectType", "", "OWNER"),
    ],
)
def test_an_immutable_field_blocks_for_good(field: str, live: Any, stated: Any) -> None:
    """Trap 7: HubSpot answers 200 and ignores it, so a plan never sends it, whatever is allowed."""
    change = updating(FieldChange((field,), live, stated))
    (finding,) = findings_of(PROPERTY, change, {})
    assert (finding.code, finding.severity, finding.allowable) == ("IMMUTABLE_FIELD", Severity.ERROR, False)
    assert finding.address == STAGE.at(field)


def test_a_restore_says_that_old_values_come_back() -> None:
    """Trap 8: it warns and does not block."""
    change = Change(STAGE, Action.RESTORE, Cause.CREATE, (), stated=dict.fromkeys(PROPERTY.required, "x"))
    assert [(one.code, one.severity) for one in findings_of(PROPERTY, change, None)] == [
        ("RESTORES_ARCHIVED", Severity.WARNING)
    ]


def test_an_option_that_goes_is_named() -> None:
    """OPTION_REMOVED stands at the option, so that one of several can be allowed."""
    change = updating(FieldChange(("options", "a"), {"label": "A"}, ABSENT), FieldChange(("label",), "x", "y"))
    assert hazards(change) == [("OPTION_REMOVED", f"{STAGE}/options/a", True)]


def test_a_relabelled_or_hidden_option_is_harmless() -> None:
    """Only what goes is a hazard."""
    hide = FieldChange(("options", "a", "hidden"), before=False, after=True)
    assert hazards(updating(FieldChange(("options", "a", "label"), "A", "B"), hide)) == []


@pytest.mark.parametrize(
    ("field", "before", "after", "hit"),
    [
        ("type", "string", "number", True),
        ("fieldType", "checkbox", "radio", True),
        ("fieldType", "radio", "checkbox", False),
        ("fieldType", "text", "textarea", False),
    ],
)
def test_a_type_change_can_lose_values(field: str, before: str, after: str, hit: object) -> None:
    """Another type, or one choice instead of several, needs a word; another look does not."""
    found = hazards(updating(FieldChange((field,), before, after)))
    assert found == ([("TYPE_CHANGED", f"{STAGE}#{field}", True)] if hit else [])


def test_archiving_needs_a_word() -> None:
    """PROPERTY_ARCHIVED stands at the address."""
    change = Change(STAGE, Action.REMOVE, Cause.CHANGE, ())
    assert hazards(change, {}) == [("PROPERTY_ARCHIVED", str(STAGE), True)]


@pytest.mark.parametrize("live", [{"hubspotDefined": True}, {"modificationMetadata": {"archivable": False}}])
def test_what_hubspot_keeps_cannot_be_archived(live: Body) -> None:
    """Neither its own properties nor those it says are not archivable; no --allow helps."""
    change = Change(STAGE, Action.REMOVE, Cause.CHANGE, ())
    assert ("HUBSPOT_DEFINED", str(STAGE), False) in hazards(change, live)


def definition(**metadata: bool) -> Body:
    return {"hubspotDefined": True, "modificationMetadata": metadata}


LABEL = FieldChange(("label",), "a", "b")
MORE = FieldChange(("options", "new"), ABSENT, {"label": "New"})
ORDERED = FieldChange(("optionsOrder",), ["a"], ["a"])
LESS = FieldChange(("options", "old"), {"label": "Old"}, ABSENT)


@pytest.mark.parametrize(
    ("edit", "metadata", "blocks"),
    [
        (LABEL, {"readOnlyDefinition": True, "readOnlyOptions": False}, True),
        (LABEL, {"readOnlyDefinition": False}, False),
        (MORE, {"readOnlyDefinition": True, "readOnlyOptions": False}, False),
        (ORDERED, {"readOnlyDefinition": True, "readOnlyOptions": False}, False),
        (MORE, {"readOnlyDefinition": True, "readOnlyOptions": True}, True),
        (MORE, {"readOnlyDefinition": True}, True),
        (MORE, {"readOnlyDefinition": False}, False),
        (LESS, {"readOnlyDefinition": True, "readOnlyOptions": False}, True),
    ],
)
def test_hubspots_own_is_written_where_it_permits(edit: FieldChange, metadata: Body, blocks: object) -> None:
    """The live modificationMetadata decides; options of HubSpot's own properties are additive."""
    found = hazards(updating(edit), definition(**metadata))
    assert ("READ_ONLY_DEFINITION" in [code for code, _, _ in found]) == blocks
