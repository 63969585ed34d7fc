"""What comes of the cases: what HubSpot refuses for good, races that are lost, and what we never ask for.

Everything that is not named here converges.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from desk import Desk
from scenarios.switch_cases import OBJECT_GOES, PATH, PLAIN, PROMISE, keep_a_promise

from cvpctl.emulator.switches import Switches

NAMES = frozenset(get_type_hints(Switches))


class Watched(Switches):
    """Switches that know which of them were asked for."""

    def __init__(self, asked: set[str], **settings: Any) -> None:
        object.__setattr__(self, "asked", asked)
        super().__init__(**settings)

    def __getattribute__(self, name: str) -> Any:
        if name in NAMES:
            object.__getattribute__(self, "asked").add(name)
        return super().__getattribute__(name)


@dataclass(frozen=True)
class Refused:
    """HubSpot does not do it under this setting: what a person reads each time, and all that is left undone."""

    words: str
    left: frozenset[str]
    warned: str = ""


REFUSED: dict[tuple[str, Any], Refused] = {
    # Another name is the way out: HubSpot holds this one for what is archived.
    ("recreate_archived", "refuse"): Refused(
        "Property name 'tier' is still in use by an archived property",
        frozenset({"property.contacts.tier"}),
        "RESTORES_ARCHIVED",
    ),
    # Lower case is the way out, and `validate` says so beforehand.
    ("upper_case_stage_ids", "refuse"): Refused(
        "Property name must be lowercase, but given: hs_date_entered_One",
        frozenset({"pipeline.deals.path"}),
        "NAME_UNUSUAL",
    ),
    ("labelled_objects", "documented"): Refused(
        "Association labels are not supported for object type 0-162",
        frozenset({"label.services.contacts.sponsor", "label.services.contacts.critic"}),
    ),
    ("pipeline_removal", "archive"): Refused(
        "There's another pipeline in this portal with pipelineId path", frozenset({"pipeline.deals.path"})
    ),
}
IN_THE_WAY = "already exists"
LOST: dict[tuple[str, Any], str] = {
    ("group_exists_status", 409): "A property group named 'value_path' already exists.",
    ("group_exists_status", 400): "A property group named 'value_path' already exists.",
    ("schema_exists", "refuse"): "Object type with name 'deliverable' already exists.",
    ("association_exists_status", 409): IN_THE_WAY,
    ("association_exists_status", 400): IN_THE_WAY,
}
"""What is said where somebody else was faster; the next apply finds what they made."""


@dataclass(frozen=True)
class Stopped:
    """A blueprint that asks for what the switch decides; it ends with `code` and the finding before any write."""

    blueprint: str
    code: int
    finding: str
    earlier: str = PLAIN
    between: Callable[[Desk], object] = lambda _: None


STOPPED: dict[str, Stopped] = {
    "read_only_definitions": Stopped(
        PLAIN + "      createdate: {label: Born, groupName: contactinformation, type: datetime, fieldType: date}\n",
        4,
        "READ_ONLY_DEFINITION",
    ),
    "reserved_prefixes": Stopped(PLAIN.replace("note:", "hs_note:"), 3, "NAME_RESERVED"),
    "over_long_ids": Stopped(PATH.replace("      path:", f"      {'p' * 37}:"), 3, "ID_TOO_LONG"),
    "lifecycle_writes": Stopped(
        PLAIN
        + "  companies:\n    pipelines:\n      life: {label: Life, stages: {lead: {label: Lead, metadata: {}}}}\n",
        3,
        "PIPELINE_NOT_POSSIBLE",
    ),
    "schema_with_records": Stopped(PLAIN + OBJECT_GOES, 4, "SCHEMA_ARCHIVED", PROMISE, keep_a_promise),
}
"""What no setting makes right, or what would cost too much where HubSpot does it. The others of `by_others` cannot be
asked for at all: stage orders below zero, and values and searches of other programs."""
