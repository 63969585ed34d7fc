"""`drift --notify`: tell whoever `notify:` of cvpctl.yaml names what is news to them, and remember that they heard it.

A message that does not arrive is a warning and never more: how drift ends is about the portal, and a job that fails
because a chat is down would be looked at as if the portal had moved. What did not arrive is told again next time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cvpctl.cli.drift_found import Found, look_again
from cvpctl.cli.output import tell
from cvpctl.errors import CvpError, PortalRefused, PortalUnreachable, UsageProblem
from cvpctl.model.drift import EXPIRED
from cvpctl.model.told import Heard
from cvpctl.notify.digest import Due, due
from cvpctl.notify.sending import send
from cvpctl.project import Places, PortalSettings, Project, choose_portal, find_project, records_of
from cvpctl.project.drift_baseline_values import fingerprint
from cvpctl.project.notify_settings import NotifySettings
from cvpctl.project.tokens import read_secret
from cvpctl.project.told_drift import ToldDrift
from cvpctl.render.drift_message import Message, blind_message, clean_message, drift_message

_SET_IT = "set it to the URL of the target, as docs/drift.md shows"
BLIND = "could not look"


@contextmanager
def watching(portal_name: str | None, *, wanted: bool) -> Iterator[Watch | None]:
    """Yield who is to hear of drift, where that is `wanted`; where the portal cannot be looked at, they hear of that.

    How the command ends is none of their business: what went wrong goes on as it is.
    """
    watch = Watch.of(portal_name) if wanted else None
    try:
        yield watch
    except (PortalUnreachable, PortalRefused) as error:
        if watch:
            watch.blind(error)
        raise


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is to hear of one portal."""

    settings: PortalSettings
    notify: NotifySettings
    project: Project

    @classmethod
    def of(cls, portal_name: str | None) -> Watch:
        """Raises UsageProblem where nobody is named: a job that tells nobody should not look like one that does."""
        project = find_project(Path.cwd())
        settings = choose_portal(project, portal_name, environ=os.environ, interactive=sys.stdin.isatty())
        notify = settings.notify.over(project.notify) if project else NotifySettings()
        if project is None or not notify.targets:
            help_ = "name a target in cvpctl.yaml: notify: {targets: {team: {env: DRIFT_TEAM_URL}}}"
            raise UsageProblem(f"--notify: nobody is to hear of {settings.name}", help=help_)
        return cls(settings, notify, project)

    def blind(self, error: CvpError) -> None:
        """Tell that nobody could look."""
        message = blind_message(self.settings.name, error.message, look=_look(look_again(self.settings.name)))
        self._tell({BLIND: type(error).__name__}, self.settings.portal_id or 0, lambda _: message)

    def tell(self, found: Found) -> None:
        """Tell each target what is news to it."""
        look = _look(found.look)

        def message_of(news: Due) -> Message:
            if news.clean:
                return clean_message(found.plan, found.drift, look=look)
            fresh = {*news.new, *news.changed}
            return drift_message(found.plan, found.drift, fresh=fresh, look=look, reminds=news.only_again)

        self._tell(_things(found), found.plan.portal_id, message_of, whole=found.whole)

    def _tell(
        self, things: Mapping[str, str], portal_id: int, message_of: Callable[[Due], Message], *, whole: bool = False
    ) -> None:
        try:
            store = self._store(portal_id)
            before = store.load()
            heard = {name: self._heard(name, things, before.get(name, {}), message_of, whole) for name in self._names}
            if heard != before:
                store.save(heard)
        except CvpError as error:
            tell(f"warning: who was told of this drift is not remembered: {error.message}")

    @property
    def _names(self) -> Iterable[str]:
        return self.notify.targets or {}

    def _store(self, portal_id: int) -> ToldDrift:
        places = Places.of(self.project)
        records = records_of(self.project, self.settings, places, tell)
        return ToldDrift.of(places, records, self.settings.name, portal_id)

    def _heard(
        self,
        name: str,
        things: Mapping[str, str],
        heard: Heard,
        message_of: Callable[[Due], Message],
        whole: bool,  # noqa: FBT001 - passed on
    ) -> Heard:
        """Return what a target has heard after this: what did not arrive it did not hear."""
        if not whole and BLIND not in things:
            heard = {key: told for key, told in heard.items() if key != BLIND}
        news = due(things, heard, datetime.now(UTC), days=self.notify.days, whole=whole)
        if not news.is_due:
            tell(f"{name} has heard of it: not notified" if things else f"nothing to tell {name}: not notified")
            return news.heard
        return news.heard if self._arrived(name, message_of(news)) else heard

    def _arrived(self, name: str, message: Message) -> bool:
        """Send a message; what went wrong is told without a word of the URL."""
        source = (self.notify.targets or {})[name]
        try:
            sent = send(read_secret(source, os.environ, "URL", _SET_IT), message.title, message.body)
        except CvpError as error:
            tell(f"warning: {name} was not notified: {error.message}")
            return False
        called = f"{name} ({sent.service})" if sent.service else name
        tell(f"warning: {called} was not notified: {sent.failed}" if sent.failed else f"{called} was notified")
        return not sent.failed


def _look(command: str) -> str:
    """Say how to look, and where this job says more."""
    jobs = (_github(os.environ), os.environ.get("CI_JOB_URL", ""))
    return "\n".join([f"Look: {command}", *(f"Job: {url}" for url in jobs if url)])


def _github(environ: Mapping[str, str]) -> str:
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, run = (environ.get(name, "") for name in names)
    return f"{server}/{repository}/actions/runs/{run}" if server and repository and run else ""


def _things(found: Found) -> dict[str, str]:
    """Return what somebody should hear of, by a key, with a print of what it is like."""
    drift = found.drift
    things = {str(change.address): f"{change.action.value} {fingerprint(change.fields)}" for change in drift.open}
    things |= {f"new {one.address}": "new" for one in (*drift.new, *drift.undated_new)}
    things |= {f"over {one.address}": "over" for one in drift.remarks if one.code == EXPIRED}
    return things | {f"unread {'.'.join((kind, *names))}": one.why.value for (kind, names), one in found.plan.unknown}
