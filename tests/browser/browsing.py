"""Pages in a real browser: opened from disk, with everything that the browser says or asks for written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
WAIT = 30_000


def chromium_path() -> str:
    """Return a browser of this machine: the one of CVPCTL_CHROMIUM, or a Chromium under its usual names."""
    return os.environ.get("CVPCTL_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


@contextmanager
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    if not path:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or name one in CVPCTL_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES, headless=True)
        yield browser
        browser.close()


@dataclass(slots=True)
class Opened:
    """A page with what the browser `said` on its console and `asked` of a network."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """Return the ids of the entries that somebody sees."""
        told: list[str] = self.page.eval_on_selector_all(
            "[data-entry]", "all => all.filter((one) => one.offsetParent !== null).map((one) => one.id)"
        )
        return told


@dataclass(slots=True)
class Desktop:
    """A browser, and a folder to open files from."""

    browser: Browser
    folder: Path

    @contextmanager
    def open(self, html: str, **settings: Any) -> Iterator[Opened]:
        """Open a page; `settings` are those of a browser context: color_scheme, java_script_enabled, viewport…"""
        file = self.folder / "page.html"
        file.write_text(html, encoding="utf-8")
        context = self.browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **settings})
        context.set_default_timeout(WAIT)
        opened = Opened(context.new_page())
        opened.page.on("console", lambda message: opened.said.append(_told(message)))
        opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.page.on("request", lambda request: opened.asked.extend(_beyond(request, file)))
        opened.page.goto(file.as_uri())
        yield opened
        context.close()


def _told(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}"


def _beyond(request: Request, file: Path) -> list[str]:
    own = request.url.split("#")[0] == file.as_uri() or request.url.startswith("data:")
    return [] if own else [request.url]
