"""What commands write for other programs fits the published schemas: doctor, history, attestations, bindings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from desk import Desk
from jsonschema import Draft202012Validator

from cvpctl.emulator.faults import Fault
from cvpctl.project.attested_schema import attested_schema_text
from cvpctl.project.bindings_schema import bindings_schema_text
from cvpctl.render.report_schemas import doctor_schema_text, history_schema_text

SCHEMAS = Path(__file__).parents[2] / "schemas"
TEXTS: dict[str, Callable[[], str]] = {
    "attested": attested_schema_text,
    "bindings": bindings_schema_text,
    "doctor": doctor_schema_text,
    "history": history_schema_text,
}
BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
    properties:
      region: {label: Region, groupName: value_path, type: string, fieldType: text}
runbook:
  - {step: Put the record layout in order, key: layout}
"""
CONTACTS = "/crm/properties/2026-09/contacts"


def faults(name: str, document: Any) -> list[str]:
    """Return what does not fit the published schema; the file is read, not the code."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return [f"{one.json_path}: {one.message}" for one in Draft202012Validator(schema).iter_errors(document)]


@pytest.fixture
def ready(fresh: Desk) -> Desk:
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    return fresh


@pytest.mark.parametrize("name", TEXTS)
def test_the_published_schema_is_current(name: str) -> None:
    """`make schemas` writes it anew; it is one, and says which version it is."""
    text = TEXTS[name]()

    assert text == (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    assert f"cvpctl:{name}/1" == json.loads(text)["$id"]


def test_a_doctor_fits(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all is well, and where a problem comes with what to do."""
    well = json.loads(ready.run("doctor", "--format", "json").said)
    monkeypatch.delenv("ACME_TOKEN")
    ill = json.loads(ready.run("doctor", "--format", "json").said)

    assert ([], []) == (faults("doctor", well), faults("doctor", ill))
    assert (0, True) == (well["counts"]["problem"], ill["counts"]["problem"] > 0)
    assert [] != faults("doctor", {**well, "format": "cvpctl.doctor/2"})
    assert [] != faults("doctor", {**well, "checks": [{"name": "token", "health": "fine", "message": "x"}]})


def test_a_history_fits(ready: Desk) -> None:
    """One complete, one in part, one rolled back, one killed, and none at all."""
    none = json.loads(ready.run("history", "--format", "json").said)
    ready.emulator.faults.add(Fault("status", status=400, method="POST", route="batch/create", times=0))
    assert 6 == ready.run("apply", "--yes").code
    ready.emulator.faults.clear()
    assert 0 == ready.run("apply", "--yes").code
    assert 0 == ready.run("rollback", "--yes").code
    path = min((ready.folder / ".cvpctl" / "journal" / "acme").glob("*.jsonl"))
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))

    found = json.loads(ready.run("history", "--format", "json").said)

    assert ([], []) == (faults("history", none), faults("history", found))
    assert [0, 0, None] == [one["exitCode"] for one in found["runs"]]
    assert found["runs"][1]["id"] == found["runs"][0]["rollsBack"]
    assert [] != faults("history", {**found, "runs": [{**found["runs"][0], "id": "yesterday"}]})


def test_attestations_fit(ready: Desk) -> None:
    """With a name and a note, without, and once all are withdrawn."""
    kept = ready.folder / "applied" / "acme.attested.json"
    words = (("--by", "Ada", "--note", "as drawn"), (), ("--withdraw",))

    for more in words:
        assert 0 == ready.run("attest", "layout", *more).code
        assert [] == faults("attested", json.loads(kept.read_text()))

    assert [] != faults("attested", {"format": "cvpctl.attested/1", "steps": {"layout": {"by": "Ada"}}})


def test_adopted_bindings_fit(ready: Desk) -> None:
    """What `adopt` writes into cvpctl.yaml."""
    ready.write("cvpctl.yaml", ready.read("cvpctl.yaml").replace("{portalId", "\n    {portalId"))
    settings = yaml.safe_load(ready.read("cvpctl.yaml"))
    ready.write("cvpctl.yaml", yaml.safe_dump(settings, sort_keys=False))
    ready.ask("POST", f"{CONTACTS}/groups", {"name": "old_path", "label": "Value"})
    ready.ask("POST", CONTACTS, {**PROPERTY, "name": "old_region"})

    ended = ready.run("adopt", "--yes")

    bound = yaml.safe_load(ready.read("cvpctl.yaml"))["portals"]["acme"]["bindings"]
    assert 0 == ended.code, ended.said + ended.told
    assert {"group.contacts.value_path": "old_path", "property.contacts.region": "old_region"} == bound
    assert [] == faults("bindings", bound)


PROPERTY = {"label": "Region", "groupName": "old_path", "type": "string", "fieldType": "text"}
BINDINGS = [
    ("pipeline.deals.main", "1186754", True),
    ("pipeline.deals.main", "default", True),
    ("pipeline.deals.main/stages/won", "1186755", True),
    ("schema.deliverable", "2-4711", True),
    ("label.projects.contacts.sponsor", "12/13", True),
    ("label.contacts.contacts.sponsor", "12", True),
    ("property.contacts.flag", "true", True),
    ("property.contacts.odd%20name", "'odd name'", True),
    ("property.contacts.tier", "' tier'", False),
    ("property.contacts.tier", "'..'", False),
    ("property.contacts.tier", "", False),
    ("property.contacts.tier/options/gold", "silver", False),
    ("property.contacts.tier#label", "x", False),
    ("property.tier", "x", False),
    ("pipeline.deals.main/stages", "x", False),
    ("pipeline.deals.main/steps/won", "x", False),
    ("label.projects.sponsor", "12/13", False),
    ("label.projects.contacts.sponsor", "twelve/13", False),
    ("label.projects.contacts.sponsor", "12/13/14", False),
    ("validation.contacts.tier", "x", False),
    ("tier", "x", False),
]


@pytest.mark.parametrize(("address", "identity", "good"), BINDINGS)
def test_the_schema_of_bindings_judges_as_the_reader_does(
    fresh: Desk, address: str, identity: str, *, good: bool
) -> None:
    """What one refuses, the other refuses as well."""
    line = f"{address}: {identity}"
    settings = fresh.read("cvpctl.yaml").replace("drift: hold", f"drift: hold, bindings: {{{line}}}")
    fresh.write("cvpctl.yaml", settings)

    read = fresh.run("attest", "--list").code == 0

    assert (good, good) == (read, not faults("bindings", yaml.safe_load(line)))
