"""How an assessment reads: at a terminal, as a page, and to a program; a questionnaire as it is filled in."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from cvpctl.maturity import assess, value_blueprint
from cvpctl.model import Address, Resource, State, Unknown, Unseen
from cvpctl.model.maturity import Answer, Answers, Assessment
from cvpctl.model.maturity_schema import assessment_schema
from cvpctl.render.maturity_json import maturity_json
from cvpctl.render.maturity_markdown import maturity_markdown
from cvpctl.render.maturity_phrases import Looked
from cvpctl.render.maturity_questionnaire import questionnaire
from cvpctl.render.maturity_text import maturity_text

Golden = Callable[[str, str], None]
LOOKED = Looked("production", 12345678)
NOTE = "We *write* it with the customer,\nin a [workshop] <b>each</b> quarter.\x1b[31m"
ANSWERS = Answers(
    "Example | Manufacturing @acme",
    {
        "prioritization": Answer("V", on="2026-10-12"),
        "process": Answer("II", NOTE, "Ada Example", "2026-10-12"),
        "scope": Answer(note="nobody knew"),
        "narrative": Answer("IV"),
        "partners": Answer("I", by="Ben Beispiel"),
        "timing": Answer("II"),
        "technology": Answer("II"),
        "customer_experience": Answer("II"),
        "content_integration": Answer("III"),
    },
)


def _field(scope: str, name: str, label: str) -> Resource:
    return Resource(Address("property", (scope,), name), {"name": name, "label": label, "type": "string"})


FIELDS = (
    _field("deals", "value_hypothesis", "Value Hypothesis"),
    _field("deals", "value_promised", "Promised\u202e [bold]value[/bold]"),
    *(_field("deals", f"case_{number}", f"Business case {number}") for number in range(6)),
)
STATE = State(
    {one.address: one for one in FIELDS},
    unknown={
        ("property", ("services",)): Unknown(Unseen.FORBIDDEN, "crm.schemas.services.read is missing"),
        ("property", ("projects",)): Unknown(Unseen.NOT_ENABLED, "the object is switched off"),
        ("label", ()): Unknown(Unseen.UNREACHABLE),
    },
)


@pytest.fixture
def assessment() -> Assessment:
    return assess(ANSWERS, STATE)


@pytest.mark.parametrize("width", [80, 120])
def test_an_assessment_at_a_terminal(assessment: Assessment, width: int, golden: Golden) -> None:
    """Group by group, each dimension with its answer, evidence and way on; strangers' words shown letter by letter."""
    golden(f"maturity_{width}.txt", maturity_text(assessment, LOOKED, color=False, width=width))


def test_answers_alone_at_a_terminal(golden: Golden) -> None:
    """Where nothing was looked at there is no word of evidence."""
    golden("maturity_answers.txt", maturity_text(assess(ANSWERS), Looked(), color=False, width=100))


def test_an_assessment_as_a_page(assessment: Assessment, golden: Golden) -> None:
    """With the source and what is ours at its end; nothing in it is obeyed by Markdown, and nobody is notified."""
    golden("maturity.md", maturity_markdown(assessment, LOOKED))


def test_an_assessment_for_a_program(assessment: Assessment, golden: Golden) -> None:
    """Every dimension and every sign, as the published schema says."""
    text = maturity_json(assessment, LOOKED)
    document = json.loads(text)
    assert [] == [error.message for error in Draft202012Validator(assessment_schema()).iter_errors(document)]
    golden("maturity.json", text)


def test_a_questionnaire(golden: Golden) -> None:
    """Each dimension with its question and its five stages above an empty answer."""
    golden("questionnaire.yaml", questionnaire(value_blueprint(), schema=".cvpctl-schema/maturity.schema.json")[:-1])


def test_lines_keep_within_the_width(assessment: Assessment) -> None:
    """All but those that hold an address to be copied."""
    lines = maturity_text(assessment, LOOKED, color=False, width=80).splitlines()
    assert [] == [one for one in lines if len(one) > 80 and not one.lstrip().startswith(("property.", "Ecosystems"))]


def test_colour_adds_nothing_but_colour(assessment: Assessment) -> None:
    """The same words, whether or not somebody watches."""
    coloured = maturity_text(assessment, LOOKED, color=True, width=100)
    assert "\x1b[" in coloured
    assert "\x1b" not in maturity_text(assessment, LOOKED, color=False, width=100)


def test_nothing_is_averaged(assessment: Assessment) -> None:
    """No rendering gives the whole a stage or a number but counts."""
    document = json.loads(maturity_json(assessment, LOOKED))
    keys = {"format", "model", "organization", "looked", "dimensions", "transitions", "unknown"}
    assert keys == set(document)
    closing = maturity_text(assessment, LOOKED, color=False, width=100).splitlines()[-2:]
    assert "15 dimensions: 8 assessed, 7 not assessed." == closing[0]
    assert closing[1].startswith("Evidence: ")
