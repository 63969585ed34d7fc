"""An audit as text, Markdown and JSON, and one rule explained."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator
from render.audits import AUDIT, CLEAN, ODDS, OFF, STAGE

from cvpctl.render.audit_json import audit_json
from cvpctl.render.audit_markdown import audit_markdown
from cvpctl.render.audit_rule_text import rule_text
from cvpctl.render.audit_schema import audit_schema, audit_schema_text
from cvpctl.render.audit_text import audit_text
from cvpctl.render.markdown import LIMIT

Golden = Callable[[str, str], None]
PUBLISHED = Path(__file__).parents[2] / "schemas" / "audit.schema.json"


def test_an_audit_reads_on_a_screen_like_this(golden: Golden) -> None:
    """Scores, then what breaks each principle, the gravest first, then what stands aside."""
    golden("audit.txt", audit_text(AUDIT, color=False, width=100, most=3))


def test_an_audit_reads_in_a_pull_request_like_this(golden: Golden) -> None:
    """What strangers wrote is escaped, and a paste is left to the text."""
    golden("audit.md", audit_markdown(AUDIT))


def test_a_rule_is_explained_like_this(golden: Golden) -> None:
    """Why, source, an example that breaks it and one that keeps it, what to do."""
    golden("audit-rule.txt", rule_text(STAGE, color=False, width=100))


def test_a_rule_that_nobody_reviewed_says_so() -> None:
    """And what it needs."""
    told = rule_text(OFF, color=False, width=200)
    assert "not yet, so it is off" in told
    assert "the list pipeline.deals; a portal: --portal NAME" in told


def test_without_a_limit_every_finding_is_told() -> None:
    """Whoever pipes the text searches in it."""
    told = audit_text(AUDIT, color=False, width=100)
    assert [] == [one.message for one in ODDS if one.message not in told]


def test_nothing_found_is_said_without_a_hint_at_codes() -> None:
    """A clean audit names no rule to explain."""
    told = audit_text(CLEAN, color=False, width=100)
    assert "No findings; 1 rule judged, 0 not." in told
    assert "--explain" not in told


def test_colours_are_added_and_change_no_letter() -> None:
    """The same words, with codes around them."""
    plain = audit_text(AUDIT, color=False, width=100)
    colored = audit_text(AUDIT, color=True, width=100)
    assert plain != colored
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", colored)


def test_a_large_audit_fits_into_a_comment() -> None:
    """The gravest findings keep their room; how many are left out is said."""
    told = audit_markdown(replace(AUDIT, findings=(*ODDS * 400, *AUDIT.findings[:2])))
    assert len(told.encode()) < LIMIT + 500
    assert "old_stage" in told
    assert "left out" in told


def test_the_json_is_what_its_schema_says() -> None:
    """The one with everything, and the one with nothing."""
    validator = Draft202012Validator(audit_schema())
    for one in (AUDIT, CLEAN):
        assert [] == [error.message for error in validator.iter_errors(json.loads(audit_json(one)))]


def test_the_published_schema_is_current() -> None:
    """`make schemas` writes it anew."""
    assert PUBLISHED.read_text(encoding="utf-8") == audit_schema_text()
    Draft202012Validator.check_schema(audit_schema())


def test_a_program_finds_scores_and_reasons_in_the_json() -> None:
    """A principle with nothing judged has null, and each rule says whether it was judged."""
    told = json.loads(audit_json(AUDIT))
    assert [80, 100, None] == [one["score"] for one in told["scores"]]
    assert {"error": 2, "warning": 0, "info": 12, "excepted": 1} == told["counts"]
    rules = {one["code"]: (one["severity"], one["judged"], one.get("unjudged", "")) for one in told["rules"]}
    assert ("error", True, "") == rules["STAGE_TWICE"]
    assert ("warning", False, "no_counts") == rules["PROPERTY_EMPTY"]
