"""What `--help` promises."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
from importlib import import_module
from pathlib import Path

import click
import pytest
from client_repository import CVPCTL, Client
from shipped import copy_part

from cvpctl.cli.group import COMMANDS

ELSEWHERE = ("emulator", "github")
"""What serves for as long as somebody lets it, and what needs a GitHub, have tests of their own."""


def _commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, (module, _) in COMMANDS.items():
        command = import_module(f"cvpctl.cli.{module}").command
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


def _example(client: Client, words: tuple[str, ...]) -> list[str]:
    shown = client.run(*words, "--help")
    assert 0 == shown.returncode
    (example,) = re.findall(r"Example:  cvpctl (.+)", shown.stdout)
    return shlex.split(example)


@pytest.mark.long
@pytest.mark.parametrize("words", [one for one in _commands() if one[0] not in ELSEWHERE], ids=" ".join)
def test_the_example_of_each_help_runs(client: Client, words: tuple[str, ...]) -> None:
    """Each command's help has one example, and it runs as it stands."""
    copy_part(client.folder / "blueprints" / "value-first")

    ended = client.run(*_example(client, words))

    assert 0 == ended.returncode, ended.stdout + ended.stderr


def test_the_example_of_emulator_serve_runs(tmp_path: Path) -> None:
    """`emulator serve` prints its base URL and portal id, answers there, and stops in peace."""
    client = Client(tmp_path)
    words = _example(client, ("emulator", "serve"))
    command = [*CVPCTL, *words, "--db", str(tmp_path / "portal.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        client.base_url = serving.stdout.readline().strip()
        said = serving.stdout.readline()
        details = client.ask("GET", "/account-info/2026-09/details")
        serving.send_signal(signal.SIGINT)
        ended = serving.wait(10)

    assert words[words.index("--port") + 1] == client.base_url.rpartition(":")[2]
    assert str(details["portalId"]) in said
    assert 0 == ended


@pytest.mark.long
def test_the_example_of_emulator_reset_makes_a_fresh_portal(client: Client) -> None:
    """`emulator reset` takes out what was applied, also while the portal is served."""
    client.write(
        "blueprints/a.yaml", "blueprint: a/b\nversion: 1.0.0\nobjects: {contacts: {groups: {mine: {label: Mine}}}}\n"
    )
    assert 0 == client.run("apply", "--yes", "--portal", "emulator").returncode

    ended = client.run(*_example(client, ("emulator", "reset")))

    names = [group["name"] for group in client.ask("GET", "/crm/properties/2026-09/contacts/groups")["results"]]
    assert 0 == ended.returncode, ended.stderr
    assert "mine" not in names


def test_the_group_lists_the_commands_own_lines() -> None:
    """The lines of `cvpctl --help` are the first sentences of the commands' own help."""
    for name, (module, line) in COMMANDS.items():
        own = import_module(f"cvpctl.cli.{module}").command
        assert (own.help or "").startswith(line.rstrip(".")), name


def test_start_up_imports_nothing_heavy(client: Client) -> None:
    """`cvpctl --version` loads neither HubSpot's client, nor a web server, nor YAML, nor rich."""
    code = (
        "import sys; sys.argv = ['cvpctl', '--version']\n"
        "from cvpctl.cli.exits import exit_code\n"
        "exit_code(['--version'])\n"
        "print(sorted({'hubspot', 'starlette', 'yaml', 'rich', 'jsonschema', 'deepdiff'} & set(sys.modules)))"
    )
    ran = subprocess.run([CVPCTL[0], "-c", code], capture_output=True, text=True, check=True, cwd=client.folder)
    assert "[]" == ran.stdout.splitlines()[-1]
