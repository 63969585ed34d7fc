import json
import resource
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.errors import CvpError, WrongPortal
from cvpctl.model import Address, Entry, Record
from cvpctl.project import Places, RecordStore

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ODD = st.sampled_from([".", "/", "#", "%2F", "..", "a.b/c#d", "apt_utilities_&_insurance", "é", "\n", "\u2028", ":"])
NAMES = st.one_of(WORDS, ODD)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)
BODIES = st.dictionaries(NAMES, VALUES, max_size=4)
ADDRESSES = st.builds(
    Address, NAMES, st.lists(NAMES, max_size=2).map(tuple), NAMES, st.lists(NAMES, max_size=2).map(tuple)
)
RECORDS = st.builds(
    Record,
    portal_id=st.integers(1, 10**12),
    project=WORDS,
    entries=st.dictionaries(ADDRESSES, st.builds(Entry, BODIES, BODIES), max_size=4),
)

STAGE = Address("property", ("contacts",), "value_path_stage")
GROUP = Address("group", ("contacts",), "value_path")
RECORD = Record(
    111,
    "acme",
    {
        STAGE: Entry({"label": "Stage", "groupName": "value_path"}, {"label": "Stage", "groupName": "value_path"}),
        GROUP: Entry({"label": "Value Path"}, {"label": "Value Path", "displayOrder": 3}),
    },
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordStore:
    monkeypatch.chdir(tmp_path)
    return RecordStore(Places(tmp_path / ".cvpctl", tmp_path / "applied"))


@settings(max_examples=80, deadline=None)
@given(RECORDS)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    """Whatever names a portal holds, saving and loading gives the same record."""
    with tempfile.TemporaryDirectory() as folder:
        store = RecordStore(Places(Path(folder), Path(folder) / "applied"))
        store.save("main", record)

        assert store.load("main", record.portal_id) == record


def test_the_order_of_options_survives(store: RecordStore) -> None:
    """Inside a body order means something, so it is kept."""
    options = {"z": {"label": "Z"}, "a": {"label": "A"}}
    store.save("main", Record(111, "acme", {STAGE: Entry({"options": options}, {"options": options})}))

    entry = store.load("main", 111).entries[STAGE]

    assert list(entry.live["options"]) == list(entry.stated["options"]) == ["z", "a"]


def test_half_a_character_survives(store: RecordStore) -> None:
    """JSON of a portal can hold a lone surrogate, which UTF-8 cannot."""
    record = Record(111, "acme", {GROUP: Entry({"label": "a\ud83d"}, {"label": "a\ud83d"})})
    store.save("main", record)

    assert store.load("main", 111) == record


def test_the_file_is_the_same_for_the_same_record(store: RecordStore) -> None:
    """The order in which resources were verified leaves no trace."""
    turned = Record(
        111,
        "acme",
        {
            address: Entry(dict(reversed(entry.stated.items())), dict(reversed(entry.live.items())))
            for address, entry in reversed(list(RECORD.entries.items()))
        },
    )

    assert store.save("one", RECORD).read_bytes() == store.save("two", turned).read_bytes()


def test_the_file_is_one_a_person_can_read(store: RecordStore) -> None:
    """Format, portal and project stand on top; addresses follow, sorted, one field a line."""
    text = store.save("main", RECORD).read_text()

    assert text.startswith('{\n  "format": "cvpctl.record/1",\n  "portalId": 111,\n  "project": "acme",\n')
    assert list(json.loads(text)["entries"]) == ["group.contacts.value_path", "property.contacts.value_path_stage"]
    assert '        "label": "Value Path"\n' in text
    assert text.endswith("}\n")


def test_before_the_first_apply_the_record_is_empty(store: RecordStore) -> None:
    """No file is a record of nothing."""
    assert store.load("main", 111, project="acme") == Record(111, "acme")


def test_the_record_of_another_portal_is_refused(store: RecordStore) -> None:
    """A file copied from another portal would attribute edits wrongly."""
    store.save("main", RECORD)

    with pytest.raises(WrongPortal, match=r"the record applied/main\.json is of portal 111, not of 222"):
        store.load("main", 222)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< HEAD\n{}",
        "[]",
        "{}",
        '{"format": "cvpctl.plan/1"}',
        '{"format": "cvpctl.record/1"}',
        '{"format": "cvpctl.record/1", "portalId": "111", "project": "", "entries": {}}',
        '{"format": "cvpctl.record/1", "portalId": 111, "project": "", "entries": {"x": {"stated": {}, "live": {}}}}',
        '{"format": "cvpctl.record/1", "portalId": 111, "project": "", "entries": {"a.b.c": {"stated": {}}}}',
        "[" * 200_000,
    ],
)
def test_a_damaged_record_is_named(store: RecordStore, text: str) -> None:
    """The file and the way out are said; nothing is guessed from what is left."""
    path = store.save("main", RECORD)
    path.write_text(text)

    with pytest.raises(CvpError, match=r"the record applied/main\.json is damaged: ") as raised:
        store.load("main", 111)

    assert "restore it from git, or delete it" in raised.value.help


def test_bytes_that_are_not_utf8_are_damage(store: RecordStore) -> None:
    """A binary file is no record."""
    store.save("main", RECORD).write_bytes(b"\xff\xfe")

    with pytest.raises(CvpError, match="is damaged: it is not UTF-8"):
        store.load("main", 111)


def test_a_later_format_is_left_alone(store: RecordStore) -> None:
    """An older cvpctl asks for the newer one instead of misreading its record."""
    store.save("main", RECORD).write_text('{"format": "cvpctl.record/2"}')

    with pytest.raises(CvpError, match="not one this version") as raised:
        store.load("main", 111)

    assert raised.value.help == "use the cvpctl that wrote it"


def test_a_write_that_fails_half_way_leaves_the_old_record(store: RecordStore) -> None:
    """A full disk costs the new record, never the old one, and leaves no draft behind."""
    path = store.save("main", RECORD)
    before = path.read_bytes()
    large = Record(111, "acme", {GROUP: Entry({"label": "x" * 100_000}, {})})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(CvpError, match="could not be written: File too large"):
            store.save("main", large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_who_reads_meanwhile_sees_the_old_record_whole(store: RecordStore) -> None:
    """The file is replaced, not written over."""
    path = store.save("main", RECORD)
    before = path.read_bytes()

    with path.open("rb") as reader:
        store.save("main", Record(111, "acme", {GROUP: RECORD.entries[GROUP]}))

        assert reader.read() == before
        assert path.read_bytes() != before


def test_a_body_that_is_no_json_leaves_the_old_record(store: RecordStore) -> None:
    """Text is made before anything is opened."""
    path = store.save("main", RECORD)
    before = path.read_bytes()

    with pytest.raises(ValueError, match="JSON compliant"):
        store.save("main", Record(111, "acme", {GROUP: Entry({"label": float("nan")}, {})}))

    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(store: RecordStore, tmp_path: Path) -> None:
    """The message says which file, and what its absence costs."""
    (tmp_path / "applied").write_text("a file where a folder should be")

    with pytest.raises(CvpError, match=r"the record applied/main\.json could not be written"):
        store.save("main", RECORD)
