"""The library says what its sources say: the Value Path, the published stages, and where a commitment ends a deal."""

from __future__ import annotations

import re

import pytest
from library.contents import FILES, LIBRARY, ROOT, SHELF, File, of_kind, stages_of, the

from cvpctl.blueprint import check
from cvpctl.cli.exits import exit_code
from cvpctl.kinds.schemas import ALLOWED
from cvpctl.model import BY_NAME, Desired

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
LIFECYCLE = {
    "audience": ("TO", ["subscriber"]),
    "researcher": ("TO", ["lead"]),
    "hand_raiser": ("TO", ["marketingqualifiedlead"]),
    "buyer": ("TO", ["salesqualifiedlead", "opportunity"]),
    "value_creator": ("OF", ["customer"]),
    "adopter": ("OF", ["customer"]),
    "advocate": ("OF", ["evangelist"]),
    "champion": ("OF", ["evangelist"]),
}
"""The half of each stage and HubSpot's lifecycle stage beside it, as published."""
ROW = re.compile(r"^#   (\w+) +(TO|OF) {2,}(\S.+)$", re.MULTILINE)
FOURTEEN = {
    "contacts": "0-1",
    "companies": "0-2",
    "deals": "0-3",
    "quotes": "0-14",
    "orders": "0-123",
    "invoices": "0-53",
    "payments": "0-101",
    "subscriptions": "0-69",
    "services": "0-162",
    "projects": "0-970",
    "tickets": "0-5",
    "appointments": "0-421",
    "courses": "0-410",
    "listings": "0-420",
}


def file(name: str) -> File:
    (found,) = [one for one in FILES if one.path == LIBRARY / name]
    return found


def compiled(name: str) -> Desired:
    desired = check([LIBRARY / name], root=ROOT, shelf=SHELF).desired
    assert desired is not None
    return desired


@pytest.mark.parametrize("object_name", ["contacts", "companies"])
def test_value_path_stages(object_name: str) -> None:
    """Both objects carry exactly the eight published stages, in their order and spelling."""
    path = the(f"property.{object_name}.value_path_stage").body
    assert [(option["value"], option["label"]) for option in path["options"]] == STAGES
    assert path["label"] == "Value Path Stage"


@pytest.mark.parametrize("object_name", ["contacts", "companies"])
def test_a_stage_has_its_evidence(object_name: str) -> None:
    """Beside the stage stands what was seen to be done, and when; whoever may set the one may set the others."""
    path, *evidence = (
        the(f"property.{object_name}.value_path_{name}") for name in ("stage", "evidence", "evidence_date")
    )
    assert [part.purpose.filled_by for part in evidence] == [path.purpose.filled_by] * 2
    assert {part.body["groupName"] for part in (path, *evidence)} == {"value_path"}


def test_lifecycle_mapping_is_data() -> None:
    """Who compiles the file gets the lifecycle stages of each stage as published, in the order of the path."""
    mapping = compiled("value-path.yaml").lifecycle
    assert [(stage, [*beside]) for stage, beside in mapping.items()] == [
        (stage, LIFECYCLE[stage][1]) for stage, _ in STAGES
    ]


def test_each_stage_has_its_half_and_what_may_be_seen() -> None:
    """The table says it of all eight, in their order, and of each something else."""
    rows = ROW.findall(file("value-path.yaml").opening)
    assert [(stage, half) for stage, half, _ in rows] == [(stage, LIFECYCLE[stage][0]) for stage, _ in STAGES]
    assert len({seen for _, _, seen in rows}) == len(STAGES)


def test_lifecycle_is_read_and_never_written() -> None:
    """HubSpot's lifecycle stages are named as observed."""
    observed = file("value-path.yaml").says["observed"]
    assert observed == ["property.contacts.lifecyclestage", "property.companies.lifecyclestage"]


def test_the_fourteen_objects_have_roles() -> None:
    """Who compiles the base gets a role of each of them first, then of the others; no two have the same."""
    roles = compiled("base.yaml").roles
    others = ["products", "line_items", "tasks", "notes", "meetings", "leads", *ALLOWED]
    assert [*roles] == [*FOURTEEN, *others]
    assert len({*roles.values()}) == len(roles)
    assert {name: BY_NAME[name].id for name in FOURTEEN} == FOURTEEN


def test_every_role_has_its_file_and_its_source_of_truth() -> None:
    """The base lists each object with its type id, and says which system is right about it."""
    base, said = file("base.yaml"), compiled("base.yaml")
    rows = re.findall(r"^#   [A-Z][a-z]+(?: item)? +(0-\d+) {2,}\S", base.opening, re.MULTILINE)
    assert rows == [BY_NAME[name].id for name in said.roles if name in BY_NAME]
    assert said.sources_of_truth.keys() == said.roles.keys()


def test_a_reader_of_the_library_is_told_both(capsys: pytest.CaptureFixture[str]) -> None:
    """`library show` prints the roles and the lifecycle stages with the blueprint that says them."""
    assert [exit_code(["library", "show", f"value-first/{name}"]) for name in ("base", "value-path")] == [0, 0]
    said = capsys.readouterr().out.splitlines()
    assert [line for line in ("    payments: Money that moved.", "    adopter: customer") if line not in said] == []


def test_switches_are_checked_where_the_api_tells() -> None:
    """Each object of the object library has a step that a plan can see is done."""
    steps = [step for step in file("base.yaml").says["runbook"] if step.get("check") == "objectLibrary"]
    assert {step["object"] for step in steps} == {"appointments", "services", "projects", "courses", "listings"}


def test_deal_pipeline_ends_at_commitment() -> None:
    """Path to Value rises from stage to stage to Value Activated, won; only the stage that is not won follows."""
    path = stages_of("pipeline.deals.path_to_value")
    labels = [label for label, _ in path]
    chances = [metadata["probability"] for _, metadata in path]
    assert the("pipeline.deals.path_to_value").body["label"] == "Path to Value"
    assert labels[:2] == ["Discover Value", "Evaluate Value"]
    assert path[-2] == ("Value Activated", {"probability": 1.0})
    assert chances[-1] == 0
    assert chances[:-1] == sorted(set(chances[:-1]))


def test_ticket_pipeline_is_reactive() -> None:
    """Every ticket stage says open or closed, the first is open, and the closed ones come last."""
    states = [metadata["ticketState"] for _, metadata in stages_of("pipeline.tickets.customer_requests")]
    assert set(states) == {"OPEN", "CLOSED"}
    assert states == sorted(states, reverse=True)


def test_other_pipelines_state_no_metadata() -> None:
    """HubSpot drops metadata it does not know for the newer objects, so none is written."""
    speaking = {"deals", "tickets", "deliverable", "interest", "investment"}
    silent = [part for part in of_kind("pipeline") if not speaking & {*part.address.scope}]
    assert [str(part) for part in silent if any("metadata" in stage for stage in part.body["stages"].values())] == []
    assert len(silent) > 3


@pytest.mark.parametrize(
    ("pipeline", "published"),
    [
        ("pipeline.appointments.customer_encounters", ["Scheduling", "Preparation", "Execution", "Follow-up"]),
        ("pipeline.orders.order_to_acceptance", ["Creation", "Processing"]),
    ],
)
def test_published_stages_come_first(pipeline: str, published: list[str]) -> None:
    """The stages the authors published open the pipeline in their order; what is ours follows."""
    assert [label for label, _ in stages_of(pipeline)][: len(published)] == published
