"""How much of what a subscription allows is used: shapes, and that our own doings are counted."""

from typing import Any

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Answer, Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_label, make_property

_NAMED = {"objectTypeId", "singularLabel", "pluralLabel"}
_SHARE = {"limit", "usage", "percentage"}
_OVERALL = ("overallLimit", "overallUsage", "overallPercentage", "byObjectType")


def _rows_have(bench: Bench, rows: list[dict[str, Any]], keys: set[str]) -> None:
    bench.check(f"each row has {', '.join(sorted(keys))}", holds=all(set(one) == keys for one in rows))


def _by_origin(bench: Bench, answer: Answer) -> None:
    answer.has_exactly("hubspotDefinedObjectTypes", "customObjectTypes")
    _rows_have(bench, answer["hubspotDefinedObjectTypes"], _NAMED | _SHARE)
    answer.has_exactly(*_OVERALL, of=answer["customObjectTypes"])


@case(op.LIMIT_TYPES)
def custom_object_types(bench: Bench) -> None:
    """Limit, usage and percentage, of a hundred."""
    answer = bench.ask(op.LIMIT_TYPES).is_shaped(limit=int, usage=int, percentage=int | float)
    share = 100 * answer["usage"] / answer["limit"] if answer["limit"] else 0
    bench.check("the percentage is of a hundred", holds=abs(share - answer["percentage"]) < 0.01)  # noqa: PLR2004


@case(op.LIMIT_PROPERTIES, op.CREATE_PROPERTY)
def custom_properties(bench: Bench) -> None:
    """Overall and by object, and a new property counts."""
    before = bench.ask(op.LIMIT_PROPERTIES).has_exactly(*_OVERALL)
    _rows_have(bench, before["byObjectType"], _NAMED | _SHARE)
    make_property(bench, "one")
    counted = bench.settles(lambda: bench.ask(op.LIMIT_PROPERTIES)["overallUsage"] > before["overallUsage"])
    bench.check("one more is counted", holds=counted)


@case(op.LIMIT_CALCULATED)
def calculated_properties(bench: Bench) -> None:
    """Overall, and a usage for each object."""
    answer = bench.ask(op.LIMIT_CALCULATED).has_exactly(*_OVERALL)
    _rows_have(bench, answer["byObjectType"], _NAMED | {"usage"})


@case(op.LIMIT_PIPELINES)
def pipelines(bench: Bench) -> None:
    """HubSpot's objects each with a limit, custom ones with one for all."""
    answer = bench.ask(op.LIMIT_PIPELINES)
    _by_origin(bench, answer)
    types = {one["objectTypeId"] for one in answer["hubspotDefinedObjectTypes"]}
    bench.check("deals and tickets are among them", holds={"0-3", "0-5"} <= types)


@case(op.LIMIT_RECORDS)
def records(bench: Bench) -> None:
    """The same shape, with a row for contacts."""
    answer = bench.ask(op.LIMIT_RECORDS)
    _by_origin(bench, answer)
    types = {one["objectTypeId"] for one in answer["hubspotDefinedObjectTypes"]}
    bench.check("contacts are among them", holds="0-1" in types)


@case(op.LIMIT_LABELS, op.CREATE_LABEL)
def association_labels(bench: Bench) -> None:
    """A row for each direction names the labels; a new one counts after a while."""
    query = {"fromObjectTypeId": "0-1", "toObjectTypeId": "0-3"}
    make_label(bench, "counted")

    def counted() -> bool:
        rows = bench.ask(op.LIMIT_LABELS, query=query).results
        return any(bench.name("counted") in one["allLabels"] for one in rows)

    bench.check("the new label is counted", holds=bench.settles(counted))
    rows = bench.ask(op.LIMIT_LABELS, query=query).has_exactly("results").results
    _rows_have(bench, rows, {"fromObjectType", "toObjectType", "allLabels"} | _SHARE)


@case(op.LIMIT_FROM, op.LIMIT_TO)
def records_with_many_associations(bench: Bench) -> None:
    """Lists of the objects whose records are near or at a limit."""
    keys = _NAMED | {"hasRecordsNearLimit", "hasRecordsAtLimit"}
    for answer in (bench.ask(op.LIMIT_FROM), bench.ask(op.LIMIT_TO, "0-1")):
        _rows_have(bench, answer.has_exactly("results").results, keys)


@case(op.LIMIT_BETWEEN)
def records_between_two_objects(bench: Bench) -> None:
    """One limit, two totals, two lists of samples."""
    bench.ask(op.LIMIT_BETWEEN, "0-1", "0-3").is_shaped(
        limit=int,
        totalRecordsNearLimit=int,
        totalRecordsAtLimit=int,
        nearLimitFromRecordSamples=list,
        atLimitFromRecordSamples=list,
    )
