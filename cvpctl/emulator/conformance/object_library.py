"""Which objects of the library are enabled, and what those that are not answer."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.judgements import Skipped


@case(op.LIST_LIBRARY)
def enablement_by_type_id(bench: Bench) -> None:
    """One truth value per object of the library; courses and services are among them."""
    answer = bench.ask(op.LIST_LIBRARY).is_shaped(enablementByObjectTypeId=dict)
    found = answer["enablementByObjectTypeId"]
    bench.check("all are true or false", holds=all(isinstance(one, bool) for one in found.values()))
    bench.check("0-162 and 0-410 are among them", holds={"0-162", "0-410"} <= set(found))


@case(op.LIST_LIBRARY, op.READ_LIBRARY)
def one_object_at_a_time(bench: Bench) -> None:
    """A read of one says what the list says."""
    found = bench.ask(op.LIST_LIBRARY)["enablementByObjectTypeId"]
    for type_id, enabled in [*found.items()][:2]:
        answer = bench.ask(op.READ_LIBRARY, type_id).is_shaped(enablement=bool)
        bench.check("both say the same", holds=answer["enablement"] == enabled)


@case(op.LIST_LIBRARY, op.LIST_PROPERTIES, evidence="assumed")
def an_object_that_is_switched_off(bench: Bench) -> None:
    """Its properties cannot be listed."""
    found = bench.ask(op.LIST_LIBRARY)["enablementByObjectTypeId"]
    off = [type_id for type_id, enabled in found.items() if not enabled]
    if not off:
        raise Skipped("every object of the library is switched on")
    status = bench.ask(op.LIST_PROPERTIES, off[0], status=(200, 400, 403, 404)).raw.status
    bench.observe("disabled_objects", "answer" if status == 200 else "refuse")  # noqa: PLR2004
