"""Laws of translation: there and back is where one was, and what is not bound stays as it is."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.model import Address, Body
from cvpctl.portal.identities import Identities
from cvpctl.portal.translation import pipeline_body, property_body, schema_body, validation_body

HOME = ("contacts",)
MODEST = settings(deadline=None, max_examples=60)
NAMES = st.sampled_from(["one", "two", "three", "four", "if_only"])
LIVE = st.permutations(["l_one", "l_two", "l_three", "four", "l_if"])


def bound(live: list[str]) -> Identities:
    """Our five names, each for another live one; pipelines and stages likewise."""
    ours = ["one", "two", "three", "four", "if_only"]
    pairs = dict(zip(ours, live, strict=True))
    bindings = {Address(kind, HOME, key): name for kind in ("property", "group") for key, name in pairs.items()}
    pipelines = {Address("pipeline", HOME, key): name for key, name in pairs.items()}
    stages = {one.child("stages", key): name for one in pipelines for key, name in pairs.items()}
    return Identities(bindings | pipelines | stages)


PROPERTIES = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "groupName": NAMES,
        "currencyPropertyName": NAMES,
        "calculationFormula": st.lists(
            NAMES | st.sampled_from(["'one'", "+", "max(", "2", '"it\'s two"']), min_size=1
        ).map(" ".join),
        "label": st.sampled_from(["one", "Label"]),
    },
)
STAGES = st.lists(NAMES, unique=True).map(lambda names: [{"id": name, "label": name} for name in names])
PIPELINES = st.fixed_dictionaries({"id": NAMES, "label": NAMES, "stages": STAGES})


@MODEST
@given(body=PROPERTIES, live=LIVE)
def test_a_property_comes_back(body: Body, live: list[str]) -> None:
    """Its group, its currency and its formula as well; its label is nobody's name."""
    identities, before = bound(live), copy.deepcopy(body)
    there = property_body(HOME, body, identities.live)
    assert (body, there.get("label")) == (before, body.get("label"))
    assert body == property_body(HOME, there, identities.ours)


@MODEST
@given(body=PIPELINES, live=LIVE)
def test_a_pipeline_comes_back(body: Body, live: list[str]) -> None:
    """With all its stages."""
    identities = bound(live)
    there = pipeline_body(HOME, body, identities.live, body["id"])
    assert body == pipeline_body(HOME, there, identities.ours, body["id"])


@MODEST
@given(names=st.lists(NAMES, min_size=1), live=LIVE)
def test_a_schema_comes_back(names: list[str], live: list[str]) -> None:
    """With every property it displays."""
    identities = bound(live)
    body: Body = {"name": "contacts", "primaryDisplayProperty": names[0], "searchableProperties": names}
    body |= {"properties": [{"name": name} for name in names], "requiredProperties": []}
    assert body == schema_body(HOME, schema_body(HOME, body, identities.live), identities.ours)


def test_nothing_is_renamed_without_a_binding() -> None:
    """Not even inside a formula."""
    body: Body = {"name": "a", "groupName": "b", "calculationFormula": "a + 'b'", "propertyName": "a"}
    nobody = Identities({})
    assert body == property_body(HOME, body, nobody.live) == validation_body(HOME, body, nobody.ours)
    assert not nobody


def test_a_name_is_bound_in_its_own_scope_only() -> None:
    """The same name may mean another thing on another object, or in another pipeline."""
    pipeline = Address("pipeline", HOME, "one")
    identities = Identities({Address("property", HOME, "one"): "x", pipeline.child("stages", "one"): "y"})
    assert identities.live(Address("property", ("deals",), "one")) == "one"
    assert identities.live(Address("group", HOME, "one")) == "one"
    assert identities.live(Address("pipeline", HOME, "two").child("stages", "one")) == "one"
    assert identities.ours(Address("pipeline", HOME, "two").child("stages", "y")) == "y"
