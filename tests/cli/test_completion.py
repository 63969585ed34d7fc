"""Pressing TAB: the real command asked as click's scripts ask it, and real shells where this machine has them."""

from __future__ import annotations

import resource
import shutil
import subprocess
from pathlib import Path

import pytest
from client_repository import CVPCTL, ROOT, Client

from cvpctl.cli.completing import glued
from cvpctl.cli.group import COMMANDS

pytestmark = pytest.mark.long

BROKEN = "blueprint: a/b\nobjects:\n  contacts:\n    properties:\n      tier: {label: Tier}\n      next: [unclosed\n"


@pytest.fixture
def client(tmp_path: Path) -> Client:
    """A repository that builds on the shipped blueprints; no portal is anywhere near."""
    made = Client(tmp_path.resolve())
    made.write(
        "cvpctl.yaml",
        "project: acme\nportals:\n  acme: {portalId: 12345678, token: {env: ACME_TOKEN}}\n",
    )
    made.write("blueprints/a.yaml", "extends: [value-first]\n")
    return made


def _offered(client: Client, *words: str, shell: str = "bash") -> list[str]:
    """Return what is on offer for the last of the words; each line but the offers themselves fails the test."""
    asked = {"COMP_WORDS": " ".join(("cvpctl", *words)), "COMP_CWORD": str(len(words))}
    if shell == "fish":
        asked = {"COMP_WORDS": " ".join(("cvpctl", *words)), "COMP_CWORD": words[-1]}
    client.variables = {"_CVPCTL_COMPLETE": f"{shell}_complete", **asked}
    ended = client.run()
    assert "" == ended.stderr
    lines = [line for line in ended.stdout.splitlines() if line]
    if shell != "bash":
        return lines
    assert {line.partition(",")[0] for line in lines} <= {"plain", "file"}
    return [line.partition(",")[2] for line in lines]


def test_commands(client: Client) -> None:
    """The first word is a command; none of their modules is imported for that."""
    assert list(COMMANDS) == _offered(client, "")
    assert ["plan", "pull"] == _offered(client, "p")
    assert ["diff", "list", "show", "upgrade"] == sorted(_offered(client, "library", ""))


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("plan", "--tar"), ["--target"]),
        (("plan", "--portal", ""), ["acme", "emulator", "env"]),
        (("drift", "--portal", "e"), ["emulator", "env"]),
        (("plan", "--portal", "=", "ac"), ["acme"]),
        (("plan", "--target", "group.notes."), ["group.notes.agent_work", "group.notes.relationship_context"]),
        (("apply", "--exclude", "schema.d"), ["schema.deliverable"]),
        (("plan", "--take", "p"), ["portal"]),
        (("plan", "--take", "portal", ":", "schema.i"), ["schema.interest", "schema.investment"]),
        (("plan", "--allow", "S"), ["SCHEMA_ARCHIVED:", "STAGE_DELETED:"]),
        (("plan", "--allow", "PIPELINE_DELETED", ":", "pipeline.t"), ["pipeline.tickets.customer_requests"]),
        (("plan", "--allow", "STAGE_DELETED", ":", "pipeline.deals."), ["pipeline.deals.path_to_value"]),
        (("show", "schema.d"), ["schema.deliverable"]),
        (("show", "schema.deliverable#p"), ["schema.deliverable#primaryDisplayProperty"]),
        (("explain", "UNKNOWN_GR"), ["UNKNOWN_GROUP"]),
        (
            ("library", "show", "value-first/o"),
            ["value-first/operations-org", "value-first/order"],
        ),
        (("library", "show", "value-first/f"), ["value-first/finance-org"]),
        (("pull", "--objects", "contacts,d"), ["contacts,deals", "contacts,deliverable"]),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_words(client: Client, words: tuple[str, ...], found: list[str]) -> None:
    """Options, portals, addresses with their parts, hazards, codes, libraries and objects are on offer."""
    assert found == _offered(client, *words)


@pytest.mark.long
def test_labels_are_told_where_a_shell_shows_them(client: Client) -> None:
    """zsh and fish get the label beside the address."""
    words = ("plan", "--target", "pipeline.deals.")

    assert ["plain", "pipeline.deals.path_to_value", "Path to Value"] == _offered(client, *words, shell="zsh")[:3]
    assert ["plain,pipeline.deals.path_to_value\tPath to Value"] == _offered(client, *words, shell="fish")


def test_a_broken_file_offers_what_stands_above(client: Client) -> None:
    """In the middle of an edit, the addresses above the broken line are on offer, and nothing is complained of."""
    client.write("blueprints/a.yaml", BROKEN)
    assert ["property.contacts.tier"] == _offered(client, "plan", "--target", "prop")


@pytest.mark.parametrize("text", ["project: [\n", "project: acme\nportals: {acme: {token: pat-na1-abcd-1234}}\n"])
def test_a_broken_project_offers_less(client: Client, text: str) -> None:
    """With a broken cvpctl.yaml there are still the portals that are always there, and no error in the shell."""
    client.write("cvpctl.yaml", text)
    assert ["emulator", "env"] == _offered(client, "plan", "--portal", "")
    assert [] == _offered(client, "plan", "--target", "prop")


def test_a_repository_is_not_asked(client: Client) -> None:
    """A library in a git repository is not fetched while somebody types; the rest is on offer."""
    client.write("cvpctl.yaml", "project: acme\nlibraries: {far: 'https://git.example/far.git@v1'}\n")
    client.write("blueprints/a.yaml", "extends: [far, value-first/relationships]\n")

    assert "label.projects.contacts.sponsor" in _offered(client, "plan", "--target", "label.projects")
    assert not (client.folder / ".cvpctl").exists()


def test_fast_enough(client: Client) -> None:
    """On everything that is shipped, the best of three takes half a second of a quiet machine."""
    seconds = []
    for _ in range(3):
        began = _processor_seconds()
        assert 100 < len(_offered(client, "plan", "--target", ""))
        seconds.append(_processor_seconds() - began)
    # The processor's seconds, since other tests take their share of the clock's; with room for a busy machine.
    assert min(seconds) < 0.8


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["--take", "portal", ":", "x"], ["--take", "portal:x"]),
        (["--take", "portal", ":"], ["--take", "portal:"]),
        (["--portal", "=", "acme", "x"], ["--portal=acme", "x"]),
        (["--take", "=", "portal", ":", "x", ""], ["--take=portal:x", ""]),
        ([], []),
    ],
)
def test_what_bash_cut_is_glued(words: list[str], typed: list[str]) -> None:
    """Bash hands over words cut at colons and equal signs."""
    assert typed == glued(words)


def _in_shell(client: Client, shell: str, script: str) -> str:
    """Run a script in a real shell in which `cvpctl` is this one."""
    commands = client.folder / ".commands"
    commands.mkdir()
    (commands / "cvpctl").write_text(f'#!/bin/sh\nexec {CVPCTL[0]} -m cvpctl "$@"\n')
    (commands / "cvpctl").chmod(0o755)
    path = shutil.which(shell)
    assert path
    environment = {"PATH": f"{commands}:/usr/bin:/bin", "HOME": str(client.folder)}
    ran = subprocess.run(
        [path, "-c", script], cwd=client.folder, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert "" == ran.stderr
    return ran.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not on this machine")
def test_in_bash(client: Client) -> None:
    """The script is taken by a real bash, and its function fills COMPREPLY; behind a colon only what follows it."""
    script = """
    eval "$(cvpctl completion bash)"
    complete -p cvpctl
    COMP_WORDS=(cvpctl pla); COMP_CWORD=1; _cvpctl_completion cvpctl; echo "${COMPREPLY[@]}"
    COMPREPLY=()
    COMP_WORDS=(cvpctl plan --take portal : schema.d); COMP_CWORD=5; _cvpctl_completion cvpctl; echo "${COMPREPLY[@]}"
    """
    registered, *offered = _in_shell(client, "bash", script).splitlines()

    assert "_cvpctl_completion" in registered
    assert ["plan", "schema.deliverable"] == offered


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not on this machine")
def test_in_zsh(client: Client) -> None:
    """A real zsh takes the script."""
    script = 'autoload -U compinit; compinit -u; eval "$(cvpctl completion zsh)"; echo ${_comps[cvpctl]}'
    assert "_cvpctl_completion" == _in_shell(client, "zsh", script).strip()


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not on this machine")
def test_in_fish(client: Client) -> None:
    """A real fish takes the script and completes a command with it."""
    script = 'cvpctl completion fish | source; complete -C "cvpctl pla"'
    assert _in_shell(client, "fish", script).startswith("plan")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_by_click_s_variable(client: Client, shell: str) -> None:
    """Each shell's script calls this command the way click answers."""
    assert f"_CVPCTL_COMPLETE={shell}_complete" in client.run("completion", shell).stdout


def test_the_wanted_shell_is_one_of_three(client: Client) -> None:
    """Another shell is a usage error."""
    assert 64 == client.run("completion", "powershell").returncode


def test_completing_imports_no_command(client: Client) -> None:
    """The list of commands is told without importing a command, and an option without reading YAML."""
    code = (
        "import sys; from cvpctl.cli.exits import exit_code\n"
        "try: exit_code([])\n"
        "finally: print(sorted({'yaml', 'jsonschema', 'hubspot', 'rich', 'cvpctl.cli.plan'} & set(sys.modules)))"
    )
    asked = {"_CVPCTL_COMPLETE": "bash_complete", "COMP_WORDS": "cvpctl p", "COMP_CWORD": "1"}
    ran = subprocess.run(
        [CVPCTL[0], "-c", code], cwd=client.folder, env=asked, capture_output=True, text=True, check=True
    )
    assert "[]" == ran.stdout.splitlines()[-1]


def test_the_shipped_library_is_what_is_offered() -> None:
    """The addresses above are read from the shipped blueprints; they must still be there."""
    text = "".join(path.read_text() for path in sorted((ROOT / "blueprints").rglob("*.yaml")))
    assert [] == [
        name for name in ("path_to_value", "appointment_purpose", "deliverable", "sponsor") if name not in text
    ]
