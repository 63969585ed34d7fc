"""What heads a plan when a pull request touches `cvpctl.yaml`: every setting that guards, and why the others do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from cvpctl.model import Path as Keys
from cvpctl.project import LOCK_FILE, Lock, Pin, project_schema
from cvpctl.project.pins_diff import repinned, widened
from cvpctl.project.settings_diff import HARMLESS, loosened

PORTAL = ("portals", "*")
NOTHING = ""
DIGEST = "sha256:" + "ab" * 32


def excepted(expires: str, address: str = "property.contacts.tier") -> str:
    return f"[{{code: SOME_RULE, address: {address}, reason: Agreed, expires: {expires}}}]"


GUARDS: dict[Keys, list[tuple[str, str]]] = {
    (*PORTAL, "portalId"): [("4711", "4712"), ("4711", NOTHING)],
    (*PORTAL, "accountType"): [("SANDBOX", "STANDARD"), ("SANDBOX", NOTHING)],
    (*PORTAL, "baseUrl"): [("http://127.0.0.1:1", "http://127.0.0.1:2"), (NOTHING, "http://127.0.0.1:2")],
    (*PORTAL, "token"): [
        ("{env: A}", "{env: B}"),
        ("{env: A}", "{file: /tmp/token}"),
        ("{read: {env: A}, write: {env: B}}", "{read: {env: A}, write: {env: A}}"),
        ("{read: {env: A}}", "{read: {env: A}, write: {keyring: acme}}"),
        ("{env: A}", NOTHING),
    ],
    (*PORTAL, "apiVersion"): [("2026-09", "v3"), (NOTHING, "{properties: v3}")],
    (*PORTAL, "drift"): [("hold", "overwrite"), ("hold", NOTHING), (NOTHING, "overwrite")],
    (*PORTAL, "protected"): [("true", "false"), ("true", NOTHING), (NOTHING, "false")],
    (*PORTAL, "allow"): [(NOTHING, "[OPTION_REMOVED:*]"), ("[A:x]", "[A:x, B:x]")],
    (*PORTAL, "applyFrom"): [("ci", "anywhere"), ("ci", NOTHING)],
    (*PORTAL, "promotes"): [("test", "other"), ("test", NOTHING)],
    (*PORTAL, "stamp"): [("true", "false"), ("true", NOTHING)],
    (*PORTAL, "attribution"): [("id", "none"), (NOTHING, "none")],
    (*PORTAL, "counts"): [("search", "off"), ("search", "limits"), (NOTHING, "off")],
    (*PORTAL, "hazards"): [
        ("{OPTION_REMOVED: error}", "{OPTION_REMOVED: warning}"),
        ("{OPTION_REMOVED: error}", NOTHING),
        (NOTHING, "{PROPERTY_ARCHIVED: warning}"),
    ],
    (*PORTAL, "bindings"): [
        ("{property.contacts.tier: old}", "{property.contacts.tier: other}"),
        ("{property.contacts.tier: old}", NOTHING),
        (NOTHING, "{property.contacts.tier: old}"),
    ],
    (*PORTAL, "rules"): [("{SOME_RULE: error}", "{SOME_RULE: off}"), (NOTHING, "{SOME_RULE: info}")],
    (*PORTAL, "exceptions"): [
        (NOTHING, excepted("2027-03-31")),
        (excepted("2027-03-31"), excepted("2036-03-31")),
        (excepted("2027-03-31"), excepted("2027-03-31", "'*'")[:-1] + ", " + excepted("2027-03-31")[1:]),
    ],
    (*PORTAL, "notify"): [(NOTHING, "{targets: {team: {env: A}}}"), ("{remind: 7d}", "{remind: never}")],
    ("notify",): [
        (NOTHING, "{targets: {team: {env: A}}}"),
        ("{targets: {team: {env: A}}}", "{targets: {team: {env: B}}}"),
        ("{targets: {team: {env: A}}}", NOTHING),
    ],
    ("rules",): [("{SOME_RULE: error}", "{SOME_RULE: off}"), ("{SOME_RULE: error}", NOTHING)],
    ("exceptions",): [(NOTHING, excepted("2027-03-31"))],
    ("record", "store"): [("branch", "directory"), (NOTHING, "branch")],
    ("record", "branch"): [("cvpctl/applied", "cvpctl/other")],
    ("record", "push"): [("true", "false")],
    ("record", "remote"): [("origin", "theirs")],
    ("libraries",): [
        ("{agency: shared}", "{agency: theirs}"),
        (NOTHING, "{agency: 'https://git.example/agency.git@v1'}"),
        ("{agency: 'https://git.example/agency.git@v1'}", "{agency: 'https://git.example/agency.git@main'}"),
    ],
}
STRICTER: dict[Keys, list[tuple[str, str]]] = {
    (*PORTAL, "portalId"): [(NOTHING, "4711")],
    (*PORTAL, "drift"): [("overwrite", "hold")],
    (*PORTAL, "protected"): [("false", "true")],
    (*PORTAL, "allow"): [("[A:x, B:x]", "[B:x]")],
    (*PORTAL, "applyFrom"): [(NOTHING, "ci")],
    (*PORTAL, "promotes"): [(NOTHING, "test")],
    (*PORTAL, "stamp"): [(NOTHING, "true")],
    (*PORTAL, "counts"): [("off", "search")],
    (*PORTAL, "hazards"): [("{OPTION_REMOVED: warning}", NOTHING), (NOTHING, "{OPTION_REMOVED: error}")],
    (*PORTAL, "rules"): [("{SOME_RULE: off}", "{SOME_RULE: error}")],
    (*PORTAL, "exceptions"): [(excepted("2027-03-31"), NOTHING)],
    ("exceptions",): [(excepted("2027-03-31"), NOTHING)],
    ("libraries",): [("{agency: shared}", NOTHING)],
}
SHOWN: dict[Keys, list[tuple[str, str]]] = {
    ("project",): [("acme", "globex")],
    ("blueprints",): [("[blueprints]", "[others]")],
    (*PORTAL, "variables"): [("{area: North}", "{area: South}"), (NOTHING, "{area: South}")],
    (*PORTAL, "tier"): [("free", "enterprise"), (NOTHING, "enterprise")],
}


def cases(table: dict[Keys, list[tuple[str, str]]]) -> list[ParameterSet]:
    return [
        pytest.param(key, before, after, id=f"{'.'.join(key)} {before or '-'} to {after or '-'}")
        for key, pairs in table.items()
        for before, after in pairs
    ]


def written(folder: Path, key: Keys, text: str) -> Path:
    """Write a project file that says this of one setting, and nothing else that could differ."""
    folder.mkdir()
    lines = {("project",): "project: acme", PORTAL: "portals: {acme: {portalId: 4711}}"}
    name, said = key[-1], f"{key[-1]}: {text}" if text else ""
    if key[:-1] == PORTAL:
        other = "accountType: SANDBOX" if name == "portalId" else "portalId: 4711"
        lines[PORTAL] = f"portals: {{acme: {{{', '.join(part for part in (other, said) if part)}}}}}"
    elif len(key) > 1:
        lines[key] = f"{key[0]}: {{{said}}}" if said else ""
    else:
        lines[key] = said
    path = folder / "cvpctl.yaml"
    path.write_text("\n".join(line for line in lines.values() if line) + "\n")
    return path


def settings_of_the_shape() -> set[Keys]:
    """Return every key of `cvpctl.yaml` that can be said, below portals and record their own."""
    top = project_schema()["properties"]
    portal = top["portals"]["additionalProperties"]["properties"]
    record = top["record"]["properties"]
    nested = {(*PORTAL, name) for name in portal} | {("record", name) for name in record}
    return nested | {(name,) for name in top.keys() - {"portals", "record"}}


def test_every_setting_is_alarmed_or_harmless_for_a_reason() -> None:
    """A new key of the settings fails here until somebody decided which of the two it is."""
    assert settings_of_the_shape() == GUARDS.keys() | HARMLESS.keys()
    assert set() == GUARDS.keys() & HARMLESS.keys()
    assert SHOWN.keys() == HARMLESS.keys()
    assert [] == [key for key, why in HARMLESS.items() if len(why.split()) < 5]


@pytest.mark.parametrize(("key", "before", "after"), cases(GUARDS))
def test_a_guard_that_is_taken_down_heads_the_plan(tmp_path: Path, key: Keys, before: str, after: str) -> None:
    """With its name and its place, whatever it was exchanged for."""
    found = loosened(written(tmp_path / "a", key, before), written(tmp_path / "b", key, after), "main")

    name = ".".join(key).replace("*", "acme")
    assert found
    assert [name] * len(found) == [one.message.split()[0][: len(name)] for one in found]
    assert [] == [one for one in found if one.place is None or one.place.line < 1]


@pytest.mark.parametrize(("key", "before", "after"), [*cases(STRICTER), *cases(SHOWN)])
def test_what_takes_nothing_away_heads_nothing(tmp_path: Path, key: Keys, before: str, after: str) -> None:
    """A guard put up, or what a reader of the plan sees anyway."""
    assert () == loosened(written(tmp_path / "a", key, before), written(tmp_path / "b", key, after), "main")


def test_an_exception_is_told_where_it_stands(tmp_path: Path) -> None:
    """The second of two, with what it covers and until when."""
    key = (*PORTAL, "exceptions")
    two = excepted("2027-03-31")[:-1] + ", " + excepted("2028-03-31", "'*'")[1:]
    now = written(tmp_path / "b", key, two)

    (found,) = loosened(written(tmp_path / "a", key, excepted("2027-03-31")), now, "main")

    assert "portals.acme.exceptions.* SOME_RULE 2028-03-31 Agreed is new" in found.message
    assert found.place is not None
    assert now.read_text().splitlines()[found.place.line - 1][found.place.column - 1 :].startswith("{code: SOME_RULE")


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param(Pin("sha256:" + "cd" * 32, "theirs@v2"), "is now theirs@v2 (sha256:cdcdcdcdcdcd)", id="another"),
        pytest.param(Pin(DIGEST, "theirs@v1", "0" * 40), "is now theirs@v1 (sha256:abababababab)", id="its origin"),
        pytest.param(None, "is pinned no more", id="gone"),
    ],
)
def test_another_pin_heads_the_plan(tmp_path: Path, now: Pin | None, told: str) -> None:
    """What blueprints build on was exchanged behind their backs; the line of the lock is named."""
    before, after = tmp_path / "a", tmp_path / "b"
    other = {"other": Pin(DIGEST, "other")}
    for folder, pins in ((before, {"agency": Pin(DIGEST, "agency@v1")}), (after, {"agency": now} if now else {})):
        folder.mkdir()
        Lock({**pins, **other}).save(folder)

    (found,) = repinned(before, after, "main")

    assert told in found.message
    assert found.place is not None
    assert (LOCK_FILE, now is None or found.place.line > 1) == (Path(found.place.path).name, True)
    assert [] == list(repinned(after, after, "main"))


def test_a_pin_that_is_new_heads_nothing(tmp_path: Path) -> None:
    """It only narrows what may be read."""
    before, after = tmp_path / "a", tmp_path / "b"
    before.mkdir()
    after.mkdir()
    Lock({"agency": Pin(DIGEST, "agency@v1")}).save(after)

    assert [] == list(repinned(before, after, "main"))


@pytest.mark.parametrize(("was", "told"), [("", "is new"), ("clients: [a]\n", "was changed")])
def test_a_wider_workspace_heads_the_plan(tmp_path: Path, was: str, told: str) -> None:
    """It says how far the files of a client may reach; the same or none is no alarm."""
    before, after = tmp_path / "a", tmp_path / "b"
    for folder, text in ((before, was), (after, "clients: [a, b]\n")):
        (folder / "clients" / "acme").mkdir(parents=True)
        if text:
            (folder / "cvpctl-workspace.yaml").write_text(text)

    (found,) = widened(before / "clients" / "acme", after / "clients" / "acme", after, "main")

    assert (told, "SETTINGS_LOOSENED") == (told if told in found.message else found.message, found.code)
    assert [] == list(widened(after / "clients" / "acme", after / "clients" / "acme", after, "main"))
