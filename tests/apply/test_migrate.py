"""No value is lost, whoever edits a record while it is migrated, and wherever the process ends."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from apply.made_up_records import Edit, Killed, MadeUpRecords
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.apply.journal import Journal
from cvpctl.apply.migrate import Migrator
from cvpctl.apply.old_values import OldValues
from cvpctl.model import Address, Call, Migration, Operation, Outcome, Settled

ROLE = "property.contacts.role/options/{}"
OPTIONS = {"source": ROLE.format("old"), "target": ROLE.format("new")}
PROPERTIES = {"source": "property.contacts.city", "target": "property.contacts.town"}
Edits = tuple[Edit, ...]
Looked = tuple[tuple[Outcome, ...], list[str]]
CHOICES = ("", "old", "new", "tin", "old;tin", "tin;old", "old;new", "tin;gold")
TEXTS = ("", "Ulm", "Bonn")


class Silent:
    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def records(self, migration: Migration, done: int, total: int) -> None:
        del migration
        self.seen.append((done, total))


def call_of(ends: Mapping[str, str]) -> Call:
    target = Address.parse(ends["target"])
    return Call(1, 1, Operation("records", "migrate"), dict(ends), (f"{target}:migrate",), (target,))


def migrated(records: MadeUpRecords, ends: Mapping[str, str], folder: Path, watcher: Silent | None = None) -> Outcome:
    with Journal(folder / "run.jsonl") as journal:
        migrator = Migrator(records, folder, journal, watcher or Silent(), sleep=lambda _: None)
        (outcome,) = migrator.carry_out(call_of(ends), lambda: False)
    return outcome


def until_done(records: MadeUpRecords, ends: Mapping[str, str], folder: Path) -> Outcome:
    """Run it, and again after a kill, as a person would."""
    with suppress(Killed):
        return migrated(records, ends, folder)
    return migrated(records, ends, folder)


def edits(sides: tuple[str, ...], texts: tuple[str, ...]) -> st.SearchStrategy[tuple[Edit, ...]]:
    one = st.tuples(st.integers(2, 9), st.integers(1, 3).map(str), st.sampled_from(sides), st.sampled_from(texts))
    return st.lists(one, max_size=6).map(tuple)


KILLS = st.tuples(st.integers(0, 9), st.booleans())


def without_old(text: str) -> str:
    return ";".join(dict.fromkeys("new" if one == "old" else one for one in text.split(";")))


@given(st.lists(st.sampled_from(CHOICES), min_size=1, max_size=3), edits(("target",), CHOICES), KILLS)
@settings(max_examples=100, deadline=None)
def test_no_choice_is_lost(held: list[str], edited: tuple[Edit, ...], kill: tuple[int, bool]) -> None:
    """A record ends with what it held or what somebody gave it last, the old option replaced, the rest untouched."""
    texts = {str(number): text for number, text in enumerate(held, start=1)}
    known = tuple(one for one in edited if one[1] in texts)
    records = MadeUpRecords(dict(texts), {}, known, *kill)
    records.target = records.source
    with tempfile.TemporaryDirectory() as name:
        until_done(records, OPTIONS, Path(name))
    for one, text in texts.items():
        held_ever = [text, *(later for _, which, _, later in records.struck if which == one)]
        meant = records.theirs.get((one, "target"), text)
        # Whoever picks the very choice that we write cannot be told from us; an earlier one of theirs may come back.
        alike = [some for some in held_ever if without_old(some) == without_old(meant)]
        allowed = held_ever if len(alike) > 1 else [meant]
        assert records.source[one] in {*allowed, *map(without_old, allowed)}


@given(
    st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(TEXTS)), min_size=1, max_size=3),
    edits(("source", "target"), TEXTS[1:]),
    KILLS,
)
@settings(max_examples=100, deadline=None)
def test_no_text_is_lost(held: list[tuple[str, str]], edited: tuple[Edit, ...], kill: tuple[int, bool]) -> None:
    """A value of its own in the new property wins; else it has what the old one held, then or later."""
    records = MadeUpRecords(
        {str(number): text for number, (text, _) in enumerate(held, start=1)},
        {str(number): text for number, (_, text) in enumerate(held, start=1)},
        tuple(one for one in edited if int(one[1]) <= len(held)),
        *kill,
    )
    before = {one: (records.source[one], records.target[one]) for one in records.source}
    with tempfile.TemporaryDirectory() as name:
        until_done(records, PROPERTIES, Path(name))
    for one, (old, own) in before.items():
        theirs = records.theirs.get((one, "target"))
        olds = {old, *(text for _, which, side, text in records.struck if (which, side) == (one, "source"))} - {""}
        news = [text for _, which, side, text in records.struck if (which, side) == (one, "target")]
        if theirs in olds or news.count(theirs or "") > 1:
            # What somebody writes as we do cannot be told from ours, and goes with the old property.
            assert records.target[one] in {*olds, *news, own}
        elif theirs is not None:
            assert theirs == records.target[one]
        elif own:
            assert own == records.target[one]
        elif olds and records.target[one]:
            assert records.target[one] in olds
        elif olds:
            # It came to the old property after the last look there, which keeps it.
            assert not old
            assert records.source[one]


def test_what_was_written_in_between_is_written_again(tmp_path: Path) -> None:
    """Somebody picks another choice between our reading and our writing: theirs stands."""
    records = MadeUpRecords({"1": "old"}, {}, ((3, "1", "target", "tin;old"),))
    records.target = records.source

    outcome = migrated(records, OPTIONS, tmp_path)

    assert (Settled.DONE, {"1": "tin;new"}) == (outcome.settled, records.source)
    assert [] == list(tmp_path.rglob("*.values"))


def test_an_old_property_edited_meanwhile_gives_its_newer_value(tmp_path: Path) -> None:
    """The new one gets what the old one holds in the end."""
    records = MadeUpRecords({"1": "Ulm"}, {"1": ""}, ((4, "1", "source", "Bonn"),))

    outcome = migrated(records, PROPERTIES, tmp_path)

    assert (Settled.DONE, "Bonn") == (outcome.settled, records.target["1"])


def test_it_grows_from_one_to_ten_to_a_hundred(tmp_path: Path) -> None:
    """And tells how far it is after each batch."""
    records = MadeUpRecords({str(number): "old" for number in range(1, 251)}, {})
    records.target = records.source
    watcher = Silent()

    outcome = migrated(records, OPTIONS, tmp_path, watcher)

    assert Settled.DONE is outcome.settled
    assert [(1, 250), (11, 250), (111, 250), (211, 250), (250, 250)] == watcher.seen
    assert 100 == records.most_written


@pytest.mark.parametrize("after_write", [False, True])
def test_a_killed_migration_is_finished_by_the_next(tmp_path: Path, after_write: bool) -> None:  # noqa: FBT001
    """Whether or not the last write reached the portal; the first run's counts are what the last must agree with."""
    for killed_at in range(1, 20):
        records = MadeUpRecords({str(n): "old" for n in range(1, 31)}, {}, (), killed_at, after_write)
        records.target = records.source
        folder = tmp_path / str(killed_at)

        outcome = until_done(records, OPTIONS, folder)

        assert (Settled.DONE, {"new"}) == (outcome.settled, set(records.source.values()))
        assert [] == list(folder.rglob("*.values"))


def test_somebody_who_writes_the_old_value_again_and_again_is_told_of(tmp_path: Path) -> None:
    """The old option then stays, since the step has failed."""
    again = tuple((turn, "2", "target", "old") for turn in range(1, 200))
    records = MadeUpRecords({"1": "old", "2": "old"}, {}, again)
    records.target = records.source

    outcome = migrated(records, OPTIONS, tmp_path)

    assert Settled.FAILED is outcome.settled
    assert records.source["2"] == "old"


def looked_again(records: MadeUpRecords, ends: Mapping[str, str], folder: Path, meanwhile: Edits) -> Looked:
    """Migrate, let somebody write, and look once more."""
    call = call_of(ends)
    with Journal(folder / "run.jsonl") as journal:
        staying = frozenset(call.covers)
        migrator = Migrator(records, folder, journal, Silent(), sleep=lambda _: None, staying=staying)
        (first,) = migrator.carry_out(call, lambda: False)
        assert Settled.DONE is first.settled
        records.edits = tuple((records.operations + turn, one, side, text) for turn, one, side, text in meanwhile)
        return migrator.look_again(call, lambda: False), migrator.told[1:]


def test_what_came_to_the_old_property_goes_over_too(tmp_path: Path) -> None:
    """Filled or edited after the last pass: the new one has it, and what is its own there stays."""
    records = MadeUpRecords({"1": "Ulm", "2": "", "3": "Ulm"}, {"1": "", "2": "", "3": ""})
    edits = ((1, "1", "source", "Bonn"), (1, "2", "source", "Kiel"), (1, "3", "source", "Jena"))

    outcomes, told = looked_again(records, PROPERTIES, tmp_path, (*edits, (1, "3", "target", "Gera")))

    assert ((), {"1": "Bonn", "2": "Kiel", "3": "Gera"}) == (outcomes, records.target)
    assert ["2 records came to hold property.contacts.city before it was hidden, and went over as well"] == told
    assert [] == list(tmp_path.rglob("*.values"))


def test_nothing_that_came_is_not_told(tmp_path: Path) -> None:
    """The look is silent, and what was kept goes."""
    records = MadeUpRecords({"1": "old"}, {})
    records.target = records.source

    assert ((), []) == looked_again(records, OPTIONS, tmp_path, ())
    assert [] == list(tmp_path.rglob("*.values"))


def test_what_stays_with_the_old_one_is_told(tmp_path: Path) -> None:
    """Whatever writes it on and on wins in the end: the step has failed, with the number, and the past is kept."""
    records = MadeUpRecords({"1": "old", "2": "old"}, {})
    records.target = records.source
    again = tuple((turn, one, "target", "old") for turn in range(1, 500, 7) for one in ("1", "2"))

    (outcome,), _ = looked_again(records, OPTIONS, tmp_path, again)

    assert Settled.FAILED is outcome.settled
    assert f"1 record holds {OPTIONS['source']} again or still: something writes it" in outcome.message
    assert 1 == len(list(tmp_path.rglob("*.values")))


def test_a_migration_that_was_through_when_it_was_killed_is_finished(tmp_path: Path) -> None:
    """Nothing holds the old option, so no plan migrates again; what somebody lost by the last write comes back."""
    records = MadeUpRecords({"1": "old"}, {}, ((3, "1", "target", "tin;old"),), killed_at=3, after_write=True)
    records.target = records.source
    with suppress(Killed):
        migrated(records, OPTIONS, tmp_path)
    (kept,) = OldValues.kept_in(tmp_path)
    with Journal(tmp_path / "next.jsonl") as journal:
        why = Migrator(records, tmp_path, journal, Silent(), sleep=lambda _: None).finish(kept)

    assert ({"1"}, "", {"1": "tin;new"}) == (set(kept.doubtful) | kept.checked, why, records.source)
    assert [] == list(tmp_path.rglob("*.values"))
