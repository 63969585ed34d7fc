"""Lines put into a baseline, or renewed there: every other byte stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.errors import Blocked
from cvpctl.model import Address, Place
from cvpctl.project.drift_baseline import BASELINE_FILE, Accepted, baseline_in
from cvpctl.project.drift_baseline_edit import fresh, with_accepted
from cvpctl.project.source import Source

WHOLE = """\
# What Acme puts up with
known:
  # agreed in March
  - address: property.contacts.tier#label
    portal: acme
    reason: "Sales renamed it"   # on the phone
    owner: Erin Example
    expires: 2026-03-31
    live: Platinum
    # ask again in spring

# end
"""
HASH = "sha256:" + "ab" * 16


def entry(text: str = "property.contacts.region", line: int = 1, **more: Any) -> Accepted:
    said = {"reason": "Theirs", "owner": "Robin Example", "expires": date(2027, 3, 31), "live": HASH, "portal": "acme"}
    return Accepted(Address.parse(text), place=Place(BASELINE_FILE, line, 5), **{**said, **more})


def edited(text: str, one: Accepted, known: Accepted | None = None, told: str = "") -> str:
    return with_accepted(text, one, known, told=told, path=BASELINE_FILE)


def read(text: str) -> tuple[Accepted, ...]:
    return baseline_in(Source(Path(BASELINE_FILE), text.removeprefix("\ufeff")), ["acme"])


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines that are another; all others must be the same bytes in the same place."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    assert len(old) == len(new)
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]


def test_a_line_comes_behind_the_last_one() -> None:
    """Below the comments of that one; nothing else is touched, and a hash has a remark for readers."""
    after = edited(WHOLE, entry(), told='options/gold/label "Gold"')

    before, *_ = WHOLE.partition("\n# end")
    assert after.startswith(before)
    assert after.endswith("\n# end\n")
    assert (
        "  - address: property.contacts.region\n    portal: acme\n    reason: Theirs\n    owner: Robin Example\n"
        f'    expires: 2027-03-31\n    # in the portal: options/gold/label "Gold"\n    live: {HASH}\n'
    ) == after[len(before) : -len("\n# end\n")]


def test_a_renewed_line_keeps_its_comments() -> None:
    """Only the values that are another now are exchanged."""
    known = entry("property.contacts.tier#label", line=4)
    renewed = entry("property.contacts.tier#label", live="Palladium", reason="Sales renamed it")

    assert [
        ("    owner: Erin Example\n", "    owner: Robin Example\n"),
        ("    expires: 2026-03-31\n", "    expires: 2027-03-31\n"),
        ("    live: Platinum\n", "    live: Palladium\n"),
    ] == changed(WHOLE, edited(WHOLE, renewed, known))


def test_the_remark_about_a_hash_goes_along_with_it() -> None:
    """It would lie about another one; one that a person wrote is theirs."""
    text = edited(WHOLE, entry(), told="theirs")
    (_, known) = read(text)

    assert [("    # in the portal: theirs\n", "    # in the portal: others\n")] == [
        pair for pair in changed(text, edited(text, entry(live="sha256:cd"), known, "others")) if "# in" in pair[0]
    ]
    assert "# in the portal" not in edited(text, entry(live="Gold"), known)
    assert "# on the phone" in edited(text, entry(live="Gold"), known)


def test_a_fresh_file_reads_back() -> None:
    """It leads an editor to its schema and says what it is."""
    text = fresh(entry(), told="label", schema=".cvpctl-schema/drift-baseline.schema.json")

    assert text.startswith("# yaml-language-server: $schema=.cvpctl-schema/drift-baseline.schema.json\n")
    assert [HASH] == [one.live for one in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "known: []\n",
        "known: []",
        "known:\n- address: group.contacts.a\n  reason: a\n  owner: b\n  expires: 2027-01-01\n  live: c\n",
        "known:\n    - {address: group.contacts.a, reason: a, owner: b, expires: 2027-01-01, live: c}",
        WHOLE.replace("\n", "\r\n"),
        f"\ufeff{WHOLE}",
    ],
    ids=["empty", "empty without an end", "not indented", "in braces", "Windows", "byte order mark"],
)
def test_any_layout_gets_its_line(text: str) -> None:
    """As deep as those around it, with the file's own line breaks."""
    after = edited(text, entry())

    assert [*read(text), entry().address] == [
        one if number < len(read(text)) else one.address for number, one in enumerate(read(after))
    ]
    assert ("\r\n" in text) == ("\r\n" in after)
    assert after.startswith("\ufeff") == text.startswith("\ufeff")


def test_a_layout_without_room_is_refused_with_the_lines() -> None:
    """A list in brackets has no lines of its own; nothing is written and the lines can be pasted."""
    text = "known: [{address: group.contacts.a, reason: a, owner: b, expires: 2027-01-01, live: c}]\n"
    with pytest.raises(Blocked) as raised:
        edited(text, entry())

    assert f"{BASELINE_FILE}:1:8: the baseline was not written" in raised.value.message
    assert "  - address: property.contacts.region\n    portal: acme" in raised.value.help


PRINTABLE = st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0xFFFD, exclude_characters="\ufeff")
WORDS = st.text(PRINTABLE, min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and " ".join(text.split()) == text
)


@settings(max_examples=60, deadline=None)
@given(reason=WORDS, owner=WORDS, live=st.text(PRINTABLE, max_size=20), told=st.text(PRINTABLE, max_size=30))
def test_any_words_read_back(reason: str, owner: str, live: str, told: str) -> None:
    """Quoted where YAML would take them for something else, new or renewed."""
    one = entry(reason=reason, owner=owner, live=live)
    text = edited(WHOLE, one, told=told)
    (_, back) = read(text)
    renewed = entry(reason=owner, owner=reason, live=live, expires=date(2028, 1, 1))
    (_, again) = read(edited(text, renewed, back, told))

    assert (reason, owner, live) == (back.reason, back.owner, back.live)
    assert (owner, reason, live, date(2028, 1, 1)) == (again.reason, again.owner, again.live, again.expires)
