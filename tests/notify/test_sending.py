"""One message through apprise, over real HTTP: it arrives, and whatever goes wrong says nothing of the URL."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
from listener import SECRET, Listener, listening

from cvpctl.notify.sending import UNKNOWN, Sent, send


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as one:
        yield one


def test_a_message_arrives(listener: Listener) -> None:
    """Letter by letter: nothing in it is markup."""
    assert Sent("JSON") == send(listener.url, "Drift of acme", "- a <b>\n*c* & d\\n")

    ((path, body),) = listener.heard
    assert f"/hooks/{SECRET}" == path
    assert ("Drift of acme", "- a <b>\n*c* & d\\n") == (body["title"], body["message"])


def test_a_refusal_is_told_by_its_number(listener: Listener) -> None:
    """With the service's name, and nothing of the address."""
    listener.answers = 403

    assert Sent("JSON", "it answered 403") == send(listener.url, "a", "b")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"json://127.0.0.1:9/{SECRET}", Sent("JSON", "no connection, or no answer")),
        (f"nothing://{SECRET}", Sent("", UNKNOWN)),
        (SECRET, Sent("", UNKNOWN)),
        (f"slack://{SECRET}", Sent("", UNKNOWN)),
        (f"json://[{SECRET}", Sent("", UNKNOWN)),
        ("", Sent("", UNKNOWN)),
    ],
)
def test_what_cannot_be_sent_says_why_and_no_more(
    url: str, told: Sent, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the answer, nor the log, nor the terminal has a word of the URL."""
    caplog.set_level(logging.DEBUG)

    assert told == send(url, "a", "b")
    said = [*capsys.readouterr(), caplog.text]
    assert [] == [text for text in said if "S3CRET" in text.upper()]


def test_the_log_of_others_is_as_it_was(listener: Listener) -> None:
    """Whoever else uses apprise in this process hears it as before."""
    log = logging.getLogger("apprise")
    before = (log.propagate, list(log.handlers))
    send(listener.url, "a", "b")

    assert before == (log.propagate, log.handlers)


def test_nobody_pays_for_apprise_who_notifies_nobody() -> None:
    """It is loaded when something is sent, by no command before that."""
    code = "import sys, cvpctl.cli.drift_notifying; print('apprise' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False" == ran.stdout.strip()
