"""HubSpot's client for Node drives the emulator through its typed methods; `tests/emulator/node/install.sh` fetches it.

Seen with @hubspot/api-client 13.5.0, which the folder pins, and with 14.0.1, which asks for Node 22.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from emulator.page import saved

from cvpctl.emulator.routes import find
from cvpctl.emulator.testing import Entry, emulated_portal

HERE = Path(__file__).parent / "node"
PACKAGE = "@hubspot/api-client"
REQUEST = re.compile(r"localVarPath = '(/[^']+)'[\s\S]{0,900}?HttpMethod\w*\.(GET|POST|PUT|PATCH|DELETE)")
"""Where generated code makes a request: the template of its path, and a little later its method."""

HOLE = re.compile(r"\{\w+\}")


def _home() -> Path:
    """The folder that install.sh fills."""
    digest = hashlib.sha256((HERE / "package.json").read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("CVPCTL_NODE_HOME") or cache / "cvpctl" / f"node-{digest}")


@pytest.fixture(scope="module")
def modules() -> Path:
    """Where Node finds HubSpot's client."""
    if shutil.which("node") is None:
        pytest.skip("node is not on this machine")
    home = _home()
    if not (home / ".complete").exists():
        pytest.skip(f"{PACKAGE} is not installed: run tests/emulator/node/install.sh")
    return home / "node_modules"


@dataclass(frozen=True)
class Driven:
    """What each area gave back, and which requests that took."""

    told: Any
    calls: list[Entry]


@pytest.fixture(scope="module")
def driven(modules: Path) -> Driven:
    """All areas, on one portal with a list and a form of a person."""
    with emulated_portal(deterministic=True) as portal:
        portal.add_list("Node people", "contacts", {"filterBranchType": "OR", "filterBranches": [], "filters": []})
        portal.add_form("Node form", [])
        ended = subprocess.run(
            ["node", HERE / "every_area.cjs"],
            env={**os.environ, **portal.environment, "NODE_PATH": str(modules)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        calls = list(portal.log.entries)
    assert (0, "") == (ended.returncode, ended.stderr)
    return Driven(json.loads(ended.stdout), calls)


@pytest.fixture
def told(driven: Driven) -> Any:
    return driven.told


def _route(method: str, path: str) -> str:
    """The operation, whichever version and object the path names; empty where the emulator has no such path."""
    found = find(method, path)
    return f"{method} {found.mounted.route.area} {found.mounted.route.path}" if found else ""


@pytest.mark.long
def test_all_that_the_client_has_methods_for_is_driven(modules: Path, driven: Driven) -> None:
    """Every path in the client's generated code that the emulator answers was called through a typed method."""
    sources = [one.read_text(encoding="utf-8") for one in (modules / PACKAGE / "lib").rglob("apis/*.js")]
    named = {
        _route(method, HOLE.sub("0-1", path)) for source in sources for path, method in REQUEST.findall(source)
    } - {""}
    called = {_route(one.method, one.path) for one in driven.calls}

    assert len(named) > 60
    assert set() == named - called


def test_the_pinned_client_is_the_one_that_drives(modules: Path) -> None:
    """The installed package is of the version that package.json names, and all versions there are exact."""
    pinned = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    installed = json.loads((modules / PACKAGE / "package.json").read_text(encoding="utf-8"))

    assert pinned["dependencies"][PACKAGE] == installed["version"]
    versions = {**pinned["dependencies"], **pinned["overrides"]}
    found = {path.parent.relative_to(modules).as_posix() for path in modules.glob("*/package.json")}
    found |= {path.parent.relative_to(modules).as_posix() for path in modules.glob("@*/*/package.json")}
    assert set(versions) == found
    assert all(version.replace(".", "").isdigit() for version in versions.values())


def test_properties(told: Any) -> None:
    """Create, refuse twice, update, batches that succeed and that succeed in part, archive, archived lists."""
    told = told["properties"]
    created = told["created"]

    assert ("node_tier", "enumeration", -1, False) == (
        created["name"], created["type"], created["displayOrder"], created["hasUniqueValue"],
    )  # fmt: skip
    assert [{"label": "Gold", "value": "gold", "displayOrder": 0, "hidden": False}] == created["options"]
    assert (409, "OBJECT_ALREADY_EXISTS") == (told["again"]["code"], told["again"]["category"])
    assert "Tier" == told["updated"]
    assert ["node_a", "node_b"] == sorted(told["batch"]) == sorted(told["read"])
    assert {"errors": 1, "made": ["node_c"]} == told["partial"]
    assert (["node_c", "node_tier"], ["node_a", "node_b"]) == (sorted(told["active"]), sorted(told["archived"]))
    assert (404, "OBJECT_NOT_FOUND") == (told["missing"]["code"], told["missing"]["category"])
    assert {"type": "string", "defined": True, "dated": True} == told["email"]


def test_groups(told: Any) -> None:
    """Create at the end, update, refuse while a property is in it, archive."""
    told = told["groups"]

    assert ("node_group", "Node", False) == tuple(told["created"][one] for one in ("name", "label", "archived"))
    assert told["created"]["displayOrder"] >= 0
    assert ("Nodes", 400, True, 404) == (told["updated"], told["inUse"], told["gone"], told["missing"]["code"])


def test_pipelines_and_stages(told: Any) -> None:
    """A pipeline with stages, a third one in, one without a probability refused, the audit, and all of it away."""
    told = told["pipelines"]

    assert ("Node", "Nodes", "Next", 400) == (told["created"], told["renamed"], told["changed"], told["bad"])
    assert [
        {"label": "First", "metadata": {"isClosed": "false", "probability": "0.1"}},
        {"label": "Next", "metadata": {"isClosed": "false", "probability": "0.5"}},
        {"label": "Won", "metadata": {"isClosed": "true", "probability": "1.0"}},
    ] == sorted(told["stages"], key=lambda one: one["label"])
    assert "CREATE" in told["audited"]
    assert ["First", "Won"] == told["labels"]
    assert ["default"] == told["left"]


def test_schemas(told: Any) -> None:
    """A custom object with property and association, a record of it, refused while it has one, archived."""
    assert {
        "name": "node_cask", "custom": True, "fully": "p11223344_node_cask", "vintage": True, "associated": True,
        "updated": {"singular": "Barrel", "plural": "Barrels"}, "record": "1999", "inUse": 400, "left": [],
    } == told["schemas"]  # fmt: skip


def test_association_labels(told: Any) -> None:
    """A pair of labels made and renamed, seen from both sides and on two records, and away."""
    told = told["labels"]

    assert (["Client", "Partner"], "USER_DEFINED", "Ally") == (told["made"], told["category"], told["there"])
    assert "Principal" in told["back"]
    (link,) = told["links"]
    assert link["linked"]
    assert "Ally" in link["labels"]
    assert ([1], 0) == (told["batch"], told["after"])
    assert "Ally" not in told["rest"]


def test_records(told: Any) -> None:
    """Create, refuse an address twice, update, read by address, batches, pages, search, archive."""
    told = told["objects"]

    assert {"email": "ada@example.org", "dated": True, "archived": False} == told["made"]
    assert (409, "CONFLICT") == (told["taken"]["code"], told["taken"]["category"])
    assert ("Lovelace", "Lovelace", True) == (told["updated"], told["read"], told["same"])
    assert {"status": "COMPLETE", "size": 3} == told["batch"]
    assert ([2, 2], ["Batch"] * 3, 3, 404) == (told["pages"], told["batchRead"], told["renamed"], told["gone"])
    assert {"total": 3, "emails": ["b@example.org", "c@example.org"], "after": "2"} == told["found"]


def test_owners_and_strangers(told: Any) -> None:
    """The portal's owner as a list and alone, one that is not there, and a token that opens nothing."""
    assert {"size": 1, "same": True, "email": "owner@example.com", "dated": True, "missing": 404} == told["owners"]
    assert (401, "INVALID_AUTHENTICATION") == (told["identity"]["code"], told["identity"]["category"])


def test_replacements(driven: Driven) -> None:
    """A pipeline and a stage as a whole; a stage's audit, whose method leaves `{pipelineId}` in the path."""
    audits = [(one.status, unquote(one.path)) for one in driven.calls if one.path.endswith("/audit")]

    assert {
        "replaced": {"label": "New", "stages": ["Only"]}, "whole": "Last", "audit": "not told",
        "read": {"label": "Last", "metadata": {"isClosed": "true", "probability": "1.0"}},
    } == driven.told["replacements"]  # fmt: skip
    assert [404] == [status for status, path in audits if "{pipelineId}" in path]


def test_associations_of_a_schema(told: Any) -> None:
    """Created, seen in the schema, and away."""
    assert {"name": "node_keg_to_deal", "to": "0-3", "during": True, "after": False} == told["schemaAssociations"]


def test_limits_of_associations(told: Any) -> None:
    """Set, changed, read for a pair of objects and for all, and taken off."""
    assert {"created": [3], "updated": [2], "between": [2], "all": [2], "left": []} == told["limits"]


def test_links_in_batches(told: Any) -> None:
    """The usual link, a label on it, the label away, the link away."""
    assert {
        "plain": "COMPLETE", "labelled": "COMPLETE", "held": [[1, 279], [1, 279], [279], []],
    } == told["links"]  # fmt: skip


def test_merging(told: Any) -> None:
    """Two companies become one; an upsert makes what is not there and changes what is."""
    assert {"name": "One", "left": 1, "made": [True, True], "again": [[False, "Twice"]]} == told["merging"]


def test_lists_and_forms(told: Any) -> None:
    """What a person made, searched for, read with its filters, and listed."""
    assert {"found": ["Node people"], "total": 1, "filters": [True], "forms": ["Node form"]} == told["fromOutside"]


def test_the_page_holds_for_node(modules: Path, tmp_path: Path) -> None:
    """The Node file of the page, saved as it says and run by Node's own test runner, passes."""
    name = "portal.test.mjs"
    (tmp_path / name).write_text(saved()[name], encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(modules)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    ended = subprocess.run(
        ["node", "--test", name],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert 0 == ended.returncode, ended.stdout
    assert "pass 1" in ended.stdout
