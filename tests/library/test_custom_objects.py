"""The three custom objects and the association labels: faithful, justified, and apart from what needs no Enterprise."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from jsonschema import Draft202012Validator
from library.contents import FILES, Part, of_kind, stages_of, the
from library.test_value_first import STAGES

from cvpctl.kinds import KINDS
from cvpctl.kinds.labels import live_name
from cvpctl.kinds.schemas import ALLOWED
from cvpctl.model import BY_NAME

CUSTOM = [file for file in FILES if "customObjects" in file.says]
OBJECTS = {name: body for file in CUSTOM for name, body in file.says["customObjects"].items()}
PIPELINES = {
    "deliverable": "promise_to_acceptance",
    "interest": "interest_and_answer",
    "investment": "commitment_to_return",
}


def ends_of(name: str) -> set[str]:
    return {end for one in of_kind("label") for end in one.address.scope if name in one.address.scope} - {name}


def labels_between(one: str, other: str) -> list[Part]:
    return [part for part in of_kind("label") if {*part.address.scope} == {one, other}]


def test_one_file_each() -> None:
    """Each custom object has a file of its name."""
    assert [(file.path.stem, [*file.says["customObjects"]]) for file in CUSTOM] == [(n, [n]) for n in sorted(ALLOWED)]


def test_custom_objects_stand_apart() -> None:
    """What needs Enterprise is in the layer custom-objects alone: no other label or property touches one of them."""
    touching = {part.file for name in OBJECTS for part in of_kind("label") if name in part.address.scope}
    touching |= {part.file for name in OBJECTS for part in of_kind("property", name)}
    assert {path.rpartition("/")[0] for path in touching} == {"blueprints/value-first/custom-objects"}


@pytest.mark.parametrize("name", OBJECTS)
def test_object_is_justified(name: str) -> None:
    """Each says which native objects were considered, by their names, and why none of them can be it."""
    justification = OBJECTS[name]["justification"]
    assert [native for native in justification["nativesConsidered"] if native not in BY_NAME] == []
    assert len(justification["nativesConsidered"]) > 2
    assert len(re.findall(r"\.(?:\s|$)", justification["why"])) > 1


@pytest.mark.parametrize("kind", ["group", "property", "pipeline", "label", "schema"])
def test_parts_satisfy_their_kind(kind: str) -> None:
    """Each part of the library has the shape its kind reads, and the kind finds nothing that HubSpot would refuse."""
    parts = of_kind(kind)
    found = [problem for part in parts for problem in KINDS[kind].problems(part.address, dict(part.body))]
    assert found == []
    written = [{k: v for k, v in part.body.items() if k in KINDS[kind].schema["properties"]} for part in parts]
    validator = Draft202012Validator(KINDS[kind].schema)
    assert [error.message for body in written for error in validator.iter_errors(body)] == []


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
    labels = [label for label, _ in stages_of("pipeline.deliverable.promise_to_acceptance")]
    assert labels[:3] == ["Planning", "Scheduled", "In Progress"]
    assert "acceptance_criteria" in OBJECTS["deliverable"]["requiredProperties"]
    (source,) = labels_between("deliverable", "line_items")
    assert source.body["maxToObjects"] == 1
    assert {"line_items", "orders", "services", "projects", "companies", "invoices"} <= ends_of("deliverable")


def test_interest_carries_no_value() -> None:
    """No number stands on an interest, so that nothing sellable is counted once for each person who likes it."""
    assert [str(part) for part in of_kind("property", "interest") if part.body["type"] == "number"] == []


def test_interest_is_a_moment() -> None:
    """One interest belongs to one person; its stages are none of the Value Path's."""
    interested = the("label.interest.contacts.interested")
    assert interested.body["maxToObjects"] == 1
    labels = {label for label, _ in stages_of("pipeline.interest.interest_and_answer")}
    assert labels & {label for _, label in STAGES} == set()


def test_investment_is_complete() -> None:
    """Amount and category cannot be left out, and there is a word for the company and for the contact it needs."""
    assert {"amount", "investment_category"} <= set(OBJECTS["investment"]["requiredProperties"])
    category = the("property.investment.investment_category")
    assert [option["value"] for option in category.body["options"]][:3] == ["technology", "contractor", "tools"]
    assert {"companies", "contacts", "services", "projects"} <= ends_of("investment")


@pytest.mark.parametrize(("name", "pipeline"), PIPELINES.items())
def test_stages_open_then_closed(name: str, pipeline: str) -> None:
    """Every stage says open or closed, which is all the metadata a custom object has; the closed ones come last."""
    stages = the(f"pipeline.{name}.{pipeline}").body["stages"]
    assert {frozenset(stage["metadata"]) for stage in stages.values()} == {frozenset({"state"})}
    states = [stage["metadata"]["state"] for stage in stages.values()]
    assert set(states) == {"OPEN", "CLOSED"}
    assert states == sorted(states, reverse=True)
    assert [key for key in stages if not key.startswith(f"{name}_")] == []


def test_stage_labels_can_be_told_apart() -> None:
    """HubSpot refuses two stages of one label in a pipeline."""
    pipelines = [[stage["label"].casefold() for stage in part.body["stages"].values()] for part in of_kind("pipeline")]
    assert [labels for labels in pipelines if len({*labels}) < len(labels)] == []


def test_both_directions_have_words_of_their_own() -> None:
    """A label says something else seen from the other end."""
    assert [str(one) for one in of_kind("label") if one.body["label"] == one.body["inverseLabel"]] == []


def test_labels_say_more_than_the_association() -> None:
    """No label only names the object at its end."""
    bare = [
        str(part)
        for part in of_kind("label")
        for text, end in zip(("inverseLabel", "label"), part.address.scope, strict=True)
        if part.body[text].casefold() in names(end)
    ]
    assert bare == []


def names(object_name: str) -> set[str]:
    native = BY_NAME.get(object_name)
    return {native.label.casefold(), native.singular.replace("_", " ")} if native else {object_name, f"{object_name}s"}


def test_labels_can_be_told_apart() -> None:
    """Internal names are unique in a portal and texts within a pair, and no pair is stated from both ends."""
    labels = of_kind("label")
    assert [name for name, count in Counter(live_name(one.address) for one in labels).items() if count > 1] == []
    for side in ("label", "inverseLabel"):
        texts = Counter((one.address.scope, one.body[side]) for one in labels)
        assert [text for text, count in texts.items() if count > 1] == []
    pairs = {one.address.scope for one in labels}
    assert [pair for pair in pairs if len({*pair}) > 1 and pair[::-1] in pairs] == []


def test_published_roles_on_projects() -> None:
    """People on a project are Sponsor, Technical Lead and Stakeholder, and nothing else."""
    assert {one.body["label"] for one in labels_between("projects", "contacts")} == {
        "Sponsor",
        "Technical Lead",
        "Stakeholder",
    }
