"""Records that two runs wrote from the same beginning: no entry of either is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cvpctl.model import Address, Entry, Record
from cvpctl.project.record_merge import merged

NAMES = st.sampled_from([Address("property", ("contacts",), name) for name in "abcdef"])
ENTRIES = st.dictionaries(NAMES, st.sampled_from([Entry({"label": text}, {"label": text}) for text in "xyz"]))
RECORDS = st.builds(lambda entries, completed: Record(1, "acme", entries, completed), ENTRIES, st.sampled_from("abc"))


@given(RECORDS, RECORDS, RECORDS)
def test_what_one_side_did_is_kept(before: Record, ours: Record, theirs: Record) -> None:
    """An address only one side touched is as that side left it; where both did, ours stands."""
    found = merged(before, ours, theirs)

    for address in {*before.entries, *ours.entries, *theirs.entries}:
        was, mine, other = (side.entries.get(address) for side in (before, ours, theirs))
        assert found.entries.get(address) == (other if mine == was else mine)


@given(RECORDS, RECORDS)
def test_nobody_elses_changes_leave_ours(before: Record, ours: Record) -> None:
    """With no writer in between the record is exactly the one that was to be saved, whichever way round."""
    assert ours == merged(before, ours, before) == merged(before, before, ours)


@given(RECORDS, RECORDS, RECORDS)
def test_merging_again_changes_nothing(before: Record, ours: Record, theirs: Record) -> None:
    """A push that is tried again after it had worked is harmless."""
    once = merged(before, ours, theirs)
    assert once == merged(before, ours, once)
