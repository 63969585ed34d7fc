"""For each writing call a small story that makes an apply send it, and for each misfortune what strikes that call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from desk import Desk
from scenarios.test_rollback import BASE, CASES, CODE, NOTE, OBJECT
from scenarios.test_rollback import Case as Edit

from cvpctl.emulator.faults import Fault
from cvpctl.portal.endpoints import find, template

CELL = "cell"
"""Under this name a cell that held is told."""
RESTORED = "restored"
MOVED = (
    (NOTE, NOTE.replace("note:", "remark:").replace("Note", "Remark")),
    ("customObjects:\n", "moved: [{from: property.contacts.note, to: property.contacts.remark}]\ncustomObjects:\n"),
)
MORE = "      more: {label: More, groupName: value, type: string, fieldType: text}\n"
LIMIT = ("inverseLabel: Sponsors}", "inverseLabel: Sponsors, maxToObjects: 3}")
_EDITS = {case.name: case for case in CASES} | {
    "property created": Edit("property created", ((CODE, CODE + MORE),)),
    "values moved": Edit("values moved", MOVED, ("property.contacts.note",), ("MIGRATE:property.contacts.note",)),
    "limit changed": Edit("limit changed", (("maxToObjects: 3", "maxToObjects: 5"),)),
    RESTORED: Edit(RESTORED),
}
VERBS = {
    "properties.create": RESTORED,
    "properties.batch_create": "property created",
    "properties.update": "property changed",
    "properties.archive": "property removed",
    "properties.create_group": "group created",
    "properties.update_group": "group changed",
    "properties.delete_group": "group removed",
    "pipelines.create": "pipeline created",
    "pipelines.update": "pipeline changed",
    "pipelines.delete": "pipeline removed",
    "pipelines.create_stage": "stage added",
    "pipelines.update_stage": "stage changed",
    "pipelines.delete_stage": "stage removed",
    "schemas.create": "object created",
    "schemas.update": "object changed",
    "schemas.archive": "object removed",
    "associations.create_label": "label created",
    "associations.update_label": "label changed",
    "associations.delete_label": "label removed",
    "associations.create_limits": "label limited",
    "associations.update_limits": "limit changed",
    "validations.put": "rule changed",
    "objects.batch_update": "values moved",
}


@dataclass(frozen=True, slots=True)
class Misfortune:
    """`lasting`: it strikes until the run gives up, and is over when the next one begins. `read`: it strikes reads."""

    what: Literal["status", "reset", "delay", "slow_body", "stale"]
    status: int = 500
    when: Literal["before", "after"] = "before"
    times: int = 1
    seconds: float = 0.0
    policy: Literal["TEN_SECONDLY_ROLLING", "SECONDLY", "DAILY"] = "TEN_SECONDLY_ROLLING"
    read: bool = False

    @property
    def lasting(self) -> bool:
        return self.what in ("status", "reset") and not self.times

    @property
    def written(self) -> bool:
        return self.when == "after" and not self.read

    def fault(self, method: str, path: str) -> Fault:
        where = ("GET", "") if self.read else (method, path)
        return Fault(
            self.what, self.status, self.seconds, self.when, *where, writes_only=not self.read, times=self.times,
            policy=self.policy,
        )  # fmt: skip


FORMER_NOTE = {
    "name": "note",
    "label": "Notes",
    "groupName": "contactinformation",
    "type": "string",
    "fieldType": "textarea",
}
MISFORTUNES = {
    "reset before": Misfortune("reset"),
    "reset after": Misfortune("reset", when="after"),
    "reset before, lasting": Misfortune("reset", times=0),
    "reset after, lasting": Misfortune("reset", when="after", times=0),
    "500 before": Misfortune("status"),
    "502 after": Misfortune("status", status=502, when="after"),
    "503 before, lasting": Misfortune("status", status=503, times=0),
    "504 after, lasting": Misfortune("status", status=504, when="after", times=0),
    "429": Misfortune("status", status=429),
    "429 storm": Misfortune("status", status=429, times=4),
    "429 lasting": Misfortune("status", status=429, times=0),
    "429 daily": Misfortune("status", status=429, times=0, policy="DAILY"),
    "423": Misfortune("status", status=423),
    "slow answer": Misfortune("delay", seconds=0.05),
    "slow body": Misfortune("slow_body", seconds=0.05),
    "stale reads": Misfortune("stale", seconds=0.2, times=0, read=True),
    "reads reset": Misfortune("reset", times=2, read=True),
}


def edit_of(verb: str) -> Edit:
    return _EDITS[VERBS[verb]]


_CREATED = {"schemas.create": OBJECT, "properties.create": NOTE}


def base_of(verb: str) -> str:
    """What is applied before the story begins."""
    if verb == "associations.update_limits":
        return BASE.replace(*LIMIT)
    return BASE.replace(_CREATED.get(verb, "none"), "")


def after_of(verb: str) -> str:
    return edit_of(verb).blueprint(BASE if verb in _CREATED else base_of(verb))


def furnish(desk: Desk, verb: str) -> None:
    """Records that hold values, and what the story needs beside the blueprint."""
    if VERBS[verb] == RESTORED:
        desk.ask("POST", "/crm/properties/2026-09/contacts", FORMER_NOTE)
    desk.emulator.add_records(
        "contacts", [{"tier": tier, "seats": "3", "code": "c7", "note": f"{tier} note"} for tier in ("gold", "tin") * 7]
    )
    desk.emulator.add_records("deals", [{"dealname": "Offer", "pipeline": "path", "dealstage": "first"}] * 3)
    if verb not in ("schemas.create", "schemas.archive"):
        (made,) = desk.ask("GET", "/crm-object-schemas/2026-09/schemas")["results"]
        desk.emulator.add_records(made["objectTypeId"], [{"deliverable_name": "Kept", "due": "2026-05-01"}] * 2)
    if VERBS[verb] == RESTORED:
        desk.ask("DELETE", "/crm/properties/2026-09/contacts/note")


def route_of(verb: str) -> tuple[str, str]:
    """The method and the path of a call, its parameters still open."""
    endpoint = find(verb)
    return endpoint.method, template(endpoint, {})


def records_in(state: dict[str, Any]) -> dict[str, Any]:
    """Every value that a person or program put into a record."""
    return {
        f"{kind}/{number}": {name: value for name, value in row["properties"].items() if name in HELD}
        for kind, rows in state.items()
        if kind.startswith("records/")
        for number, row in rows.items()
    }


HELD = frozenset({"tier", "seats", "code", "note", "remark", "dealname", "dealstage", "deliverable_name", "due"})
