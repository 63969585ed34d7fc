"""Errors that belong to no area: bodies that cannot be read, objects and addresses that do not exist."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import property_wish


@case(op.LIST_PROPERTIES, evidence="observed")
def an_unknown_object_type(bench: Bench) -> None:
    """A bare name that is no object of HubSpot's is a 400 without category."""
    name = bench.name("butterflies")
    bench.refused(op.LIST_PROPERTIES, name, status=400, message=f"Unable to infer object type from: {name}")


@case(op.CREATE_PROPERTY, evidence="assumed")
def a_body_that_is_no_json(bench: Bench) -> None:
    """Broken JSON is a 400 that names line and column, without category."""
    answer = bench.ask(op.CREATE_PROPERTY, "contacts", body=b'{"name": ', status=400)
    answer.has_exactly("status", "message", "correlationId")
    begins = str(answer["message"]).startswith("Invalid input JSON on line 1, column ")
    bench.check("the message begins with 'Invalid input JSON on line 1, column '", holds=begins)


@case(op.CREATE_PROPERTY, evidence="observed")
def required_fields_are_named(bench: Bench) -> None:
    """Fields that were not set are listed in the message."""
    sent = property_wish(bench, "half")
    bench.refused(
        op.CREATE_PROPERTY,
        "contacts",
        body={"name": sent["name"]},
        status=400,
        category="VALIDATION_ERROR",
        message="Invalid input JSON on line 1, column 2. Some required fields were not set:"
        " [label, type, fieldType, groupName]",
    )


@case(op.CREATE_PROPERTY, evidence="assumed")
def a_value_outside_its_list(bench: Bench) -> None:
    """A type that does not exist is a 400."""
    bench.ask(op.CREATE_PROPERTY, "contacts", body=property_wish(bench, "odd", type="colour"), status=400)


@case(op.READ_PIPELINE, evidence="observed")
def a_missing_pipeline_in_html(bench: Bench) -> None:
    """Where a client takes anything, a missing pipeline is a 404 in HTML."""
    answer = bench.ask(op.READ_PIPELINE, "deals", bench.name("none"), status=404, accept="*/*")
    bench.check("the body is HTML", holds=str(answer.body).lstrip().lower().startswith("<html"))


@case(op.READ_PIPELINE, evidence="observed")
def a_missing_pipeline_in_json(bench: Bench) -> None:
    """Where a client asks for JSON, a missing pipeline is a 404 without a body."""
    answer = bench.ask(op.READ_PIPELINE, "deals", bench.name("none"), status=404)
    bench.check("the body is empty", holds=answer.body is None)


@case(op.LIST_PROPERTIES, evidence="observed")
def every_error_has_a_correlation_id(bench: Bench) -> None:
    """The correlation id of an error is a UUID."""
    said = str(bench.ask(op.LIST_PROPERTIES, bench.name("none"), status=400)["correlationId"])
    bench.check("it has five groups", holds=[len(part) for part in said.split("-")] == [8, 4, 4, 4, 12])
