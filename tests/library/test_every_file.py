"""Laws of every shipped blueprint file: it stands alone, says where it comes from, and is where the README says."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from library.contents import AUTHORS, BLUEPRINTS, FILES, LEAVES, LIBRARY, ROOT, SHELF, File

from cvpctl.blueprint import check
from cvpctl.blueprint.fmt import formatted, modeline_of
from cvpctl.blueprint.library_contents import contents_of
from cvpctl.model import find_object_type

LAYERS = sorted(path for path in LIBRARY.glob("*.yaml") if path.with_suffix("").is_dir())
every = pytest.mark.parametrize("file", FILES, ids=str)
every_leaf = pytest.mark.parametrize("file", LEAVES, ids=str)


@every
def test_it_stands_alone(file: File) -> None:
    """With nothing but what it extends it is sound, without an error or a warning."""
    checked = check([file.path], root=ROOT, shelf=SHELF)
    assert checked.findings == ()
    assert checked.desired is not None


@every
def test_it_is_named_after_its_place(file: File) -> None:
    """Its name is its library's and its own; a view's says that it is one."""
    library, *folders, stem = file.name.removesuffix(".yaml").split("/")
    assert file.says["blueprint"] == "/".join([library, *(one for one in folders if one == "views"), stem])


@every
def test_it_is_in_its_one_form(file: File) -> None:
    """`cvpctl fmt` has nothing to do, and no line is longer than the code's."""
    assert formatted(file.text) == file.text
    assert [line for line in file.text.splitlines() if len(line) > 120] == []


@every
def test_its_modeline_resolves(file: File) -> None:
    """The first line leads an editor to a schema that is there."""
    assert (file.path.parent / modeline_of(file.text)).resolve() == ROOT / "schemas" / "blueprint.schema.json"


@every_leaf
def test_it_parts_theirs_from_ours(file: File) -> None:
    """A comment at the top says what the authors published and what is ours; outside the library all is ours."""
    assert file.is_ours or "# The authors': " in file.opening
    assert "# ours: " in file.opening


@every_leaf
def test_it_says_where_it_was_read(file: File) -> None:
    """It names the edition that was read, and pages of the methodology's authors."""
    assert file.says["methodology"]["edition"] == "2026-08"
    sources = file.says["methodology"]["sources"]
    assert [source for source in sources if source.partition("/")[0] not in AUTHORS] == []
    assert len(set(sources)) == len(sources) > 0


@every_leaf
def test_its_objects_go_by_their_canonical_names(file: File) -> None:
    """Objects are written as the addresses name them, so that a search for contacts finds all."""
    known = [(name, find_object_type(name)) for name in file.says.get("objects", {})]
    assert [name for name, found in known if found is None or found.name != name] == []


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_a_layer_only_extends(path: object) -> None:
    """A file beside a folder of its name states nothing and builds on every file of that folder."""
    (layer,) = [file for file in FILES if file.path == path]
    below = {f"./{one.path.relative_to(LIBRARY)}" for one in FILES if one.path.parent == layer.path.with_suffix("")}
    assert layer.is_layer or layer.path.stem == "views"
    assert below - {*layer.says["extends"]} == set()


def test_no_address_is_stated_by_two_files() -> None:
    """Whatever a client takes of the library fits together: each address has one file."""
    contents = contents_of(SHELF.take(LIBRARY.name), ROOT, SHELF)
    stated = Counter(str(address) for content in contents for address in content.addresses)
    assert [address for address, count in stated.items() if count > 1] == []


def test_the_library_has_one_version() -> None:
    """Its files are upgraded together."""
    assert len({file.says["version"] for file in FILES if not file.is_ours}) == 1


def test_every_file_is_listed() -> None:
    """The README links each file once in its tables."""
    links = re.findall(r"^\| \[[^]]+\]\(([^)]+\.yaml)\)", (BLUEPRINTS / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(links) == sorted(file.name for file in FILES)


def test_affiliation_is_disclaimed() -> None:
    """NOTICE names whose methods and whose product these are, and says that neither stands behind this."""
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    assert "not affiliated with, endorsed by, sponsored by or supported by" in notice
    assert [name for name in ("HubSpot", "Value-First Team", "Ecosystems") if name not in notice] == []
