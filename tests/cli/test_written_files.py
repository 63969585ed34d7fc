"""How files are replaced: whole, through links, and with the rights they had."""

from __future__ import annotations

from pathlib import Path

from cvpctl.cli.output import write_file


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is what gets written."""
    target, link = tmp_path / "there.yaml", tmp_path / "here.yaml"
    target.write_text("old\n")
    link.symlink_to(target)

    write_file(link, "new\n")

    assert (True, "new\n") == (link.is_symlink(), target.read_text())


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    """Nobody else may read it afterwards."""
    path = tmp_path / "cvpctl.yaml"
    path.write_text("old\n")
    path.chmod(0o600)

    write_file(path, "new\n")

    assert (0o600, "new\n") == (path.stat().st_mode & 0o777, path.read_text())
