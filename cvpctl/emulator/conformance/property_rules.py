"""What a definition may say: booleans, currencies, hints, formulas, sensitive data."""

from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case
from cvpctl.emulator.conformance.making import (
    custom_object,
    make_property,
    need_room_for_a_calculation,
    property_wish,
)

_CHOICE = {"type": "enumeration", "fieldType": "select"}


@case(op.CREATE_PROPERTY)
def a_boolean_has_two_options(bench: Bench) -> None:
    """A bool needs exactly the options true and false."""
    wish = property_wish(bench, "flag", type="bool", fieldType="booleancheckbox", options=[])
    answer = bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=400)
    told = str(answer.body.get("subCategory"))
    bench.check("the subcategory says INVALID_BOOLEAN_OPTION", holds=told.endswith("INVALID_BOOLEAN_OPTION"))


@case(op.CREATE_PROPERTY)
def a_currency_needs_its_symbol(bench: Bench) -> None:
    """`currencyPropertyName` stands only beside showCurrencySymbol."""
    wish = property_wish(bench, "sum", type="number", fieldType="number", currencyPropertyName="hs_currency")
    answer = bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=400)
    constant = "ONLY_CURRENCY_PROPERTIES_CAN_SPECIFY_CURRENCY"
    bench.check(f"the subcategory says {constant}", holds=str(answer.body.get("subCategory")).endswith(constant))


@case(op.CREATE_PROPERTY)
def external_options_need_a_reference(bench: Bench) -> None:
    """`externalOptions` without referencedObjectType is refused."""
    wish = property_wish(bench, "who", **_CHOICE, externalOptions=True)
    bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=400)


@case(op.UPDATE_PROPERTY, op.CREATE_PROPERTY)
def an_empty_hint_is_refused(bench: Bench) -> None:
    """`numberDisplayHint` cannot be emptied; null keeps it."""
    make_property(bench, "sum", type="number", fieldType="number", numberDisplayHint="percentage")
    bench.ask(op.UPDATE_PROPERTY, "contacts", bench.name("sum"), body={"numberDisplayHint": ""}, status=400)
    kept = bench.ask(op.UPDATE_PROPERTY, "contacts", bench.name("sum"), body={"numberDisplayHint": None})
    kept.says(numberDisplayHint="percentage")


@case(op.CREATE_PROPERTY, op.READ_PROPERTY)
def a_formula_is_respelt(bench: Bench) -> None:
    """A formula makes the property a calculation, and a read gives it back in HubSpot's own spelling."""
    need_room_for_a_calculation(bench)
    make_property(bench, "base", type="number", fieldType="number")
    name = bench.name("base")
    formula = f"IF {name} = 2.50 THEN {name} + 1 ELSE 0 ENDIF"
    made = make_property(bench, "sum", type="number", fieldType="number", calculationFormula=formula)
    made.says(fieldType="calculation_equation", calculated=True)
    read = str(bench.ask(op.READ_PROPERTY, "contacts", bench.name("sum"))["calculationFormula"])
    bench.observe("formulas", "verbatim" if read == formula else "canonical")
    if read != formula:
        expected = f"if {name} equals 2.5 then {name} + 1 else 0"
        bench.check(f"the spelling is {expected.replace(name, 'x')}", holds=read == expected)


@case(op.CREATE_PROPERTY)
def a_formula_over_nothing(bench: Bench) -> None:
    """A formula that names an unknown property is a 404."""
    need_room_for_a_calculation(bench)
    wish = property_wish(bench, "sum", type="number", fieldType="number")
    wish["calculationFormula"] = bench.name("nothing")
    bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=404)


@case(op.CREATE_PROPERTY)
def sensitive_data_needs_to_be_allowed(bench: Bench) -> None:
    """A sensitive property is a 403 without its scope and a 400 where the portal has the feature off."""
    wish = property_wish(bench, "secret", dataSensitivity="sensitive")
    bench.undo(op.DELETE_PROPERTY, "contacts", wish["name"])
    answer = bench.ask(op.CREATE_PROPERTY, "contacts", body=wish, status=(201, 400, 403))
    if answer.raw.status == 400:  # noqa: PLR2004
        told = str(answer.body.get("subCategory"))
        constant = "PORTAL_NOT_ENABLED_FOR_SENSITIVE_DATA"
        bench.check(f"the subcategory says {constant}", holds=told.endswith(constant))
    elif answer.raw.status == 403:  # noqa: PLR2004
        answer.says(message="Missing required scope for: sensitive-data-property-create")


@case(op.UPDATE_PROPERTY, op.READ_PROPERTY, op.CREATE_SCHEMA, evidence="assumed")
def definitions_that_are_hubspots(bench: Bench) -> None:
    """A property that HubSpot gave to an object of ours keeps its label."""
    at = (custom_object(bench), "hs_object_id")
    answer = bench.ask(op.UPDATE_PROPERTY, *at, body={"label": bench.name("mine")}, status=(200, 400, 403))
    changed = bench.ask(op.READ_PROPERTY, *at)["label"] == bench.name("mine")
    ignored = answer.raw.status == 200 and not changed  # noqa: PLR2004
    bench.observe("read_only_definitions", "changed" if changed else "ignore" if ignored else "refuse")
