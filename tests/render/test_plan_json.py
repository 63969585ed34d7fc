"""A plan for a program is the plan file."""

from __future__ import annotations

import json

from cvpctl.model import Plan
from cvpctl.model.plan_json import plan_from_json
from cvpctl.render.plan_json import plan_json


def test_reads_back(everything: Plan) -> None:
    """What `--format json` prints is a plan file: it reads back to the same plan."""
    assert everything == plan_from_json(json.loads(plan_json(everything)))


def test_letters_stay_letters(everything: Plan) -> None:
    """Labels stand in the file as people wrote them."""
    assert '"Betrag (netto), größer als 0 €"' in plan_json(everything)
