"""The text form of an address reads back to the same address."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpctl.model import Address, AddressError, canonical

ODD_NAMES = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        [".", "/", "#", "%", "%2E", "a.b", "a/b#c", "apt_utilities_&_insurance", "Größe", "段階", "🙂", " ", "\n"]
    ),
)
ADDRESSES = st.builds(
    Address,
    kind=ODD_NAMES,
    scope=st.lists(ODD_NAMES, max_size=3).map(tuple),
    key=ODD_NAMES,
    subpath=st.lists(ODD_NAMES, max_size=3).map(tuple),
    field=st.one_of(st.just(""), ODD_NAMES),
)


@given(ADDRESSES)
def test_round_trip(address: Address) -> None:
    """Whatever the names hold, the text form is read back to an equal address."""
    assert address == Address.parse(str(address))


@given(ADDRESSES)
def test_text_is_safe_everywhere(address: Address) -> None:
    """The text form holds no character that a shell, a log line or a Markdown table could stumble over."""
    assert re.fullmatch(r"[A-Za-z0-9_\-%./#]+", str(address))


@given(ADDRESSES, ADDRESSES)
def test_text_is_injective(one: Address, other: Address) -> None:
    """Two addresses share a text form only when they are equal."""
    assert (one == other) == (str(one) == str(other))


@pytest.mark.parametrize("text", ["", "property", "property..x", ".contacts.x", "property.contacts.x/", "schema.x#"])
def test_refuses_what_is_no_address(text: str) -> None:
    """A text without kind and key, or with an empty part, is refused with an example of an address."""
    with pytest.raises(AddressError, match=r"one looks like property\.contacts\.value_path_stage"):
        Address.parse(text)


def test_parts_and_owner() -> None:
    """A part knows its resource, whatever stands below it."""
    stage = Address.parse("pipeline.deals.path_to_value").child("stages", "discover_value").at("label")

    assert str(stage) == "pipeline.deals.path_to_value/stages/discover_value#label"
    assert stage.owner == Address("pipeline", ("deals",), "path_to_value")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("property.contact.tier", "property.contacts.tier"),
        ("property.CONTACT.tier#label", "property.contacts.tier#label"),
        ("property.0-1.*", "property.contacts.*"),
        ("label.project.0-1.sponsor", "label.projects.contacts.sponsor"),
        ("property.line%20item.tier", "property.line_items.tier"),
        ("pipeline.deal.path/stages/deal.x", "pipeline.deals.path/stages/deal.x"),
        ("*.ticket.*", "*.tickets.*"),
        ("property.contacts.contact", "property.contacts.contact"),
        ("property.deliverable.kind", "property.deliverable.kind"),
        ("schema.contact", "schema.contact"),
        ("property.contact", "property.contact"),
        ("*", "*"),
        ("", ""),
        ("...", "..."),
    ],
)
def test_objects_are_called_by_their_canonical_names(said: str, meant: str) -> None:
    """An object goes by any of its names in an address or a glob; keys and whatever is no address stay as typed."""
    assert meant == canonical(said)


@given(st.text(max_size=30))
def test_any_text_has_one_canonical_form(text: str) -> None:
    """Whatever is typed, the canonical form is its own canonical form."""
    assert canonical(text) == canonical(canonical(text))
