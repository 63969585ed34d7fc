"""A snapshot goes to a file and comes back as it was; what is no snapshot is told apart, and nobody's name is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from compare.made_up_sides import CHOICE, FIT, PATH, TIER, Bodies, resources
from jsonschema import Draft202012Validator

from cvpctl.cli.compare_files import snapshot_at
from cvpctl.engine.comparing_taken import taken
from cvpctl.errors import CvpError, UsageProblem
from cvpctl.model import Address, Scope, State, Unknown, Unseen
from cvpctl.model.snapshot import Snapshot
from cvpctl.model.snapshot_schema import snapshot_schema, snapshot_schema_text
from cvpctl.project.snapshot_file import snapshot_from, snapshot_text

PUBLISHED = Path(__file__).parents[2] / "schemas" / "snapshot.schema.json"
LABEL = {"name": "deals_contacts_x", "typeId": 12, "inverseTypeId": 13, "label": "X", "inverseLabel": "Y"}
BODIES: Bodies = {
    **FIT,
    TIER: {**CHOICE, "hubspotDefined": False, "createdUserId": "4711", "updatedAt": "2026-01-01T00:00:00Z"},
    "property.contacts.jobtitle": {"label": "Half \ud800", "hubspotDefined": True},
    "property.contacts.owner": {
        **CHOICE,
        "externalOptions": True,
        "options": [{"value": "1", "label": "Erika Mustermann"}],
        "modificationMetadata": {"readOnlyDefinition": True},
    },
    "pipeline.deals.path": PATH,
    "label.deals.contacts.x": LABEL,
    "validation.contacts.vat": {"propertyName": "vat", "propertyValidationRules": [{"ruleType": "REGEX"}]},
}
UNKNOWN: dict[Scope, Unknown] = {
    ("property", ("services",)): Unknown(Unseen.NOT_ENABLED, "no services"),
    ("label", ()): Unknown(Unseen.FORBIDDEN),
}
UNSEEN: dict[Scope, frozenset[str]] = {("property", ("contacts",)): frozenset({"sensitive", "highly_sensitive"})}


def snapshot(bodies: Bodies = BODIES) -> Snapshot:
    return taken(State(resources(bodies), unknown=UNKNOWN), UNSEEN, Snapshot(22, "acme", "STANDARD"))


def test_it_comes_back_as_it_was() -> None:
    """Resources, what HubSpot brought, lists that could not be read with the reason, and levels nobody could see."""
    before = snapshot()

    assert before == snapshot_from(snapshot_text(before), "acme.json")
    assert {"property.contacts.jobtitle", "group.contacts.fit"} >= set(map(str, before.hubspots))
    assert UNKNOWN == before.unknown


def test_the_order_in_which_a_portal_answers_says_nothing() -> None:
    """The same things, and the same fields of a thing, in another order make the same bytes."""
    turned = {name: dict(reversed([*body.items()])) for name, body in reversed([*BODIES.items()])}

    assert snapshot_text(snapshot()) == snapshot_text(snapshot(turned))


def test_the_order_of_options_is_kept() -> None:
    """It says something, so another one makes other bytes."""
    turned = {**BODIES, TIER: {**CHOICE, "options": CHOICE["options"][::-1]}}

    assert ["a", "b"] == [*snapshot().resources[Address.parse(TIER)].body["options"]]
    assert snapshot_text(snapshot()) != snapshot_text(snapshot(turned))


def test_nobody_is_in_it() -> None:
    """Who made a thing and when, and options that are the portal's people, stay out; what may be changed is kept."""
    text = snapshot_text(snapshot())

    assert [] == [word for word in ("4711", "2026-01-01", "Mustermann", "typeId") if word in text]
    assert '"readOnlyDefinition": true' in text


def test_it_fits_its_schema() -> None:
    """The published schema is what the code says, and takes a snapshot with all there can be in one."""
    Draft202012Validator.check_schema(snapshot_schema())
    Draft202012Validator(snapshot_schema()).validate(json.loads(snapshot_text(snapshot())))

    assert PUBLISHED.read_text(encoding="utf-8") == snapshot_schema_text()


def damaged(**changes: Any) -> str:
    return json.dumps(json.loads(snapshot_text(snapshot())) | changes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "acme.json is not JSON"),
        ("[" * 100_000, "acme.json is not JSON"),
        ("[]", "acme.json is not a snapshot of cvpctl"),
        ('{"format": "cvpctl.plan/1"}', "acme.json is not a snapshot of cvpctl: it says cvpctl.plan/1"),
        (damaged(format="cvpctl.snapshot/2"), "acme.json was written by a newer cvpctl: cvpctl.snapshot/2"),
        (damaged(format="cvpctl.snapshot/x"), "acme.json has a format that nobody wrote: cvpctl.snapshot/x"),
        (damaged(portalId="22"), "damaged: portalId: a whole number belongs here"),
        (damaged(resources=[]), "damaged: resources: an object belongs here"),
        (damaged(resources={"tier": {"body": {}}}), "damaged: resources: 'tier' is not an address"),
        (damaged(resources={TIER: {}}), f"damaged: resources.{TIER}: body is missing"),
        (damaged(resources={TIER: {"body": {"options": 5}}}), f"damaged: the body of {TIER} is of no use"),
        (damaged(resources={"flow.contacts.x": {"body": {}}}), "flow.contacts.x names nothing that a portal has"),
        (damaged(resources={"label.deals.x": {"body": {}}}), "label.deals.x names nothing that a portal has"),
        (damaged(unknown=[{"kind": "property", "scope": [], "why": "tired", "detail": ""}]), "damaged: unknown[0].why"),
        (damaged(unseen=["property"]), "damaged: unseen[0]: an object belongs here"),
    ],
)
def test_what_is_no_snapshot_is_told_apart(tmp_path: Path, monkeypatch: Any, text: str, message: str) -> None:
    """A foreign file, a newer one and a damaged one each have their words, and what to do."""
    monkeypatch.chdir(tmp_path)
    Path("acme.json").write_text(text, encoding="utf-8")

    with pytest.raises(CvpError) as error:
        snapshot_at(Path("acme.json"))

    assert message in error.value.message
    assert error.value.help


def test_a_file_that_cannot_be_read_is_a_matter_of_usage(tmp_path: Path) -> None:
    """A person named it, so the words are for a person."""
    with pytest.raises(UsageProblem):
        snapshot_at(tmp_path)
