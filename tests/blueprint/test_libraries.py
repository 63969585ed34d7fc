"""Extending libraries: by whole, by blueprint, by version, and pinned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from blueprint.shelves import Fixed, TestShelf, shelf_of

from cvpctl.blueprint import Checked, check
from cvpctl.blueprint.extends import Reference, agree, satisfies
from cvpctl.blueprint.library_contents import contents_of

Checking = Callable[..., Checked]

CONTACT = 'blueprint: agency/contact\nversion: 1.2.0\nobjects: {contacts: {groups: {ours: {label: "${var.name}"}}}}\n'
NAMES = "variables: {name: {type: string, default: Agency}}\n"
DEAL = "blueprint: 'agency/deal'\nversion: \"1.2.3\"\nobjects: {deals: {groups: {ours: {label: Ours}}}}\n"
AGENCY = {"contact.yaml": CONTACT + NAMES, "more/deals.yaml": DEAL, "ci.yaml": "on: push\n"}
SHELF = shelf_of(agency=AGENCY)


def groups(checked: Checked) -> list[str]:
    assert checked.desired is not None, checked.findings
    return [address.scope[0] for address in checked.desired.resources]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("agency", ["contacts", "deals"]),
        ("agency@1.2", ["contacts", "deals"]),
        ("agency/deal@1.2.3", ["deals"]),
        ("agency/more/deals", ["deals"]),
        ("agency/contact", ["contacts"]),
    ],
)
def test_what_a_line_names(checking: Checking, line: str, expected: list[str]) -> None:
    """A library's own name means all its blueprints, else the name a blueprint gives itself, or its path."""
    assert expected == groups(checking(f"extends: [{line}]\n", shelf=SHELF))


def test_places_inside_a_library_are_told_by_its_name(checking: Checking) -> None:
    """They look like a file of the library."""
    (resource,) = checking("extends: [agency/deal]\n", shelf=SHELF).desired.resources.values()  # type: ignore[union-attr]
    assert "agency:more/deals.yaml:3:28" == str(resource.place)


def test_a_variable_of_a_library_takes_the_clients_value(checking: Checking) -> None:
    """A plain value changes an inherited one."""
    checked = checking("extends: [agency/contact]\nvariables: {name: Acme}\n", shelf=SHELF)
    assert checked.desired is not None
    assert ["Acme"] == [resource.body["label"] for resource in checked.desired.resources.values()]


def test_a_library_that_is_a_folder_of_the_workspace_is_read_once(tmp_path: Path) -> None:
    """Reached by name and by path, a file is one file."""
    (tmp_path / "agency").mkdir()
    (tmp_path / "agency" / "deal.yaml").write_text(DEAL)
    (tmp_path / "client.yaml").write_text("extends: [agency/deal, ./agency/deal.yaml]\n")
    shelf = TestShelf({"agency": Fixed("agency", {"deal.yaml": DEAL.encode()}, tmp_path / "agency")})
    checked = check([tmp_path], root=tmp_path, shelf=shelf)
    assert (["deals"], ["agency/deal.yaml", "client.yaml"]) == (groups(checked), list(checked.sources))


@pytest.mark.parametrize(
    ("pinned", "codes"), [("", ["LIBRARY_NOT_PINNED"]), ("sha256:other", ["LIBRARY_CHANGED"]), ("same", [])]
)
def test_a_lock_is_kept(checking: Checking, pinned: str, codes: list[str]) -> None:
    """Without its pin a library is noted, with another one it is refused."""
    library = SHELF.libraries["agency"]
    locked = replace(library, locked=True, pinned=library.digest if pinned == "same" else pinned)
    checked = checking("extends: [agency]\n", shelf=TestShelf({"agency": locked}))
    assert codes == [finding.code for finding in checked.findings]


@pytest.mark.parametrize(
    ("version", "wanted", "holds"),
    [
        ("1.2.0", "", True),
        ("1.2.0", "1", True),
        ("1.2.0", "1.2.0", True),
        ("1.20.0", "1.2", False),
        ("1.02", "1.2", True),
        ("1", "1.0", False),
        ("2.0.0-beta.1", "2", True),
        ("", "1", False),
    ],
)
def test_a_constraint_is_as_many_numbers_as_matter(version: str, wanted: str, *, holds: bool) -> None:
    """`@1.2` is any 1.2.x."""
    assert holds == satisfies(version, wanted)


def test_constraints_agree_where_one_refines_the_other() -> None:
    """`@1` and `@1.2` may both be had; `@1.2` and `@1.3` not."""
    assert [agree("1", "1.2"), agree("", "3"), agree("1.2", "1.3")] == [True, True, False]


@pytest.mark.parametrize("text", ["./a.yaml", "../a", "shared/industry.yml", "/etc/x", "~/x"])
def test_paths_are_told_from_libraries(text: str) -> None:
    """What begins with a dot or a slash, or ends like a file, is a path."""
    assert Reference(text) == Reference.parse(text)


def test_contents_for_people(tmp_path: Path) -> None:
    """Names, versions, addresses and variables of each blueprint; other YAML files are none."""
    contact, deal = contents_of(SHELF.libraries["agency"], tmp_path, SHELF)
    assert ("agency/contact", "1.2.0", ["name"]) == (contact.name, contact.version, [v.name for v in contact.variables])
    assert ("agency/deal", "1.2.3", ["group.deals.ours"]) == (deal.name, deal.version, list(map(str, deal.addresses)))
