from pathlib import Path

import pytest

from cvpctl.errors import Blocked
from cvpctl.project import PortalSettings, Project, choose_portal

PLACES_OF_OURS = [
    "https://api.hubapi.com",
    "https://api.hubapi.com/",
    "https://API.HubApi.com",
    "https://api.hubapi.com:443",
    "https://api-eu1.hubapi.com",
    "http://127.0.0.1:8123",
    "http://127.8.9.10",
    "http://localhost:8123",
    "http://[::1]:8123",
    "https://localhost",
]

ELSEWHERE = [
    "https://evil.example",
    "https://api.hubapi.com.evil.example",
    "https://evilhubapi.com",
    "https://hubapi.com",
    "https://api.hubapi.com:8443",
    "https://127.0.0.1.evil.example",
    "https://localhost.evil.example",
    "https://127.1",
    "https://10.0.0.1",
    "https://[::ffff:10.0.0.1]",
    "https://0x7f.0.0.1",
    "https://2130706433",
]

NEVER = [
    "http://api.hubapi.com",
    "http://evil.example",
    "http://127.0.0.1.evil.example",
    "http://127.1",
    "http://0177.0.0.1",
    "ftp://api.hubapi.com",
    "https://api.hubapi.com@evil.example",
    "https://evil.example\\@api.hubapi.com",
    "https://evil.example#.hubapi.com",
    "https://evil.example?.hubapi.com",
    "https://evil.example/.hubapi.com",
    "https://api.hubapi.com/crm",
    "https://api.hubapi.com.",
    "https://evil.example\n.hubapi.com",
    "https://api。hubapi.com",
    "//api.hubapi.com",
    "api.hubapi.com",
    "https://",
    "https://[::1",
]


def choose(url: str, **environ: str) -> str:
    project = Project(Path("acme"), "acme", {"main": PortalSettings("main", base_url=url)})
    return choose_portal(project, "main", environ=environ, interactive=False).base_url


@pytest.mark.parametrize("url", PLACES_OF_OURS)
def test_a_token_goes_to_this_machine_or_to_hubspot(url: str) -> None:
    """Loopback and HubSpot's API hosts need nobody's leave."""
    assert choose(url) == url.lower().removesuffix("/")


@pytest.mark.parametrize("url", [*ELSEWHERE, *NEVER])
def test_a_token_goes_nowhere_else(url: str) -> None:
    """Any other host is refused, however it is dressed up."""
    with pytest.raises(Blocked, match="baseUrl"):
        choose(url)


@pytest.mark.parametrize("url", ELSEWHERE[:2])
def test_a_person_may_allow_one_url(url: str) -> None:
    """The environment can name exactly the URL that is meant."""
    assert choose(url, CVPCTL_ALLOW_BASE_URL=url + "/") == url
    with pytest.raises(Blocked):
        choose(url, CVPCTL_ALLOW_BASE_URL="https://other.example")
    with pytest.raises(Blocked):
        choose(url, CVPCTL_ALLOW_BASE_URL="1")


@pytest.mark.parametrize("url", NEVER)
def test_what_is_never_a_base_url_cannot_be_allowed(url: str) -> None:
    """Plain http to another machine, user parts, paths and queries stay refused."""
    with pytest.raises(Blocked):
        choose(url, CVPCTL_ALLOW_BASE_URL=url)


def test_the_environment_is_judged_like_the_file() -> None:
    """HUBSPOT_BASE_URL leads to HubSpot or this machine only, too."""
    environ = {"HUBSPOT_ACCESS_TOKEN": "fictional", "HUBSPOT_BASE_URL": "https://evil.example"}

    with pytest.raises(Blocked, match=r"HUBSPOT_BASE_URL is 'https://evil\.example', neither"):
        choose_portal(None, None, environ=environ, interactive=False)


def test_credentials_in_a_url_are_not_repeated() -> None:
    """A refused URL is not quoted where it holds a password."""
    with pytest.raises(Blocked) as raised:
        choose("https://me:hunter2@evil.example")

    assert "hunter2" not in str(raised.value) + raised.value.help
