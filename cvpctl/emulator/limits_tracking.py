"""How much of what its subscription allows a portal uses: one read for each kind of thing.

Percentages are those of a hundred, to three digits (documented sample). Which objects a list names, and in which
order, is assumed.
"""

from collections.abc import Callable, Iterable

from cvpctl.emulator.association_pairs import labels_between
from cvpctl.emulator.association_types import MADE, is_linkable
from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import SCHEMAS, is_custom, resolve
from cvpctl.emulator.defaults import EPOCH
from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import OBJECT_TYPES, infer
from cvpctl.emulator.pipeline_rules import MOST_CUSTOM_PIPELINES
from cvpctl.emulator.read_lag import LABEL_COUNTS, PURGED
from cvpctl.emulator.schema_ends import COUNT
from cvpctl.emulator.schema_reads import standard_schema
from cvpctl.emulator.schema_rules import most_types
from cvpctl.emulator.store import Portal

MOST_RECORDS = 15_000_000
MOST_RECORDS_OF_LIBRARY_OBJECTS = 500_000

_FEW = {"0-162", "0-410", "0-420", "0-421"}


def custom_object_types(call: Call) -> Body:
    """The count of what was deleted lags behind (observed)."""
    current: Body = {"usage": len(call.portal.all(SCHEMAS))}
    seen = call.lag.seen(call.portal.id, COUNT, current, PURGED) or current
    return share(most_types(call.portal), seen["usage"])


def custom_properties(call: Call) -> Body:
    """Counts what is there against the quotas of the tier, per object and over all (observed)."""
    quotas = call.portal.account["quotas"]
    counts = {type_id: _custom_properties(call.portal, type_id) for type_id in _type_ids(call.portal)}
    rows = [named(call.portal, one) | share(quotas["properties_per_object"], used) for one, used in counts.items()]
    return {**_overall(quotas["properties_overall"], sum(counts.values())), "byObjectType": rows}


def calculated_properties(call: Call) -> Body:
    """Counts formulas against the quota of the tier (documented)."""
    most = call.portal.account["quotas"].get("calculated_properties", 200)
    counts = {type_id: _calculated(call.portal, type_id) for type_id in _type_ids(call.portal)}
    rows = [named(call.portal, one) | {"usage": used} for one, used in counts.items() if used]
    return {**_overall(most, sum(counts.values())), "byObjectType": rows}


def pipelines(call: Call) -> Body:
    """HubSpot's own pipelines do not count (observed on one portal)."""
    quotas = call.portal.account["quotas"]
    most = {"0-3": quotas["pipelines"], "0-5": quotas["pipelines"], "0-123": quotas["order_pipelines"]}
    return _by_origin(call.portal, most, MOST_CUSTOM_PIPELINES, _pipelines)


def records(call: Call) -> Body:
    """Counts what is there; the limits are catalogue numbers (documented)."""
    most = {one.id: MOST_RECORDS_OF_LIBRARY_OBJECTS if one.id in _FEW else MOST_RECORDS for one in OBJECT_TYPES}
    return _by_origin(call.portal, most, MOST_RECORDS, lambda portal, one: len(portal.all(f"records/{one}")))


def association_labels(call: Call) -> Body:
    """Each direction of each pair that has labels of the portal's own; both ends may be narrowed down."""
    wanted = [_asked(call, name) for name in ("fromObjectTypeId", "toObjectTypeId")]
    made = call.portal.all(MADE).values()
    pairs = dict.fromkeys((str(one["from_id"]), str(one["to_id"])) for one in made if one["label"] is not None)
    if all(wanted) and all(map(is_linkable, wanted)):
        pairs.setdefault((wanted[0], wanted[1]))
    most = call.portal.account["quotas"].get("association_labels", 50)
    rows = []
    for start, end in pairs:
        if wanted[0] in {"", start} and wanted[1] in {"", end}:
            labels = _counted_labels(call, start, end)
            ends = {"fromObjectType": named(call.portal, start), "toObjectType": named(call.portal, end)}
            rows.append({**ends, "allLabels": labels, **share(most, len(labels))})
    return {"results": rows}


def _counted_labels(call: Call, start: str, end: str) -> list[str]:
    """A new one is counted after a while (observed)."""
    counted = []
    for one in labels_between(call.portal, start, end):
        row: Body = {"label": one.label}
        if call.lag.seen(call.portal.id, f"label {one.type_id}", row, LABEL_COUNTS):
            counted.append(str(one.label))
    return counted


def _by_origin(portal: Portal, most: dict[str, int], custom: int, count: Callable[[Portal, str], int]) -> Body:
    own = {type_id: count(portal, type_id) for type_id in portal.all(SCHEMAS)}
    return {
        "hubspotDefinedObjectTypes": [
            named(portal, one) | share(limit, count(portal, one)) for one, limit in most.items()
        ],
        "customObjectTypes": {
            **_overall(custom, sum(own.values())),
            "byObjectType": [named(portal, one) | {"usage": used} for one, used in own.items()],
        },
    }


def _type_ids(portal: Portal) -> Iterable[str]:
    return [*(known.id for known in OBJECT_TYPES), *portal.all(SCHEMAS)]


def _custom_properties(portal: Portal, type_id: str) -> int:
    return sum(1 for one in portal.all(f"properties/{type_id}").values() if not one.get("hubspotDefined"))


def _calculated(portal: Portal, type_id: str) -> int:
    found = portal.all(f"properties/{type_id}").values()
    return sum(1 for one in found if one.get("calculated") and not one.get("hubspotDefined"))


def _pipelines(portal: Portal, type_id: str) -> int:
    return sum(1 for one in portal.all(f"pipelines/{type_id}").values() if one["createdAt"] != EPOCH)


def named(portal: Portal, type_id: str) -> Body:
    schema = portal.all(SCHEMAS)[type_id] if is_custom(type_id) else standard_schema(infer(type_id))
    labels = schema["labels"]
    return {"objectTypeId": type_id, "singularLabel": labels["singular"], "pluralLabel": labels["plural"]}


def _asked(call: Call, name: str) -> str:
    said = call.query.get(name)
    return resolve(call.portal, said).id if said else ""


def share(limit: int, usage: int) -> Body:
    return {"limit": limit, "usage": usage, "percentage": _percentage(limit, usage)}


def _overall(limit: int, usage: int) -> Body:
    return {"overallLimit": limit, "overallUsage": usage, "overallPercentage": _percentage(limit, usage)}


def _percentage(limit: int, usage: int) -> float:
    return round(100 * usage / limit, 3) if limit else 0.0
