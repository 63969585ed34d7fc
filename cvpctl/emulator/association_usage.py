"""Which records have nearly as many associations as they may have: the part of limits tracking that counts links."""

from collections.abc import Iterator

from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import Body
from cvpctl.emulator.limits_tracking import named
from cvpctl.emulator.store import Portal

NEAR = 0.8
MOST_SAMPLES = 10


def objects_from(call: Call) -> Body:
    """The objects with records near or at a limit (documented)."""
    pairs = list(_pairs(call.portal))
    starts = dict.fromkeys(start for start, _ in pairs)
    return {"results": _full(call, [(one, [pair for pair in pairs if pair[0] == one]) for one in starts])}


def objects_to(call: Call) -> Body:
    """The other objects, as seen from one, with records near or at a limit (documented)."""
    start = resolve(call.portal, call.params["fromTypeId"]).id
    return {"results": _full(call, [(end, [(start, end)]) for here, end in _pairs(call.portal) if here == start])}


def records_between(call: Call) -> Body:
    """`label` of a sample is the record's id as text (assumed)."""
    start, end = (resolve(call.portal, call.params[name]).id for name in ("fromTypeId", "toTypeId"))
    counts = _counts(call.portal, start, end)
    limit = _limit(call.portal)
    at_limit = [one for one, used in counts.items() if used >= limit]
    near = [one for one, used in counts.items() if NEAR * limit <= used < limit]
    return {
        "limit": limit,
        "totalRecordsNearLimit": len(near),
        "totalRecordsAtLimit": len(at_limit),
        "nearLimitFromRecordSamples": [
            {**_sample(one), "usage": counts[one], "percentage": round(100 * counts[one] / limit, 3)}
            for one in near[:MOST_SAMPLES]
        ],
        "atLimitFromRecordSamples": [_sample(one) for one in at_limit[:MOST_SAMPLES]],
    }


def _full(call: Call, groups: list[tuple[str, list[tuple[str, str]]]]) -> list[Body]:
    limit = _limit(call.portal)
    rows = []
    for type_id, pairs in groups:
        used = [count for pair in pairs for count in _counts(call.portal, *pair).values()]
        near = any(NEAR * limit <= count < limit for count in used)
        at_limit = any(count >= limit for count in used)
        if near or at_limit:
            flags = {"hasRecordsNearLimit": near, "hasRecordsAtLimit": at_limit}
            rows.append({**named(call.portal, type_id), **flags})
    return rows


def _pairs(portal: Portal) -> Iterator[tuple[str, str]]:
    for name, things in list(portal.collections()):
        if name.startswith("links/") and things:
            _, start, end = name.split("/")
            yield start, end


def _counts(portal: Portal, start: str, end: str) -> dict[str, int]:
    return {one: len(held["to"]) for one, held in portal.all(f"links/{start}/{end}").items()}


def _limit(portal: Portal) -> int:
    return int(portal.account["quotas"].get("associations_per_record", 50_000))


def _sample(record_id: str) -> Body:
    return {"objectId": int(record_id), "label": record_id}
