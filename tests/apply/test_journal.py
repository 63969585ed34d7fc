"""The journal: on disk before the call, readable after a kill, and honest about what nobody knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from apply.made_up_portal import Counting, MadeUpPortal
from engine.situation import GROUPS, STAGE, TEXT, VALUE, desired, live, planned

from cvpctl.apply import Journal, in_doubt, read_journal
from cvpctl.apply.run import walk
from cvpctl.errors import DailyLimit
from cvpctl.model import Body, Plan

ODD = "Ä \u2028 \x85 💛 \ud83d"
"""Line separators of Unicode, two-byte letters, and half of a pair, as a truncated label may hold."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "journal.jsonl"


@pytest.fixture
def plan() -> Plan:
    bodies: dict[str, Body] = {**GROUPS, STAGE: {**TEXT, "label": ODD}}
    return planned(desired(bodies), live())


def walked(plan: Plan, portal: MadeUpPortal, path: Path) -> None:
    with Journal(path) as journal:
        journal.begin(plan)
        walk(plan, portal, journal, Counting())
        journal.end(done=2, of=2)


def test_intended_is_on_disk_before_the_call(plan: Plan, path: Path) -> None:
    """The portal itself reads the file when a call arrives, and finds the call announced with all its steps."""
    portal = MadeUpPortal(journal=path)
    walked(plan, portal, path)
    assert (len(portal.calls), portal.unannounced) == (2, [])


def test_each_call_is_settled_after(plan: Plan, path: Path) -> None:
    """Begin, pairs of intended and settled in order, end."""
    walked(plan, MadeUpPortal(), path)
    events = read_journal(path)
    assert [(event["event"], event.get("call")) for event in events] == [
        ("begin", None),
        ("intended", 1),
        ("settled", 1),
        ("intended", 2),
        ("settled", 2),
        ("end", None),
    ]
    begin, end = events[0], events[-1]
    assert (begin["format"], begin["digest"], begin["calls"]) == ("cvpctl.journal/1", plan.digest, 2)
    assert (end["done"], end["of"]) == (2, 2)


def test_what_was_sent_is_in_it(plan: Plan, path: Path) -> None:
    """Texts come back whole, whatever they hold."""
    walked(plan, MadeUpPortal(), path)
    single, batch = (event for event in read_journal(path) if event["event"] == "intended")
    assert (single["operation"], single["body"]["name"]) == ("properties.create_group", "value")
    assert (batch["operation"], batch["body"]["inputs"][0]["label"]) == ("properties.batch_create", ODD)


def test_a_refusal_is_told_in_words(plan: Plan, path: Path) -> None:
    """How each step ended, with what the portal said."""
    walked(plan, MadeUpPortal(refuses={f"{VALUE}:create": "too many"}), path)
    settled = [event["outcomes"] for event in read_journal(path) if event["event"] == "settled"]
    assert settled == [{f"{VALUE}:create": "failed: too many"}]


def test_nothing_is_in_doubt_after_an_ordinary_run(plan: Plan, path: Path) -> None:
    """Nor after one that the portal ended, since that is settled as it was told."""
    walked(plan, MadeUpPortal(), path)
    assert in_doubt(read_journal(path)) == []
    other = path.with_name("other.jsonl")
    walked(plan, MadeUpPortal(raises={f"{VALUE}:create": DailyLimit("used up")}), other)
    assert in_doubt(read_journal(other)) == []


def test_a_call_without_an_end_is_in_doubt(plan: Plan, path: Path) -> None:
    """Killed, or interrupted in the middle of a call."""
    walked(plan, MadeUpPortal(raises={f"{STAGE}:create": KeyboardInterrupt()}), path)
    assert [event["covers"] for event in in_doubt(read_journal(path))] == [[f"{STAGE}:create"]]


def test_a_file_cut_anywhere_reads_as_far_as_it_is_whole(plan: Plan, path: Path) -> None:
    """A kill may leave half a line, even half a letter; everything before it counts."""
    walked(plan, MadeUpPortal(), path)
    whole, events = path.read_bytes(), read_journal(path)
    ends = [at for at, byte in enumerate(whole) if byte == ord("\n")]
    for length in (*range(0, len(whole), 11), *(end + by for end in ends for by in (0, 1))):
        path.write_bytes(whole[:length])
        assert read_journal(path) == events[: sum(1 for end in ends if end <= length)]


def test_a_line_in_two_byte_letters_may_be_cut_within_one(path: Path) -> None:
    """A journal that was written with plain letters reads as well."""
    lines = [json.dumps({"event": "intended", "call": n, "body": "Ä\u2028"}, ensure_ascii=False) for n in (1, 2)]
    path.parent.mkdir()
    path.write_bytes("\n".join(lines).encode()[:-3])
    assert [event["call"] for event in read_journal(path)] == [1]
