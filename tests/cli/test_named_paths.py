"""A path that a person named and that cannot be used is their matter, not a bug."""

from __future__ import annotations

import pytest
from client_repository import Client

BLUEPRINT = "blueprint: a/b\nversion: 1.0.0\nobjects: {contacts: {groups: {mine: {label: Mine}}}}\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("plan", "-o", "missing/plan.json", "--portal", "emulator"), "No such file or directory"),
        (("plan", "-o", "file/plan.json", "--portal", "emulator"), "Not a directory"),
        (("emulator", "serve", "--db", "file/portal.db"), "File exists"),
        (("emulator", "reset", "--db", "file/portal.db"), "File exists"),
        (("init", "file/acme"), "file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_path_that_cannot_be_used(client: Client, words: tuple[str, ...], reason: str) -> None:
    """It exits 64 with the path and the system's reason."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    client.write("file", "")

    ended = client.run(*words)

    assert 64 == ended.returncode, ended.stdout + ended.stderr
    assert reason in ended.stderr
    assert "bug:" not in ended.stderr
