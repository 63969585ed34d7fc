"""A plan in a pull request: complete where it can be, short enough always, and harmless."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.model import ABSENT, Action, Address, Cause, Change, FieldChange, Finding, Place, Plan, Severity
from cvpctl.render.plan_markdown import plan_markdown
from cvpctl.render.source_links import Sources

Golden = Callable[[str, str], None]
STAGE = Address("property", ("contacts",), "value_path_stage")
GITHUB = 65_536


def _creating(label: str) -> Plan:
    fields = (FieldChange(("label",), ABSENT, label),)
    return Plan(1, "", changes=(Change(STAGE, Action.CREATE, Cause.CREATE, fields, label),))


def test_every_section(golden: Golden, everything: Plan) -> None:
    """A plan with something in every section reads as its golden file does."""
    golden("plan.md", plan_markdown(everything))


def test_nothing_to_do(golden: Golden, nothing: Plan) -> None:
    """No table, no fold: the verdict, and that this is not HubSpot."""
    golden("plan_nothing.md", plan_markdown(nothing))


def test_a_reviewer_reads_from_the_top(everything: Plan) -> None:
    """The verdict, what people notice, what it costs, what is blocked; then the changes, then what moved since."""
    text = plan_markdown(everything)
    parts = ["[!CAUTION]", "### What people in the portal will notice", "### Hazards (5)", "### Blocked (2)"]
    parts += ["<details open>", "### Changed in the portal since the last apply (2)", "### Other than stated"]

    assert sorted(text.index(part) for part in parts) == [text.index(part) for part in parts]


def test_three_thousand_changes_fit(three_thousand: Plan) -> None:
    """A plan too long for a comment is folded, the least important first, and says so."""
    text = plan_markdown(three_thousand)
    shown = len(re.findall(r"^\| \+ ", text, re.MULTILINE))

    assert GITHUB > len(text) > GITHUB * 9 // 10
    told = re.findall(r"… and ([\d,]+) changes more|: ([\d,]+) to create</strong>, left out", text)
    assert 3000 - shown == sum(int("".join(one).replace(",", "")) for one in told)
    assert re.search(r"[\d,]+ lines left out, the least important first", text)
    assert "### Notices" not in text


HOSTILE = [
    "|",
    *(pytest.param(one, marks=pytest.mark.long) for one in ("界", "`", "\u202e", "</details>", "-->", "```")),
]


@pytest.mark.parametrize("sign", HOSTILE)
def test_three_thousand_hostile_changes_fit(three_thousand: Plan, sign: str) -> None:
    """Whatever 3,000 labels and descriptions hold, and however long, the comment is short and stays in its folds."""
    label = sign * (2_000 // len(sign))
    hostile = [
        replace(one, label=label, fields=(FieldChange(("description",), "x", label),), action=action)
        for one, action in zip(three_thousand.changes, cycle((Action.CREATE, Action.UPDATE)), strict=False)
    ]
    plan = replace(three_thousand, changes=tuple(hostile), held=tuple(hostile[1:400:2]))
    text = plan_markdown(plan)

    assert GITHUB > len(text)
    assert text.count("<details") == text.count("</details>")
    assert "-->" not in text
    assert 0 == len(re.findall("^```", text, re.MULTILINE)) % 2


def test_creates_are_folded_before_updates(everything: Plan, three_thousand: Plan) -> None:
    """However many creates there are, what is blocked, held, updated, removed or restored stays."""
    both = replace(everything, changes=three_thousand.changes + everything.changes)
    text = plan_markdown(both)

    assert len(text) < GITHUB
    for name in ("legacy_score", "account_type", "account_health", "lifecycle_note", "industry_detail", "old_group"):
        assert name in text


@pytest.mark.parametrize("sign", ["界", "\n", "|", "<b>", "&", "\U0001f642"])
def test_monstrous_texts_fit(sign: str) -> None:
    """No label, message, value or option list is long enough to break the limit."""
    many = {f"o{n}": {"label": sign * 50} for n in range(5000)}
    fields = tuple(FieldChange((sign * 300, str(n)), sign * 9000, sign * 9001) for n in range(500))
    finding = Finding("X", Severity.ERROR, sign * 90_000, sign * 90_000, allowable=True)
    update = Change(STAGE, Action.UPDATE, Cause.CHANGE, fields, sign * 9000, findings=(finding,) * 50)
    create = replace(update, action=Action.CREATE, fields=(FieldChange(("options",), ABSENT, many),))
    plan = Plan(1, "", changes=(update, create), held=(update,), blocked=(update,), notices=(finding,) * 99)

    assert len(plan_markdown(plan)) < GITHUB


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=100)
def test_any_label_keeps_its_row(label: str) -> None:
    """Whatever a label holds, its row has five cells, and no tag, mention or issue comes out of it."""
    row = next(line for line in plan_markdown(_creating(label)).split("\n") if line.startswith("| + "))

    assert row.count("|") == 6
    assert not re.search(r"<(?!/?(br|code|em|strong)>)|@\w|#\d{1,9}\b(?!;)", row)


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("a | b", "a &#124; b"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("`x`", "&#96;x&#96;"),
        ("[x](https://example.com)", "&#91;x&#93;(https://example.com)"),
        ("snake_case_name _x_", "snake_case_name &#95;x&#95;"),
        ("@acme #12", "@&#8203;acme #&#8203;12"),
        ("a\nb", "a&#92;nb"),
    ],
)
def test_label_is_shown_letter_by_letter(label: str, shown: str) -> None:
    """Markdown and HTML in a label are escaped."""
    assert f"| property | {shown} | `value_path_stage` |" in plan_markdown(_creating(label))


def test_odd_internal_name_is_escaped_too() -> None:
    """A name that a code span could not hold is escaped inside one."""
    odd = Address("property", ("contacts",), "a`b|c")
    plan = Plan(1, "", changes=(Change(odd, Action.CREATE, Cause.CREATE, (), "Odd"),))

    assert "| Odd | <code>a&#96;b&#124;c</code> |" in plan_markdown(plan)


def test_internal_names_lead_to_their_lines(everything: Plan) -> None:
    """Each place of a file that the repository has is a link to the line; without an address it is words."""
    files = {"blueprints/acme.yaml": "clients/acme/blue prints/acme.yaml"}
    text = plan_markdown(everything, Sources("https://git.example/acme/portal/blob/0123abc/", files))
    link = "https://git.example/acme/portal/blob/0123abc/clients/acme/blue%20prints/acme.yaml"

    assert f"[`value_path_stage`]({link}#L12)" in text
    assert f"[blueprints/acme.yaml:101:5]({link}#L101)" in text
    assert "](" not in plan_markdown(everything)


def test_what_lies_elsewhere_is_no_link() -> None:
    """A library's file is not shown by the forge."""
    sources = Sources("https://git.example", {"blueprints/acme.yaml": "blueprints/acme.yaml"})

    assert "value-first:deal.yaml:3:1" == sources.place(Place("value-first:deal.yaml", 3, 1))


def test_hazards_stand_with_their_records_the_costliest_first() -> None:
    """A number nobody knows is no smaller than any other; what hangs on no record comes last."""
    finding = Finding("OPTION_REMOVED", Severity.ERROR, "records keep it", counted=True, allowable=True)
    findings = (
        replace(finding, records=3),
        replace(finding, code="IMMUTABLE_FIELD", counted=False, allowable=False),
        replace(finding, records=1204, severity=Severity.WARNING),
        finding,
        replace(finding, code="NOTED", severity=Severity.INFO),
    )
    change = Change(STAGE, Action.UPDATE, Cause.CHANGE, (), "Stage", findings=findings)
    text = plan_markdown(Plan(1, "", blocked=(change,)))
    rows = [line.split(" | ")[0] for line in text.split("\n") if line.startswith("| ") and "Contacts" in line]

    numbers = ["unknown", "1,204", "3"]
    assert [*(f"| <strong>{one}</strong>" for one in numbers), "| &ndash;"] == rows


def test_objects_are_drawn_where_there_are_several(everything: Plan) -> None:
    """One object is no picture, and neither are a hundred."""
    many = [replace(everything.changes[0], address=Address("group", (f"object_{n}",), "x")) for n in range(100)]
    told = plan_markdown(everything)

    assert 1 == told.count("```mermaid")
    assert "```mermaid" not in plan_markdown(_creating("Stage"))
    assert "```mermaid" not in plan_markdown(replace(everything, changes=tuple(many)))
