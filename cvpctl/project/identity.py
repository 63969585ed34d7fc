"""The guards between a command and a portal: is it the one that was meant, and how carefully is it treated."""

from __future__ import annotations

from collections.abc import Mapping

from cvpctl.errors import Blocked, WrongPortal
from cvpctl.project.choosing import PORTAL_ID_VARIABLE
from cvpctl.project.settings import ENV, Drift, PortalSettings

TEST_ACCOUNT = "DEVELOPER_TEST"
CI_VARIABLES = ("CI", "GITHUB_ACTIONS", "GITLAB_CI")
_UNPROTECTED = frozenset({TEST_ACCOUNT, "SANDBOX", "APP_DEVELOPER"})


def check_identity(settings: PortalSettings, portal_id: int, account_type: str, *, writing: bool) -> None:
    """Refuse another portal than the one meant, before anything else of it is read."""
    if settings.embedded:
        return
    pinned, stated = settings.portal_id, settings.account_type
    if pinned is not None and pinned != portal_id:
        raise WrongPortal(
            f"the token belongs to portal {portal_id}, but {_pinned_by(settings)} says {pinned}",
            help=f"use a token of portal {pinned}; only if {portal_id} is the portal you mean, change the pin",
        )
    if stated is not None and stated != account_type:
        raise WrongPortal(
            f"portal {portal_id} is a {account_type} account, but portals.{settings.name}.accountType says {stated}",
            help="use a token of the portal you mean, or correct accountType",
        )
    if writing and pinned is None:
        raise Blocked(
            f"nothing is written to the portal {settings.name}: no Hub ID says which one is meant",
            help=f"if {portal_id} is the portal you mean, {_how_to_pin(settings, portal_id)}",
        )


def check_ci(settings: PortalSettings, environ: Mapping[str, str]) -> None:
    """Refuse to write from elsewhere what is to be written by CI: a guard against habit, which anybody can get by."""
    if settings.from_ci and not any(environ.get(name, "").lower() in ("true", "1") for name in CI_VARIABLES):
        raise Blocked(
            f"nothing is written to {settings.name} from here: portals.{settings.name}.applyFrom is ci",
            help=f"let the workflow apply it; CI is recognised by {', '.join(CI_VARIABLES)}",
        )


def check_project(recorded: str, project: str, portal: str) -> None:
    """Refuse a record that another project keeps: what that one applied would look like ours left behind."""
    if recorded and project and recorded != project:
        raise Blocked(
            f"the record of the portal {portal} is kept by the project {recorded!r}, and this is {project!r}",
            help=f"work from that project; if it is this one under an older name, write {project} as the record's "
            "project, or move the record away to begin anew",
        )


def drift_mode(settings: PortalSettings, account_type: str) -> Drift:
    """Return what apply does with edits made in the portal."""
    disposable = settings.embedded or account_type == TEST_ACCOUNT
    return settings.drift or ("overwrite" if disposable else "hold")


def is_protected(settings: PortalSettings, account_type: str) -> bool:
    """Whether writing here needs more care; an account type we do not know counts as a customer's."""
    if settings.protected is not None:
        return settings.protected
    return not settings.embedded and account_type not in _UNPROTECTED


def _pinned_by(settings: PortalSettings) -> str:
    return PORTAL_ID_VARIABLE if settings.name == ENV else f"portals.{settings.name}.portalId"


def _how_to_pin(settings: PortalSettings, portal_id: int) -> str:
    if settings.name == ENV:
        return f"set {PORTAL_ID_VARIABLE}={portal_id}"
    return f"add portalId: {portal_id} to portals.{settings.name} in cvpctl.yaml"
