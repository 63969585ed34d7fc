"""Laws of everything the shipped blueprints state: why it is there, who fills it, and in which words."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from library.contents import (
    AUTHORS,
    FORBIDDEN,
    LEAVES,
    PUBLISHED,
    Part,
    everything,
    of_kind,
    outside,
    parts,
)

from cvpctl.kinds.schemas import ALLOWED
from cvpctl.model import BY_NAME, FILLERS

SENTENCE = re.compile(r"[^.?!]+[.?!](?:\s|$)")
OURS = re.compile(r"ours: \S.{5,}")


def read_in(part: Part) -> list[str]:
    """Return the pages that the file of a part names."""
    (file,) = [one for one in LEAVES if f"blueprints/{one.name}" == part.file]
    sources: list[str] = file.says["methodology"]["sources"]
    return sources


def properties() -> list[Part]:
    return [part for part in everything() if part.address.kind == "property"]


def test_properties_are_described() -> None:
    """Each tells its reader in one or two whole sentences what belongs in it, and not only its label again."""

    def told(part: Part) -> bool:
        text = part.body.get("description", "").strip()
        sentences = SENTENCE.findall(text)
        return "".join(sentences).strip() == text and len(sentences) in {1, 2} and text != part.body["label"]

    assert [str(part) for part in properties() if not told(part)] == []


def test_properties_say_what_hubspot_has() -> None:
    """Each names what of HubSpot's was considered, in a whole sentence."""
    bare = [part for part in properties() if not part.purpose.native_considered.strip().endswith(".")]
    assert [str(part) for part in bare] == []


def test_properties_say_who_fills_them() -> None:
    """Each names one or more of those who can; what nobody fills is not there."""
    unfilled = [part for part in properties() if not part.purpose.filled_by or {*part.purpose.filled_by} - {*FILLERS}]
    assert [str(part) for part in unfilled] == []


def test_everything_has_a_source() -> None:
    """Properties, pipelines, labels and objects name a page that their file was read from, or why they are ours."""

    def sourced(part: Part) -> bool:
        source = part.purpose.source
        return bool(OURS.fullmatch(source)) or source in read_in(part)

    kinds = {"property", "pipeline", "label", "schema"}
    assert [str(part) for part in everything() if part.address.kind in kinds and not sourced(part)] == []


def test_sources_are_pages_of_the_authors() -> None:
    """A source that is no reason of ours is an address, with a host of theirs."""
    pages = {part.purpose.source for part in everything()} - {""}
    strange = {page for page in pages if not page.startswith("ours: ") and page.partition("/")[0] not in AUTHORS}
    assert strange == set()


def test_the_stamp_of_an_agent_claims_no_page() -> None:
    """No page that we know of shows the name with what it holds, so its source is a reason of ours."""
    stamps = [part for part in parts() if part.address.key == "created_by_agent"]
    assert [str(part) for part in stamps if not OURS.fullmatch(part.purpose.source)] == []
    assert len(stamps) == 5


def test_properties_stand_in_a_group() -> None:
    """Each stands under a heading of ours on its object, or under one of HubSpot's."""
    ours = {(part.address.scope, part.address.key) for part in everything() if part.address.kind == "group"}
    native = {((name,), group) for name, known in BY_NAME.items() for group in known.groups}
    homeless = [part for part in properties() if (part.address.scope, part.body["groupName"]) not in ours | native]
    assert [str(part) for part in homeless] == []


def test_groups_are_used() -> None:
    """No heading stands over nothing."""
    used = {(part.address.scope, part.body["groupName"]) for part in properties()}
    groups = [part for part in everything() if part.address.kind == "group"]
    assert [str(part) for part in groups if (part.address.scope, part.address.key) not in used] == []


def test_same_name_means_the_same_everywhere() -> None:
    """A property name used on two objects has one type, one form and one label."""
    meanings = {(p.address.key, p.body["type"], p.body["fieldType"], p.body["label"]) for p in properties()}
    assert [key for key, count in Counter(key for key, *_ in meanings).items() if count > 1] == []


def test_labels_are_one_per_object() -> None:
    """Nobody has to choose between two properties of one label."""
    labels = Counter((part.address.scope, part.body["label"].casefold()) for part in properties())
    assert [label for label, count in labels.items() if count > 1] == []


def test_vocabulary() -> None:
    """No text that people read in HubSpot uses a word the methodology forbids, unless its authors published it."""
    shown = [(str(part), text) for part in [*parts(), *outside()] for text in part.shown]
    assert [(name, text) for name, text in shown if FORBIDDEN.search(text) and text not in PUBLISHED] == []


@pytest.mark.parametrize("text", ["Lead Source", "sales-qualified", "SQL", "Nurturing", "conversion", "Closed Won"])
def test_vocabulary_rule_finds(text: str) -> None:
    """The rule sees forbidden words in any case and inflection."""
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize("text", ["conversation", "misleading", "Salutation", "quality", "Value Path Stage"])
def test_vocabulary_rule_spares(text: str) -> None:
    """The rule does not see them inside other words."""
    assert FORBIDDEN.search(text) is None


def test_hubspots_own_properties_are_left_alone() -> None:
    """Nothing of HubSpot's is stated: none of its names, and no lifecycle stage."""
    assert [str(part) for part in properties() if part.address.key.startswith(("hs_", "hubspot", "lifecycle"))] == []
    assert of_kind("pipeline", "contacts") + of_kind("pipeline", "companies") == []


def test_only_the_three() -> None:
    """Deliverable, Interest and Investment are the only custom objects, and the library brings all of them."""
    assert sorted(part.address.key for part in everything() if part.address.kind == "schema") == sorted(ALLOWED)


def test_the_library_is_not_empty() -> None:
    """The laws above were held against something."""
    assert len(parts()) > 150
