"""What every cassette says about itself."""

from pathlib import Path

import pytest
import yaml

from cvpctl.emulator.identity import DEFAULT_TOKEN

CASSETTES = sorted((Path(__file__).parent.parent / "cassettes").glob("*.yaml"))
ORIGINS = (
    "cvpctl emulator: proves our client's wire format, nothing about HubSpot",
    "a HubSpot developer test account",
)


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.name)
def test_a_cassette_says_where_it_comes_from(path: Path) -> None:
    """Anybody who opens one learns what it proves."""
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["metadata"]["recorded_against"] in ORIGINS


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.name)
def test_a_cassette_holds_no_token_and_no_machine(path: Path) -> None:
    """Neither in a header nor in a body, and no address of where it was recorded."""
    text = path.read_text(encoding="utf-8")
    assert [word for word in ("bearer", "authorization", DEFAULT_TOKEN, "127.0.0.1") if word in text.lower()] == []
