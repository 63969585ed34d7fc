"""Bodies for laws: what a person could write by a kind's schema, and what a portal could answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from cvpctl.kinds import KINDS, Kind
from cvpctl.model import Address, Body

SCOPES = {"pipeline": "deals"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | st.sampled_from(["__a", "a.b", "a/b", "1", "A"])
NUMBERS = st.integers(0, 9) | st.sampled_from([0.5, 1.0, "0.50", "1"])


def address_of(kind: Kind) -> Address:
    return Address(kind.name, (SCOPES.get(kind.name, "contacts"),), "value")


def stated(kind: Kind) -> st.SearchStrategy[Body]:
    """A body as a blueprint states it: any of the schema's fields, in any order."""
    fields = {name: _values(schema) for name, schema in kind.schema["properties"].items()}
    return st.fixed_dictionaries({}, optional=fields).flatmap(_shuffled)


def _shuffled(body: Body) -> st.SearchStrategy[Body]:
    return st.permutations(list(body)).map(lambda names: {name: body[name] for name in names})


def _values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "array":
        return _lists(schema)
    if schema["type"] == "object":
        return _table(schema)
    scalars: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(schema.get("minimum", -1), 9),
        "string": TEXTS.filter(lambda text: len(text) >= schema.get("minLength", 0)),
    }
    return scalars[schema["type"]] if isinstance(schema["type"], str) else NUMBERS | st.booleans()


def _lists(schema: Mapping[str, Any]) -> st.SearchStrategy[list[Any]]:
    """Two children with one identity are refused before anything is normalised."""
    items, fewest = schema["items"], schema.get("minItems", 0)
    if items.get("type") == "string":
        return st.lists(TEXTS.filter(bool), min_size=fewest, max_size=min(4, schema.get("maxItems", 4)), unique=True)
    short = TEXTS.filter(bool) if "else" in items else st.nothing()
    child = _table(items.get("else", items)) | short
    return st.lists(child, min_size=fewest, max_size=4, unique_by=_identity)


def _identity(one: Any) -> Any:
    return one.get("value", one.get("ruleType")) if isinstance(one, dict) else one


def _table(schema: Mapping[str, Any]) -> st.SearchStrategy[Body]:
    if "properties" not in schema:
        return st.dictionaries(
            TEXTS.filter(bool),
            _values(schema["additionalProperties"]),
            min_size=schema.get("minProperties", 0),
            max_size=4,
        )
    required = schema.get("required", ())
    fields = {name: _values(child) for name, child in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: fields[name] for name in required},
        optional={name: value for name, value in fields.items() if name not in required},
    )


def answered(kind: Kind, body: Body, random: Random) -> Body:
    """What a portal says of a thing it made from `body`: lists in no order, numbered, and much beside."""
    answer: Body = {"createdAt": "2030-01-01T00:00:00Z", "archived": False, "hubspotDefined": None, **body}
    for name, rule in kind.fields.items():
        if rule.keyed_by and name in body:
            answer[name] = _listed(body[name], rule.keyed_by, random)
    names = list(answer)
    random.shuffle(names)
    return {name: answer[name] for name in names}


def _listed(children: Any, keyed_by: str, random: Random) -> list[Body]:
    pairs = (
        [(key, child) for key, child in children.items()]
        if isinstance(children, dict)
        else [(one[keyed_by], one) if isinstance(one, dict) else (one, {"label": one}) for one in children]
    )
    step = random.randint(1, 3)
    listed = [
        {**_answered_child(child), keyed_by: key, "displayOrder": number * step, "writePermissions": "ANY"}
        for number, (key, child) in enumerate(pairs)
    ]
    random.shuffle(listed)
    return listed


def _answered_child(child: Mapping[str, Any]) -> Body:
    if "metadata" not in child:
        return dict(child)
    return {**child, "metadata": {**{key: _text(value) for key, value in child["metadata"].items()}, "isClosed": "x"}}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def pairs_of_bodies(name: str) -> st.SearchStrategy[tuple[Body, Body]]:
    """Two bodies of one kind, normalised: one as stated, one as live."""
    kind = KINDS[name]
    bodies = stated(kind).map(lambda body: kind.normalise(address_of(kind), body))
    return st.tuples(bodies, bodies)
