"""Libraries from the package, from folders and from git, and the lock that pins them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cvpctl.errors import BlueprintInvalid, CvpError
from cvpctl.project import LibrarySource, Lock, Pin, Project, Shelf, digest_of, find_project, load_project

Load = Callable[[str], Project]
TEXT = "blueprint: agency/base\nversion: 1.0.0\n"


def git(folder: Path, *words: str) -> str:
    """Run git as nobody in particular, whatever the machine is set up to."""
    identity = {
        f"GIT_{who}_{what}": "nobody@client.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    ran = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of an agency with the tag v1, moved on since."""
    folder = tmp_path / "agency"
    (folder / "sub").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "sub" / "base.yaml").write_text(TEXT)
    (folder / "notes.md").write_text("not a blueprint")
    (folder / ".ci.yaml").write_text("hidden: true")
    (folder / "link.yaml").symlink_to("/etc/hostname")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "one")
    git(folder, "tag", "v1")
    (folder / "sub" / "base.yaml").write_text(TEXT.replace("1.0.0", "2.0.0"))
    git(folder, "commit", "--quiet", "-a", "-m", "two")
    return folder


def shelf(load: Load, source: str, *, as_pinned: bool = False) -> Shelf:
    return Shelf.of(load(f"project: acme\nlibraries: {{agency: '{source}'}}\n"), as_pinned=as_pinned)


def test_the_package_brings_a_library() -> None:
    """Without any project file value-first can be extended."""
    library = Shelf.of(None).take("value-first")
    assert "value-path.yaml" in library.files
    assert library.origin.startswith("cvpctl ")


def test_a_folder_of_the_workspace_is_a_library(load: Load, tmp_path: Path) -> None:
    """Its YAML files are read, links and other files are not."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "base.yaml").write_text(TEXT)
    (tmp_path / "shared" / "link.yaml").symlink_to(tmp_path / "cvpctl.yaml")
    assert {"base.yaml": TEXT.encode()} == dict(shelf(load, "shared").take("agency").files)


@pytest.mark.parametrize("form", ["{}@v1", "file://{}@v1"])
def test_a_repository_is_read_at_its_ref(load: Load, repository: Path, form: str) -> None:
    """Beside the workspace or cloned: the files of that commit, nothing of the work tree, no links."""
    library = shelf(load, form.format(repository)).take("agency")
    assert {"sub/base.yaml": TEXT.encode()} == dict(library.files)
    assert git(repository, "rev-parse", "v1^{commit}") == library.commit


def test_a_folder_of_a_repository_is_a_library_of_its_own(load: Load, repository: Path) -> None:
    """`agency/sub@v1` is that folder."""
    assert ["base.yaml"] == list(shelf(load, f"{repository}/sub@v1").take("agency").files)


def test_a_moved_tag_is_seen_when_one_asks(load: Load, repository: Path) -> None:
    """A clone stays what it was until it is refreshed."""
    found = shelf(load, f"file://{repository}@v1")
    before = found.take("agency").digest
    git(repository, "tag", "--force", "v1")
    assert before == found.take("agency").digest
    found.refresh()
    assert before != found.take("agency").digest


@pytest.mark.parametrize(("ref", "said"), [("v9", "has no v9"), ("main--upload-pack", "has no main--upload-pack")])
def test_a_ref_that_is_not_there_is_said(load: Load, repository: Path, ref: str, said: str) -> None:
    """Git's own options cannot be meant by it."""
    with pytest.raises(CvpError, match=said):
        shelf(load, f"{repository}@{ref}").take("agency")


def test_a_clone_that_fails_says_gits_words(load: Load, tmp_path: Path) -> None:
    """An address without a repository is an error with a sentence."""
    with pytest.raises(CvpError, match="git clone failed"):
        shelf(load, f"file://{tmp_path}/nowhere@v1").take("agency")


@pytest.mark.parametrize(
    "text",
    [
        "ext::sh -c touch% /tmp/x@v1",
        "--upload-pack=x@v1",
        "http://git.example/a.git@v1",
        "https://someone:secret@git.example/a.git@v1",
        "https://someone@git.example/a.git@v1",
        "https://git.example/a.git",
        "git@git.example:agency/a.git",
    ],
)
def test_an_address_that_could_do_harm_is_refused(load: Load, text: str) -> None:
    """No commands, no credentials, no plain http, no address without a version."""
    with pytest.raises(BlueprintInvalid) as raised:
        load(f"project: acme\nlibraries:\n  agency: '{text}'\n")
    assert ["BAD_VALUE"] == [finding.code for finding in raised.value.findings]


@pytest.mark.parametrize(
    ("text", "location", "ref", "url"),
    [
        ("../agency", "../agency", "", False),
        ("../agency@v1.2", "../agency", "v1.2", False),
        ("https://git.example/agency.git@v1", "https://git.example/agency.git", "v1", True),
        ("git@git.example:agency/a.git@v1", "git@git.example:agency/a.git", "v1", True),
        ("ssh://git@git.example/a.git@0a1b2c", "ssh://git@git.example/a.git", "0a1b2c", True),
    ],
)
def test_how_a_source_is_written(text: str, location: str, ref: str, *, url: bool) -> None:
    """What stands behind the last @ is the ref."""
    assert LibrarySource(text, location, ref, url) == LibrarySource.parse(text)


@pytest.mark.parametrize(("text", "code"), [("nothing", "PATH_MISSING"), ("../..", "PATH_ESCAPE")])
def test_a_folder_must_be_there_and_inside(load: Load, text: str, code: str) -> None:
    """A library that is a folder ends with the workspace."""
    with pytest.raises(BlueprintInvalid) as raised:
        load(f"project: acme\nlibraries: {{agency: {text}}}\n")
    assert [code] == [finding.code for finding in raised.value.findings]


def test_a_digest_is_of_names_and_texts() -> None:
    """Line ends of a checkout do not count; where one file ends and the next begins does."""
    assert digest_of({"a.yaml": b"x\ny\n"}) == digest_of({"a.yaml": b"x\r\ny\r\n"})
    assert digest_of({"a.yaml": b"xb.yaml"}) != digest_of({"a.yaml": b"x", "b.yaml": b""})


def test_a_lock_reads_back_and_is_the_same_text(tmp_path: Path) -> None:
    """Two locks of the same pins are the same bytes, in whatever order they were made."""
    pins = {"b": Pin("sha256:2", "../b@v1", "abc"), "a": Pin("sha256:1", "cvpctl 0.1.0")}
    Lock(pins).save(tmp_path)
    assert Lock(pins) == Lock.load(tmp_path)
    assert Lock(pins).text() == Lock(dict(reversed(pins.items()))).text()
    assert ["cvpctl.lock"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "cvpctl.lock/2", "libraries": {}}', "[" * 100_000])
def test_a_damaged_lock_is_refused(tmp_path: Path, text: str) -> None:
    """A lock that cannot be believed stops the command instead of pinning nothing."""
    (tmp_path / "cvpctl.lock").write_text(text)
    with pytest.raises(CvpError, match="is damaged"):
        Lock.load(tmp_path)


def test_pinned_content_is_kept_for_the_next_upgrade(load: Load, tmp_path: Path) -> None:
    """What was pinned can be read after the library has moved on; without the copy that is said plainly."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "base.yaml").write_text(TEXT)
    library = shelf(load, "shared").take("agency")
    shelf(load, "shared").keep(library)
    Lock({"agency": Pin(library.digest, library.origin)}).save(tmp_path)
    (tmp_path / "shared" / "base.yaml").write_text("blueprint: agency/other\n")

    old = shelf(load, "shared", as_pinned=True)
    assert TEXT.encode() == old.take("agency").files["base.yaml"]
    now = shelf(load, "shared").take("agency")
    assert (True, library.digest) == (now.locked, now.pinned)

    (tmp_path / ".cvpctl" / "library" / library.digest.removeprefix("sha256:") / "base.yaml").write_text("changed")
    with pytest.raises(CvpError, match="is not on this machine any more"):
        old.take("agency")


def test_a_pinned_commit_is_found_again_in_its_repository(load: Load, repository: Path, tmp_path: Path) -> None:
    """A library from git needs no copy: the lock names the commit."""
    library = shelf(load, f"{repository}@v1").take("agency")
    Lock({"agency": Pin(library.digest, library.origin, library.commit)}).save(tmp_path)
    assert library.files == shelf(load, f"{repository}@main", as_pinned=True).take("agency").files


def test_portal_values_keep_their_text_and_place(load: Load) -> None:
    """Values of variables are what was written; whoever knows the type reads them."""
    portal = load("project: a\nportals: {p: {variables: {code: 007, on: true, name: No}}}\n").portals["p"]
    assert {"code": "007", "on": "true", "name": "No"} == {name: v.text for name, v in portal.variables.items()}
    assert "cvpctl.yaml:2:33" == str(portal.variables["code"].place)


def test_a_workspace_is_the_boundary_of_its_clients(tmp_path: Path) -> None:
    """A client may use what its workspace holds, and no more."""
    (tmp_path / "cvpctl-workspace.yaml").write_text("clients: [clients/acme]\n")
    client = tmp_path / "clients" / "acme"
    (tmp_path / "shared").mkdir()
    client.mkdir(parents=True)
    (client / "cvpctl.yaml").write_text("project: acme\nblueprints: [../../shared]\n")
    found = find_project(client)
    assert found is not None
    assert (client, tmp_path) == (found.root, found.workspace)
    (client / "cvpctl.yaml").write_text("project: acme\nblueprints: [../../..]\n")
    with pytest.raises(BlueprintInvalid) as raised:
        find_project(client)
    assert "leads out of this workspace" in raised.value.findings[0].message


def test_a_client_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    """Else its paths would be judged against the wrong folder."""
    (tmp_path / "cvpctl-workspace.yaml").write_text("clients: []\n")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "cvpctl.yaml").write_text("project: new\n")
    with pytest.raises(CvpError, match="new is no client of"):
        load_project(tmp_path / "new" / "cvpctl.yaml")


def test_everything_wrong_with_a_workspace_file_is_told(tmp_path: Path) -> None:
    """Unknown keys, folders that are none, outside or listed twice, each at its place."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "cvpctl.yaml").write_text("project: a\n")
    (tmp_path / "cvpctl-workspace.yaml").write_text("clients: [a, ./a, .., b, 3]\nclient: []\n")
    with pytest.raises(BlueprintInvalid) as raised:
        find_project(tmp_path / "a")
    codes = ["DUPLICATE_CLIENT", "PATH_ESCAPE", "PATH_MISSING", "PATH_MISSING", "UNKNOWN_KEY"]
    assert codes == [finding.code for finding in raised.value.findings]
