"""Each exit code, reached by the real command, with a sentence that says what to do."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from client_repository import CVPCTL, Client
from shipped import copy_part

from cvpctl.emulator.identity import DEFAULT_PORTAL_ID, DEFAULT_TOKEN

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {mine: {label: Mine}}
    properties:
      tier: {label: Tier, groupName: mine, type: string, fieldType: text}
"""
EMULATOR = ("--portal", "emulator")
OTHER_TOKEN = "token-of-a-portal-with-few-scopes"
READERS = ["crm.schemas.contacts.read"]


@pytest.fixture
def hubspot(client: Client) -> Client:
    """The served portal spoken to as HubSpot is: by base URL, token and portal id from the environment."""
    (client.folder / "cvpctl.yaml").unlink()
    client.variables = {
        "HUBSPOT_BASE_URL": client.base_url,
        "HUBSPOT_ACCESS_TOKEN": DEFAULT_TOKEN,
        "HUBSPOT_PORTAL_ID": str(DEFAULT_PORTAL_ID),
    }
    client.write("blueprints/portal.yaml", BLUEPRINT)
    return client


def _refused(ended: subprocess.CompletedProcess[str], code: int, word: str) -> None:
    assert code == ended.returncode, ended.stdout + ended.stderr
    assert word in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_0_and_2_with_exit_code(hubspot: Client) -> None:
    """Plan exits 0 with pending changes, and 2 only with --exit-code."""
    assert 0 == hubspot.run("plan", "blueprints").returncode
    assert 2 == hubspot.run("plan", "blueprints", "--exit-code").returncode


def test_3_for_a_blueprint_with_mistakes(client: Client) -> None:
    """A broken blueprint exits 3 and points at file, line and column."""
    client.write("blueprints/portal.yaml", BLUEPRINT.replace("fieldType: text", "fieldType: txt"))

    _refused(client.run("plan", *EMULATOR), 3, "blueprints/portal.yaml:7:")


def test_4_for_a_token_of_another_portal(hubspot: Client) -> None:
    """A pinned id that is not the token's portal ends the command before a blueprint reaches it."""
    hubspot.variables["HUBSPOT_PORTAL_ID"] = "999"
    writes = hubspot.writes()

    _refused(hubspot.run("apply", "blueprints", "--yes"), 4, "999")
    assert writes == hubspot.writes()


@pytest.mark.long
def test_4_for_writing_to_a_portal_nobody_pinned(hubspot: Client) -> None:
    """Without HUBSPOT_PORTAL_ID the environment's portal can be read, not written."""
    del hubspot.variables["HUBSPOT_PORTAL_ID"]

    assert 0 == hubspot.run("plan", "blueprints").returncode
    _refused(hubspot.run("apply", "blueprints", "--yes"), 4, "HUBSPOT_PORTAL_ID")


@pytest.mark.long
def test_8_for_a_token_nobody_knows(hubspot: Client) -> None:
    """A token that is not accepted exits 8 and is not repeated."""
    hubspot.variables["HUBSPOT_ACCESS_TOKEN"] = "not-a-token-of-anyone"

    ended = hubspot.run("plan", "blueprints")

    _refused(ended, 8, "error")
    assert "not-a-token-of-anyone" not in ended.stdout + ended.stderr


@pytest.mark.long
def test_8_for_a_portal_that_does_not_answer(hubspot: Client) -> None:
    """A base URL where nobody listens exits 8."""
    hubspot.variables["HUBSPOT_BASE_URL"] = "http://127.0.0.1:9"

    _refused(hubspot.run("plan", "blueprints"), 8, "error")


@pytest.mark.long
def test_9_for_a_scope_the_token_may_not_read(hubspot: Client) -> None:
    """What may not be read is unknown, not absent: the rest is planned and the exit code is 9."""
    hubspot.ask("POST", "/_emulator/portals", {"portalId": 777, "token": OTHER_TOKEN, "scopes": READERS})
    hubspot.variables |= {"HUBSPOT_ACCESS_TOKEN": OTHER_TOKEN, "HUBSPOT_PORTAL_ID": "777"}
    hubspot.write("blueprints/deals.yaml", BLUEPRINT.replace("contacts:", "deals:"))

    ended = hubspot.run("plan", "blueprints")

    assert 9 == ended.returncode, ended.stdout + ended.stderr
    assert "forbidden" in ended.stdout
    assert "tier" in ended.stdout


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "word"),
    [
        (("plan", "--no-such-option"), "--no-such-option"),
        (("plam",), "plam"),
        (("plan", "--portal", "nowhere"), "nowhere"),
        (("plan", "--take", "mine", *EMULATOR), "mine"),
        (("show", "nonsense", *EMULATOR), "nonsense"),
        (("show",), "--compiled"),
        (("apply", "no-such-plan.json", *EMULATOR), "no-such-plan.json"),
        (("apply", *EMULATOR), "--yes"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_64_for_words_that_do_not_fit(client: Client, words: tuple[str, ...], word: str) -> None:
    """Wrong words exit 64 and the message names them."""
    client.write("blueprints/portal.yaml", BLUEPRINT)

    _refused(client.run(*words), 64, word)


def test_64_where_several_portals_could_be_meant(client: Client) -> None:
    """Several portals and no --portal is a usage error that lists them."""
    portals = "portals:\n  north: {portalId: 1}\n  south: {portalId: 2}\n"
    client.write("cvpctl.yaml", f"project: acme\n{portals}blueprints: [blueprints]\n")
    client.write("blueprints/portal.yaml", BLUEPRINT)

    _refused(client.run("plan"), 64, "north")


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_130_when_interrupted(client: Client, number: signal.Signals) -> None:
    """Ctrl-C, or a cancelled job, ends an apply with 130; the next one finishes it."""
    copy_part(client.folder / "blueprints")
    client.ask("POST", "/_emulator/faults", {"what": "delay", "seconds": 0.5, "writesOnly": True, "times": 0})
    command = [*CVPCTL, "apply", "--yes", *EMULATOR]
    # A parallel test worker ignores SIGINT and would hand that down.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, cwd=client.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as job:
        signal.signal(signal.SIGINT, heard)
        while job.poll() is None and not client.writes():
            time.sleep(0.01)
        job.send_signal(number)
        _, said = job.communicate(timeout=20)
    client.ask("DELETE", "/_emulator/faults")

    assert 130 == job.returncode, said
    assert b"Traceback" not in said
    assert 0 == client.run("apply", "--yes", *EMULATOR).returncode


def test_an_apply_asks_before_it_writes(client: Client) -> None:
    """On a terminal apply asks, and a no writes nothing."""
    client.write("blueprints/portal.yaml", BLUEPRINT)
    writes = client.writes()

    screen, code = _on_a_terminal(client.folder, ["apply", *EMULATOR], b"n\n")

    assert 4 == code
    assert b"[y/N]" in screen
    assert writes == client.writes()


@pytest.mark.long
def test_an_edit_made_while_a_person_decides_stays(client: Client) -> None:
    """What moves in the portal between the plan and the yes is left alone and named; the exit code is 5."""
    choice = BLUEPRINT.replace("type: string, fieldType: text", "type: enumeration, fieldType: select, options: [A, B]")
    client.write("blueprints/portal.yaml", choice)
    assert 0 == client.run("apply", "--yes", *EMULATOR).returncode
    client.write("blueprints/portal.yaml", choice.replace("[A, B]", "[A, B, C]"))

    def edit() -> None:
        options = [{"value": value, "label": value, "displayOrder": n} for n, value in enumerate("ABZ")]
        client.ask("PATCH", "/crm/properties/2026-09/contacts/tier", {"options": options})

    screen, code = _on_a_terminal(client.folder, ["apply", *EMULATOR], b"y\n", meanwhile=edit)

    tier = client.ask("GET", "/crm/properties/2026-09/contacts/tier")
    assert 5 == code, screen
    assert ["A", "B", "Z"] == [option["value"] for option in tier["options"]]
    assert b"property.contacts.tier" in screen


@pytest.mark.long
def test_colour_only_where_it_is_seen(client: Client) -> None:
    """A terminal sees colour; a pipe and NO_COLOR do not."""
    client.write("blueprints/portal.yaml", BLUEPRINT)

    screen, code = _on_a_terminal(client.folder, ["plan", *EMULATOR], b"")

    assert 0 == code
    assert b"\x1b[" in screen
    assert "\x1b[" not in client.run("plan", *EMULATOR).stdout


def _on_a_terminal(
    folder: Path, words: list[str], typed: bytes, meanwhile: Callable[[], None] = lambda: None
) -> tuple[bytes, int]:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "100"})
        os.environ.pop("NO_COLOR", None)
        os.execv(CVPCTL[0], [*CVPCTL, *words])
    screen = b""
    try:
        while chunk := os.read(terminal, 65536):
            screen += chunk
            if typed and b"[y/N]" in screen:
                meanwhile()
                os.write(terminal, typed)
                typed = b""
    except OSError:
        pass  # Linux says so when the other side of the terminal is closed
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return screen, os.waitstatus_to_exitcode(status)
