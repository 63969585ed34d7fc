"""What is taken for a record of value, and what only sounds like one."""

from __future__ import annotations

import pytest

from cvpctl.maturity import wording
from cvpctl.maturity.wording import Wording


@pytest.mark.parametrize(
    ("words", "name", "label", "expected"),
    [
        (wording.HYPOTHESIS, "value_hypothesis", "Was wir vermuten", "by its name"),
        (wording.HYPOTHESIS, "vd_2019", "Value drivers", "by its label"),
        (wording.HYPOTHESIS, "desired_outcome", "Ziel", "by the words of its name"),
        (wording.PROMISED, "p", "Value Promised", "by its label"),
        (wording.REALIZED, "r", "Realised benefits", "by its label"),
        (wording.REALIZED, "value_realized", "", "by its name"),
        (wording.EVIDENCE, "e", "Link to the business case", "by its label"),
        (wording.EVIDENCE, "e", "ROI calculator", "by its label"),
        (wording.SOURCE, "value_hypothesis_source", "Source", "by its name"),
        (wording.SHOWN, "s", "Visible to the customer", "by its label"),
        (wording.MACHINE, "m", "AI agent", "by its label"),
        (wording.PARTNER, "p", "Referring Partner", "by its label"),
    ],
)
def test_what_speaks_of_value_is_recognised(words: Wording, name: str, label: str, expected: str) -> None:
    """By the library's name first, else by words of the label, else of the name."""
    assert expected == words.known_by(name, label)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("value_path_stage", "Value Path Stage"),
        ("expected_value", "Expected value"),
        ("contract_value", "Total contract value"),
        ("lifetime_value", "Customer lifetime value"),
        ("promised_delivery_date", "Promised delivery date"),
        ("amount_delivered", "Amount delivered"),
        ("value", "Value"),
    ],
)
def test_what_is_money_or_a_path_is_no_record_of_value(name: str, label: str) -> None:
    """An amount in a contract says nothing of what the customer gains."""
    assert "" == "".join(one.known_by(name, label) for one in wording.RECORDS_OF_VALUE)


def test_parts_of_words_do_not_count() -> None:
    """`partnership` is no partner, `maintain` holds no `ai`."""
    assert "" == wording.PARTNER.known_by("partnership_since", "Partnership since")
    assert "" == wording.MACHINE.known_by("", "Maintained by the customer")
