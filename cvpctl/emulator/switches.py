"""Where sources contradict each other: both behaviours, named, the live-observed one first.

The default of each switch is what was seen on a live portal, or else what is documented.
Whatever converges against this portal should converge under every setting of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_type_hints


@dataclass(frozen=True, slots=True)
class Switches:
    """How this portal behaves where the evidence is divided or thin."""

    recreate_archived: Literal["restore", "new", "refuse"] = "restore"
    """A property created over an archived name. Seen live: restore. Also claimed: a new one beside it; a refusal."""

    read_only_definitions: Literal["refuse", "ignore"] = "refuse"
    """A change of a definition that is HubSpot's own. Nobody has recorded it; other fixed fields are ignored."""

    required_fields: Literal["observed", "specified"] = "observed"
    """What a body must hold. Seen live: far less than the reference marks as required."""

    group_exists_status: Literal[409, 400] = 409
    """A group created twice. Nobody has recorded the status."""

    reserved_prefixes: Literal["refuse", "accept"] = "refuse"
    """Custom names that begin with hs_ or a<appId>_. Seen live: refused, wording unknown."""

    negative_display_order: Literal["refuse", "append"] = "refuse"
    """-1 on a stage. Seen live: refused; a client of 2026-03 counts on append."""

    validate_flags: Literal["by_version", "always", "never"] = "by_version"
    """Whether deletes look for records first when not told. Documented: from 2026-09 on."""

    validate_bypass: Literal["ignored", "honoured"] = "ignored"
    """`validate…=false` on 2026-09. Seen live: no effect; documented: skips the look."""

    pipeline_removal: Literal["purge", "archive"] = "purge"
    """Deleting a pipeline. Seen live: gone for good; a client of 2026-03 restores what it deleted."""

    lifecycle_writes: Literal["refuse", "allow"] = "refuse"
    """Writing the lifecycle pipelines of contacts and companies. Nobody has recorded it."""

    over_long_ids: Literal[500, 400] = 500
    """A pipelineId over 36 or stageId over 100 characters. Seen live: 500, nothing created."""

    upper_case_stage_ids: Literal["accept", "refuse"] = "accept"
    """Stage ids with capitals. Seen live: kept; an old report says refused."""

    formulas: Literal["canonical", "verbatim"] = "canonical"
    """What a read gives back for a calculationFormula. Seen live: HubSpot's own spelling."""

    schema_reads: Literal["current", "lagging"] = "current"
    """Schema reads after a write. Seen live: stale for up to 70 seconds; here only when asked for, or as a fault."""

    schema_exists: Literal["refuse", "merge"] = "refuse"
    """A schema created under an active name. Seen live: both a refusal and the old one with what was added."""

    schema_searchable: Literal["hs_object_id", "with_primary"] = "hs_object_id"
    """What is searchable when nothing was said. Seen live: the record id; claimed: the primary property as well."""

    schema_with_records: Literal["refuse", "remove"] = "refuse"
    """Deleting a schema whose object has records. Seen live: refused; HubSpot's command line claims to remove both."""

    association_exists_status: Literal[409, 400] = 409
    """An association type created under a name, or plain between objects, that there is. Nobody recorded it."""

    association_order: Literal["made", "reversed"] = "made"
    """The order of a list of labels. Seen live: none that one could count on."""

    labelled_objects: Literal["records", "documented"] = "records"
    """Which objects may have labels: all with records of their own, or the four documented and custom ones."""

    disabled_objects: Literal["refuse", "answer"] = "refuse"
    """Definitions of an object that the portal has not enabled in its library. Nobody recorded it."""

    record_answers: Literal["2025", "2024", "2022"] = "2025"
    """What records say by themselves. Recorded in these years: each tells more than the one before."""

    unique_conflict_status: Literal[400, 409] = 400
    """A value taken by another record, but for the address of a contact (409, observed). Clients in the wild
    look for a 400; others expect a 409."""

    validation_rules: Literal["by_version", "ignored"] = "by_version"
    """Whether record values must keep the rules of their property. Documented: from 2026-09 on."""

    filter_limits: Literal["guide", "changelog"] = "guide"
    """How many filters a search may have: 6 in a group and 18 in all by the guide, 10 and 25 by a change of 2024."""

    negative_filters: Literal["skip_empty", "see_empty"] = "skip_empty"
    """Whether NEQ, NOT_IN and NOT_CONTAINS_TOKEN find records without a value. Nobody recorded it."""

    search_headers: Literal["daily", "none"] = "daily"
    """Rate limit headers of searches. Recorded: the two of the day; documented: none."""


def changed(switches: Switches, changes: Mapping[str, Any]) -> Switches:
    """The switches with some set otherwise; ValueError for a name or a setting that does not exist."""
    settings = {name: get_args(hint) for name, hint in get_type_hints(Switches).items()}
    for name, value in changes.items():
        if value not in settings.get(name, ()):
            raise ValueError(f"{name} is one of {settings[name]}" if name in settings else f"switches: {[*settings]}")
    return replace(switches, **changes)
