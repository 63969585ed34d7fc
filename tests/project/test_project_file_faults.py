import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cvpctl.errors import BlueprintInvalid
from cvpctl.model import Finding
from cvpctl.project import load_project

Complaints = Callable[[str], tuple[Finding, ...]]

TOKEN = "pat-na1-00000000-fade-fade-fade-000000000000"


def portal(settings: str) -> str:
    return f"project: acme\nportals:\n  production: {{{settings}}}\n"


def exception(changed: str) -> str:
    name = changed.partition(":")[0]
    said = {"code": "TYPE_CONFLICT", "address": "'*'", "reason": "because", "expires": "2030-01-31"}
    told = ", ".join(changed if key == name else f"{key}: {value}" for key, value in said.items())
    return f"project: acme\nexceptions: [{{{told}}}]\n"


FAULTS = [
    ("", "1:1 EMPTY_FILE"),
    ("# nothing\n", "1:1 EMPTY_FILE"),
    ("portals: {}\n", "1:1 FIELD_MISSING"),
    ("- project\n", "1:1 BAD_TYPE"),
    ("project:\n", "1:9 BAD_TYPE"),
    ("project: Acme Ltd\n", "1:10 BAD_VALUE"),
    ("project: [acme\n", "2:1 YAML_SYNTAX"),
    ("project: acme\n\tportals: {}\n", "2:1 TAB"),
    ("project: acme\nproject: other\n", "2:1 DUPLICATE_KEY"),
    ("project: acme\n---\nproject: other\n", "2:1 MULTI_DOCUMENT"),
    ("project: &a acme\n", "1:10 ANCHOR_REFUSED"),
    ("project: !!str acme\n", "1:10 TAG_REFUSED"),
    ("project: acme\n<<: {}\n", "2:1 MERGE_KEY"),
    ("project: acme\n? [a]\n: b\n", "2:3 KEY_NOT_TEXT"),
    ("project: acme\nportal: {}\n", "2:1 UNKNOWN_KEY"),
    ("project: acme\x07\n", "1:14 CONTROL_CHARACTER"),
    ('project: acme\nblueprints: ["blueprints\\0"]\n', "2:14 CONTROL_CHARACTER"),
    ('project: acme\nportals: {"main\\n": {}}\n', "2:11 CONTROL_CHARACTER"),
    ("project: |\n  acme\n", "1:10 CONTROL_CHARACTER"),
    ("project: acme\nblueprints: " + "[" * 5000 + "\n", "2:33 TOO_DEEP"),
    ("project: acme\nblueprints: blueprints\n", "2:13 BAD_TYPE"),
    ("project: acme\nblueprints: [elsewhere]\n", "2:14 PATH_MISSING"),
    ("project: acme\nblueprints: [../blueprints]\n", "2:14 PATH_ESCAPE"),
    ("project: acme\nblueprints: [/]\n", "2:14 PATH_ESCAPE"),
    ("project: acme\nportals: {Main Portal: {}}\n", "2:11 NAME_NOT_ALLOWED"),
    ("project: acme\nportals: {../main: {}}\n", "2:11 NAME_NOT_ALLOWED"),
    ("project: acme\nportals: {env: {}}\n", "2:11 NAME_RESERVED"),
    ("project: acme\nportals: {emulator: {token: {env: T}}}\n", "2:22 EMULATOR_SETTING"),
    ("project: acme\nportals: {emulator: {baseUrl: http://localhost}}\n", "2:22 EMULATOR_SETTING"),
    (portal("portal_id: 111"), "3:16 UNKNOWN_KEY"),
    (portal("portalId: '111'"), "3:26 BAD_TYPE"),
    (portal("portalId: 0"), "3:26 BAD_TYPE"),
    (portal("portalId: "), "3:26 BAD_TYPE"),
    (portal("protected: no"), "3:27 BAD_TYPE"),
    (portal("accountType: standard"), "3:29 BAD_VALUE"),
    (portal("drift: keep"), "3:23 BAD_VALUE"),
    (portal("apiVersion: newest"), "3:28 BAD_VALUE"),
    (portal("apiVersion: {properties: newest}"), "3:41 BAD_VALUE"),
    (portal("apiVersion: {Properties: v3}"), "3:29 NAME_NOT_ALLOWED"),
    (portal("allow: [everything]"), "3:24 BAD_VALUE"),
    (portal("allow: ['OPTION_REMOVED:stage']"), "3:24 ADDRESS_INVALID"),
    (portal("baseUrl: http://portal.example"), "3:25 BASE_URL"),
    (portal("baseUrl: https://someone:secret@api.hubapi.com"), "3:25 BASE_URL"),
    (portal("token: {env: A, file: b}"), "3:23 CHOOSE_ONE"),
    (portal("token: {}"), "3:23 CHOOSE_ONE"),
    (portal("token: {write: {env: T}}"), "3:23 FIELD_MISSING"),
    (portal("token: {env: lower_case}"), "3:29 BAD_VALUE"),
    (portal("token: abc"), "3:23 TOKEN_LITERAL"),
    (portal("token: {read: abc}"), "3:30 TOKEN_LITERAL"),
    (portal(f"token: {TOKEN}"), "3:23 TOKEN_LITERAL"),
    (portal(f"token: {{env: {TOKEN}}}"), "3:29 TOKEN_LITERAL"),
    (f"project: acme # {TOKEN}\n", "1:17 TOKEN_LITERAL"),
    (portal("bindings: [default]"), "3:26 BAD_TYPE"),
    (portal("bindings: {property.contacts.tier: }"), "3:51 BAD_TYPE"),
    (portal("bindings: {property.contacts.tier: {a: b}}"), "3:51 BAD_TYPE"),
    (portal("bindings: {tier: a}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {proprty.contacts.tier: a}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {property.tier: a}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {schema.deals.deliverable: a}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {label.contacts.sponsor: 1/2}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {property.2-77.tier: a}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {schema.p4711_deliverable: a}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {pipeline.deals.main/stage/a: b}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {group.deals.main/stages/a: b}"), "3:27 ADDRESS_INVALID"),
    (portal("bindings: {property.contacts.tier/options/a: b}"), "3:27 BINDING_REFUSED"),
    (portal("bindings: {property.contacts.tier#label: b}"), "3:27 BINDING_REFUSED"),
    (portal("bindings: {validation.contacts.tier: a}"), "3:27 BINDING_REFUSED"),
    (portal("bindings: {schema.contact: 2-1}"), "3:27 BINDING_REFUSED"),
    (portal("bindings: {schema.deliverable: 0-3}"), "3:47 IDENTITY_INVALID"),
    (portal("bindings: {schema.deliverable: deals}"), "3:47 IDENTITY_INVALID"),
    (portal("bindings: {label.projects.contacts.sponsor: Sponsor}"), "3:60 IDENTITY_INVALID"),
    (portal("bindings: {label.projects.contacts.sponsor: 12/}"), "3:60 IDENTITY_INVALID"),
    (portal("bindings: {label.projects.contacts.sponsor: 12}"), "3:60 IDENTITY_INVALID"),
    (portal("bindings: {property.contacts.tier: ..}"), "3:51 IDENTITY_INVALID"),
    (portal("bindings: {property.contacts.tier: ''}"), "3:51 IDENTITY_INVALID"),
    (portal("bindings: {property.contacts.a: x, property.contact.a: y}"), "3:51 BOUND_TWICE"),
    (portal("bindings: {property.contacts.a: x, property.contact.b: x}"), "3:71 BOUND_TWICE"),
    (portal("bindings: {pipeline.deals.a/stages/b: 1, pipeline.deals.a/stages/c: '1'}"), "3:84 BOUND_TWICE"),
    (portal("bindings: {label.projects.contacts.a: 12/13, label.contacts.projects.b: 13/14}"), "3:88 BOUND_TWICE"),
    ("project: acme\nportals: {emulator: {bindings: {tier: a}}}\n", "2:33 ADDRESS_INVALID"),
    ("project: acme\nvariables: {}\n", "2:1 UNKNOWN_KEY"),
    ("project: acme\nexceptions: off\n", "2:13 BAD_TYPE"),
    ("project: acme\nexceptions: [{code: A_B, address: '*', expires: 2030-01-31}]\n", "2:14 FIELD_MISSING"),
    (exception("reason: ' '"), "2:58 BAD_VALUE"),
    (exception("expires: 31.01.2030"), "2:76 BAD_VALUE"),
    (exception("expires: 2030-02-30"), "2:76 BAD_VALUE"),
    (exception("address: tier"), "2:45 ADDRESS_INVALID"),
    (exception("address: propety.contacts.tier"), "2:45 ADDRESS_INVALID"),
    (exception("code: TYPE_CONFLIKT"), "2:21 RULE_UNKNOWN"),
    (portal("rules: {TYPE_CONFLIKT: off}"), "3:24 RULE_UNKNOWN"),
    (exception("code: a_b"), "2:21 BAD_VALUE"),
    ("project: acme\nrules: {A_B: of}\n", "2:14 BAD_VALUE"),
    ("project: acme\nrules: off\n", "2:8 BAD_TYPE"),
    (portal("applyFrom: elsewhere"), "3:27 BAD_VALUE"),
    (portal("promotes: sandbox"), "3:26 PORTAL_UNKNOWN"),
    (portal("promotes: production"), "3:26 PORTAL_UNKNOWN"),
    ("project: acme\nportals: {a: {}, b: {promotes: a}}\n", "2:32 PORTAL_UNPINNED"),
    (portal("attribution: email"), "3:29 BAD_VALUE"),
    ("project: acme\nrecord: {store: cloud}\n", "2:17 BAD_VALUE"),
    ("project: acme\nrecord: {remote: https://git.example/a}\n", "2:18 BAD_VALUE"),
    ("project: acme\nrecord: {branch: -f}\n", "2:18 BAD_VALUE"),
    ("project: acme\nrecord: {branch: a/../b}\n", "2:18 BAD_VALUE"),
    (portal("exceptions: off"), "3:28 BAD_TYPE"),
    (portal("rules: {A_B: grave}"), "3:29 BAD_VALUE"),
    (portal("counts: sample"), "3:24 BAD_VALUE"),
    (portal("hazards: {OPTION_REMOVED: info}"), "3:42 BAD_VALUE"),
    (portal("hazards: {IMMUTABLE_FIELD: warning}"), "3:26 UNKNOWN_KEY"),
    (portal("hazards: {UNIQUE_ADDED: warning}"), "3:40 BAD_VALUE"),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_each_fault_is_found_at_its_place(complaints: Complaints, text: str, expected: str) -> None:
    """One fault is one finding, with code and place."""
    assert [f"{found.place} {found.code}" for found in complaints(text)] == [f"cvpctl.yaml:{expected}"]


def test_all_faults_come_together(complaints: Complaints) -> None:
    """One run names everything that is wrong, in the order of the file."""
    found = complaints(
        "project: acme\nproject: b\nportal: {}\nportals:\n  a: {tier: pro, drift: keep}\nexceptions: {}\n"
    )

    codes = ["DUPLICATE_KEY", "UNKNOWN_KEY", "BAD_VALUE", "BAD_VALUE", "BAD_TYPE"]
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (portal("portal_id: 1"), "did you mean portalId?"),
        (portal("acountType: STANDARD"), "did you mean accountType?"),
        (portal("accountType: developer-test"), "did you mean DEVELOPER_TEST?"),
        (portal("drift: overwite"), "did you mean overwrite?"),
        (
            "project: a\nzzz: 1\n",
            "known here: project, portals, blueprints, record, rules, exceptions, libraries, notify",
        ),
        (portal("protected: no"), "write true or false, without quotes"),
        (portal("allow: X:y.z"), "put it in brackets: [one, two]"),
        (portal("bindings: {tier: a}"), "write an address of a blueprint, such as property.contacts.tier"),
        (portal("bindings: {proprty.contacts.tier: a}"), "did you mean property?"),
        (portal("bindings: {label.contacts.sponsor: 1/2}"), "write it as in label.projects.contacts.sponsor"),
        (portal("bindings: {pipeline.deals.a/stage/b: c}"), "write pipeline.deals.a/stages/STAGE"),
        (
            portal("bindings: {property.2-77.tier: a}"),
            "write the name here, and bind it: schema.NAME: 2-77",
        ),
        (
            portal("bindings: {label.projects.contacts.sponsor: Sponsor}"),
            "write both type ids as THERE/BACK, such as 12/13",
        ),
        (
            portal("bindings: {property.contacts.a: x, property.contact.b: x}"),
            "a live thing has one address: keep one of the two",
        ),
    ],
)
def test_a_finding_says_what_to_write(complaints: Complaints, text: str, expected: str) -> None:
    """The nearest spelling is suggested, or what is possible is listed."""
    assert complaints(text)[0].help == expected


def test_a_finding_shows_its_line(complaints: Complaints) -> None:
    """The line is quoted as it stands, so that a caret can go under the place."""
    (found,) = complaints("project: acme\nportals:\n  main: {tier: pro}\n")

    assert found.excerpt == "  main: {tier: pro}"


def test_a_finding_cannot_steer_a_terminal(complaints: Complaints) -> None:
    """Characters that move the cursor or turn text around are shown as a mark, each in its column."""
    (found,) = complaints("projec\u202et: \x1b[2J\n")

    assert found.excerpt == "projec\ufffdt: \ufffd[2J"


@pytest.mark.parametrize(
    "text",
    [
        portal(f"token: {TOKEN}"),
        portal(f"token: '{TOKEN}'"),
        portal(f"token: {{env: {TOKEN}}}"),
        portal(f"token: {{file: {TOKEN}}}"),
        portal(f"token: {{{TOKEN}: x}}"),
        portal(f"tokne: {TOKEN}"),
        portal(f"drift: {TOKEN}"),
        portal(f"{TOKEN}: x"),
        portal(f"baseUrl: https://{TOKEN}@api.hubapi.com"),
        portal(f"allow: ['{TOKEN}']"),
        f"project: {TOKEN}\n",
        f"project: acme\nblueprints: [{TOKEN}]\n",
        f"project: acme\n{TOKEN}: [\n",
        f"project: acme\n\ttoken: {TOKEN}\n",
    ],
)
def test_a_token_is_refused_wherever_it_stands_and_never_repeated(complaints: Complaints, text: str) -> None:
    """No finding holds any part of a token that somebody pasted."""
    found = complaints(text)

    assert "TOKEN_LITERAL" in [finding.code for finding in found]
    assert "fade" not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        portal("token: hunter2, tier: pro"),
        portal("token: {read: hunter2}, tier: pro"),
        portal("tokens: hunter2, tier: pro"),
        portal("token: {env: hunter2}, tier: pro"),
        portal("token: {keyring: HUNTER2 hunter2}, tier: pro"),
        portal("token: {hunter2: x}, tier: pro").replace("hunter2", "h" * 12 + "hunter2"),
        portal("token: hunter2") + "  x: [\n",
        "project: acme\n\ttoken: hunter2\n",
        portal("baseUrl: https://me:hunter2@api.hubapi.com, tier: pro"),
    ],
)
def test_a_secret_that_is_no_hubspot_token_is_not_repeated_either(complaints: Complaints, text: str) -> None:
    """What stands where a token belongs is quoted by no finding, not even by one about its neighbour."""
    assert "hunter2" not in repr(complaints(text))


def test_bytes_that_are_not_utf8_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first such byte is named by its place."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cvpctl.yaml").write_bytes(b"project: acme\n# caf\xe9\n")

    with pytest.raises(BlueprintInvalid) as raised:
        load_project(tmp_path / "cvpctl.yaml")

    assert [f"{found.place} {found.code}" for found in raised.value.findings] == ["cvpctl.yaml:2:6 NOT_UTF8"]


def test_a_huge_file_is_refused_unread(complaints: Complaints) -> None:
    """A settings file has a bound."""
    assert [found.code for found in complaints("project: acme\n" + "#" * 300_000)] == ["FILE_TOO_LARGE"]


KEYS = (
    "project",
    "portals",
    "token",
    "read",
    "env",
    "portalId",
    "blueprints",
    "allow",
    "emulator",
    "drift",
    "acme",
    "1",
)
MARKS = (
    ": ",
    "\n",
    "\n  ",
    "\n    ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    '"',
    "'",
    "|",
    "&a ",
    "*a",
    "!t ",
    "#",
    "\t",
    "~",
    "\\0",
)
WORDS = st.sampled_from(KEYS + MARKS)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=25).map("".join), st.text(max_size=40)))
@example("project: acme\nportals: {p: {allow: ['X:%']}}")
@example("? \n? \n")
@example("{: }")
@example("*a")
def test_no_text_ends_in_a_traceback(text: str) -> None:
    """Whatever stands in the file, it is read or its faults are named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cvpctl.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        outcome = read_or_refused(path)
    assert outcome
    assert all(isinstance(part, str) or (part.place and part.message) for part in outcome)


def read_or_refused(path: Path) -> list[str | Finding]:
    """Return the project's name, or what is wrong; anything else that happens fails the test."""
    try:
        return [load_project(path).name]
    except BlueprintInvalid as invalid:
        return list(invalid.findings)
