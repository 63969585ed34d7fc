"""A project folder to write `cvpctl.yaml` into."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cvpctl.errors import BlueprintInvalid
from cvpctl.model import Finding
from cvpctl.project import Project, load_project

Write = Callable[[str], Path]
Load = Callable[[str], Project]
Complaints = Callable[[str], tuple[Finding, ...]]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the text as the project file of an empty folder, which becomes the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "blueprints").mkdir()

    def write(text: str) -> Path:
        path = tmp_path / "cvpctl.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(write: Write) -> Load:
    return lambda text: load_project(write(text))


@pytest.fixture
def complaints(write: Write) -> Complaints:
    """Return what is wrong with a project file."""

    def complaints(text: str) -> tuple[Finding, ...]:
        with pytest.raises(BlueprintInvalid) as raised:
            load_project(write(text))
        return raised.value.findings

    return complaints
