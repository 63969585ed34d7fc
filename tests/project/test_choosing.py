from pathlib import Path

import pytest

from cvpctl.errors import UsageProblem
from cvpctl.project import EnvToken, PortalSettings, Project, choose_portal

ONE = Project(Path("acme"), "acme", {"production": PortalSettings("production", portal_id=111)})
TWO = Project(
    Path("acme"),
    "acme",
    {
        "production": PortalSettings("production", portal_id=111),
        "sandbox": PortalSettings("sandbox", portal_id=222),
    },
)
NONE = Project(Path("acme"), "acme")
TREATED = Project(
    Path("acme"),
    "acme",
    {
        "production": PortalSettings("production", portal_id=111),
        "emulator": PortalSettings("emulator", base_url="", drift="hold", embedded=True),
    },
)
ONLY_EMULATOR = Project(Path("acme"), "acme", {"emulator": TREATED.portals["emulator"]})
TOKEN = {"HUBSPOT_ACCESS_TOKEN": "pat-fictional"}
LEFT_OVER = {"HUBSPOT_ACCESS_TOKEN": "pat-fictional", "HUBSPOT_PORTAL_ID": "999", "HUBSPOT_BASE_URL": "http://[::1]:1"}

CHOSEN = [
    (ONE, None, {}, False, "production"),
    (ONE, None, {}, True, "production"),
    (ONE, None, LEFT_OVER, True, "production"),
    (ONE, "production", {}, False, "production"),
    (ONE, "emulator", LEFT_OVER, False, "emulator"),
    (ONE, "env", TOKEN, False, "env"),
    (TWO, "sandbox", LEFT_OVER, False, "sandbox"),
    (TREATED, None, {}, True, "production"),
    (None, None, {}, True, "emulator"),
    (None, None, {"HUBSPOT_ACCESS_TOKEN": ""}, True, "emulator"),
    (None, None, TOKEN, True, "env"),
    (None, None, TOKEN, False, "env"),
    (None, "env", TOKEN, False, "env"),
    (None, "emulator", {}, False, "emulator"),
    (None, "emulator", TOKEN, False, "emulator"),
]

REFUSED = [
    (TWO, None, {}, True, "acme has production, sandbox"),
    (TWO, None, LEFT_OVER, True, "acme has production, sandbox"),
    (TWO, "prodution", {}, True, "acme has no portal 'prodution'"),
    (NONE, None, {}, True, "names no HubSpot portal"),
    (NONE, None, LEFT_OVER, True, "names no HubSpot portal"),
    (ONLY_EMULATOR, None, {}, True, "names no HubSpot portal"),
    (None, "production", TOKEN, True, "there is no cvpctl.yaml here"),
    (None, None, {}, False, "no terminal"),
    (None, None, {"HUBSPOT_PORTAL_ID": "111"}, True, "HUBSPOT_ACCESS_TOKEN is not set; HUBSPOT_PORTAL_ID alone"),
    (None, None, {"HUBSPOT_BASE_URL": "http://localhost:1"}, True, "HUBSPOT_ACCESS_TOKEN is not set"),
    (None, None, {"HUBSPOT_SOMETHING": "1"}, True, "HUBSPOT_ACCESS_TOKEN is not set"),
    (None, "env", {}, True, "HUBSPOT_ACCESS_TOKEN is not set"),
    (None, None, {**TOKEN, "HUBSPOT_PORTAL_ID": "acme"}, True, "HUBSPOT_PORTAL_ID is not a Hub ID"),
    (None, None, {**TOKEN, "HUBSPOT_PORTAL_ID": "0"}, True, "HUBSPOT_PORTAL_ID is not a Hub ID"),
    (None, None, {**TOKEN, "HUBSPOT_PORTAL_ID": "²"}, True, "HUBSPOT_PORTAL_ID is not a Hub ID"),
]


@pytest.mark.parametrize(("project", "name", "environ", "interactive", "expected"), CHOSEN)
def test_the_portal_that_is_meant(
    project: Project | None, name: str | None, environ: dict[str, str], *, interactive: bool, expected: str
) -> None:
    """One portal follows from project file, name, environment and terminal."""
    chosen = choose_portal(project, name, environ=environ, interactive=interactive)

    assert chosen.name == expected
    assert chosen.embedded == (expected == "emulator")


@pytest.mark.parametrize(("project", "name", "environ", "interactive", "expected"), REFUSED)
def test_what_could_be_meant_twice_is_refused(
    project: Project | None, name: str | None, environ: dict[str, str], *, interactive: bool, expected: str
) -> None:
    """No portal is guessed; the refusal says what is unclear and what to type."""
    with pytest.raises(UsageProblem) as raised:
        choose_portal(project, name, environ=environ, interactive=interactive)

    assert expected in raised.value.message
    assert raised.value.help
    assert "fictional" not in raised.value.message + raised.value.help


def test_left_over_variables_do_not_reach_a_portal_of_the_project() -> None:
    """Neither the id nor the base URL of the environment changes a named portal."""
    chosen = choose_portal(ONE, None, environ=LEFT_OVER, interactive=True)

    assert chosen == ONE.portals["production"]


def test_the_environment_describes_a_portal() -> None:
    """With no project file the variables state token, base URL and pin."""
    expected = PortalSettings(
        "env", portal_id=999, base_url="http://[::1]:1", read_token=EnvToken("HUBSPOT_ACCESS_TOKEN")
    )
    assert choose_portal(None, None, environ=LEFT_OVER, interactive=False) == expected


def test_the_environment_defaults_to_hubspot() -> None:
    """A token alone means HubSpot's API host and no pin."""
    chosen = choose_portal(None, None, environ=TOKEN, interactive=False)

    assert (chosen.base_url, chosen.portal_id) == ("https://api.hubapi.com", None)


def test_a_project_may_say_how_the_emulator_is_treated() -> None:
    """Settings under portals.emulator hold when it is named."""
    assert choose_portal(TREATED, "emulator", environ={}, interactive=False).drift == "hold"


def test_a_near_name_is_suggested() -> None:
    """A misspelt portal gets the nearest name."""
    with pytest.raises(UsageProblem) as raised:
        choose_portal(TWO, "prodution", environ={}, interactive=False)

    assert raised.value.help == "did you mean production?"
