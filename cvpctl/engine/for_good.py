"""What no rollback brings back, in the words it is told with: one list, for whoever undoes a run and for whoever asks.

A prompt that says how much cannot come back must not know less than the rollback that will say so afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cvpctl.engine.diff import rule_at
from cvpctl.kinds import Kind, RemovalVerb
from cvpctl.model import ABSENT, Address, Migration, Path

AGAIN: Mapping[str, str] = {
    "pipeline": "made again under the same ids; when records entered its stages is lost, and automation may need it "
    "to be chosen again",
    "stages": "made again under the same id; when records entered it is lost",
    "group": "made again; HubSpot deletes groups for good",
    "label": "made again with new type ids; records that carried it do not get it back, and lists and workflows need "
    "it to be chosen again",
}
"""What is made anew after it was taken out, by kind or by the collection it is in: the name is the same, no more."""
NEVER: Mapping[str, str] = {
    "schema": "HubSpot has no API to restore a custom object, and creating it anew purges the archived one",
}
"""What cannot even be made anew after it was taken out."""


def is_child(kind: Kind, path: Path) -> bool:
    return bool(kind.rule(path[0]).keyed_by) and len(path) == 2  # noqa: PLR2004 - collection and key


def stays(kind: Kind, path: Path) -> bool:
    """Tell whether something that a run brings cannot be taken away: no verb for a child, no default for a field."""
    if is_child(kind, path):
        return kind.removal is RemovalVerb.IMPOSSIBLE
    return rule_at(kind, path).default is ABSENT


def merges(migration: Migration, brought: Collection[Address]) -> bool:
    """Tell whether record values go to an option that was live before: nobody tells them apart afterwards.

    `brought` is what the same plan brings. A property that is copied keeps what records hold in it.
    """
    return migration.of_options and not {migration.target, migration.target.owner} & set(brought)
