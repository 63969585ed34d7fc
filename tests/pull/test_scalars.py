"""What pull writes is what any reader of YAML takes out again."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.load import load
from cvpctl.blueprint.nodes import Scalar, Table
from cvpctl.blueprint.write_scalars import as_number, key_text, scalar_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def ours(text: str) -> Scalar:
    found = Findings()
    root = load(Source("x.yaml", text), found)
    assert found.noted == []
    assert isinstance(root, Table)
    (entry,) = root.entries.values()
    assert isinstance(entry.node, Scalar)
    return entry.node


@given(TEXTS)
def test_a_text_comes_back_as_that_text(said: str) -> None:
    """In our reader and in YAML 1.1's, whatever it looks like, in a block and inside brackets."""
    expected = said.replace("${", "$${")
    assert expected == ours(f"key: {scalar_text(said)}\n").text
    assert {"key": expected} == yaml.safe_load(f"key: {scalar_text(said)}\n")
    assert [{"a": expected, "b": expected}] == yaml.safe_load(
        f"[{{a: {scalar_text(said, flow=True)}, b: {scalar_text(said, flow=True)}}}]"
    )


@given(TEXTS)
def test_a_name_comes_back_as_that_name(said: str) -> None:
    """Keys are written so that no reader makes a number, date or word of them."""
    assert {said: 1} == yaml.safe_load(f"{key_text(said)}: 1\n")


@given(NUMBERS | st.booleans())
def test_numbers_and_booleans_come_back_as_themselves(said: Any) -> None:
    """A number stays one in YAML 1.1 as well, exponent and all."""
    assert {"key": said} == yaml.safe_load(f"key: {scalar_text(said)}\n")


@pytest.mark.parametrize(
    "said", ["007", "no", "1.10", "2026-05-01", "", "~", "null", "-", "a: b", "a #b", "'", '"', "1_000", "0x1f", "Yes"]
)
def test_what_looks_like_something_else_is_quoted(said: str) -> None:
    """Numbers, dates, words of YAML 1.1 and indicators never stand bare."""
    assert '"' == scalar_text(said)[0]


@pytest.mark.parametrize("said", ["value_path", "Hand Raiser", "apt_utilities_&_insurance", "Ask, then wait!", "Größe"])
def test_what_is_plainly_a_text_stands_bare(said: str) -> None:
    """Quotes are for what needs them."""
    assert said == scalar_text(said)


@pytest.mark.parametrize(("said", "number"), [("0.2", 0.2), ("1.0", 1.0), ("OPEN", "OPEN"), ("1", "1"), ("nan", "nan")])
def test_a_number_that_hubspot_tells_as_text_is_one(said: str, number: object) -> None:
    """Only in the spelling it reads back in, so that nothing is rounded."""
    assert number == as_number(said)
