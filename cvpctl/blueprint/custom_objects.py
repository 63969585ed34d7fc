"""What a custom object takes from elsewhere in the blueprints: the definition of its primary property.

HubSpot creates the two together, so the body of a schema holds it although a person states it under `properties:`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvpctl.blueprint.language import EXCLUSIVE, JUSTIFICATION
from cvpctl.blueprint.language_items import ABOUT
from cvpctl.blueprint.statement import Statement
from cvpctl.kinds import FieldRule, Problem
from cvpctl.kinds.schemas import BORN
from cvpctl.model import Address, Body

_UNSENT = {EXCLUSIVE, *ABOUT}


def body_of(statement: Statement, stated: Mapping[Address, Statement]) -> Body:
    """Return what a statement says as its kind knows it, short forms written out."""
    said = statement.body.items()
    body = {name: _written_out(statement.kind.rule(name), value) for name, value in said if name not in _UNSENT}
    if statement.kind.name != "schema":
        return body
    address = statement.address
    primary = stated.get(Address("property", (address.key,), str(body.get("primaryDisplayProperty"))))
    own = {name: value for name, value in body.items() if name != JUSTIFICATION}
    return own | ({BORN: body_of(primary, stated)} if primary else {})


def justification_problems(statement: Statement) -> Iterator[Problem]:
    """Everything that can be a native object should be one, so each that is not says why."""
    if statement.kind.name == "schema" and JUSTIFICATION not in statement.body:
        message = f"nothing says why {statement.address.key} must be a custom object"
        help_ = "add justification: {nativesConsidered: [services], why: …}"
        yield Problem((), "JUSTIFICATION_MISSING", message, help_, at_key=True, warning=True)


def _written_out(rule: FieldRule, value: Any) -> Any:
    """A plain text in a keyed list stands for identity and label at once."""
    if not rule.keyed_by or not isinstance(value, list):
        return value
    return [child if isinstance(child, dict) else {rule.keyed_by: child, "label": child} for child in value]
