"""Every command before the wrong portal, without its token, or among variables left over: nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click
import pytest
from desk import Desk

from cvpctl.cli.group import cvpctl
from cvpctl.emulator.server import Emulator

FOREIGN, FOREIGN_TOKEN = 5511, "token-of-somebody-elses-portal"
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      seats: {label: Seats, groupName: value, type: number, fieldType: number}
      code: {label: Code, groupName: value, type: string, fieldType: text}
"""
CODE = "/crm/properties/2026-09/contacts/code"
OWN_FILES = (".state", "elsewhere", ".cvpctl/emulator.db", ".cvpctl-schema")
"""What is made for editors, what init writes and the embedded portal keeps: none is a portal of HubSpot's."""
SEATS = "property.contacts.seats"


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed, how it ends where all is well, and whether it asks a portal."""

    words: tuple[str, ...]
    asks: bool = True
    well: int = 0

    def __str__(self) -> str:
        return " ".join(self.words)


ASKING = (
    Command(("doctor",)),
    Command(("plan",)),
    Command(("plan", "-o", "fresh.json", "--exit-code"), well=2),
    Command(("plan", "--prune", "--unmanaged")),
    Command(("apply", "--yes")),
    Command(("apply", "--yes", "--take", "blueprint")),
    Command(("apply", "--yes", "plan.json")),
    Command(("apply", "--yes", "--prune")),
    Command(("rollback", "--yes"), well=4),
    Command(("drift",), well=2),
    Command(("pull", "-o", "pulled")),
    Command(("pull", "-o", "blueprints", "--new")),
    Command(("adopt", "--yes")),
    Command(("show", SEATS)),
    Command(("audit", "--portal", "acme")),
    Command(("suggest", "--portal", "acme")),
    Command(("maturity", "assess", "--portal", "acme")),
    Command(("compare", "portal:acme", "blueprints"), well=2),
    Command(("snapshot", "-o", "elsewhere.json")),
    Command(("docs", "--portal", "acme", "-o", "elsewhere")),
    Command(("emulator", "conform", "--only", "account/details-of-2026-09")),
    Command(("explain", SEATS, "--portal", "acme")),
)
OFFLINE = (
    Command(("init", "elsewhere"), asks=False),
    Command(("validate",), asks=False),
    Command(("history",), asks=False),
    Command(("attest", "--list"), asks=False),
    Command(("fmt", "--check"), asks=False, well=2),
    Command(("show", "--compiled"), asks=False),
    Command(("explain", SEATS), asks=False),
    Command(("explain", "PROPERTY_ARCHIVED"), asks=False),
    Command(("audit",), asks=False),
    Command(("suggest",), asks=False),
    Command(("compare", "blueprints", "blueprints"), asks=False),
    Command(("docs", "-o", "elsewhere"), asks=False),
    Command(("maturity", "assess", "--blueprints", "blueprints"), asks=False),
    Command(("maturity", "questionnaire", "-o", "elsewhere.yaml"), asks=False),
    Command(("library", "list"), asks=False),
    Command(("library", "show", "value-first"), asks=False),
    Command(("library", "diff", "value-first"), asks=False, well=64),
    Command(("library", "upgrade", "--yes"), asks=False),
    Command(("emulator", "log"), asks=False, well=1),
    Command(("emulator", "snapshot", "-o", "elsewhere.snapshot"), asks=False, well=64),
    Command(("emulator", "reset"), asks=False),
    Command(("completion", "bash"), asks=False),
    Command(("version",), asks=False),
)
NOT_RUN: dict[tuple[str, ...], str] = {
    **{
        ("github", name): "speaks to GitHub about a portal, with a token of GitHub's, and to no portal"
        for name in ("again", "close", "comment", "issue", "propose", "ready")
    },
    ("demo",): "brings a portal of its own, on a database that it takes away again, and reads no token",
    ("emulator", "serve"): "serves the embedded portal until it is stopped, and opens no other",
}
"""Commands that cannot be run here, and why none of them can reach a portal of HubSpot's."""
NEED_NO_PORTAL = {("validate",), ("history",), ("attest",)}
"""Commands whose --portal only names settings or files."""
BY_A_WORD = {("compare",)}
"""Commands that name portals by words of their own: portal:NAME."""
UNSET: dict[str, str] = {"ACME_TOKEN": ""}
ANOTHERS = {"ACME_TOKEN": FOREIGN_TOKEN}


@pytest.fixture
def known(desk: Desk) -> Desk:
    """One run made, one edit by hand, one change waiting, one plan saved; and beside the portal a foreign one."""
    desk.emulator.add_portal(FOREIGN, FOREIGN_TOKEN)
    desk.write("blueprints/portal.yaml", BLUEPRINT)
    assert 0 == desk.run("apply", "--yes").code
    desk.ask("PATCH", CODE, {"label": "By hand"})
    desk.write("blueprints/portal.yaml", BLUEPRINT.replace("Seats", "Places"))
    assert 0 == desk.run("plan", "-o", "plan.json").code
    desk.emulator.log.clear()
    return desk


def _said(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> None:
    for name, value in variables.items():
        if value:
            monkeypatch.setenv(name, value)
        else:
            monkeypatch.delenv(name)


def _portals(emulator: Emulator) -> list[Any]:
    return [emulator.world.export(number)["collections"] for number in (emulator.portal_id, FOREIGN)]


def _kept(desk: Desk) -> dict[str, bytes]:
    """What earlier runs left: the record, journals, inverses, the saved plan and the project itself."""
    files = (path for path in desk.folder.rglob("*") if path.is_file())
    found = {str(path.relative_to(desk.folder)): path.read_bytes() for path in files}
    return {name: text for name, text in found.items() if not name.startswith(OWN_FILES)}


def _assert_untouched(desk: Desk, command: Command, variables: Mapping[str, str], code: int) -> str:
    with pytest.MonkeyPatch.context() as patch:
        _said(patch, variables)
        portals, kept = _portals(desk.emulator), _kept(desk)
        ended = desk.run(*command.words)
    assert code == ended.code, ended.said + ended.told
    assert 0 == desk.emulator.log.writes
    assert portals == _portals(desk.emulator)
    assert kept == _kept(desk)
    assert FOREIGN_TOKEN not in ended.said + ended.told
    return ended.said + ended.told


def test_an_apply_with_anothers_token_writes_nothing(known: Desk) -> None:
    """The pin is compared before anything else of the portal is read."""
    said = _assert_untouched(known, Command(("apply", "--yes")), ANOTHERS, 4)

    assert f"the token belongs to portal {FOREIGN}" in said
    assert {"/account-info/2026-09/details"} == {entry.path for entry in known.emulator.log.entries}


@pytest.mark.long
@pytest.mark.parametrize("command", ASKING, ids=str)
def test_a_token_of_another_portal(known: Desk, command: Command) -> None:
    """Whatever would ask a portal stops with 4, and neither portal nor any file moves."""
    _assert_untouched(known, command, ANOTHERS, 4)


@pytest.mark.long
@pytest.mark.parametrize("command", ASKING, ids=str)
def test_a_missing_variable(known: Desk, command: Command) -> None:
    """Whatever would ask a portal stops with 64 before it asked one, and names the variable."""
    said = _assert_untouched(known, command, UNSET, 64)

    assert "ACME_TOKEN" in said
    assert 0 == known.emulator.log.total


@pytest.mark.long
@pytest.mark.parametrize("variables", [ANOTHERS, UNSET], ids=["anothers", "unset"])
@pytest.mark.parametrize("command", OFFLINE, ids=str)
def test_what_needs_no_portal_asks_none(known: Desk, command: Command, variables: dict[str, str]) -> None:
    """Without a token, or with a wrong one, these work as ever and no portal hears of them."""
    _assert_untouched(known, command, variables, command.well)

    assert 0 == known.emulator.log.total


@pytest.mark.long
@pytest.mark.parametrize("command", [*ASKING, *OFFLINE], ids=str)
def test_left_over_variables_beside_a_project(known: Desk, command: Command) -> None:
    """HUBSPOT_* of another client changes nothing: the portal of the project is asked, and no other."""
    with pytest.MonkeyPatch.context() as patch:
        _said(patch, _left_over(known))
        ended = known.run(*command.words)

    asked = {entry.portal_id for entry in known.emulator.log.entries}
    assert command.well == ended.code, ended.said + ended.told
    assert ({known.emulator.portal_id} if command.asks else set()) == asked - {None}


def _left_over(desk: Desk) -> dict[str, str]:
    return {
        "HUBSPOT_ACCESS_TOKEN": FOREIGN_TOKEN,
        "HUBSPOT_PORTAL_ID": str(FOREIGN),
        "HUBSPOT_BASE_URL": desk.emulator.base_url,
    }


@pytest.mark.long
@pytest.mark.parametrize(
    "command", [Command(("apply", "--yes", "blueprints")), Command(("rollback", "--yes"))], ids=str
)
def test_a_left_over_token_pins_no_portal(known: Desk, command: Command) -> None:
    """Without a project, and no HUBSPOT_PORTAL_ID that says which portal is meant, a token writes nothing."""
    (known.folder / "cvpctl.yaml").unlink()
    variables = {name: text for name, text in _left_over(known).items() if name != "HUBSPOT_PORTAL_ID"}

    _assert_untouched(known, command, variables, 4)


@pytest.mark.long
@pytest.mark.parametrize("command", [one for one in ASKING if one.words[0] != "explain"], ids=str)
def test_a_left_over_id_is_no_portal(known: Desk, command: Command) -> None:
    """Without a project, HUBSPOT_PORTAL_ID alone makes no portal, and no embedded one steps in."""
    (known.folder / "cvpctl.yaml").unlink()

    _assert_untouched(known, command, {"HUBSPOT_PORTAL_ID": str(FOREIGN)}, 64)

    assert 0 == known.emulator.log.total


@pytest.mark.long
@pytest.mark.parametrize("command", [one for one in ASKING if one.words[0] != "adopt"], ids=str)
def test_a_left_over_id_of_another_portal(known: Desk, command: Command) -> None:
    """Without a project, the token of one portal and the id of another stop with 4 what could do without a project."""
    (known.folder / "cvpctl.yaml").unlink()
    words = tuple(word.replace("acme", "env") for word in command.words)
    variables = _left_over(known) | {"HUBSPOT_PORTAL_ID": str(known.emulator.portal_id)}

    _assert_untouched(known, Command(words), variables, 4)


def _leaves(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield words, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _leaves(found, (*words, name))


LEAVES = dict(_leaves(cvpctl))


def _leaf(command: Command) -> tuple[str, ...]:
    """Return the words of a command that name it."""
    return next(words for words in (command.words[:2], command.words[:1]) if words in LEAVES)


def test_no_command_is_left_out() -> None:
    """A command that is new, or a part of one, fails here until it is guarded or its reason is said."""
    guarded = {_leaf(command) for command in (*ASKING, *OFFLINE)}

    assert LEAVES.keys() == guarded | NOT_RUN.keys()
    assert set() == guarded & NOT_RUN.keys()


def test_whatever_can_name_a_portal_is_asked_with_a_wrong_token() -> None:
    """A command that gets a --portal is among those that ask one, or needs none at all."""
    naming = {words for words, leaf in LEAVES.items() if any("--portal" in one.opts for one in leaf.params)}

    assert naming - NEED_NO_PORTAL | BY_A_WORD == {_leaf(command) for command in ASKING}
