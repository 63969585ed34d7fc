"""Small workspaces of blueprints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cvpctl.blueprint import Checked, Given, Shelf, check
from cvpctl.blueprint.checking import NO_LIBRARIES, NOTHING_GIVEN

Checking = Callable[..., Checked]


@pytest.fixture
def checking(tmp_path: Path) -> Checking:
    """Write each text to the file it is named for, and check them together."""

    def run(
        *texts: str | bytes,
        shelf: Shelf = NO_LIBRARIES,
        given: Mapping[str, Given] = NOTHING_GIVEN,
        **named: str | bytes,
    ) -> Checked:
        files = {f"{number}.yaml": text for number, text in enumerate(texts, 1)} | named
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return check([tmp_path], root=tmp_path, shelf=shelf, given=given)

    return run


@pytest.fixture
def codes(checking: Checking) -> Callable[..., list[str]]:
    return lambda *texts, **named: [finding.code for finding in checking(*texts, **named).findings]
