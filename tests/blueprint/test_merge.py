"""The laws of merging, over any layers."""

from __future__ import annotations

from functools import reduce
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cvpctl.blueprint.merge import Children, Move, merged

KEYS = st.sampled_from("abcdef")
SCALARS = st.integers(0, 3) | st.text("xy", max_size=2) | st.booleans() | st.lists(st.integers(0, 2), max_size=2)
CHILD = st.dictionaries(st.sampled_from(["label", "hidden"]), SCALARS, max_size=2)
CHILDREN = st.builds(Children, st.dictionaries(KEYS, CHILD, max_size=4), st.booleans())
# One field is always a keyed list and one always a mapping, as a schema sees to.
BODY = st.fixed_dictionaries(
    {}, optional={"label": SCALARS, "options": CHILDREN, "metadata": st.dictionaries(KEYS, SCALARS, max_size=3)}
)


def exact(body: Any) -> Any:
    """Make the order of children part of a comparison."""
    if isinstance(body, Children):
        return [(key, exact(child)) for key, child in body.by_key.items()], body.replace
    return {name: exact(value) for name, value in body.items()} if isinstance(body, dict) else body


@given(BODY, BODY, BODY)
def test_merging_is_associative(low: Any, middle: Any, high: Any) -> None:
    """It does not matter which two of three layers are put together first."""
    assert exact(merged(merged(low, middle), high)) == exact(merged(low, merged(middle, high)))


@given(BODY)
def test_saying_nothing_or_the_same_changes_nothing(body: Any) -> None:
    """An empty layer is neutral on both sides, and a layer said twice is said once."""
    assert exact(merged({}, body)) == exact(merged(body, {})) == exact(merged(body, body)) == exact(body)


@given(st.lists(BODY, min_size=1, max_size=5))
def test_the_last_layer_has_the_word(layers: list[Any]) -> None:
    """A scalar is what the last layer that says it says."""
    said = [layer["label"] for layer in layers if "label" in layer]
    assert said[-1:] == [value for value in [reduce(merged, layers).get("label")] if said]


@given(order=st.permutations("abcd"), key=KEYS, anchor=KEYS, after=st.booleans())
def test_a_move_changes_one_place(order: list[str], key: str, anchor: str, *, after: bool) -> None:
    """What is placed stands beside its anchor, and the others keep their order."""
    low = Children({name: {} for name in order})
    found = list(merged(low, Children({key: {}}, moves=(Move(key, anchor, after),))).by_key)
    assert [name for name in order if name != key] == [name for name in found if name != key]
    if anchor in found and anchor != key:
        assert found.index(key) - found.index(anchor) == (1 if after else -1)
