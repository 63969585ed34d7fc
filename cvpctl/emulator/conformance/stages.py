"""Stages one at a time: metadata as it is stored, their order, and when they can go."""

from cvpctl.emulator.call import Version
from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_pipeline, make_record, stage_wish
from cvpctl.emulator.errors import Body

_KEYS = ("label", "displayOrder", "metadata", "id", "createdAt", "updatedAt", "writePermissions", "archived")
_CREATED = 201
_REFUSED = 400
_GONE = 204


def _tickets(bench: Bench, *stages: Body) -> tuple[str, str]:
    shut = stage_wish(bench, "Shut", 9, ticketState="CLOSED")
    make_pipeline(bench, "care", "tickets", stages=[*stages, shut])
    return "tickets", bench.name("care")


def _deals(bench: Bench) -> tuple[str, str]:
    make_pipeline(bench, "path")
    return "deals", bench.name("path")


@case(op.CREATE_PIPELINE, op.LIST_STAGES, op.READ_STAGE)
def stages_can_be_read_by_themselves(bench: Bench) -> None:
    """A list and a read of one give eight fields each."""
    at = _deals(bench)
    listed = bench.ask(op.LIST_STAGES, *at).has_exactly("results").results
    bench.check("both are listed", holds={one["label"] for one in listed} == {"One", "Two"})
    read = bench.ask(op.READ_STAGE, *at, bench.name("one")).has_exactly(*_KEYS)
    read.says(writePermissions="CRM_PERMISSIONS_ENFORCEMENT", metadata={"isClosed": "false", "probability": "0.5"})
    bench.ask(op.READ_STAGE, *at, bench.name("none"), status=404)


@case(op.CREATE_STAGE, op.READ_STAGE, op.CREATE_PIPELINE)
def probabilities_are_respelt(bench: Bench) -> None:
    """A read shows 0.50 as 0.5 and 1 as 1.0, isClosed worked out, unknown keys dropped."""
    at = _deals(bench)
    spelt = {"0.50": ("0.5", "false"), "1": ("1.0", "true"), "0": ("0.0", "true")}
    for number, (sent, (shown, closed)) in enumerate(spelt.items()):
        body = stage_wish(bench, f"S{number}", 10 + number, probability=sent, isClosed="false", colour="red")
        bench.ask(op.CREATE_STAGE, *at, body=body)
        read = bench.ask(op.READ_STAGE, *at, bench.name(f"s{number}"))
        read.says(metadata={"isClosed": closed, "probability": shown})


@case(op.CREATE_STAGE, op.CREATE_PIPELINE)
def a_probability_is_needed(bench: Bench) -> None:
    """A deal stage says a probability between 0 and 1."""
    at = _deals(bench)
    body = {**stage_wish(bench, "None", 9), "metadata": {}}
    message = "must specify probability when writing a dealstage"
    bench.ask(op.CREATE_STAGE, *at, body=body, status=_REFUSED).says(message=message)
    body = stage_wish(bench, "Sure", 9, probability="1.5")
    message = "dealstage probability is not valid, must be between 0.0 and 1.0 (inclusive)"
    bench.ask(op.CREATE_STAGE, *at, body=body, status=_REFUSED).says(message=message)


@case(op.CREATE_STAGE, op.READ_STAGE, op.CREATE_PIPELINE)
def a_ticket_stage_is_open_unless_it_says_so(bench: Bench) -> None:
    """`ticketState` is OPEN by default, and its case matters."""
    at = _tickets(bench)
    body = {**stage_wish(bench, "New", 1), "metadata": {}}
    bench.ask(op.CREATE_STAGE, *at, body=body)
    bench.ask(op.READ_STAGE, *at, bench.name("new")).says(metadata={"isClosed": "false", "ticketState": "OPEN"})
    refused = bench.ask(
        op.CREATE_STAGE, *at, body=stage_wish(bench, "Odd", 2, ticketState="open"), status=_REFUSED
    )  # fmt: skip
    told = str(refused.body.get("subCategory"))
    constant = "INVALID_PIPELINE_STAGE_METADATA"
    bench.check(f"the subcategory says {constant}", holds=told.endswith(constant))


@case(op.DELETE_STAGE, op.CREATE_PIPELINE)
def tickets_keep_a_closed_stage(bench: Bench) -> None:
    """The last closed stage of a ticket pipeline cannot go."""
    at = _tickets(bench, stage_wish(bench, "New", 0, ticketState="OPEN"))
    answer = bench.ask(op.DELETE_STAGE, *at, bench.name("shut"), status=_REFUSED)
    answer.says(subCategory="PipelineError.MISSING_CLOSED_STAGE")


@case(op.CREATE_STAGE, op.READ_PIPELINE, op.CREATE_PIPELINE)
def a_taken_place_moves_the_others(bench: Bench) -> None:
    """A stage sent to a taken place stands behind its holder, and all are numbered anew."""
    at = _deals(bench)
    bench.ask(op.CREATE_STAGE, *at, body=stage_wish(bench, "Three", 0))
    stages = bench.ask(op.READ_PIPELINE, *at)["stages"]
    ranked = [one["label"] for one in sorted(stages, key=lambda one: int(one["displayOrder"]))]
    bench.check("the order is One, Three, Two", holds=ranked == ["One", "Three", "Two"])
    numbers = sorted(one["displayOrder"] for one in stages)
    bench.check("the numbers are 0, 1, 2", holds=numbers == [0, 1, 2])


@case(op.CREATE_STAGE, op.READ_STAGE, op.CREATE_PIPELINE)
def a_free_place_leaves_a_gap(bench: Bench) -> None:
    """A number beyond the others is kept."""
    at = _deals(bench)
    bench.ask(op.CREATE_STAGE, *at, body=stage_wish(bench, "Three", 7))
    bench.ask(op.READ_STAGE, *at, bench.name("three")).says(displayOrder=7)


@case(op.CREATE_STAGE, op.CREATE_PIPELINE)
def a_negative_place(bench: Bench) -> None:
    """-1 is no place for a stage."""
    at = _deals(bench)
    answer = bench.ask(op.CREATE_STAGE, *at, body=stage_wish(bench, "Three", -1), status=(201, 400))
    bench.observe("negative_display_order", "append" if answer.raw.status == _CREATED else "refuse")


@case(op.CREATE_STAGE, op.CREATE_PIPELINE)
def a_stage_id_with_capitals(bench: Bench) -> None:
    """Capitals in a stage id are kept."""
    at = _deals(bench)
    body = {**stage_wish(bench, "Loud", 7), "stageId": bench.name("LOUD")}
    answer = bench.ask(op.CREATE_STAGE, *at, body=body, status=(201, 400))
    bench.observe("upper_case_stage_ids", "accept" if answer.raw.status == _CREATED else "refuse")


@case(op.CREATE_STAGE, op.CREATE_PIPELINE)
def a_stage_id_twice(bench: Bench) -> None:
    """A stage id of the object again is a 400 without category."""
    at = _deals(bench)
    body = {**stage_wish(bench, "Other", 7), "stageId": bench.name("one")}
    answer = bench.ask(op.CREATE_STAGE, *at, body=body, status=_REFUSED)
    answer.has_exactly("status", "message", "correlationId")
    bench.check("the message says so", holds="already using stage id" in str(answer["message"]))


@case(op.CREATE_STAGE, op.CREATE_PIPELINE)
def a_stage_label_twice(bench: Bench) -> None:
    """Labels are unique in a pipeline, whatever their case and the spaces around them."""
    at = _deals(bench)
    body = {**stage_wish(bench, "Other", 7), "label": " ONE "}
    answer = bench.ask(op.CREATE_STAGE, *at, body=body, status=_REFUSED)
    answer.says(subCategory="PipelineError.STAGE_LABEL_EXISTS")


@case(op.UPDATE_STAGE, op.READ_STAGE, op.CREATE_PIPELINE)
def one_field_is_enough(bench: Bench) -> None:
    """A PATCH of the label keeps place and metadata."""
    at = _deals(bench)
    bench.ask(op.UPDATE_STAGE, *at, bench.name("two"), body={"label": "Second"})
    read = bench.ask(op.READ_STAGE, *at, bench.name("two"))
    read.says(label="Second", displayOrder=1, metadata={"isClosed": "false", "probability": "0.5"})


@case(op.REPLACE_STAGE, op.READ_STAGE, op.CREATE_PIPELINE)
def a_stage_replaced(bench: Bench) -> None:
    """PUT of a stage takes all three fields."""
    at = _deals(bench)
    body = {"label": "Won", "displayOrder": 1, "metadata": {"probability": "1"}}
    bench.ask(op.REPLACE_STAGE, *at, bench.name("two"), body=body)
    read = bench.ask(op.READ_STAGE, *at, bench.name("two"))
    read.says(label="Won", id=bench.name("two"), metadata={"isClosed": "true", "probability": "1.0"})


@case(op.DELETE_STAGE, op.LIST_STAGES, op.CREATE_PIPELINE)
def a_stage_can_go(bench: Bench) -> None:
    """Deleting is a 204, also the second time; the last one stays."""
    at = _deals(bench)
    for _ in range(2):
        bench.ask(op.DELETE_STAGE, *at, bench.name("two"))
    left = bench.ask(op.LIST_STAGES, *at).results
    bench.check("one is left", holds=[one["id"] for one in left] == [bench.name("one")])
    answer = bench.ask(op.DELETE_STAGE, *at, bench.name("one"), status=_REFUSED)
    answer.says(message="Pipeline must have at least one stage")


@case(op.AUDIT_STAGE, op.CREATE_STAGE, op.CREATE_PIPELINE)
def stages_are_audited(bench: Bench) -> None:
    """A stage has an audit of its own."""
    at = _deals(bench)
    bench.ask(op.CREATE_STAGE, *at, body=stage_wish(bench, "Three", 7))
    rows = bench.ask(op.AUDIT_STAGE, *at, bench.name("three")).has_exactly("results").results
    keys = {"portalId", "identifier", "action", "timestamp", "message", "rawObject", "fromUserId"}
    bench.check("a row holds seven fields", holds=bool(rows) and set(rows[0]) == keys)


@case(op.DELETE_STAGE, op.CREATE_PIPELINE, op.CREATE_RECORD)
def a_stage_with_records(bench: Bench) -> None:
    """From 2026-09 on a stage that holds a record stays, whatever the flag says; before, only when asked to look."""
    make_pipeline(bench, "path", stages=[stage_wish(bench, label, at) for at, label in enumerate(("A", "B", "C", "D"))])
    for label in "abc":
        stage = bench.name(label)
        make_record(bench, "deals", dealname=stage, pipeline=bench.name("path"), dealstage=stage)
    refused = {
        "2026-09": _keeps(bench, "a", "2026-09", {}),
        "2026-03": _keeps(bench, "b", "2026-03", {}),
    }
    found = (refused["2026-03"], refused["2026-09"])
    told = {(False, True): "by_version", (True, True): "always", (False, False): "never"}
    bench.observe("validate_flags", told.get(found, "only before 2026-09"))
    bypassed = not _keeps(bench, "c", "2026-09", {"validateReferencesBeforeDelete": "false"})
    if refused["2026-09"]:
        bench.observe("validate_bypass", "honoured" if bypassed else "ignored")


def _keeps(bench: Bench, label: str, version: Version, query: dict[str, str]) -> bool:
    at = ("deals", bench.name("path"), bench.name(label))
    answer = bench.ask(op.DELETE_STAGE, *at, version=version, query=query, status=(_GONE, _REFUSED))
    if answer.raw.status == _REFUSED:
        answer.says(category="VALIDATION_ERROR", subCategory="PipelineError.STAGE_ID_IN_USE")
    return answer.raw.status == _REFUSED
