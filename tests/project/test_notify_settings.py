"""Who hears of drift: targets by the place of their URL, and a URL that stands in the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from project.conftest import Complaints, Load

from cvpctl.project import EnvToken, FileToken, KeyringToken
from cvpctl.project.notify_settings import NotifySettings
from cvpctl.render.findings import findings_text

SECRET = "S3CRETabc"
URL = f"slack://{SECRET}/T1/B2"
PORTAL = "project: acme\nportals:\n  production:\n    portalId: 1\n"


def test_targets_are_sources_by_name(load: Load) -> None:
    """Of all three sorts; a file is found beside the project."""
    said = "{team: {env: TEAM_URL}, owner: {file: owner.url}, other: {keyring: drift}}"
    notify = load(f"project: acme\nnotify: {{targets: {said}, remind: 14d}}\n").notify

    assert {
        "team": EnvToken("TEAM_URL"),
        "owner": FileToken(Path.cwd() / "owner.url"),
        "other": KeyringToken("drift"),
    } == notify.targets
    assert 14 == notify.days


@pytest.mark.parametrize(("said", "days"), [("{}", 7), ("{remind: never}", None), ("{remind: 1d}", 1)])
def test_a_reminder_comes_after_a_week_unless_said_otherwise(load: Load, said: str, days: int | None) -> None:
    """Or never."""
    assert days == load(f"project: acme\nnotify: {said}\n").notify.days


def test_a_portal_has_its_own_or_those_of_the_project(load: Load) -> None:
    """Its targets stand in the place of the others, so that one portal can be quiet."""
    project = load(
        f"{PORTAL}    notify: {{targets: {{}}}}\n  sandbox: {{portalId: 2, notify: {{remind: 1d}}}}\n"
        "  emulator: {notify: {targets: {me: {env: ME_URL}}}}\n"
        "notify: {targets: {team: {env: TEAM_URL}}, remind: 30d}\n"
    )
    told = {name: portal.notify.over(project.notify) for name, portal in project.portals.items()}

    assert {"production": [], "sandbox": ["team"], "emulator": ["me"]} == {
        name: list(one.targets or ()) for name, one in told.items()
    }
    assert {"production": 30, "sandbox": 1, "emulator": 30} == {name: one.days for name, one in told.items()}
    assert (None, 7) == (NotifySettings().targets, NotifySettings().days)


@pytest.mark.parametrize(
    "said",
    [
        URL,
        f"[{URL}]",
        f"{{targets: {{team: {SECRET}}}}}",
        f"{{targets: {{team: '{URL}'}}}}",
        f"{{targets: {{team: {{env: '{URL}'}}}}}}",
        f"{{targets: {{team: {{env: {SECRET}}}}}}}",
        f"{{targets: {{team: {{file: '{URL}'}}}}}}",
        f"{{targets: {{team: {{url: '{URL}'}}}}}}",
        f"{{targets: ['{URL}']}}",
        f"{{targets: {{'{URL}': {{env: A}}}}}}",
        f"{{remind: '{URL}'}}",
        f"{{url: '{URL}'}}",
    ],
)
@pytest.mark.parametrize("head", ["project: acme\n", f"{PORTAL}    "], ids=["project", "portal"])
def test_a_url_in_the_file_is_refused_and_never_shown(complaints: Complaints, head: str, said: str) -> None:
    """Wherever below notify: it was put; the line is not quoted either."""
    found = complaints(f"{head}notify: {said}\n")
    shown = findings_text(found, color=False)

    assert SECRET not in shown
    assert "T1/B2" not in shown
    assert [] == [one for one in found if one.place is None or one.excerpt]


def test_a_url_in_the_file_says_where_it_belongs(complaints: Complaints) -> None:
    """And that it is known to whoever could read the file."""
    (found,) = complaints(f"project: acme\nnotify: {{targets: {{team: '{URL}'}}}}\n")

    assert ("URL_LITERAL", "cvpctl.yaml:2:26") == (found.code, str(found.place))
    assert "env: DRIFT_TEAM_URL" in found.help


@pytest.mark.parametrize(
    "said", ["{remind: 7}", "{remind: 0d}", "{targets: {Team: {env: A}}}", "{targets: {team: {}}}"]
)
def test_what_does_not_fit_is_refused(complaints: Complaints, said: str) -> None:
    """With its place."""
    assert [2] == [one.place.line for one in complaints(f"project: acme\nnotify: {said}\n") if one.place]
