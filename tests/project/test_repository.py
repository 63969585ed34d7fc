"""Git's objects read and laid out: hostile names, links and filters do nothing, and nothing leaves the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from repository import committed, git

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.project.base_tree import base_tree
from cvpctl.project.git import said_by
from cvpctl.project.repository import Repository

NEEDED = "a test needs it"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "client"
    (folder / "blueprints").mkdir(parents=True)
    (folder / "blueprints" / "größe one.yaml").write_bytes(b"a: 1\r\n")
    (folder / "blueprints" / "inside.yaml").symlink_to("größe one.yaml")
    (folder / "blueprints" / "outside.yaml").symlink_to("../../secret.yaml")
    (folder / "blueprints" / "absolute.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "image.bin").write_bytes(b"\0" * 100)
    (folder / ".gitattributes").write_text("*.yaml export-ignore text eol=lf\n")
    (tmp_path / "secret.yaml").write_text("fictional: secret\n")
    committed(folder)
    return folder


def test_a_tree_is_laid_out_as_it_is_stored(tree: Path) -> None:
    """Attributes of the repository hide nothing; links out of it and other files are left out."""
    with base_tree(tree / "blueprints", "HEAD") as base:
        names = sorted(path.name for path in (base.folder / "blueprints").iterdir())
        assert ["größe one.yaml", "inside.yaml"] == names
        assert (base.folder / "blueprints" / "inside.yaml").read_text().strip() == "a: 1"
        assert not (base.folder / "image.bin").exists()
        assert base.folder / "blueprints" == base.mirrored(tree / "blueprints")
        assert base.mirrored(tree.parent) is None
        where = base.folder
    assert not where.exists()


def test_what_the_environment_says_of_git_leads_nowhere_else(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Called from a hook, git has folders in its environment that are another repository's."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere.index"))

    repository = Repository.around(tree, needed_for=NEEDED)

    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert git(tree, "rev-parse", "HEAD") == repository.commit("HEAD")


@pytest.mark.parametrize("ref", ["", "nothing", "--help", "HEAD:image.bin", "HEAD^{tree}"])
def test_only_commits_are_refs(tree: Path, ref: str) -> None:
    """An option or a file is none."""
    assert "" == Repository.around(tree, needed_for=NEEDED).commit(ref)


def test_a_missing_object_is_said(tree: Path) -> None:
    """A partial clone has trees without their files."""
    with pytest.raises(CvpError, match="no object"):
        Repository.around(tree, needed_for=NEEDED).contents(["0123456789" * 4])


def test_a_folder_without_git_is_a_usage_problem(tmp_path: Path) -> None:
    """The sentence says what it would have been needed for."""
    with pytest.raises(UsageProblem, match=NEEDED):
        Repository.around(tmp_path, needed_for=NEEDED)


def test_what_git_says_holds_no_credentials(tree: Path) -> None:
    """Whatever stands before the @ of an address is dotted out."""
    repository = Repository.around(tree, needed_for=NEEDED)
    ran = repository.ran("fetch", "https://someone:fictional-hunter2@127.0.0.1:9/a.git")

    assert ran.returncode
    assert "fictional-hunter2" not in said_by(ran)
