"""One resource with both sides, and the compiled desired state with its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.model import Address, Body, Desired, Place, Removal, Resource, Selector
from cvpctl.render.show_text import compiled_yaml, resource_text

Golden = Callable[[str, str], None]
STAGE = Address("property", ("contacts",), "value_path_stage")
BODY: Body = {
    "label": "Value Path Stage",
    "type": "enumeration",
    "hidden": False,
    "displayOrder": 3,
    "options": [{"value": "audience", "label": "Zuhörer: #1"}, {"value": "no", "label": "No"}],
}


def _place(line: int) -> Place:
    return Place("blueprints/acme.yaml", line, 7)


DESIRED = Resource(
    STAGE,
    BODY,
    _place(12),
    {("label",): _place(13), ("options",): _place(16), ("options", "audience"): _place(17)},
)
LIVE = Resource(STAGE, {"label": "[red]Edited[/red]", "options": {"audience": {"label": "Audience"}}})
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)
)
KEYS = st.one_of(st.text(max_size=8), st.sampled_from(["no", "null", "1", "~", "a: b", "#", "- x", "value"]))
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


def test_both_sides(golden: Golden) -> None:
    """Blueprint and portal stand under each other, fields in columns, with places where something was said."""
    golden("show.txt", resource_text(STAGE, DESIRED, LIVE))


def test_only_a_terminal_cuts() -> None:
    """Without a width a value and its place stand whole, however long they are."""
    place = Place(f"blueprints/{'deep/' * 30}acme.yaml", 12, 7)
    told = Resource(STAGE, {"description": "word " * 60}, None, {("description",): place})

    whole, cut = resource_text(STAGE, told, None), resource_text(STAGE, told, None, width=80)

    assert "word " * 60 + '"' in whole
    assert str(place) in whole
    assert max(map(len, cut.splitlines())) <= 80


def test_one_side_is_missing() -> None:
    """A side that has nothing says so."""
    assert "portal: nothing there" in resource_text(STAGE, DESIRED, None)
    assert "blueprint: nothing there" in resource_text(STAGE, None, LIVE)


def test_compiled(golden: Golden) -> None:
    """Every resource and field carries the place that said it; tombstones stand last."""
    gone = Address("group", ("contacts",), "old & odd")
    group = Resource(Address("group", ("contacts",), "value_path"), {})
    desired = Desired({STAGE: DESIRED, group.address: group}, {gone: Removal(gone, _place(99))})
    golden("compiled.txt", compiled_yaml(desired))


@given(st.dictionaries(KEYS, VALUES, max_size=4))
@settings(max_examples=100, deadline=None)
def test_compiled_is_yaml(body: Body) -> None:
    """Whatever a body holds, the listing reads back as YAML to that body."""
    listing = compiled_yaml(Desired({STAGE: Resource(STAGE, body, _place(1), {("label",): _place(2)})}))

    assert {str(STAGE): body} == yaml.safe_load(listing)


def test_nothing_is_desired() -> None:
    """An empty blueprint compiles to an empty mapping, which is YAML too."""
    assert yaml.safe_load(compiled_yaml(Desired())) == {}


def test_what_a_blueprint_owns_stands_at_the_end() -> None:
    """Exclusive lists and namespaces, the latter with the place that claims them."""
    selector = Selector("label", pairs=(("contacts", "deals"),), prefix="v_", place=_place(40))
    listing = compiled_yaml(Desired(manages=(selector,), exclusive=frozenset({STAGE.child("options")})))

    assert "# blueprints/acme.yaml:40:7" in listing
    assert {
        "exclusive": ["property.contacts.value_path_stage/options"],
        "manages": [{"kind": "label", "pairs": ["contacts.deals"], "prefix": "v_"}],
    } == yaml.safe_load(listing)
