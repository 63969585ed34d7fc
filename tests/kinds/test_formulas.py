"""Formulas: one spelling for what means the same, and never another meaning, since it is also what is sent."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cvpctl.kinds.formulas import canonical, names_in


@pytest.mark.parametrize(
    ("written", "canonical_form"),
    [
        ("amount*2.50", "amount * 2.5"),
        ("  IF amount>1\nTHEN 'a' ELSE \"b\" ", "if amount > 1 then 'a' else 'b'"),
        ("a >= 2 and b<=3", "a >= 2 and b <= 3"),
        ("a!=b", "a != b"),
        ("a == b", "a == b"),
        ('"it\'s"', "'it\\'s'"),
        ("'it\\'s'", "'it\\'s'"),
        ('"say \\"yes\\""', "'say \"yes\"'"),
        ('"a\\\\b"', "'a\\\\b'"),
        ('"line\\nbreak"', "'line\\nbreak'"),
        ("x * 1234567890123456", "x * 1234567890123456"),
        ("x * 0.000001234", "x * 0.000001234"),
        ("x * .50 + 007.0", "x * 0.5 + 7"),
        ("Is_Known(MyField)", "is_known ( MyField )"),
    ],
)
def test_one_spelling(written: str, canonical_form: str) -> None:
    """Spacing, quotes, the case of keywords and zeros that say nothing are folded; nothing else is."""
    assert canonical_form == canonical(written)


@pytest.mark.parametrize("left_open", ["concatenate('a, b)", '"\\"', "a \\ b"])
def test_a_quote_nobody_closes_is_left_alone(left_open: str) -> None:
    """What cannot be read is sent as written, so that HubSpot complains about the person's own words."""
    assert left_open == canonical(left_open)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="ab1.0'\"\\ <=>!()+IFif\n", max_size=14))
@example('"\\"')
@example('"a\\\'b"')
def test_canonical_is_a_fixed_point(formula: str) -> None:
    """Folding twice is folding once, whatever the text."""
    assert canonical(formula) == canonical(canonical(formula))


@settings(deadline=None, max_examples=100)
@given(st.decimals(min_value=0, max_value=10**18, places=9, allow_nan=False))
def test_no_digit_is_rounded_away(number: object) -> None:
    """A number keeps its value to the last digit."""
    from decimal import Decimal  # noqa: PLC0415 - the type of one assertion

    assert Decimal(str(number)) == Decimal(canonical(f"{number:f}"))


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("if amount > 1 then 'open deals' else closed", ["amount", "closed"]),
        ('concatenate("not a name", first)', ["first"]),
        ("brand_new_function(amount, 2)", ["amount"]),
        ("IS_KNOWN(Amount)", ["Amount"]),
    ],
)
def test_names_in_a_formula(formula: str, names: list[str]) -> None:
    """Properties are found; quoted words, keywords and functions, even unknown ones, are none."""
    assert names == list(names_in(formula))
