import httpx
import pytest

from cvpctl.emulator.errors import Refusal
from cvpctl.emulator.formulas import canonical, names_in, trimmed

TYPES = {"amount": "number", "rate": "number", "city": "string", "name": "string", "closed": "bool"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("amount*rate", "amount * rate"),
        ('city + ", " + name', "concatenate(city, ', ', name)"),
        ("IF amount = 1 THEN 2 ELSE 3", "if amount equals 1 then 2 else 3"),
        ("amount != rate AND closed", "not (amount equals rate) and closed"),
        ("((amount)) + (rate * 2)", "amount + rate * 2"),
        ("(amount + rate) * 2", "(amount + rate) * 2"),
        ("amount - (rate - 1)", "amount - (rate - 1)"),
        ("2 amount", "2 * amount"),
        ("10amount", "10 * amount"),
        ("NOT is_present(city) or closed", "not (is_present(city)) or closed"),
        ("if closed then (if amount > 1 then 1 else 2) else ''", "if closed then if amount > 1 then 1 else 2 else ''"),
        ("if closed then 1 endif", "if closed then 1 endif"),
        ("if closed then 1 else 2 endif", "if closed then 1 else 2"),
        ("2(amount + 1)", "2 * (amount + 1)"),
        ("MAX(amount, rate)", "max(amount, rate)"),
        ("amount * 2.50", "amount * 2.50"),
        ("-amount", "-amount"),
        (
            "if amount > 1 then 'a' elseif amount > 0 then 'b' else 'c'",
            "if amount > 1 then 'a'\nelseif amount > 0 then 'b' else 'c'",
        ),
        ("is_present(city)", "is_present(city)"),
    ],
)
def test_a_formula_is_spelled_hubspots_way(sent: str, read: str) -> None:
    """Keywords, quotes, equality, joined texts, brackets and products have one spelling, and it is a fixed point."""
    assert read == canonical(sent, TYPES)
    assert read == canonical(read, TYPES)


def test_zeros_go_from_numbers_only() -> None:
    """2.50 is read as 2.5, a text that looks like it stays."""
    assert trimmed("amount * 2.50 + 3.00 - rate2.x") == "amount * 2.5 + 3 - rate2.x"
    assert trimmed("'2.50'") == "'2.50'"
    assert names_in("concatenate(city, 'name') + amount") >= {"city", "amount"}
    assert "name" not in names_in("concatenate(city, 'name')")


@pytest.mark.parametrize(
    "formula", ["", "[properties.x]", "if(amount, 1, 2)", "amount +", "(" * 5000, "-" * 9000, "a b)"]
)
def test_what_is_no_formula_is_refused(formula: str) -> None:
    """Square brackets, call-style if, and everything broken are a 400."""
    with pytest.raises(Refusal) as refused:
        canonical(formula, TYPES)

    assert refused.value.status in {400, 404}


def test_long_sums_do_not_break_the_portal() -> None:
    """Five thousand terms are too many, and that is an ordinary refusal."""
    with pytest.raises(Refusal):
        canonical("+".join(["1"] * 5000), TYPES)


def test_a_formula_makes_a_calculation(http: httpx.Client) -> None:
    """The field type follows, the write answers with the numbers as sent, a read without their zeros."""
    sent = {
        "name": "double",
        "label": "Double",
        "type": "number",
        "fieldType": "number",
        "groupName": "dealinformation",
    }

    created = http.post("/crm/properties/2026-09/deals", json={**sent, "calculationFormula": "AMOUNT_X * 2.50"})
    assert created.status_code == 404  # the property it speaks of is not there yet
    created = http.post("/crm/properties/2026-09/deals", json={**sent, "calculationFormula": "amount*2.50"})
    read = http.get("/crm/properties/2026-09/deals/double").json()

    assert tuple(created.json()[key] for key in ("fieldType", "calculated", "calculationFormula")) == (
        "calculation_equation",
        True,
        "amount * 2.50",
    )
    assert read["calculationFormula"] == "amount * 2.5"
    assert read["modificationMetadata"]["readOnlyValue"] is True
