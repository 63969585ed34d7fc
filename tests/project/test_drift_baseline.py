"""The baseline as a file: read with its places, refused with what to write, and judged alike by an editor."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from cvpctl.errors import BlueprintInvalid
from cvpctl.kinds import KINDS as KINDS_THERE_ARE
from cvpctl.model import Address, Finding, Place
from cvpctl.project.drift_baseline import BASELINE_FILE, KINDS, Accepted, read_baseline
from cvpctl.project.drift_baseline_schema import baseline_schema, baseline_schema_text

PUBLISHED = Path(__file__).parents[2] / "schemas" / "drift-baseline.schema.json"
ENTRY = """\
# found by hand
known:
  - address: property.contact.tier#label   # theirs
    portal: production
    reason: Sales renamed it
    owner: Erin Example
    expires: 2027-03-31
    live: Platinum
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(folder: Path, text: str) -> tuple[Accepted, ...]:
    (folder / BASELINE_FILE).write_text(text, encoding="utf-8")
    return read_baseline(folder, ["production"])


def complaints(folder: Path, text: str) -> tuple[Finding, ...]:
    with pytest.raises(BlueprintInvalid) as raised:
        read(folder, text)
    return raised.value.findings


def test_a_line_is_read_with_its_place(folder: Path) -> None:
    """Objects go by their canonical names, and text stays what was written."""
    assert (
        Accepted(
            Address("property", ("contacts",), "tier", field="label"),
            "Sales renamed it",
            "Erin Example",
            date(2027, 3, 31),
            "Platinum",
            Place(BASELINE_FILE, 3, 5),
            "production",
        ),
    ) == read(folder, ENTRY)


@pytest.mark.parametrize(
    ("live", "read_as"), [("007", "007"), ("no", "no"), ('""', ""), ("1.10", "1.10"), ("true", "true")]
)
def test_a_value_is_what_was_written(folder: Path, live: str, read_as: str) -> None:
    """Quotes or none."""
    assert read_as == read(folder, ENTRY.replace("Platinum", live))[0].live


def test_no_file_knows_nothing(folder: Path) -> None:
    """Nor does an empty list."""
    assert () == read_baseline(folder, ["production"])
    assert () == read(folder, "known: []\n")


def test_the_emulator_needs_no_mention(folder: Path) -> None:
    """It always exists."""
    assert "emulator" == read(folder, ENTRY.replace("production", "emulator"))[0].portal


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "help_"),
    [
        ("address:", "adress:", "3:5", "UNKNOWN_KEY", "did you mean address?"),
        ("property.contact.tier#label", "tier", "3:14", "ADDRESS_INVALID", "write one such as"),
        ("property.contact", "propertie.contact", "3:14", "ADDRESS_INVALID", "did you mean property?"),
        ("production", "prodution", "4:13", "PORTAL_UNKNOWN", "did you mean production?"),
        ("2027-03-31", "2027-02-30", "7:14", "BAD_VALUE", "write YEAR-MONTH-DAY"),
        ("2027-03-31", "March", "7:14", "BAD_VALUE", "The last day it holds"),
        ("    owner: Erin Example\n", "", "3:5", "FIELD_MISSING", "add owner"),
        ("Platinum", "", "8:10", "BAD_TYPE", "write"),
        ("known:", "knwon:", "2:1", "UNKNOWN_KEY", "did you mean known?"),
        ("Sales renamed it", "[a]", "5:13", "BAD_TYPE", ""),
        ("Sales renamed it", '"  "', "5:13", "BAD_VALUE", "Why the portal may differ"),
    ],
)
def test_a_mistake_has_its_place_and_what_to_write(
    folder: Path, *, old: str, new: str, place: str, code: str, help_: str
) -> None:
    """File, line and column, a code, and the nearest spelling."""
    found = {str(one.place): one for one in complaints(folder, ENTRY.replace(old, new)) if one.code == code}

    assert [f"{BASELINE_FILE}:{place}"] == list(found)
    assert help_ in found[f"{BASELINE_FILE}:{place}"].help


def test_the_file_is_called_by_its_name(folder: Path) -> None:
    """A finding about its top speaks of this file."""
    messages = [one.message for one in complaints(folder, "knwon: []\n")]
    assert [f"{BASELINE_FILE} has no key 'knwon'", f"{BASELINE_FILE} needs known"] == sorted(messages)


def test_two_lines_about_the_same_are_refused(folder: Path) -> None:
    """Nobody could tell which of them counts; two portals are two matters."""
    line = ENTRY.partition("known:\n")[2]
    (found,) = complaints(folder, ENTRY + line)

    assert ("ACCEPTED_TWICE", 9) == (found.code, found.place and found.place.line)
    assert 2 == len(read(folder, ENTRY + line.replace("production", "emulator")))


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_an_empty_file_says_what_to_begin_with(folder: Path, text: str) -> None:
    """Instead of knowing nothing in silence."""
    (found,) = complaints(folder, text)
    assert ("EMPTY_FILE", "begin with known: []") == (found.code, found.help)


def test_everything_that_can_drift_can_be_accepted() -> None:
    """Every kind there is."""
    assert sorted(KINDS) == sorted(KINDS_THERE_ARE)


@pytest.mark.parametrize(
    ("old", "new", "good"),
    [
        ("", "", True),
        ("    portal: production\n", "", True),
        ("production", "env", False),
        ("Platinum", "7", True),
        ("Platinum", "[7]", False),
        ("2027-03-31", "'2027-03-31'", True),
        ("2027-03-31", "'soon'", False),
        ("owner:", "owns:", False),
        ("reason: Sales renamed it", "reason: ''", False),
    ],
)
def test_an_editor_judges_as_the_reader_does(folder: Path, old: str, new: str, *, good: bool) -> None:
    """The published schema and the reader accept and refuse the same shapes."""
    text = ENTRY.replace(old, new) if old else ENTRY
    document = json.loads(json.dumps(yaml.safe_load(text), default=str))

    assert good == jsonschema.Draft202012Validator(baseline_schema()).is_valid(document)
    if good:
        assert 1 == len(read(folder, text))
    else:
        assert complaints(folder, text)


def test_the_published_schema_is_current() -> None:
    """`make schemas` writes it anew."""
    assert baseline_schema_text() == PUBLISHED.read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(baseline_schema())
