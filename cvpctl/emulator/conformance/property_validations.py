"""Validation rules of a property of our own: written, overwritten, read, never taken away."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import make_property

_RULE = "MAX_LENGTH"


@case(op.PUT_RULE, op.READ_RULE, op.LIST_RULES_OF_ONE, op.LIST_RULES, op.CREATE_PROPERTY)
def a_rule_is_written_and_read(bench: Bench) -> None:
    """A PUT is a 204; the rule stands in all three reads."""
    make_property(bench, "code")
    at = ("0-1", bench.name("code"))
    bench.ask(op.PUT_RULE, *at, _RULE, body={"ruleArguments": ["10"], "shouldApplyNormalization": False})
    bench.ask(op.READ_RULE, *at, _RULE).says(ruleType=_RULE, ruleArguments=["10"])
    rules = bench.ask(op.LIST_RULES_OF_ONE, *at).has_exactly("results").results
    bench.check("the property lists one rule", holds=[one["ruleType"] for one in rules] == [_RULE])
    every = bench.ask(op.LIST_RULES, "0-1").has_exactly("results").results
    mine = [one for one in every if one["propertyName"] == bench.name("code")]
    kinds = [rule["ruleType"] for one in mine for rule in one["propertyValidationRules"]]
    bench.check("the object lists it", holds=kinds == [_RULE])


@case(op.PUT_RULE, op.READ_RULE, op.CREATE_PROPERTY)
def a_rule_is_overwritten(bench: Bench) -> None:
    """A second PUT replaces the arguments."""
    make_property(bench, "code")
    at = ("0-1", bench.name("code"), _RULE)
    for length in ("10", "20"):
        bench.ask(op.PUT_RULE, *at, body={"ruleArguments": [length]})
    bench.ask(op.READ_RULE, *at).says(ruleArguments=["20"])


@case(op.READ_RULE, op.CREATE_PROPERTY, evidence="assumed")
def a_rule_that_was_never_set(bench: Bench) -> None:
    """Reading it is a 404."""
    make_property(bench, "code")
    bench.ask(op.READ_RULE, "0-1", bench.name("code"), _RULE, status=404)


@case(op.PUT_RULE, op.CREATE_PROPERTY, op.CREATE_RECORD)
def values_keep_the_rules(bench: Bench) -> None:
    """From 2026-09 on a value that breaks a rule of its property is refused."""
    make_property(bench, "code", "companies")
    bench.ask(op.PUT_RULE, "0-2", bench.name("code"), _RULE, body={"ruleArguments": ["3"]})
    body = {"properties": {"name": bench.name("one"), bench.name("code"): "longer"}}
    answer = bench.ask(op.CREATE_RECORD, "companies", body=body, status=(201, 400))
    if answer.raw.status == 201:  # noqa: PLR2004
        bench.owns(answer["id"])
        bench.undo(op.DELETE_RECORD, "companies", answer["id"])
    bench.observe("validation_rules", "by_version" if answer.raw.status == 400 else "ignored")  # noqa: PLR2004
