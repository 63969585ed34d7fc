"""A plan in a pull request: complete where it can be, short enough always, and harmless."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpctl.model import ABSENT, Action, Address, Cause, Change, FieldChange, Finding, Plan, Severity
from cvpctl.render.plan_markdown import plan_markdown

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


def test_what_waits_stands_first(everything: Plan) -> None:
    """Blocked and held stand above every change."""
    text = plan_markdown(everything)

    assert text.index("### Blocked (2)") < text.index("### Held (3)") < text.index("<details")


def test_three_thousand_changes_fit(three_thousand: Plan) -> None:
    """A plan too long for a comment is folded, the least important first, and says so."""
    text = plan_markdown(three_thousand)
    shown = len(re.findall(r"^\| \+ ", text, re.MULTILINE))

    assert GITHUB > len(text) > GITHUB * 9 // 10
    assert f"{3000 - shown + 1:,} lines left out, the least important first" in text
    assert "### Notices" not in text


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
