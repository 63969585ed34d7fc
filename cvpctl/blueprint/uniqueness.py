"""Limits and identities that no single resource can see: ids and labels that others already took.

HubSpot: pipeline ids are unique across deals and tickets, stage ids per object type; at most ten properties of an
object have unique values (properties guide; ids observed on live portals by third parties); a pair of objects takes
50 labels (associations guide), and a label is one thing both ways round.
"""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.blueprint.claims import Claims
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.statement import Statement
from cvpctl.model import Path

MOST_UNIQUE = 10
MOST_LABELS = 50
_SHARED_IDS = ("deals", "tickets")
_Taken = dict[tuple[str, ...], Statement]


def check_uniqueness(claims: Claims, found: Findings) -> None:
    taken: _Taken = {}
    unique: dict[str, int] = {}
    labels: dict[tuple[str, ...], dict[str, Statement]] = {}
    for statement in claims.stated.values():
        if statement.kind.name == "pipeline":
            _check_pipeline(statement, taken, found)
        elif statement.kind.name == "label":
            _check_label(statement, labels.setdefault(tuple(sorted(statement.address.scope)), {}), found)
        elif statement.body.get("hasUniqueValue") is True:
            name = statement.address.scope[0]
            unique[name] = unique.get(name, 0) + 1
            if unique[name] > MOST_UNIQUE:
                message = f"{name} have more than {MOST_UNIQUE} properties with unique values; HubSpot refuses this one"
                at = statement.at(("hasUniqueValue",), key=True)
                found.note("TOO_MANY_UNIQUE", message, "take hasUniqueValue out here or elsewhere", at=at)


def _check_label(statement: Statement, of_pair: dict[str, Statement], found: Findings) -> None:
    address, pair = statement.address, " and ".join(statement.address.scope)
    first = of_pair.setdefault(address.key, statement)
    if first is not statement:
        message = f"{address} is {first.address} the other way round; first at {first.source.place(first.entry)}"
        help_ = "state it once; inverseLabel is the other way"
        found.note("DUPLICATE_ADDRESS", message, help_, at=statement.at(), address=address)
    elif len(of_pair) == MOST_LABELS + 1:
        message = f"{pair} have more than {MOST_LABELS} labels between them; HubSpot refuses this one"
        found.note("TOO_MANY_LABELS", message, "take labels out", at=statement.at(), address=address)


def _check_pipeline(statement: Statement, taken: _Taken, found: Findings) -> None:
    for identity, path, code, what in _identities(statement):
        first = taken.setdefault(identity, statement)
        if first is not statement:
            place = first.source.place(first.entry)
            message = f"{what} is already that of {first.address} ({place})"
            found.note(
                code, message, "choose another one", at=statement.at(path, key=code != "DUPLICATE_PIPELINE_LABEL")
            )


def _identities(statement: Statement) -> Iterator[tuple[tuple[str, ...], Path, str, str]]:
    """Yield each identity a pipeline takes, where it stands, and the code and words for a second claim."""
    name, key = statement.address.scope[0], statement.address.key
    if name in _SHARED_IDS:
        yield ("id", key), (), "PIPELINE_ID_TAKEN", f"the pipeline id {key!r}"
    label = statement.body.get("label")
    if label is not None:
        what = f"the pipeline label {label!r} (HubSpot ignores case)"
        yield ("label", name, label.strip().casefold()), ("label",), "DUPLICATE_PIPELINE_LABEL", what
    for stage in statement.body.get("stages", ()):
        yield ("stage", name, stage), ("stages", stage), "STAGE_ID_TAKEN", f"the stage id {stage!r}"
