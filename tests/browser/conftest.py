"""One browser for all tests of a process, and a folder for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.browsing import Desktop, chromium
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, or the reason why these tests are skipped."""
    with chromium() as started:
        yield started


@pytest.fixture
def desktop(browser: Browser, tmp_path: Path) -> Desktop:
    return Desktop(browser, tmp_path)
