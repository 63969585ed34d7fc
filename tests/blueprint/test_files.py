"""Which files are read, and what is refused before any YAML is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cvpctl.blueprint import Checked, check, load_desired
from cvpctl.blueprint.files import LARGEST_FILE
from cvpctl.errors import BlueprintInvalid

Checking = Callable[..., Checked]
Codes = Callable[..., list[str]]
GROUP = "objects: {contacts: {groups: {value_path: {label: Value Path}}}}\n"


def test_a_directory_means_its_blueprints(checking: Checking) -> None:
    """Hidden folders, the project file and the record beside it are not blueprints."""
    checked = checking(
        GROUP,
        **{
            "cvpctl.yaml": "portals: {}",
            "applied/sandbox.yaml": "portalId: 1",
            ".github/workflows/plan.yaml": "on: push",
            "shared/industry.yml": GROUP.replace("contacts", "deals"),
            "notes.txt": "not a blueprint",
        },
    )
    assert (checked.findings, list(checked.sources)) == ((), ["1.yaml", "shared/industry.yml"])


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """`validate DIR DIR/file.yaml` is no duplicate."""
    (tmp_path / "one.yaml").write_text(GROUP)
    assert check([tmp_path, tmp_path / "one.yaml"], root=tmp_path).findings == ()


def test_missing_and_empty_places_are_told(tmp_path: Path) -> None:
    """A path that names nothing is a finding, never an empty desired state."""
    (tmp_path / "empty").mkdir()
    assert [f.code for f in check([tmp_path / "nowhere"], root=tmp_path).findings] == ["PATH_MISSING"]
    assert [f.code for f in check([tmp_path / "empty"], root=tmp_path).findings] == ["NO_FILES"]
    assert [f.code for f in check([], root=tmp_path).findings] == ["NO_FILES"]


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    """Neither by a path, nor through dots, nor through a link."""
    root, outside = tmp_path / "client", tmp_path / "outside.yaml"
    root.mkdir()
    outside.write_text(GROUP)
    (root / "link.yaml").symlink_to(outside)
    for path in (outside, root / ".." / "outside.yaml", root / "link.yaml", root):
        checked = check([path], root=root)
        assert [finding.code for finding in checked.findings] == ["PATH_ESCAPE"]
        assert checked.sources == {}


def test_links_inside_the_root_are_followed_for_files_and_told_for_directories(tmp_path: Path) -> None:
    """A linked file is read once; a linked directory is not entered, and that is said."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "one.yaml").write_text(GROUP)
    (tmp_path / "two.yaml").symlink_to(tmp_path / "real" / "one.yaml")
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    checked = check([tmp_path], root=tmp_path)
    assert [finding.code for finding in checked.findings] == ["LINK_SKIPPED"]
    assert checked.desired is not None


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    """It stands in the directory, so somebody believes it is read."""
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    assert [finding.code for finding in check([tmp_path], root=tmp_path).findings] == ["UNREADABLE"]


def test_size_is_bounded(codes: Codes) -> None:
    """A file beyond the bound is not parsed."""
    assert codes(b"#" * (LARGEST_FILE + 1)) == ["FILE_TOO_LARGE"]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_not_utf8_names_the_byte(checking: Checking, prefix: bytes) -> None:
    """Offset, line and column point at the very byte, with and without a byte order mark."""
    (finding,) = checking(prefix + b"objects:\n  \xc3\xa9\xff: {}\n").findings
    assert f"byte {13 + len(prefix)} (0xFF) is not UTF-8" == finding.message
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (2, 4)


def test_a_byte_order_mark_is_tolerated(checking: Checking) -> None:
    """Windows editors write it."""
    assert checking(b"\xef\xbb\xbf" + GROUP.encode()).findings == ()


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_a_warning(checking: Checking, text: str) -> None:
    """It stops nothing, yet is said."""
    checked = checking(GROUP, text)
    assert [str(finding.place) for finding in checked.findings] == ["2.yaml:1:1"]
    assert checked.desired is not None


def test_two_files_may_not_state_one_address(checking: Checking) -> None:
    """Both places are told."""
    (finding,) = checking(GROUP, GROUP.replace("contacts", "CONTACT")).findings
    told = "DUPLICATE_ADDRESS group.contacts.value_path is stated twice; first at 1.yaml:1:31 2.yaml:1:30"
    assert told == f"{finding.code} {finding.message} {finding.place}"


def test_load_desired_raises_every_finding(tmp_path: Path) -> None:
    """The exception carries what `check` returns."""
    (tmp_path / "one.yaml").write_text("objekts: {}\nversoin: 1\n")
    with pytest.raises(BlueprintInvalid) as raised:
        load_desired([tmp_path], root=tmp_path)
    assert [finding.help for finding in raised.value.findings] == ["did you mean objects?", "did you mean version?"]
