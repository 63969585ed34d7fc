"""One check after the other, from the project file to the plan; what fails is told, and the rest is still looked at."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from cvpctl.cli.doctoring_plan import of_plan
from cvpctl.cli.doctoring_state import of_state
from cvpctl.cli.session import Session, open_session, read_blueprints
from cvpctl.cli.values import values_of
from cvpctl.errors import BLOCKED, INVALID, USAGE, BlueprintInvalid, CvpError, worst
from cvpctl.portal import Portal
from cvpctl.project import (
    EnvToken,
    FileToken,
    KeyringToken,
    NoToken,
    PortalSettings,
    Project,
    TokenSource,
    choose_portal,
    find_project,
    read_token,
)
from cvpctl.render.doctor_text import Check, Health
from cvpctl.render.wording import counted

Words = Sequence[tuple[str, str]]
T = TypeVar("T")


def examined(paths: Sequence[Path], portal_name: str | None, words: Words) -> list[Check]:
    """Return every check; where a portal cannot be opened, those that need none."""
    project, checks = _project()
    if any(one.health is Health.PROBLEM for one in checks):
        return checks
    settings, chosen = _guarded("portal named", lambda: _chosen(project, portal_name))
    checks += chosen
    checks += _blueprints(paths, settings, words)
    if settings is None:
        return checks
    checks += [*_tokens(settings), *of_state(project, settings)]
    if not any(one.name == "token" and one.health is Health.PROBLEM for one in checks):
        checks += _opened(paths, portal_name, words)
    return checks


def exit_code_of(checks: Sequence[Check]) -> int:
    """Return what a command would end with: words first, then the blueprints, then the order of the exit codes."""
    codes = {one.exit_code for one in checks}
    return next((code for code in (USAGE, INVALID) if code in codes), worst(codes))


def failed(name: str, error: CvpError) -> Check:
    """Return the check that an error ends, in the words a command would have used."""
    help_ = "cvpctl validate says where" if isinstance(error, BlueprintInvalid) else error.help
    return Check(name, Health.PROBLEM, error.message, help_, error.exit_code)


def _guarded(name: str, look: Callable[[], T]) -> tuple[T | None, list[Check]]:
    try:
        return look(), []
    except CvpError as error:
        return None, [failed(name, error)]


def _project() -> tuple[Project | None, list[Check]]:
    project, problems = _guarded("project", lambda: find_project(Path.cwd()))
    if problems:
        return None, problems
    if project is None:
        return None, [Check("project", Health.WARNING, "there is no cvpctl.yaml here", "cvpctl init starts one")]
    portals = ", ".join(name for name, one in project.portals.items() if not one.embedded) or "none"
    return project, [Check("project", Health.OK, f"{project.name}; portals of HubSpot: {portals}")]


def _chosen(project: Project | None, portal_name: str | None) -> PortalSettings:
    return choose_portal(project, portal_name, environ=os.environ, interactive=sys.stdin.isatty())


def _blueprints(paths: Sequence[Path], settings: PortalSettings | None, words: Words) -> list[Check]:
    read, problems = _guarded("blueprints", lambda: read_blueprints(paths, values_of(settings, words)))
    if read is None:
        return problems
    desired, findings = read
    told = counted(len(desired.resources), "resource") + (f", {counted(len(findings), 'remark')}" if findings else "")
    return [Check("blueprints", Health.OK, told, "cvpctl validate shows the remarks" if findings else "")]


def _tokens(settings: PortalSettings) -> Iterator[Check]:
    if settings.embedded:
        yield Check("token", Health.OK, "the embedded portal needs none")
        return
    sources = dict.fromkeys((settings.read_token, settings.write_token))
    for source in sources:
        use = "" if len(sources) == 1 else "to read: " if source is settings.read_token else "to write: "
        if isinstance(source, NoToken) and source is not settings.read_token:
            yield Check("token", Health.WARNING, f"{use}{source.why}", "state token.write to apply from here")
            continue
        _, problems = _guarded("token", partial(read_token, source, os.environ))
        yield from problems or [Check("token", Health.OK, f"{use}{_place(source)}")]


def _place(source: TokenSource) -> str:
    match source:
        case EnvToken(variable):
            return f"from the environment variable {variable}"
        case FileToken(path):
            return f"from the file {path.name}"
        case KeyringToken(entry):
            return f"from the keyring, entry {entry}"
        case NoToken(why):
            return why


def _opened(paths: Sequence[Path], portal_name: str | None, words: Words) -> list[Check]:
    checks: list[Check] = []
    try:
        with open_session(portal_name, writing=False) as session:
            checks += _portal(session)
            checks += of_plan(session, paths, words, held=_write_scopes(session, checks))
            checks.append(_api(session))
    except CvpError as error:
        # What is wrong with blueprints was said.
        if not isinstance(error, BlueprintInvalid):
            checks.append(failed("portal", error))
    return checks


def _portal(session: Session) -> Iterator[Check]:
    settings, identity = session.settings, session.identity
    name = f" {identity.name!r}" if identity.name else ""
    where = "the embedded portal, not HubSpot" if settings.embedded else settings.base_url
    told = f"{identity.portal_id}{name}, {identity.account_type}, at {where}"
    pinned = settings.portal_id is not None or settings.embedded
    care = "protected" if session.protected else f"not protected, drift: {session.drift}"
    if pinned:
        yield Check("portal", Health.OK, f"{told}; {care}")
    else:
        help_ = f"to write, add portalId: {identity.portal_id} if that is the portal you mean"
        yield Check("portal", Health.WARNING, f"{told}; no Hub ID pins it, so nothing can be written", help_)


def _write_scopes(session: Session, checks: list[Check]) -> frozenset[str] | None:
    """Return what the token that writes may do, or None where that is not to be known; tell what there is to tell."""
    settings = session.settings
    source, own = settings.write_token, settings.write_token == settings.read_token
    if isinstance(source, NoToken) and not settings.embedded:
        checks.append(Check("scopes", Health.WARNING, "no token may write, so there is nothing to judge"))
        return None
    try:
        if own:
            info = session.portal.token_info()
        else:
            with Portal.open(settings.base_url, read_token(source, os.environ), read_only=True) as other:
                info = other.token_info()
    except CvpError as error:
        checks.append(Check("scopes", Health.WARNING, f"not to be known: {error.message}", error.help))
        return None
    if info.portal_id != session.identity.portal_id:
        message = f"the token to write belongs to portal {info.portal_id}, not to {session.identity.portal_id}"
        checks.append(Check("token", Health.PROBLEM, message, "use two tokens of one portal", BLOCKED))
    return info.scopes


def _api(session: Session) -> Check:
    areas = sorted({operation.partition(".")[0] for operation in session.portal.calls.by_operation})
    others = ", ".join(f"{area}: {version}" for area, version in sorted(session.settings.versions.items()))
    said = f"versions: {others}" if others else "the usual versions"
    calls = counted(session.portal.calls.total, "call")
    return Check("API", Health.OK, f"{said}; {', '.join(areas)} answered in {calls}")
