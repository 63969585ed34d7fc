"""`cvpctl validate` beside a project file that cannot be read: findings of both, in the format that was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cvpctl.cli.exits import exit_code

BROKEN = "portls: {}\n"
BLUEPRINT = """\
blueprint: acme/portal
extends: [agency]
objcts: {}
objects: {contacts: {properties: {level: {label: "${var.level}", groupName: theirs}}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cvpctl.yaml").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "blueprints").mkdir()
    (tmp_path / "blueprints" / "portal.yaml").write_text(BLUEPRINT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("paths", [(), ("blueprints",), ("blueprints/portal.yaml",)])
def test_both_are_told_in_the_format_asked_for(capsys: pytest.CaptureFixture[str], paths: tuple[str, ...]) -> None:
    """What may only follow from libraries and variables nobody could read is not told."""
    code = exit_code(["validate", "--format", "json", *paths])
    findings = json.loads(capsys.readouterr().out)["findings"]

    assert 3 == code
    assert [
        ("UNKNOWN_KEY", "blueprints/portal.yaml:3:1"),
        ("FIELD_MISSING", "cvpctl.yaml:1:1"),
        ("UNKNOWN_KEY", "cvpctl.yaml:1:1"),
    ] == sorted(((one["code"], one["source"]) for one in findings), key=lambda one: (one[1], one[0]))


def test_blueprints_that_need_no_project_are_judged_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A group that nobody states is told as ever; the text says all of it at once."""
    (folder / "blueprints" / "portal.yaml").write_text(
        "objects: {contacts: {properties: {level: {label: L, groupName: nobodys, type: string, fieldType: text}}}}\n"
    )

    code = exit_code(["validate"])
    told = capsys.readouterr()

    assert (3, True) == (code, "blueprints/portal.yaml:1:" in told.out + told.err)
    assert "cvpctl.yaml has no key 'portls'" in told.out + told.err


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_a_project_without_blueprints_is_told_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """No folder of blueprints is no finding beside the one that matters."""
    (folder / "blueprints" / "portal.yaml").unlink()
    (folder / "blueprints").rmdir()

    code = exit_code(["validate", "--format", form])
    told = capsys.readouterr()

    assert (3, True) == (code, "portls" in (told.err if form == "text" else told.out))
