"""What the documents say holds: the sessions they show, the files they name, the blueprints they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.console import follow
from docs.documents import DOCUMENTS, ROOT, Block, blocks, parts, prose

from cvpctl import errors
from cvpctl.blueprint import check
from cvpctl.project import Shelf, load_project

_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
_FILE = re.compile(r"`((?:cvpctl|docs|tests|blueprints|schemas|\.github|\.ci)/[A-Za-z0-9_./-]+)`")
_MAKE = re.compile(r"\bmake ([a-z][a-z-]*)\b")
_HEADING = re.compile(r"#+ (.*)")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
SESSIONS = [name for name in DOCUMENTS if any(isinstance(p, Block) and p.info == "console" for p in parts(name))]
WRITTEN_BY_INIT = {"blueprints/portal.yaml", ".github/workflows/", ".github/cvpctl/"}


@pytest.mark.long
@pytest.mark.parametrize("document", SESSIONS)
def test_a_session_goes_as_it_is_shown(document: str, tmp_path: Path) -> None:
    """Every command of the console blocks, typed in order, answers what the document shows."""
    assert [] == follow(document, tmp_path.resolve())


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")


def _anchors(document: str) -> set[str]:
    found = (_HEADING.fullmatch(line) for line in prose(document).split("\n"))
    return {_anchor(match[1]) for match in found if match}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    """A link names a file that exists, and a heading of it where it names one."""
    broken = []
    for target in _LINK.findall(prose(document)):
        path, _, anchor = target.partition("#")
        file = (ROOT / document).parent / path if path else ROOT / document
        if "://" in target:
            continue
        inside = file.resolve().relative_to(ROOT).as_posix()
        if not file.exists() or (anchor and anchor not in _anchors(inside)):
            broken.append(target)
    assert [] == broken


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_and_make_targets_exist(document: str) -> None:
    """A file in backticks is in the repository, and `make x` is a target of the Makefile."""
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(_FILE.findall(text)) - WRITTEN_BY_INIT
    code = "\n".join(re.findall(r"`[^`\n]*`", text) + [block.text for block in blocks(document, "sh")])
    assert set() == {path for path in named if not (ROOT / path).exists()}
    assert set() == set(_MAKE.findall(code)) - targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_printed_blueprints_and_projects_are_sound(document: str, tmp_path: Path) -> None:
    """A block marked as a blueprint has no finding, one marked as a project loads."""
    (tmp_path / "blueprints").mkdir()
    for number, block in enumerate(blocks(document, "yaml blueprint")):
        path = tmp_path / f"{number}.yaml"
        path.write_text(block.text, encoding="utf-8")
        assert () == check([path], root=tmp_path, shelf=Shelf.of(None)).findings, block.place
    for block in blocks(document, "yaml project"):
        path = tmp_path / "cvpctl.yaml"
        path.write_text(block.text, encoding="utf-8")
        assert load_project(path).portals, block.place


def test_the_table_of_exit_codes_is_whole() -> None:
    """README has a row for each exit code there is, and names the precedence as the code has it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    codes = {value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
    assert codes == {int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert f"first of {', '.join(map(str, errors.PRECEDENCE))} is" in text
