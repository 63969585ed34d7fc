"""A run and its rollback: the portal's configuration is what it was, except for what HubSpot does not give back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from desk import Desk

VOLATILE = frozenset({"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archivedAt"})
PROPERTY = "/crm/properties/2026-09/contacts/{}"
BASE = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value: {label: Value}, spare: {label: Spare}}
    properties:
      tier:
        label: Tier
        description: How close.
        groupName: value
        type: enumeration
        fieldType: select
        options:
          - {value: gold, label: Gold}
          - {value: silver, label: Silver, description: Second}
          - {value: tin, label: Tin}
      seats: {label: Seats, groupName: value, type: number, fieldType: number}
      sum:
        label: Sum
        groupName: value
        type: number
        fieldType: calculation_equation
        calculationFormula: "seats * 2"
      code: {label: Code, groupName: value, type: string, fieldType: text}
      note: {label: Note, groupName: value, type: string, fieldType: textarea, description: By hand}
    validations:
      code: [{ruleType: MAX_LENGTH, ruleArguments: ["9"]}]
  deals:
    pipelines:
      path:
        label: Path
        stages:
          first: {label: First, metadata: {probability: 0.2}}
          middle: {label: Middle, metadata: {probability: 0.5}}
          last: {label: Last, metadata: {probability: 1}}
      other:
        label: Other
        stages:
          one: {label: One, metadata: {probability: 0.1}}
          two: {label: Two, metadata: {probability: 1}}
customObjects:
  deliverable:
    labels: {singular: Deliverable, plural: Deliverables}
    primaryDisplayProperty: deliverable_name
    justification:
      nativesConsidered: [services, projects]
      why: A service holds many promises at once and cannot say that this one was kept.
    properties:
      deliverable_name: {label: Name, groupName: deliverable_information, type: string, fieldType: text}
      due: {label: Due, groupName: deliverable_information, type: date, fieldType: date}
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsors}
"""


@dataclass(frozen=True)
class Case:
    """`edits` turn the base into what the run applies; `gone` are tombstones; `lost` names what cannot come back."""

    name: str
    edits: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    differs: frozenset[str] = frozenset()
    without: tuple[str, ...] = ()
    recorded: bool = True

    def blueprint(self, text: str) -> str:
        for old, new in self.edits:
            assert old in text, old
            text = text.replace(old, new)
        tombs = "".join(f"  - {{address: {one}}}\n" for one in self.gone)
        return text + (f"removed:\n{tombs}" if tombs else "")


GROUPS = "{value: {label: Value}, spare: {label: Spare}}"
TIN = "          - {value: tin, label: Tin}\n"
SILVER = "          - {value: silver, label: Silver, description: Second}\n"
GOLD = "          - {value: gold, label: Gold}\n"
CODE = "      code: {label: Code, groupName: value, type: string, fieldType: text}\n"
NOTE = "      note: {label: Note, groupName: value, type: string, fieldType: textarea, description: By hand}\n"
MIDDLE = "          middle: {label: Middle, metadata: {probability: 0.5}}\n"
LAST = "          last: {label: Last, metadata: {probability: 1}}\n"
OTHER = """\
      other:
        label: Other
        stages:
          one: {label: One, metadata: {probability: 0.1}}
          two: {label: Two, metadata: {probability: 1}}
"""
LABELS = """\
associations:
  - from: deals
    to: contacts
    labels:
      sponsor: {label: Sponsor, inverseLabel: Sponsors}
"""
SPONSOR = "      sponsor: {label: Sponsor, inverseLabel: Sponsors}\n"
OBJECT = BASE[BASE.index("customObjects") : BASE.index("associations")]
KEPT = "    description: Kept.\n    requiredProperties: [due]\n    secondaryDisplayProperties: [due]\n"
RULE = '{ruleType: MAX_LENGTH, ruleArguments: ["9"]}'
TEXT = "label: Code, groupName: value, type: string, fieldType: text"
ZINC = "          - {value: zinc, label: Zinc}\n"
MORE = "      more: {label: More, groupName: new, type: string, fieldType: text}\n"
NEW = "      fresh:\n        label: Fresh\n        stages:\n          a: {label: A, metadata: {probability: 1}}\n"

CASES = (
    Case("group created", ((GROUPS, "{value: {label: Value}, spare: {label: Spare}, new: {label: New}}"),)),
    Case("group changed", (("spare: {label: Spare}", "spare: {label: Extra, displayOrder: 0}"),)),
    Case(
        "group removed",
        ((", spare: {label: Spare}", ""),),
        ("group.contacts.spare",),
        ("GROUP_DELETED:group.contacts.spare",),
        lost=("group.contacts.spare",),
    ),
    Case(
        "group and properties created",
        ((GROUPS, "{value: {label: Value}, spare: {label: Spare}, new: {label: New}}"), (CODE, CODE + MORE)),
        lost=("property.contacts.more",),
    ),
    Case("property changed", (("label: Seats", "label: Places, description: At the table, hidden: true"),)),
    Case("property moved to another group", (("label: Seats, groupName: value", "label: Seats, groupName: spare"),)),
    Case("formula changed", (("seats * 2", "seats * 3"),)),
    Case(
        "type changed",
        ((TEXT, f"{TEXT}area"),),
    ),
    Case(
        "property removed",
        ((NOTE, ""),),
        ("property.contacts.note",),
        ("PROPERTY_ARCHIVED:property.contacts.note",),
    ),
    Case("option added at the end", ((TIN, TIN + "          - {value: zinc, label: Zinc}\n"),)),
    Case("option added between", ((TIN, "          - {value: zinc, label: Zinc}\n" + TIN),)),
    Case("options reordered", ((GOLD, ""), (TIN, TIN + GOLD))),
    Case(
        "option changed", (("label: Silver, description: Second", "label: Argent, description: Other, hidden: true"),)
    ),
    Case(
        "option removed",
        ((SILVER, ""),),
        ("property.contacts.tier/options/silver",),
        ("OPTION_REMOVED:property.contacts.tier/options/silver",),
    ),
    Case(
        "options added, removed, changed and reordered",
        ((SILVER, ""), (GOLD, ""), (TIN, ZINC + "          - {value: tin, label: T}\n" + GOLD)),
        ("property.contacts.tier/options/silver",),
        ("OPTION_REMOVED:property.contacts.tier/options/silver",),
    ),
    Case("pipeline created", ((OTHER, OTHER + NEW),)),
    Case("pipeline changed", (("label: Other", "label: Else\n        displayOrder: 0"),)),
    Case(
        "pipeline removed",
        ((OTHER, ""),),
        ("pipeline.deals.other",),
        ("PIPELINE_DELETED:pipeline.deals.other",),
        lost=("pipeline.deals.other",),
    ),
    Case("stage added", ((LAST, "          late: {label: Late, metadata: {probability: 0.7}}\n" + LAST),)),
    Case(
        "stage changed", (("label: Middle, metadata: {probability: 0.5}", "label: Mid, metadata: {probability: 0.6}"),)
    ),
    Case("stages reordered", ((MIDDLE, ""), (LAST, LAST + MIDDLE))),
    Case(
        "stages swap labels",
        (("label: First", "label: X"), ("label: Middle", "label: First"), ("label: X", "label: Middle")),
    ),
    Case(
        "stage removed",
        ((MIDDLE, ""),),
        ("pipeline.deals.path/stages/middle",),
        ("STAGE_DELETED:pipeline.deals.path/stages/middle",),
        lost=("pipeline.deals.path",),
    ),
    Case(
        "label created",
        ((SPONSOR, SPONSOR + "      advisor: {label: Advisor}\n"),),
        back=("LABEL_DELETED:label.deals.contacts.advisor",),
    ),
    Case("label changed", (("label: Sponsor, inverseLabel: Sponsors", "label: Payer, inverseLabel: Pays for"),)),
    Case(
        "label limited",
        (("inverseLabel: Sponsors}", "inverseLabel: Sponsors, maxToObjects: 3}"),),
        lost=("label.deals.contacts.sponsor",),
        differs=frozenset({"association_limits"}),
        recorded=False,
    ),
    Case(
        "label removed",
        ((LABELS, ""),),
        ("label.deals.contacts.sponsor",),
        ("LABEL_DELETED:label.deals.contacts.sponsor",),
        lost=("label.deals.contacts.sponsor",),
        differs=frozenset({"association_types"}),
        recorded=False,
    ),
    Case("rule changed", (('["9"]', '["8"]'),)),
    Case(
        "rule added",
        ((RULE, f"{RULE}, {{ruleType: ALPHANUMERIC}}"),),
        lost=("validation.contacts.code",),
        differs=frozenset({"property_validations"}),
        recorded=False,
    ),
    Case(
        "object changed",
        (
            ("plural: Deliverables}", "plural: Promises}"),
            ("primaryDisplayProperty: deliverable_name\n", "primaryDisplayProperty: deliverable_name\n" + KEPT),
        ),
    ),
    Case(
        "object created",
        ((OBJECT, OBJECT),),
        without=(OBJECT,),
        lost=("schema.deliverable",),
        differs=frozenset({"groups", "properties"}),
    ),
    Case(
        "object removed",
        ((OBJECT, ""),),
        ("schema.deliverable",),
        ("SCHEMA_ARCHIVED:schema.deliverable",),
        lost=("schema.deliverable",),
        differs=frozenset({"schemas", "association_types"}),
        recorded=False,
    ),
)


def _configuration(desk: Desk) -> dict[str, Any]:
    found = desk.emulator.state()["collections"]
    live = {
        name: _plain(one) for name, one in found.items() if not name.startswith(("audits/", "archived", "counters"))
    }
    return {name: one for name, one in live.items() if one}


def _plain(value: Any) -> Any:
    """Leave out when and by whom; a list that is numbered is told by its order."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in sorted(value.items()) if name not in VOLATILE}
    if isinstance(value, list) and all(isinstance(one, dict) and "displayOrder" in one for one in value):
        ordered = sorted(value, key=lambda one: one["displayOrder"])
        return [_plain({name: inner for name, inner in one.items() if name != "displayOrder"}) for one in ordered]
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _applied(desk: Desk, blueprint: str, *allow: str) -> None:
    desk.write("blueprints/portal.yaml", blueprint)
    ended = desk.run("apply", "--yes", *(word for one in allow for word in ("--allow", one)))
    assert 0 == ended.code, ended.said + ended.told


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_rollback_restores(fresh: Desk, case: Case) -> None:
    """State before = state after apply and rollback; what cannot come back is named; the record tells as before."""
    base = BASE
    for text in case.without:
        base = base.replace(text, "")
    _applied(fresh, base)
    before, record = _configuration(fresh), json.loads(fresh.read("applied/acme.json"))["entries"]
    _applied(fresh, case.blueprint(BASE), *case.allow)
    assert before != _configuration(fresh)

    ended = fresh.run("rollback", "--yes", *(word for one in case.back for word in ("--allow", one)))

    assert 0 == ended.code, ended.said + ended.told
    after = _configuration(fresh)
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    told = [one for one in case.lost if f"{one}" not in ended.said.partition("Notices")[2]]
    assert (case.differs, []) == (frozenset(name.partition("/")[0] for name in differing), told), ended.said
    if case.recorded:
        assert record == json.loads(fresh.read("applied/acme.json"))["entries"]
