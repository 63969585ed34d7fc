"""Bindings put into a project file: lines are added, and every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.errors import Blocked
from cvpctl.model import Address
from cvpctl.project import identities, load_project
from cvpctl.project.binding_edit import with_bindings

TIER, PATH = "property.contacts.tier", "pipeline.deals.path_to_value"
WHOLE = """\
# Acme's portals
project: acme   # the client
portals:
  production:   # the real one
    portalId: 12345678
    token: {env: ACME_TOKEN}
    bindings:
      # found by hand
      group.contacts.value_path: "customer_value"  # odd
      # property.contacts.old: older

  emulator:
    drift: hold

blueprints: [blueprints]
"""


def edited(text: str, portal: str = "production", **bindings: str) -> str:
    known = {"tier": TIER, "path": PATH}
    return with_bindings(text, portal, {Address.parse(known[n]): i for n, i in bindings.items()}, path="cvpctl.yaml")


def added(before: str, after: str) -> list[str]:
    """Return the lines that came; the others must be the same bytes in the same order."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = next((n for n, line in enumerate(old) if line != new[n]), len(old))
    count = len(new) - len(old)
    assert old == [*new[:start], *new[start + count :]]
    return new[start : start + count]


def test_lines_come_behind_those_that_are_there() -> None:
    """Below the comments of the last one, as deep as it stands; what YAML takes for a number is quoted."""
    assert [f"      {TIER}: customer_tier\n", f'      {PATH}: "1186754"\n'] == added(
        WHOLE, edited(WHOLE, tier="customer_tier", path="1186754")
    )


def test_the_key_above_comes_along_where_it_is_missing() -> None:
    """At the end of the portal's own section."""
    assert ["    bindings:\n", f"      {PATH}: default\n"] == added(WHOLE, edited(WHOLE, "emulator", path="default"))


def test_a_portal_that_is_not_named_gets_a_section() -> None:
    """The embedded one exists without being said."""
    text = WHOLE.replace("\n  emulator:\n    drift: hold\n", "")

    assert ["  emulator:\n", "    bindings:\n", f"      {PATH}: default\n"] == added(
        text, edited(text, "emulator", path="default")
    )


def test_a_file_without_portals_gets_them_at_its_end() -> None:
    """Also where its last line was never ended."""
    assert "project: acme\nportals:\n  emulator:\n    bindings:\n" + f"      {PATH}: default\n" == edited(
        "project: acme", "emulator", path="default"
    )


def test_the_file_keeps_its_line_ends_its_indentation_and_its_mark() -> None:
    """Windows' line ends, four spaces and a byte order mark are somebody's choice."""
    text = "\ufeffproject: acme\r\nportals:\r\n    production:\r\n        portalId: 1\r\n"
    lines = ["        bindings:\r\n", f"            {TIER}: customer_tier\r\n"]

    assert text + "".join(lines) == edited(text, tier="customer_tier")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("project: acme\nportals: {production: {portalId: 1}}\n", "cvpctl.yaml:2:23"),
        ("project: acme\nportals:\n  production: {portalId: 1}\n", "cvpctl.yaml:3:15"),
        ("project: acme\nportals:\n  production:\n    portalId: 1\n    bindings: {}\n", "cvpctl.yaml:5:15"),
        ("{project: acme, portals: {production: {portalId: 1}}}\n", "cvpctl.yaml:1:39"),
    ],
)
def test_a_layout_without_room_is_refused_with_the_lines_to_paste(text: str, place: str) -> None:
    """Braces are somebody's layout; nobody rewrites them, and nothing is half written."""
    with pytest.raises(Blocked) as refused:
        edited(text, tier="customer_tier", path="1186754")

    assert refused.value.message.startswith(f"{place}: the bindings were not written")
    assert refused.value.help.endswith(
        f'portals:\n  production:\n    bindings:\n      {TIER}: customer_tier\n      {PATH}: "1186754"'
    )


def test_a_last_value_over_several_lines_stays_whole() -> None:
    """The lines come behind its last one."""
    text = "project: acme\nportals:\n  production:\n    allow:\n      - A_B:x\n\n      - C_D:y # why\n# the end\n"

    assert ["    bindings:\n", f"      {TIER}: customer_tier\n"] == added(text, edited(text, tier="customer_tier"))


@settings(deadline=None)
@given(
    identity=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1).filter(
        lambda text: text == text.strip() and text not in {".", ".."}
    )
)
def test_every_name_reads_back_as_it_is(identity: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Live names may hold anything that a path of the API can."""
    path: Path = tmp_path_factory.mktemp("acme") / "cvpctl.yaml"
    path.write_bytes(edited(WHOLE.replace("blueprints: [blueprints]\n", ""), tier=identity).encode())
    bound: Mapping[Address, str] = identities(load_project(path).portals["production"].bindings)

    assert {"group.contacts.value_path": "customer_value", TIER: identity} == {str(a): i for a, i in bound.items()}


@pytest.mark.parametrize(
    ("identity", "written"),
    [
        ("12/13", "12/13"),
        ("2-1234567", "2-1234567"),
        ("default", "default"),
        ("007", '"007"'),
        ("1e5", '"1e5"'),
        ("true", '"true"'),
        ("No", '"No"'),
        ("old tier", '"old tier"'),
        ("a: b", '"a: b"'),
    ],
)
def test_only_what_yaml_would_read_otherwise_is_quoted(identity: str, written: str) -> None:
    """Type ids and plain names stay as a person would write them."""
    assert f"{TIER}: {written}\n" in edited(WHOLE, tier=identity)
