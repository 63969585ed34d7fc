"""When changing a property can lose something, or cannot work at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.kinds.base import Hit
from cvpctl.model import ABSENT, Action, Body, Change


def option_removed(change: Change, _live: Body | None) -> Iterable[Hit]:
    for edit in change.fields:
        if change.action is Action.UPDATE and edit.path[0] == "options" and edit.after is ABSENT:
            value = edit.path[1]
            yield Hit(
                change.address.child("options", value),
                f"records that hold {value!r} keep a value nobody can pick any more",
                "hidden: true keeps the value and stops offering it",
                counted=True,
            )


def label_taken(change: Change, live: Body | None) -> Iterable[Hit]:
    """HubSpot wants the labels of one property's options to differ (observed)."""
    edits = [edit for edit in change.fields if edit.path[0] == "options" and len(edit.path) > 1]
    if change.action is not Action.UPDATE or not edits:
        return
    labels = {str(one.get("value")): one.get("label") for one in (live or {}).get("options") or ()}
    for edit in edits:
        if len(edit.path) == 2:  # noqa: PLR2004 - the option as a whole
            labels[edit.path[1]] = edit.after["label"] if isinstance(edit.after, Mapping) else None
        elif edit.path[2] == "label":
            labels[edit.path[1]] = edit.after
    for value in dict.fromkeys(edit.path[1] for edit in edits):
        twin = next((other for other in labels if other != value and labels[other] == labels[value]), None)
        if twin is not None and labels[value] is not None:
            yield Hit(
                change.address.child("options", value),
                f"the option {twin!r} has the label {labels[value]!r} already, and HubSpot wants labels to differ",
                f"the same thing? state it by the value that is live: {twin}; another? choose another label",
            )


def archived(change: Change, live: Body | None) -> Iterable[Hit]:
    if change.action is Action.REMOVE and not (live or {}).get("hubspotDefined"):
        yield Hit(
            change.address,
            "records lose sight of its values; HubSpot deletes them for good after 90 days",
            "hidden: true keeps the values and takes the property out of sight",
            counted=True,
        )


def retyped(change: Change, live: Body | None) -> Iterable[Hit]:
    if change.action is Action.RESTORE:
        yield from _retyped_on_the_way_back(change, live or {})
    if change.action is not Action.UPDATE:
        return
    for edit in change.fields:
        narrowed = edit.path == ("fieldType",) and edit.before == "checkbox"
        if edit.path == ("type",) or narrowed:
            name = edit.path[0]
            yield Hit(
                change.address.at(name),
                f"{name} goes from {edit.before} to {edit.after}; values that do not fit are lost",
                "a new property beside the old one keeps them",
                counted=True,
            )


def _retyped_on_the_way_back(change: Change, archived_: Body) -> Iterable[Hit]:
    """What is posted over an archived name becomes its definition, the type included (third-party observation)."""
    before, after = archived_.get("type"), (change.stated or {}).get("type")
    if before and after and before != after:
        message = f"it comes back as {after} and was {before}; values that do not fit are lost"
        message += ", and HubSpot has no way to count values of what is archived"
        yield Hit(change.address.at("type"), message, "a new name leaves the old values alone")


def restored(change: Change, live: Body | None) -> Iterable[Hit]:
    if change.action is Action.RESTORE:
        since = f" {str((live or {}).get('archivedAt'))[:10]}" if (live or {}).get("archivedAt") else ""
        message = f"a property of this name was archived{since}; it comes back with its old values and history"
        yield Hit(change.address, message)


def unique(change: Change, _live: Body | None) -> Iterable[Hit]:
    if change.action is Action.CREATE and (change.stated or {}).get("hasUniqueValue"):
        message = "no two records may hold one value, for good: writing a value twice is refused, integrations included"
        yield Hit(change.address.at("hasUniqueValue"), message)


def formula(change: Change, _live: Body | None) -> Iterable[Hit]:
    """HubSpot's own screens do not edit a formula that came through the API (documented)."""
    sent = [edit for edit in change.fields if edit.path == ("calculationFormula",) and edit.after is not ABSENT]
    if change.action is Action.CREATE and sent:
        message = "a formula that comes through the API can be edited through the API only, never in HubSpot's screens"
        yield Hit(change.address.at("calculationFormula"), message)


def hubspot_defined(change: Change, live: Body | None) -> Iterable[Hit]:
    if change.action is not Action.REMOVE:
        return
    if (live or {}).get("hubspotDefined"):
        yield Hit(change.address, "HubSpot defines this property; it cannot be archived", "take it out of removed:")
    elif _permissions(live).get("archivable") is False:
        yield Hit(change.address, "HubSpot does not let this property be archived", "take it out of removed:")


def read_only(change: Change, live: Body | None) -> Iterable[Hit]:
    """A stated field is written only where the live modificationMetadata permits it; options are additive."""
    if change.action is not Action.UPDATE:
        return
    metadata = _permissions(live)
    names = {edit.path[0] for edit in change.fields}
    others = sorted(names - {"options", "optionsOrder"})
    if metadata.get("readOnlyDefinition") and others:
        yield Hit(
            change.address,
            f"HubSpot does not let {', '.join(others)} of this property be changed",
            "state only its options",
        )
    # Where nothing is said about the options, what is said about the definition counts for them.
    if metadata.get("readOnlyOptions", metadata.get("readOnlyDefinition")) and names - set(others):
        yield Hit(change.address, "HubSpot does not let the options of this property be changed", "leave them out")
    if (live or {}).get("hubspotDefined"):
        for value in (edit.path[1] for edit in change.fields if edit.path[0] == "options" and edit.after is ABSENT):
            message = f"{value!r} is an option of HubSpot's own property; such options can only be added to"
            yield Hit(change.address.child("options", value), message, "take it out of removed:")


def _permissions(live: Body | None) -> Mapping[str, Any]:
    return (live or {}).get("modificationMetadata") or {}
