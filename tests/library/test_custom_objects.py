"""The three custom objects and the association labels: faithful, justified, and apart from what needs no Enterprise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from library.test_value_first import AUTHORS, FORBIDDEN, PROPERTIES

from cvpctl.blueprint import check
from cvpctl.kinds import KINDS
from cvpctl.kinds.labels import LABEL, live_name
from cvpctl.kinds.schemas import ALLOWED, BORN, SCHEMA_KIND
from cvpctl.model import BY_NAME, Address

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "blueprints"
CUSTOM = sorted((LIBRARY / "value-first-custom").glob("*.yaml"))
LABELS = sorted((LIBRARY / "value-first-labels").glob("*.yaml"))
FILES = [*CUSTOM, *LABELS]
LIBRARIES = ["value-first", "value-first-custom", "value-first-labels"]
OF_SCHEMA = tuple(SCHEMA_KIND.schema["properties"])
PARTS = {"groups": "group", "properties": "property", "pipelines": "pipeline"}

PUBLISHED = {"Technical Lead"}
"""The one word of the authors' own that their translation guide would refuse."""


@dataclass(frozen=True, slots=True)
class Part:
    """A group, property or pipeline of a custom object, or a label of a pair."""

    address: Address
    body: Mapping[str, Any]

    def __str__(self) -> str:
        return str(self.address)


def document(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def parts(collection: str) -> Iterator[Part]:
    for name, body in OBJECTS.items():
        for key, part in body[collection].items():
            yield Part(Address(PARTS[collection], (name,), key), part)


def stated_labels() -> Iterator[Part]:
    for path in FILES:
        for pair in document(path)["associations"]:
            for key, body in pair["labels"].items():
                yield Part(Address("label", (pair["from"], pair["to"]), key), body)


OBJECTS: dict[str, dict[str, Any]] = {
    name: body for path in CUSTOM for name, body in document(path)["customObjects"].items()
}
GROUPS, OWN, PIPELINES = (list(parts(collection)) for collection in PARTS)
ASSOCIATIONS = list(stated_labels())


def shown(part: Part) -> Iterator[str]:
    """Yield every text of it that a person reads in HubSpot."""
    for body in [part.body, *part.body.get("options", []), *part.body.get("stages", {}).values()]:
        yield from (body[name] for name in ("label", "inverseLabel", "description") if name in body)


def ends_of(name: str) -> set[str]:
    return {one.address.scope[1] for one in ASSOCIATIONS if one.address.scope[0] == name}


@pytest.mark.parametrize("names", [["value-first-custom"], ["value-first-labels"], LIBRARIES], ids="+".join)
def test_libraries_validate(names: list[str]) -> None:
    """Each library stands alone, and all together are one blueprint without a finding."""
    checked = check([LIBRARY / name for name in names], root=ROOT)
    assert checked.findings == ()
    assert checked.desired is not None


def test_only_the_three() -> None:
    """The library creates Deliverable, Interest and Investment, one file each, and no fourth."""
    assert [path.stem for path in CUSTOM] == sorted(ALLOWED)
    assert [list(document(path)["customObjects"]) for path in CUSTOM] == [[path.stem] for path in CUSTOM]


def test_custom_objects_stand_apart() -> None:
    """What needs Enterprise, and what needs Professional, is in no folder that needs less."""
    below = [document(path) for path in sorted((LIBRARY / "value-first").glob("*.yaml"))]
    assert [one["blueprint"] for one in below if {"customObjects", "associations"} & one.keys()] == []
    assert [path.stem for path in LABELS if document(path).keys() & {"customObjects", "objects"}] == []
    of_labels = {
        end for path in LABELS for pair in document(path)["associations"] for end in (pair["from"], pair["to"])
    }
    assert of_labels - BY_NAME.keys() == set()


@pytest.mark.parametrize("name", OBJECTS)
def test_object_is_justified(name: str) -> None:
    """Each says which native objects were considered, by their names, and why none of them can be it."""
    justification = OBJECTS[name]["justification"]
    assert [native for native in justification["nativesConsidered"] if native not in BY_NAME] == []
    assert len(justification["nativesConsidered"]) > 2
    assert len(re.findall(r"\.(?:\s|$)", justification["why"])) > 1


@pytest.mark.parametrize("name", OBJECTS)
def test_object_satisfies_its_kind(name: str) -> None:
    """The schema of each is what the kind reads, and the kind finds nothing wrong with it."""
    body = {field: value for field, value in OBJECTS[name].items() if field in OF_SCHEMA}
    Draft202012Validator(SCHEMA_KIND.schema).validate(body)
    born = {BORN: OBJECTS[name]["properties"][body["primaryDisplayProperty"]]}
    assert list(SCHEMA_KIND.problems(Address("schema", (), name), body | born)) == []


@pytest.mark.parametrize("part", [*GROUPS, *OWN, *PIPELINES], ids=str)
def test_part_satisfies_its_kind(part: Part) -> None:
    """Each group, property and pipeline has the shape its kind reads."""
    Draft202012Validator(KINDS[part.address.kind].schema).validate(part.body)


@pytest.mark.parametrize("part", [*GROUPS, *OWN], ids=str)
def test_kind_finds_no_problem(part: Part) -> None:
    """HubSpot would refuse no group and no property."""
    assert list(KINDS[part.address.kind].problems(part.address, dict(part.body))) == []


@pytest.mark.parametrize("name", OBJECTS)
def test_display_properties_are_stated(name: str) -> None:
    """What a record shows, demands and is found by are properties of the same file; the primary one is demanded."""
    body = OBJECTS[name]
    named = [body["primaryDisplayProperty"], *body["secondaryDisplayProperties"], *body["requiredProperties"]]
    assert {*named, *body["searchableProperties"]} - body["properties"].keys() == set()
    assert body["primaryDisplayProperty"] in body["requiredProperties"]
    assert body["primaryDisplayProperty"] in body["searchableProperties"]


def test_deliverable_is_a_promise_kept() -> None:
    """The published statuses open its pipeline; it says how acceptance is known and comes from one line item."""
    stages = OBJECTS["deliverable"]["pipelines"]["promise_to_acceptance"]["stages"].values()
    assert [stage["label"] for stage in stages][:3] == ["Planning", "Scheduled", "In Progress"]
    assert "acceptance_criteria" in OBJECTS["deliverable"]["requiredProperties"]
    (source,) = [one for one in ASSOCIATIONS if one.address.scope == ("deliverable", "line_items")]
    assert source.body["maxToObjects"] == 1
    assert {"line_items", "orders", "services", "projects", "companies", "invoices"} <= ends_of("deliverable")


def test_interest_carries_no_value() -> None:
    """No number stands on an interest, so that nothing sellable is counted once for each person who likes it."""
    assert [key for key, body in OBJECTS["interest"]["properties"].items() if body["type"] == "number"] == []


def test_interest_is_a_moment() -> None:
    """One interest belongs to one person and one thing; its stages are none of the Value Path's."""
    limits = {one.address.scope[1]: one.body["maxToObjects"] for one in ASSOCIATIONS if is_of_one(one)}
    assert limits == {"contacts": 1, "listings": 1}
    (path,) = [one for one in PROPERTIES if (one.object, one.key) == ("contacts", "value_path_stage")]
    people = {option["label"] for option in path.body["options"]}
    assert {stage["label"] for one in of("interest") for stage in one.body["stages"].values()} & people == set()


def is_of_one(one: Part) -> bool:
    return one.address.scope[0] == "interest" and "maxToObjects" in one.body


def of(name: str) -> list[Part]:
    return [one for one in PIPELINES if one.address.scope == (name,)]


def test_investment_is_complete() -> None:
    """Amount and category cannot be left out, and there is a word for the company and for the contact it needs."""
    investment = OBJECTS["investment"]
    assert {"amount", "investment_category"} <= set(investment["requiredProperties"])
    options = [option["value"] for option in investment["properties"]["investment_category"]["options"]]
    assert options[:3] == ["technology", "contractor", "tools"]
    assert {"companies", "contacts", "services", "projects"} <= ends_of("investment")


@pytest.mark.parametrize("part", PIPELINES, ids=str)
def test_stages_open_then_closed(part: Part) -> None:
    """Every stage says open or closed, which is all the metadata a custom object has; the closed ones come last."""
    stages = part.body["stages"]
    assert {frozenset(stage["metadata"]) for stage in stages.values()} == {frozenset({"state"})}
    states = [stage["metadata"]["state"] for stage in stages.values()]
    assert set(states) == {"OPEN", "CLOSED"}
    assert states == sorted(states, reverse=True)
    assert [key for key in stages if not key.startswith(f"{part.address.scope[0]}_")] == []
    assert len({stage["label"].casefold() for stage in stages.values()}) == len(stages)


@pytest.mark.parametrize("part", OWN, ids=str)
def test_property_is_described(part: Part) -> None:
    """Each property tells its reader in one or two sentences what belongs in it, and stands in a group of its file."""
    sentences = re.findall(r"[^.?!]+[.?!](?:\s|$)", part.body["description"])
    assert "".join(sentences).strip() == part.body["description"].strip()
    assert len(sentences) in {1, 2}
    assert Address("group", part.address.scope, part.body["groupName"]) in [group.address for group in GROUPS]


@pytest.mark.parametrize("part", GROUPS, ids=str)
def test_group_is_used(part: Part) -> None:
    """No heading stands over nothing."""
    assert [one for one in OWN if one.address.scope == part.address.scope and one.body["groupName"] == part.address.key]


def test_same_name_means_the_same_everywhere() -> None:
    """A property that a native object has too has the same type and label there."""
    everywhere = [(one.key, one.body) for one in PROPERTIES] + [(one.address.key, one.body) for one in OWN]
    meanings = {(key, body["type"], body["fieldType"], body["label"]) for key, body in everywhere}
    assert [key for key, count in Counter(key for key, *_ in meanings).items() if count > 1] == []


@pytest.mark.parametrize("part", ASSOCIATIONS, ids=str)
def test_label_satisfies_its_kind(part: Part) -> None:
    """Each label has the shape its kind reads, both ends are known, and both directions have words of their own."""
    Draft202012Validator(LABEL.schema).validate(part.body)
    assert set(part.address.scope) - {*BY_NAME, *OBJECTS} == set()
    assert part.body["label"] != part.body["inverseLabel"]


@pytest.mark.parametrize("part", ASSOCIATIONS, ids=str)
def test_label_says_more_than_the_association(part: Part) -> None:
    """No label only names the object at its end."""
    first, second = part.address.scope
    assert part.body["label"].casefold() not in names(second)
    assert part.body["inverseLabel"].casefold() not in names(first)


def names(object_name: str) -> set[str]:
    native = BY_NAME.get(object_name)
    return {native.label.casefold(), native.singular.replace("_", " ")} if native else {object_name, f"{object_name}s"}


def test_labels_can_be_told_apart() -> None:
    """Internal names are unique in a portal and texts within a pair, and no pair is stated from both ends."""
    assert [name for name, count in Counter(live_name(one.address) for one in ASSOCIATIONS).items() if count > 1] == []
    for side in ("label", "inverseLabel"):
        texts = Counter((one.address.scope, one.body[side]) for one in ASSOCIATIONS)
        assert [text for text, count in texts.items() if count > 1] == []
    pairs = {one.address.scope for one in ASSOCIATIONS}
    assert [pair for pair in pairs if pair[::-1] in pairs] == []


def test_published_roles_on_projects() -> None:
    """People on a project are Sponsor, Technical Lead and Stakeholder, and nothing else."""
    roles = [one.body["label"] for one in ASSOCIATIONS if one.address.scope == ("projects", "contacts")]
    assert roles == ["Sponsor", "Technical Lead", "Stakeholder"]


@pytest.mark.parametrize("part", [*GROUPS, *OWN, *PIPELINES, *ASSOCIATIONS], ids=str)
def test_vocabulary(part: Part) -> None:
    """No text that people read in HubSpot uses a word the methodology forbids, unless its authors published it."""
    assert [text for text in shown(part) if FORBIDDEN.search(text) and text not in PUBLISHED] == []


@pytest.mark.parametrize("name", OBJECTS)
def test_vocabulary_of_objects(name: str) -> None:
    """Nor do the labels and the description of an object."""
    texts = [*OBJECTS[name]["labels"].values(), OBJECTS[name]["description"]]
    assert [text for text in texts if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_says_where_it_comes_from(path: Path) -> None:
    """A file is named after its place, dated, cites the authors' pages, and parts theirs from ours."""
    loaded = document(path)
    assert loaded["blueprint"] == f"{path.parent.name}/{path.stem}"
    assert loaded["methodology"]["edition"] == "2026-08"
    assert {source.partition("/")[0] for source in loaded["methodology"]["sources"]} <= set(AUTHORS)
    comments = path.read_text("utf-8").partition("\nblueprint:")[0]
    assert "# The authors': " in comments
    assert "# ours: " in comments


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_modeline_resolves(path: Path) -> None:
    """The first line leads an editor to a schema that is there."""
    schema = path.read_text("utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / schema).resolve() == ROOT / "schemas" / "blueprint.schema.json"


def test_library_is_listed() -> None:
    """The README links each file once in its tables."""
    links = re.findall(r"\]\((value-first-[a-z]+/[a-z-]+\.yaml)\)", (LIBRARY / "README.md").read_text("utf-8"))
    assert sorted(links) == sorted(f"{path.parent.name}/{path.name}" for path in FILES)
