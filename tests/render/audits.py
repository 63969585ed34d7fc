"""An audit made by hand, with one of everything that can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cvpctl.model import Address, Finding, Place, Severity, Unknown, Unseen
from cvpctl.model.audit import Audit, Case, Counted, Excepted, Principle, RuleCard, Score, Unjudged

FILE = "blueprints/acme portal.yaml"
BREAKS = "objects: {contacts: {properties: {old_stage: {label: Old Stage}}}}\n"


def card(code: str, principle: Principle, severity: Severity, title: str, source: str, *needs: str) -> RuleCard:
    cases = (Case("Two of them.", BREAKS, ("property.contacts.old_stage",)), Case("One is enough.", "objects: {}\n"))
    why, fix = f"{title} costs whoever comes after you", "Take one of them out."
    proven = "" if needs else "A fictional portal had two."
    return RuleCard(code, principle, severity, title, why, source, fix, needs, proven, cases)


STAGE = card(
    "STAGE_TWICE", Principle.CUSTOMER_CENTRIC, Severity.WARNING, "A stage said twice", "https://www.example.com/stages"
)
LABEL = card("LABEL_ODD", Principle.NAMING, Severity.WARNING, "A label nobody reads", "ours: people read labels")
EMPTY = card("PROPERTY_EMPTY", Principle.HYGIENE, Severity.WARNING, "A property nobody fills", "ours: a test", "fills")
OFF = card(
    "PIPELINE_LONG", Principle.HYGIENE, Severity.INFO, "A long pipeline", "ours: a test", "pipeline.deals", "live"
)


def finding(rule: RuleCard, message: str, key: str = "", line: int = 0, paste: str = "") -> Finding:
    address = Address.parse(key) if key else None
    place = Place(FILE, line, 7) if line else None
    return Finding(rule.code, rule.severity, message, rule.fix, address=address, place=place, paste=paste)


TWICE = replace(
    finding(STAGE, "old_stage says what value_path says", "property.contacts.old_stage", 12), help="Bind it."
)
MISSING = finding(STAGE, "there is no order pipeline", paste="objects:\n  orders: {}")
ODDS = tuple(finding(LABEL, f"`Step {n}` | says nothing", f"property.deals.step_{n}", n) for n in range(30, 42))
KEPT = Excepted(
    finding(LABEL, "`Zone` is odd", "property.companies.zone", 3),
    "a branch office calls it so",
    date(2027, 3, 31),
    Place("cvpctl.yaml", 9, 5),
)
REMARK = Finding(
    "EXCEPTION_UNUSED",
    Severity.INFO,
    "the exception of LABEL_ODD for property.deals.* covers nothing that this audit found",
    "take it out",
    place=Place("cvpctl.yaml", 14, 5),
)
WEIGHTS = {"STAGE_TWICE": Severity.ERROR, "LABEL_ODD": Severity.INFO, "PROPERTY_EMPTY": Severity.WARNING}
SCORES = (
    Score(Principle.CUSTOMER_CENTRIC, 4, 5, 2),
    Score(Principle.NAMING, 2, 2, 12, 12, ("LABEL_LONG",)),
    Score(Principle.HYGIENE, 0, 0),
)

AUDIT = Audit(
    "acme (portal 1234567)",
    (STAGE, LABEL, EMPTY, OFF),
    {**WEIGHTS, "PIPELINE_LONG": Severity.INFO},
    tuple(replace(one, severity=WEIGHTS[one.code]) for one in (TWICE, MISSING, *ODDS)),
    (KEPT,),
    {"PROPERTY_EMPTY": Unjudged.NO_COUNTS, "PIPELINE_LONG": Unjudged.OFF},
    SCORES,
    (REMARK,),
    ((("pipeline", ("deals",)), Unknown(Unseen.FORBIDDEN, "the token lacks crm.objects.deals.read")),),
    1234567,
    Counted(
        31, 40, 25, date(2026, 8, 20), date(2026, 8, 22), {"companies": "the token lacks crm.objects.companies.read"}
    ),
    "a portal on this machine, not HubSpot",
)
CLEAN = Audit("blueprints", (LABEL,), {"LABEL_ODD": Severity.WARNING}, scores=(Score(Principle.NAMING, 1, 1),))
