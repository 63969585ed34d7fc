import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cvpctl.blueprint import check
from cvpctl.cli.formats import CI as OFFERED
from cvpctl.errors import UsageProblem
from cvpctl.model import Address
from cvpctl.project import EnvToken, Shelf, choose_portal, find_project, init_files, project_schema_text
from cvpctl.project.starting import CI

SCHEMAS = {"blueprint.schema.json": '{"title": "blueprint"}\n'}
FILES = {
    "cvpctl.yaml",
    "blueprints/portal.yaml",
    ".gitignore",
    *(f".github/workflows/cvpctl-{name}.yml" for name in ("plan", "apply", "drift")),
    *(f".github/cvpctl/{name}.sh" for name in ("told", "install", "plan", "apply", "drift", "tell", "accept")),
    ".cvpctl-schema/project.schema.json",
    ".cvpctl-schema/blueprint.schema.json",
}
STAGES = ["Audience", "Researcher", "Hand Raiser", "Buyer", "Value Creator", "Adopter", "Advocate", "Champion"]


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A repository as `init` writes it."""
    init_files(tmp_path / "acme", name="Acme Ltd.", schemas=SCHEMAS)
    return tmp_path / "acme"


def workflow(client: Path, name: str) -> dict[str, Any]:
    text = (client / ".github" / "workflows" / name).read_text()
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def test_a_client_repository_is_written(tmp_path: Path) -> None:
    """Every file is named, and is there."""
    written = init_files(tmp_path, name="acme", schemas=SCHEMAS)

    assert {path.relative_to(tmp_path).as_posix() for path in written} == FILES
    assert all(path.is_file() for path in written)


def test_the_project_file_loads(client: Path) -> None:
    """It pins the one portal, names no token, and the emulator works at once."""
    project = find_project(client / "blueprints")

    assert project is not None
    assert project.name == "acme-ltd"
    assert project.blueprints == (client / "blueprints",)
    assert choose_portal(project, None, environ={}, interactive=False).portal_id == 12345678
    assert choose_portal(project, None, environ={}, interactive=False).read_token == EnvToken("HUBSPOT_ACCESS_TOKEN")
    assert choose_portal(project, "emulator", environ={}, interactive=False).embedded


@pytest.mark.parametrize("name", ["Ünïcode & Söhne", "  ", "a: b", "x" * 200, "../..", '"', "__PROJECT__"])
def test_any_name_makes_a_project_that_loads(tmp_path: Path, name: str) -> None:
    """A folder or client may be called anything."""
    init_files(tmp_path, name=name, schemas=SCHEMAS)

    project = find_project(tmp_path)

    assert project is not None
    assert re.fullmatch("[a-z0-9][a-z0-9-]{0,62}", project.name)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """Existing files are listed, and not one file is written."""
    (tmp_path / "cvpctl.yaml").write_text("mine\n")
    (tmp_path / "blueprints").write_text("a file where a folder should be")

    with pytest.raises(UsageProblem, match=r"already has cvpctl\.yaml, blueprints/portal\.yaml"):
        init_files(tmp_path, name="acme", schemas=SCHEMAS)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["blueprints", "cvpctl.yaml"]
    assert (tmp_path / "cvpctl.yaml").read_text() == "mine\n"


def test_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    """A link to nowhere counts as taken, so that no file appears somewhere else."""
    (tmp_path / ".gitignore").symlink_to(tmp_path.parent / "elsewhere")

    with pytest.raises(UsageProblem, match=r"already has \.gitignore"):
        init_files(tmp_path, name="acme", schemas=SCHEMAS)


def test_other_files_do_not_hinder(tmp_path: Path) -> None:
    """A folder with a README and a git repository can be started in."""
    (tmp_path / "README.md").write_text("# Acme\n")
    (tmp_path / ".git").mkdir()

    assert len(init_files(tmp_path, name="acme", schemas=SCHEMAS)) == len(FILES)


def test_editors_find_the_schemas_offline(client: Path) -> None:
    """Each modeline leads to a schema that was copied."""
    for path in (client / "cvpctl.yaml", client / "blueprints" / "portal.yaml"):
        modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text())
        assert modeline
        assert (path.parent / modeline[1]).is_file()
    assert (client / ".cvpctl-schema" / "project.schema.json").read_text() == project_schema_text()
    assert (client / ".cvpctl-schema" / "blueprint.schema.json").read_text() == SCHEMAS["blueprint.schema.json"]


def test_the_starter_states_the_value_path(client: Path) -> None:
    """It builds on the shipped layers without a finding: the eight stages in their published order, and the deals."""
    checked = check([client / "blueprints"], root=client, shelf=Shelf.of(find_project(client)))
    assert () == checked.findings
    assert checked.desired is not None
    resources = checked.desired.resources
    stages = resources[Address("property", ("contacts",), "value_path_stage")].body["options"]

    assert STAGES == [option["label"] for option in stages]
    assert all(option["description"] for option in stages)
    assert {"contacts", "companies", "deals"} == {address.scope[0] for address in resources}


def test_every_layer_the_starter_offers_is_there(client: Path) -> None:
    """Taking each mark away extends the layer that its comment speaks of."""
    path = client / "blueprints" / "portal.yaml"
    text = path.read_text()
    path.write_text(re.sub(r"^  # (- value-first/)", r"  \1", text, flags=re.MULTILINE))
    checked = check([path], root=client, shelf=Shelf.of(find_project(client)))

    assert () == checked.findings
    assert 7 == path.read_text().count("\n  - value-first/")


FLOWS = ("cvpctl-plan.yml", "cvpctl-apply.yml", "cvpctl-drift.yml")
WRITING = {
    ("cvpctl-plan.yml", "plan", "pull-requests"),
    ("cvpctl-apply.yml", "apply", "contents"),
    ("cvpctl-apply.yml", "apply", "actions"),
    ("cvpctl-apply.yml", "settle", "contents"),
    ("cvpctl-drift.yml", "drift", "issues"),
    ("cvpctl-drift.yml", "accept", "contents"),
    ("cvpctl-drift.yml", "accept", "pull-requests"),
}


@pytest.mark.parametrize(
    ("ci", "files"),
    [
        ("gitlab", {".gitlab-ci.yml"}),
        ("cron", {"ci/cvpctl-drift.sh", "ci/crontab"}),
        ("none", set()),
    ],
)
def test_another_forge_gets_its_own_files(tmp_path: Path, ci: str, files: set[str]) -> None:
    """And none of GitHub's."""
    written = init_files(tmp_path, name="acme", schemas=SCHEMAS, ci=ci)

    common = {name for name in FILES if not name.startswith(".github/")}
    assert {path.relative_to(tmp_path).as_posix() for path in written} == common | files


def test_the_command_offers_what_there_is() -> None:
    """The words of --ci are those that have files."""
    assert tuple(CI) == OFFERED


def test_each_job_may_write_what_it_must_and_nothing_else(client: Path) -> None:
    """A comment, the branch of records, an issue, a branch with its pull request; the portal's token does the rest."""
    flows = {name: workflow(client, name) for name in FLOWS}
    found = {
        (name, job, scope)
        for name, flow in flows.items()
        for job, said in flow["jobs"].items()
        for scope, level in {**(flow["permissions"] or {}), **said.get("permissions", {})}.items()
        if level != "read"
    }
    assert WRITING == found


def test_credentials_stay_in_a_clone_only_where_git_pushes(client: Path) -> None:
    """Wherever a job may write contents, and nowhere else."""
    for name in FLOWS:
        for job, said in workflow(client, name)["jobs"].items():
            (checkout,) = [step for step in said["steps"] if "checkout" in step.get("uses", "")]
            pushes = (name, job, "contents") in WRITING
            assert ("true" if pushes else "false") == checkout["with"]["persist-credentials"], (name, job)


def test_only_the_step_that_needs_it_sees_the_token(client: Path) -> None:
    """One step of a job has the portal's token, another one the forge's; neither installs anything."""
    for name in FLOWS:
        flow = workflow(client, name)
        assert "secrets." not in str(flow.get("env"))
        for said in flow["jobs"].values():
            assert "env" not in said
            seeing = [step for step in said["steps"] if "secrets." in str(step.get("env"))]
            assert len(seeing) <= 1
            assert [] == [step for step in seeing if "github.token" in str(step["env"]) or "uses" in step]
            assert [] == [step for step in seeing if "install" in step["run"]]


def test_one_apply_at_a_time_and_none_is_dropped(client: Path) -> None:
    """Per portal, by its number; whoever waits is not replaced by whoever comes later."""
    jobs = workflow(client, "cvpctl-apply.yml")["jobs"]
    said = {"group": "cvpctl-${{ needs.plan.outputs.portal-id }}", "cancel-in-progress": "false", "queue": "max"}

    assert [said, said] == [jobs[name]["concurrency"] for name in ("apply", "settle")]
    assert "production" == jobs["apply"]["environment"]
    assert "digest" in jobs["apply"]["steps"][-2]["env"]["DIGEST"]


def test_a_forks_pull_request_is_only_validated(client: Path) -> None:
    """Validation always runs; the plan only for the repository's own branches, never with pull_request_target."""
    flow = workflow(client, "cvpctl-plan.yml")

    assert set(flow["on"]) == {"pull_request"}
    assert "if" not in flow["jobs"]["validate"]
    assert flow["jobs"]["validate"]["steps"][-1]["run"] == "cvpctl validate --format github"
    assert flow["jobs"]["plan"]["if"] == "github.event.pull_request.head.repo.full_name == github.repository"
