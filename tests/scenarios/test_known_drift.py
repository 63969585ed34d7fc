"""Known drift: somebody answers for a difference until a day, and hears of it again as soon as it is another one."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from desk import Desk
from repository import committed, git
from scenarios.drifting import (
    BASELINE,
    COUNTY,
    FILE,
    REGION,
    STAGE,
    accept,
    by_hand,
    looked,
    make_new,
    provision,
    relabel,
)

from cvpctl.errors import worst

NARROW = ("crm.objects.contacts.read", "crm.schemas.contacts.read", "crm.schemas.contacts.write")


@pytest.fixture
def desk(fresh: Desk) -> Desk:
    return provision(fresh)


def test_what_is_accepted_is_listed_apart_and_exits_0(desk: Desk) -> None:
    """With its reason, owner and day; the record does not know of it."""
    relabel(desk, REGION, "Country")
    record = desk.read("applied/acme.json")
    assert 2 == desk.run("drift").code

    accept(desk, "property.contacts.region#label", reason="Sales: theirs")
    ended = desk.run("drift")

    assert 0 == ended.code, ended.said
    assert "Known (1)" in ended.said
    assert "Sales: theirs; Erin Example answers for it until 2036-03-31" in ended.said
    assert "portal: acme\n" in desk.read(BASELINE)
    assert record == desk.read("applied/acme.json")
    assert "live: Country\n" in desk.read(BASELINE)


def test_a_further_edit_is_told_again(desk: Desk) -> None:
    """And an edit of another field, which nobody accepted."""
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region#label")
    by_hand(desk, REGION, {"description": "Theirs"})
    assert 0 == desk.run("drift").code, "no blueprint states a description"
    by_hand(desk, REGION, {"label": "Land", "fieldType": "textarea"})

    told = looked(desk)

    assert 2 == desk.run("drift").code
    assert [["label"], ["fieldType"]] == [edit["path"] for edit in told["drift"][0]["fields"]]
    assert ["BASELINE_OUTDATED"] == [one["code"] for one in told["remarks"]]


def test_a_line_that_is_over_exits_10(desk: Desk) -> None:
    """Its drift counts again; exit 10 comes before 2."""
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region")
    desk.write(BASELINE, desk.read(BASELINE).replace("2036", "2026").replace("03-31", "01-01"))
    relabel(desk, COUNTY, "Shire")

    ended = desk.run("drift")

    assert 10 == ended.code
    assert "Drift (2)" in ended.said
    assert f"{BASELINE}:7:5" in ended.said
    assert "BASELINE_EXPIRED: what Erin Example answered for is over since 2026-01-01" in ended.said


def test_a_list_that_could_not_be_read_comes_before_a_line_that_is_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 9, 10 and 2 the first counts, and of what was not seen nobody says that its line is of no use."""
    relabel(desk, REGION, "Country")
    by_hand(desk, STAGE, {"label": "Called", "metadata": {"ticketState": "OPEN"}})
    accept(desk, "property.contacts.region", "pipeline.tickets.care")
    desk.write(BASELINE, desk.read(BASELINE).replace("2036", "2026").replace("03-31", "01-01"))
    desk.emulator.add_token("narrow-fictional-token", scopes=NARROW)
    monkeypatch.setenv("ACME_TOKEN", "narrow-fictional-token")

    ended = desk.run("drift", "--format", "json")

    assert 9 == ended.code, ended.said + ended.told
    assert ["BASELINE_EXPIRED"] == [one["code"] for one in json.loads(ended.said)["remarks"]]


def test_of_several_codes_the_first_of_the_table_counts() -> None:
    """1, 8, 9, 4, 7, 6, 5, 10, 2, whatever their order."""
    table = (1, 8, 9, 4, 7, 6, 5, 10, 2)
    assert [] == [pair for pair in combinations(table, 2) if worst(reversed(pair)) != pair[0]]
    assert (0, 1) == (worst([]), worst(table[::-1]))


def test_a_line_that_covers_nothing_is_told(desk: Desk) -> None:
    """The portal was put back: a remark, and exit 0; with paths only a part was looked at, so nothing is said."""
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region")
    relabel(desk, REGION, "Region")

    ended = desk.run("drift")

    assert 0 == ended.code
    assert "info BASELINE_UNUSED" in ended.said
    assert "BASELINE_UNUSED" not in desk.run("drift", FILE).said


def test_a_new_thing_can_be_accepted(desk: Desk) -> None:
    """Then even a strict job is quiet about it."""
    make_new(desk, "extra", "Extra")
    assert 2 == desk.run("drift", "--strict").code

    accept(desk, "property.contacts.extra")

    assert 0 == desk.run("drift", "--strict").code
    assert "property.contacts.extra" == looked(desk)["known"][0]["new"]["address"]


@pytest.mark.long
def test_what_is_gone_can_be_accepted(desk: Desk) -> None:
    """A property that somebody archived."""
    by_hand(desk, COUNTY, None, "DELETE")
    accept(desk, "property.contacts.county")

    assert 0 == desk.run("drift").code
    assert "live: gone\n" in desk.read(BASELINE)


@pytest.mark.long
def test_renewing_keeps_what_a_person_wrote(desk: Desk) -> None:
    """The same address again exchanges the values in their place; several are accepted at once."""
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region#label")
    desk.write(BASELINE, desk.read(BASELINE).replace("reason: Agreed", "reason: Agreed  # on the phone"))
    relabel(desk, REGION, "Land")
    relabel(desk, COUNTY, "Shire")

    accept(desk, "property.contacts.county", "property.contacts.region#label", expires="2037-01-01")

    text = desk.read(BASELINE)
    assert "reason: Agreed  # on the phone\n" in text
    assert (1, 1, 2) == (text.count("live: Land\n"), text.count("region#label"), text.count("expires: 2037-01-01\n"))
    assert 0 == desk.run("drift").code


def test_an_editor_finds_the_schema(desk: Desk) -> None:
    """The first line leads to a copy beside the project, which fmt keeps fresh."""
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region")
    copy = desk.folder / ".cvpctl-schema" / "drift-baseline.schema.json"
    assert desk.read(BASELINE).startswith("# yaml-language-server: $schema=.cvpctl-schema/drift-baseline.schema.json\n")
    copy.write_text("{}")
    desk.run("fmt")

    assert "Known drift of cvpctl" == json.loads(copy.read_text())["title"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--accept", "property.contacts.region"), "--accept needs --reason, --owner, --expires"),
        (("--accept", "property.contacts.region", "--reason", " ", "--owner", "E"), "needs --reason, --expires"),
        (("--reason", "x"), "--reason without --accept"),
        (("--accept", "region", "--reason", "x"), "'region' is not an address"),
        (("--accept", "property.contacts.region", "--expires", "soon"), "'soon' does not match the format"),
    ],
)
def test_half_a_word_is_refused(fresh: Desk, words: tuple[str, ...], told: str) -> None:
    """Before the portal is asked: exit 64, and what is missing."""
    ended = fresh.run("drift", *words)

    assert 64 == ended.code
    assert told in ended.told


def test_what_does_not_differ_cannot_be_accepted(desk: Desk) -> None:
    """Nor until a day that is over; the nearest address is named, and nothing is written."""
    relabel(desk, REGION, "Country")
    refused = {
        ("property.contacts.county", "2036-01-01"): "nothing differs there",
        ("property.contacts.regoin", "2036-01-01"): "did you mean property.contacts.region?",
        ("property.contacts.region#description", "2036-01-01"): "did you mean property.contacts.region?",
        ("property.contacts.region", "2026-01-01"): "--expires 2026-01-01 is over",
    }

    ended = {
        said: desk.run("drift", "--accept", said[0], "--reason", "x", "--owner", "Erin Example", "--expires", said[1])
        for said in refused
    }

    assert [64] * 4 == [one.code for one in ended.values()]
    assert [] == [said for said, told in refused.items() if told not in ended[said].told]
    assert not (desk.folder / BASELINE).exists()


def test_a_baseline_that_is_wrong_stops_before_the_portal(desk: Desk) -> None:
    """Exit 3 with file, line and column; not one call was made."""
    desk.write(BASELINE, "known:\n  - adress: property.contacts.region\n")
    before = desk.ask("GET", "/_emulator/log")["counts"]

    ended = desk.run("drift")

    assert 3 == ended.code
    assert f"{BASELINE}:2:5: error UNKNOWN_KEY" in ended.told
    assert before == desk.ask("GET", "/_emulator/log")["counts"]


@pytest.mark.long
def test_the_baseline_is_no_blueprint(desk: Desk) -> None:
    """Where blueprints lie beside cvpctl.yaml it is passed over."""
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("blueprints: [blueprints]", "blueprints: [.]"))
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region")

    assert 0 == desk.run("validate").code


def test_a_pull_request_that_accepts_heads_its_plan(desk: Desk) -> None:
    """With the line, for whoever reviews it; taking it out heads nothing."""
    desk.write(".gitignore", ".state/\n.cvpctl/\n")
    git(desk.folder, "init", "--quiet", "--initial-branch", "main")
    committed(desk.folder)
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region")

    ended = desk.run("plan", "--base", "main", "--format", "json")

    (alarm,) = [one for one in json.loads(ended.said)["alarms"] if one["code"] == "BASELINE_CHANGED"]
    assert f"{BASELINE}:7:5" == alarm["source"]
    assert "known drift of property.contacts.region in acme is new: Agreed (until 2036-03-31)" in alarm["message"]
    committed(desk.folder)
    desk.write(BASELINE, "known: []\n")
    assert "BASELINE_CHANGED" not in desk.run("plan", "--base", "HEAD").said


@pytest.mark.long
def test_new_things_are_not_called_known_by_a_line_about_another_portal(desk: Desk) -> None:
    """A line counts in the portal that it names."""
    make_new(desk, "extra", "Extra")
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.extra", "property.contacts.region")
    desk.write(BASELINE, desk.read(BASELINE).replace("portal: acme", "portal: emulator"))

    told = looked(desk)

    assert (1, 1, [], []) == (len(told["drift"]), len(told["new"]), told["known"], told["remarks"])
