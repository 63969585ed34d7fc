"""Files of answers: what is empty, what is wrong and where, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpctl.cli.maturity_answers import read_answers
from cvpctl.errors import BlueprintInvalid, UsageProblem
from cvpctl.maturity import value_blueprint
from cvpctl.model import Finding, Place
from cvpctl.model.maturity import Answer, Answers
from cvpctl.render.maturity_questionnaire import questionnaire

HEAD = "maturity: value-blueprint/1\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _read(text: str) -> Answers:
    Path("answers.yaml").write_text(text, encoding="utf-8")
    return read_answers(Path("answers.yaml"))


def _wrong(text: str) -> tuple[Finding, ...]:
    with pytest.raises(BlueprintInvalid) as error:
        _read(text)
    return error.value.findings


def test_an_answer_is_read_with_its_place() -> None:
    """The texts as they were written, dates and numbers too."""
    answers = _read(
        HEAD + "organization: 007\ndimensions:\n  timing:\n    stage: III\n    on: 2026-10-12\n    by: no\n"
    )
    expected = Answer("III", by="no", on="2026-10-12", place=Place("answers.yaml", 5, 12))
    assert ("007", {"timing": expected}) == (answers.organization, answers.by_dimension)


def test_a_questionnaire_is_a_file_of_no_answers() -> None:
    """As it is written it reads, and every dimension is in it, unanswered."""
    answers = _read(questionnaire(value_blueprint(), schema="x.json"))
    assert [one.id for one in value_blueprint().dimensions] == list(answers.by_dimension)
    assert {("", "", "", "")} == {(one.stage, one.note, one.by, one.on) for one in answers.by_dimension.values()}


@pytest.mark.parametrize("empty", ["", "dimensions:\n", "dimensions: {}\n", "dimensions:\n  timing:\n"])
def test_what_is_left_out_is_not_answered(empty: str) -> None:
    """Dimensions, a dimension, or all of its fields."""
    assert {""} >= {one.stage for one in _read(HEAD + empty).by_dimension.values()}


@pytest.mark.parametrize(
    ("text", "code", "place", "help_"),
    [
        ("", "EMPTY_FILE", "1:1", "write a new one"),
        ("# nothing\n", "EMPTY_FILE", "1:1", "write a new one"),
        ("organization: Acme\n", "FIELD_MISSING", "1:1", "add maturity"),
        ("maturity: value-blueprint/2\n", "BAD_VALUE", "1:11", "did you mean value-blueprint/1?"),
        (HEAD + "dimension: {}\n", "UNKNOWN_KEY", "2:1", "did you mean dimensions?"),
        (HEAD + "dimensions: {timeing: {stage: I}}\n", "UNKNOWN_KEY", "2:14", "did you mean timing?"),
        (HEAD + "dimensions: {timing: {stag: I}}\n", "UNKNOWN_KEY", "2:23", "did you mean stage?"),
        (HEAD + "dimensions: {timing: {stage: iii}}\n", "BAD_VALUE", "2:30", "did you mean III?"),
        (HEAD + "dimensions: {timing: {stage: 4}}\n", "BAD_VALUE", "2:30", "did you mean IV?"),
        (HEAD + "dimensions: {timing: {stage: leading-edge}}\n", "BAD_VALUE", "2:30", "did you mean V?"),
        (HEAD + "dimensions: {timing: {stage: Estblished}}\n", "BAD_VALUE", "2:30", "did you mean III?"),
        (HEAD + "dimensions: {timing: {stage: good}}\n", "BAD_VALUE", "2:30", "empty means not assessed"),
        (HEAD + "dimensions: {timing: {stage: [I]}}\n", "BAD_TYPE", "2:30", ""),
        (HEAD + "dimensions: {timing: III}\n", "BAD_TYPE", "2:22", ""),
        (HEAD + "dimensions: [timing]\n", "BAD_TYPE", "2:13", ""),
        (HEAD + "dimensions: {timing: {on: 2026-02-30}}\n", "BAD_VALUE", "2:27", "write it as 2026-03-31"),
        (HEAD + "dimensions: {timing: {on: yesterday}}\n", "BAD_VALUE", "2:27", "write it as 2026-03-31"),
        (HEAD + "dimensions:\n  timing: {}\n  timing: {}\n", "DUPLICATE_KEY", "4:3", "keep one"),
        (HEAD + "dimensions:\n\ttiming: {}\n", "TAB", "3:1", "use spaces"),
        (HEAD + "dimensions: {timing: {stage: III}\n", "YAML_SYNTAX", "2:13", "close"),
        ("- a\n", "BAD_TYPE", "1:1", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, code: str, place: str, help_: str) -> None:
    """With a code, the nearest spelling, and what to do."""
    (finding,) = _wrong(text)
    assert (code, f"answers.yaml:{place}") == (finding.code, str(finding.place))
    assert help_ in finding.help


def test_everything_wrong_is_told_at_once() -> None:
    """In the order of the file."""
    findings = _wrong(HEAD + "dimensions:\n  timing: {stage: VI, on: soon}\n  process: {stage: 9}\n")
    assert ["3:19", "3:27", "4:20"] == [f"{one.place.line}:{one.place.column}" for one in findings if one.place]


def test_a_file_that_is_not_there_is_a_slip_of_words() -> None:
    """The help says which command writes one."""
    with pytest.raises(UsageProblem, match=r"missing\.yaml is no file") as error:
        read_answers(Path("missing.yaml"))
    assert "cvpctl maturity questionnaire -o missing.yaml" in error.value.help


def test_bytes_that_are_no_text_are_told() -> None:
    """A picture under that name meets no traceback."""
    Path("answers.yaml").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(BlueprintInvalid) as error:
        read_answers(Path("answers.yaml"))
    assert ["NOT_UTF8"] == [one.code for one in error.value.findings]
