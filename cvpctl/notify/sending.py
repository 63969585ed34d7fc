"""One message to one target, through apprise, which knows some hundred ways: Slack, Teams, e-mail, and so on.

The only home of apprise. A URL holds secrets, and apprise writes parts of it into its log and its errors: so nothing of
either is passed on, only the service's name and the number of an HTTP status.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

UNKNOWN = "the value is no URL that apprise knows"
_STATUS = re.compile(r"\berror=([1-5][0-9]{2})\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """`service` is what the way is called, such as Slack; `failed` says why nothing arrived, empty where it did."""

    service: str
    failed: str = ""


def send(url: str, title: str, body: str) -> Sent:
    """Send a plain text; never raises, and takes no longer than the service's own timeouts."""
    with _silent() as heard:
        try:
            service, arrived = _sent(url, title, body)
        except Exception as error:  # noqa: BLE001 - whatever it says may hold a part of the URL
            return Sent("", f"apprise met something it did not expect ({type(error).__name__})")
    if not service:
        return Sent("", UNKNOWN)
    return Sent(service, "" if arrived else heard.why)


def _sent(url: str, title: str, body: str) -> tuple[str, bool]:
    # It looks through all services it knows, which takes a second: only who notifies pays for it.
    from apprise import Apprise, AppriseAsset, NotifyFormat  # noqa: PLC0415

    asset = AppriseAsset(async_mode=False, storage_mode="memory")
    target = Apprise.instantiate(url, asset=asset)
    if target is None:
        return "", False
    apprise = Apprise(asset=asset)
    apprise.add(target)
    arrived = apprise.notify(title=title, body=body, body_format=NotifyFormat.TEXT)
    return str(target.service_name), bool(arrived)


class _Heard(logging.Handler):
    """Keeps the number of an HTTP status out of what apprise logs, and nothing else."""

    why = "no connection, or no answer"

    def emit(self, record: logging.LogRecord) -> None:
        if found := _STATUS.search(record.getMessage()):
            self.why = f"it answered {found[1]}"


@contextmanager
def _silent() -> Iterator[_Heard]:
    log, heard = logging.getLogger("apprise"), _Heard(logging.WARNING)
    passed_on = log.propagate
    log.addHandler(heard)
    log.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield heard
    finally:
        log.propagate = passed_on
        log.removeHandler(heard)
