"""Findings point at their place: for people, programs and GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from cvpctl.model import Address, Finding, Place, Severity
from cvpctl.render.findings import findings_github, findings_json, findings_text

LATE = Finding(
    "OPTION_TWICE",
    Severity.ERROR,
    "two options have the value 'audience'",
    "drop one, or give it a value of its own",
    place=Place("blueprints/acme.yaml", 120, 20),
    excerpt="          - {value: audience, label: Zuhörer}",
)
WIDE = Finding(
    "NAME_UNUSUAL",
    Severity.WARNING,
    "'段階' is not a letter followed by letters, digits and underscores",
    place=Place("blueprints/acme.yaml", 7, 12),
    excerpt="\t  段階: {a: 1}",
)
ELSEWHERE = Finding("NO_BLUEPRINT", Severity.INFO, "nothing to read in 100%\nof the paths", "name a directory")
PORTAL = Finding("LEFT_BEHIND", Severity.ERROR, "is still live", address=Address("group", ("contacts",), "old"))
OTHER_FILE = Finding("UNKNOWN_KEY", Severity.ERROR, "unknown key lable", place=Place("a,b:c.yaml", 1, 1))
ALL = (LATE, WIDE, ELSEWHERE, PORTAL, OTHER_FILE)


def test_text(golden: Callable[[str, str], None]) -> None:
    """Findings are sorted by place, each with its line and caret, and counted at the end."""
    golden("findings.txt", findings_text(ALL, color=False))


def test_caret_stands_under_its_column() -> None:
    """The caret stands under the place, wide characters and tabs before it included."""
    finding = Finding("X", Severity.ERROR, "m", place=Place("f.yaml", 1, 6), excerpt="段階: [x")
    source, caret = findings_text([finding], color=False).splitlines()[1:3]

    assert source.index("x") + 2 == caret.index("^")


def test_long_line_is_cut_around_the_place() -> None:
    """A line of a thousand characters is shown where it matters."""
    finding = Finding("X", Severity.ERROR, "m", place=Place("f.yaml", 1, 501), excerpt="a" * 500 + "HERE" + "b" * 500)
    source, caret = findings_text([finding], color=False).splitlines()[1:3]

    assert len(source) < 140
    assert source[caret.index("^") :].startswith("HERE")


def test_nothing_found() -> None:
    """No finding is said in words, not with an empty line."""
    assert findings_text([], color=False) == "No problems found."


def test_color_changes_no_word() -> None:
    """Colour adds escapes and nothing else."""
    colored = findings_text(ALL, color=True)

    assert "\x1b[" in colored
    assert findings_text(ALL, color=False) == _without_escapes(colored)


def test_json() -> None:
    """Programs get counts and every finding with its place as text."""
    data = json.loads(findings_json(ALL))

    assert data["format"] == "cvpctl.findings/1"
    assert data["counts"] == {"error": 3, "warning": 1, "info": 1}
    assert [one.get("source", "") for one in data["findings"]] == [
        "",
        "",
        "a,b:c.yaml:1:1",
        "blueprints/acme.yaml:7:12",
        "blueprints/acme.yaml:120:20",
    ]


def test_github() -> None:
    """GitHub's commands are one line each, with what would end a command or a property escaped."""
    spot = "file=blueprints/acme.yaml,line=120,col=20"
    help_ = "%0Ahelp: drop one, or give it a value of its own"

    assert findings_github([ELSEWHERE, PORTAL, OTHER_FILE, LATE]).splitlines() == [
        "::notice title=NO_BLUEPRINT::nothing to read in 100%25%0Aof the paths%0Ahelp: name a directory",
        "::error title=LEFT_BEHIND::group.contacts.old: is still live",
        "::error file=a%2Cb%3Ac.yaml,line=1,col=1,title=UNKNOWN_KEY::unknown key lable",
        f"::error {spot},title=OPTION_TWICE::two options have the value 'audience'{help_}",
    ]


@given(st.text(), st.text(), st.text(), st.integers(1, 300))
def test_any_text_keeps_its_line(message: str, excerpt: str, help_: str, column: int) -> None:
    """Whatever a finding holds, it takes its own lines and no others, in text and in a GitHub command."""
    finding = Finding("X", Severity.ERROR, message, help_, place=Place("f.yaml", 1, column), excerpt=excerpt)
    lines = 3 + 2 * bool(excerpt.strip()) + bool(help_)

    assert lines == len(findings_text([finding], color=False).split("\n"))
    assert len(findings_github([finding]).split("\n")) == 1


def _without_escapes(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
