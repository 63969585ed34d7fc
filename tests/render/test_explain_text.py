"""One thing explained, drawn for a person."""

from __future__ import annotations

from collections.abc import Callable

from cvpctl.model import Action, Address, Cause, Change, FieldChange, Finding, Place, Severity
from cvpctl.render.explain_text import Explanation, Meaning, Row, Section, code_text, explain_text

Golden = Callable[[str, str], None]
TIER = Address("property", ("contacts",), "tier")
MEANING = Meaning("UNKNOWN_GROUP", "The object has no such property group.", "Correct it, or state it.")
HELD = Change(
    TIER, Action.UPDATE, Cause.DRIFT, (FieldChange(("label",), "Rank", "Level", Cause.DRIFT),), "Rank", "update"
)
EXPLANATION = Explanation(
    "Level",
    "property.contacts.tier#label",
    "the field label of the property tier of Contacts",
    Place("blueprints/acme.yaml", 9, 9),
    ("What people see.",),
    (
        Section("comes to", (Row('"[bold]Level[/bold]"', "label", Place("blueprints/acme.yaml", 9, 9)),)),
        Section(
            "said by, the last one having the last word",
            (Row("tier: {label: Tier}", "agency/base.yaml:9:14"), Row("label: Level", "blueprints/acme.yaml:9:9")),
        ),
        Section("refers to", ()),
        Section("rules", (Row("A property cannot be created without it. " * 5),)),
        Section("a plan would hold it until somebody decides", (Row("class: update, drift"),), HELD),
    ),
    ((Finding("UNKNOWN_GROUP", Severity.ERROR, "no group 'x'", "did you mean y?", TIER), MEANING),),
)


def test_everything(golden: Golden) -> None:
    """Sections under headings, empty ones left out; rows in columns, sentences wrapped, findings with their meaning."""
    golden("explain.txt", explain_text(EXPLANATION))


def test_only_a_terminal_cuts() -> None:
    """Without a width a row stands whole; with one it ends at the edge of the terminal."""
    long = Explanation("x", sections=(Section("comes to", (Row("word " * 60, "label"),)),))

    assert "word " * 59 in explain_text(long)
    assert max(map(len, explain_text(long, width=80).splitlines())) <= 80


def test_a_code() -> None:
    """A code is told with what it means and what to do."""
    assert [
        "UNKNOWN_GROUP",
        "  means: The object has no such property group.",
        "  to do: Correct it, or state it.",
    ] == code_text(MEANING).splitlines()
