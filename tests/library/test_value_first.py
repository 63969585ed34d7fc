"""The Value-First library says what its sources say, in words they would use, and says nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from cvpctl.blueprint import check
from cvpctl.model import find_object_type

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "blueprints" / "value-first"
FILES = sorted(LIBRARY.glob("*.yaml"))

STAGES = [
    ("audience", "Audience"),
    ("researcher", "Researcher"),
    ("hand_raiser", "Hand Raiser"),
    ("buyer", "Buyer"),
    ("value_creator", "Value Creator"),
    ("adopter", "Adopter"),
    ("advocate", "Advocate"),
    ("champion", "Champion"),
]
AUTHORS = ("valuecreationprotocol.com", "valuefirstteam.com", "www.valuefirstteam.com", "yourcustomerplatform.com")
NATIVE_GROUP = re.compile(r"[a-z_]*information")

# The translation guide of the methodology, section 6.3 of what we know of it.
FORBIDDEN = re.compile(
    r"""\b(
        leads? | prospect\w* | targets? | mqls? | sqls? | sals? | pqls? | crm
        | conver(t|ts|ted|ting|sion|sions) | funnels? | [tmb]ofu | captur\w+ | nurtur\w+ | drip\w*
        | (dis|un)?qualif\w+ | closed[\s_-]?(won|lost) | pipeline\s+stages?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing of the library and where it stands."""

    file: str
    kind: str
    object: str
    key: str
    body: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.kind}.{self.object}.{self.key}"


def document(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def placed(collection: str) -> Iterator[Placed]:
    for path in FILES:
        for name, parts in document(path)["objects"].items():
            for key, body in parts.get(collection, {}).items():
                yield Placed(path.name, collection, name, key, body)


GROUPS = list(placed("groups"))
PROPERTIES = list(placed("properties"))
PIPELINES = list(placed("pipelines"))


def pipeline(object_name: str) -> Placed:
    (found,) = [one for one in PIPELINES if one.object == object_name]
    return found


def stages(object_name: str) -> list[tuple[str, Any]]:
    return [(stage["label"], stage.get("metadata", {})) for stage in pipeline(object_name).body["stages"].values()]


def authored(thing: Placed) -> Iterator[str]:
    """Yield every text of it that a person reads in HubSpot."""
    parts = [thing.body, *thing.body.get("options", []), *thing.body.get("stages", {}).values()]
    for part in parts:
        yield from (part[name] for name in ("label", "description") if name in part)


@pytest.mark.parametrize("object_name", ["contacts", "companies"])
def test_value_path_stages(object_name: str) -> None:
    """Both objects carry exactly the eight published stages, in their order and spelling."""
    (found,) = [one for one in PROPERTIES if (one.object, one.key) == (object_name, "value_path_stage")]
    assert [(option["value"], option["label"]) for option in found.body["options"]] == STAGES
    assert found.body["label"] == "Value Path Stage"


def test_lifecycle_is_never_written() -> None:
    """No file touches lifecycle stages: no pipeline of contacts or companies, no property of HubSpot's."""
    assert {one.object for one in PIPELINES} & {"contacts", "companies"} == set()
    assert [str(one) for one in PROPERTIES if one.key.startswith(("hs_", "lifecycle"))] == []


@pytest.mark.parametrize("one", PROPERTIES, ids=str)
def test_property_is_described(one: Placed) -> None:
    """Each property tells its reader in one or two sentences what belongs in it."""
    sentences = re.findall(r"[^.?!]+[.?!](?:\s|$)", one.body["description"])
    assert "".join(sentences).strip() == one.body["description"].strip()
    assert len(sentences) in {1, 2}
    assert one.body["description"] != one.body["label"]


@pytest.mark.parametrize("one", PROPERTIES, ids=str)
def test_property_stands_in_a_group(one: Placed) -> None:
    """Each property stands under a group of ours in the same file, or under a native one."""
    group = one.body["groupName"]
    ours = {(g.file, g.object, g.key) for g in GROUPS}
    assert (one.file, one.object, group) in ours or NATIVE_GROUP.fullmatch(group)


@pytest.mark.parametrize("one", GROUPS, ids=str)
def test_group_is_used(one: Placed) -> None:
    """No heading stands over nothing."""
    assert [p for p in PROPERTIES if (p.object, p.body["groupName"]) == (one.object, one.key)] != []


def test_same_name_means_the_same_everywhere() -> None:
    """A property name used on two objects has one type and one label."""
    meanings = {(one.key, one.body["type"], one.body["fieldType"], one.body["label"]) for one in PROPERTIES}
    assert [key for key, count in Counter(key for key, *_ in meanings).items() if count > 1] == []


def test_deal_pipeline_ends_at_commitment() -> None:
    """Path to Value rises from stage to stage to Value Activated, won; only the stage that is not won follows."""
    path = stages("deals")
    labels = [label for label, _ in path]
    chances = [metadata["probability"] for _, metadata in path]
    assert pipeline("deals").body["label"] == "Path to Value"
    assert labels[:2] == ["Discover Value", "Evaluate Value"]
    assert path[-2] == ("Value Activated", {"probability": 1.0})
    assert chances[-1] == 0
    assert chances[:-1] == sorted(set(chances[:-1]))


def test_ticket_pipeline_is_reactive() -> None:
    """Every ticket stage says open or closed, the first is open, and the closed ones come last."""
    states = [metadata["ticketState"] for _, metadata in stages("tickets")]
    assert set(states) == {"OPEN", "CLOSED"}
    assert states == sorted(states, reverse=True)


@pytest.mark.parametrize("object_name", ["appointments", "orders", "services", "projects"])
def test_other_pipelines_state_no_metadata(object_name: str) -> None:
    """HubSpot drops metadata it does not know for these objects, so none is written."""
    assert [metadata for _, metadata in stages(object_name) if metadata] == []


@pytest.mark.parametrize(
    ("object_name", "published"),
    [
        ("appointments", ["Scheduling", "Preparation", "Execution", "Follow-up"]),
        ("orders", ["Creation", "Processing"]),
    ],
)
def test_published_stages_come_first(object_name: str, published: list[str]) -> None:
    """The stages the authors published open the pipeline in their order; what is ours follows."""
    assert [label for label, _ in stages(object_name)][: len(published)] == published


@pytest.mark.parametrize("one", [*GROUPS, *PROPERTIES, *PIPELINES], ids=str)
def test_vocabulary(one: Placed) -> None:
    """No text that people read in HubSpot uses a word the methodology forbids."""
    assert [text for text in authored(one) if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("text", ["Lead Source", "sales-qualified", "SQL", "Nurturing", "conversion", "Closed Won"])
def test_vocabulary_rule_finds(text: str) -> None:
    """The rule sees forbidden words in any case and inflection."""
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize("text", ["conversation", "misleading", "Salutation", "quality", "Value Path Stage"])
def test_vocabulary_rule_spares(text: str) -> None:
    """The rule does not see them inside other words."""
    assert FORBIDDEN.search(text) is None


def test_no_address_is_stated_twice() -> None:
    """All files can be applied together: no group, property or pipeline stands in two of them."""
    counts = Counter(str(one) for one in [*GROUPS, *PROPERTIES, *PIPELINES])
    assert [address for address, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_says_where_it_comes_from(path: Path) -> None:
    """A file is named after itself, dated, and cites pages of the methodology's authors."""
    loaded = document(path)
    assert loaded["blueprint"] == f"value-first/{path.stem}"
    assert loaded["methodology"]["edition"] == "2026-08"
    assert [source for source in loaded["methodology"]["sources"] if source.partition("/")[0] not in AUTHORS] == []
    assert loaded["methodology"]["sources"] != []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_marks_what_is_ours(path: Path) -> None:
    """A comment at the top parts what the authors published from what is ours."""
    comments = path.read_text("utf-8").partition("\nblueprint:")[0]
    assert "# The authors': " in comments
    assert "# ours: " in comments


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_modeline_resolves(path: Path) -> None:
    """The first line leads an editor to a schema that is there."""
    first = path.read_text("utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / schema).resolve() == ROOT / "schemas" / "blueprint.schema.json"
    assert (path.parent / schema).is_file()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_objects_go_by_their_canonical_name(path: Path) -> None:
    """Objects are written as the addresses name them, so that a search for contacts finds all."""
    for name in document(path)["objects"]:
        found = find_object_type(name)
        assert found is not None
        assert name == found.name


def test_library_is_listed() -> None:
    """The README links each file once in its table."""
    links = re.findall(r"\]\(value-first/([a-z-]+\.yaml)\)", (ROOT / "blueprints" / "README.md").read_text("utf-8"))
    assert sorted(links) == [path.name for path in FILES]


def test_library_validates_without_findings() -> None:
    """The files together give no error and no warning, and all they state is desired."""
    checked = check(FILES, root=ROOT)
    assert checked.findings == ()
    assert checked.desired is not None
    assert len(checked.desired.resources) == len([*GROUPS, *PROPERTIES, *PIPELINES])
