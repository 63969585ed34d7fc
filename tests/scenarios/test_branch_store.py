"""Records on a git branch: what a CI runner left, the next one knows; two at once lose nothing; nothing else moves."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from desk import Desk
from repository import committed, git
from scenarios.ci_runners import BRANCH, FILE, ON_BRANCH, blueprint, record_in, runner

LABEL = "/crm/properties/2026-09/contacts/region"


def test_what_one_runner_applied_the_next_one_knows(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shallow, detached clone applies and is thrown away; another one tells an edit in the portal from its own."""
    monkeypatch.chdir(runner(shared, "ci1"))
    assert 0 == shared.run("apply", "--yes").code
    shared.ask("PATCH", LABEL, {"label": "Country"})
    monkeypatch.chdir(runner(shared, "ci2"))

    ended = shared.run("drift")

    assert 2 == ended.code, ended.told
    assert "changed in the portal since the last apply" in ended.said
    assert "property.contacts.region" in list(record_in(shared.folder / "remote.git")["entries"])  # type: ignore[call-overload]
    assert not (shared.folder / "ci1" / "applied").exists()


def test_index_work_tree_and_head_stay_as_they_are(shared: Desk) -> None:
    """A person's half-made commit is none of the store's business."""
    shared.write("notes.md", "half a thought")
    git(shared.folder, "add", "notes.md")
    shared.write("notes.md", "another half")
    before = [git(shared.folder, *words) for words in (("status", "--porcelain", "-b"), ("diff", "--cached"), ("log",))]
    head = (shared.folder / ".git" / "HEAD").read_text()

    assert 0 == shared.run("apply", "--yes").code

    after = [git(shared.folder, *words) for words in (("status", "--porcelain", "-b"), ("diff", "--cached"), ("log",))]
    assert before == after
    assert head == (shared.folder / ".git" / "HEAD").read_text()
    assert "" == git(shared.folder, "merge-base", "main", BRANCH, check=False)


def test_a_file_of_an_earlier_store_is_taken_over(shared: Desk) -> None:
    """A client that moves from the folder to the branch loses no attribution."""
    settings = shared.read("cvpctl.yaml")
    shared.write("cvpctl.yaml", settings.removesuffix(ON_BRANCH))
    assert 0 == shared.run("apply", "--yes").code
    shared.write("cvpctl.yaml", settings)

    assert 0 == shared.run("drift").code
    shared.write(FILE, blueprint("Country"))
    assert 0 == shared.run("apply", "--yes").code

    assert {"group.contacts.value_path", "property.contacts.region"} == set(record_in(shared.folder)["entries"])  # type: ignore[call-overload]


def test_a_remote_that_does_not_answer_leaves_the_record_here_and_says_so(shared: Desk) -> None:
    """Exit 1 after the apply itself is told; the next run that reaches it brings both together."""
    (shared.folder / "remote.git").rename(shared.folder / "elsewhere.git")

    ended = shared.run("apply", "--yes")

    assert 1 == ended.code
    assert "Verified" in ended.said
    assert "the record was not pushed" in ended.told
    assert "git push origin cvpctl/applied" in ended.told
    assert "property.contacts.region" in record_in(shared.folder)["entries"]  # type: ignore[operator]

    (shared.folder / "elsewhere.git").rename(shared.folder / "remote.git")
    assert 0 == shared.run("drift").code
    assert 0 == shared.run("apply", "--yes").code
    assert record_in(shared.folder) == record_in(shared.folder / "remote.git")


def test_a_password_in_the_address_is_not_told(shared: Desk) -> None:
    """git prints the address it cannot reach; what stands before the @ is dotted out."""
    secret = "fictional-hunter2"
    git(shared.folder, "remote", "set-url", "origin", f"https://someone:{secret}@127.0.0.1:9/acme.git")

    ended = shared.run("apply", "--yes")

    assert 1 == ended.code
    assert "the record was not pushed" in ended.told
    assert secret not in ended.told + ended.said


def test_without_push_nothing_is_sent(shared: Desk) -> None:
    """push: false keeps the branch in this clone and asks no remote."""
    shared.write("cvpctl.yaml", shared.read("cvpctl.yaml").replace("branch}", "branch, push: false}"))
    (shared.folder / "remote.git").rename(shared.folder / "elsewhere.git")

    ended = shared.run("apply", "--yes")

    assert 0 == ended.code, ended.told
    assert 0 == shared.run("drift").code
    assert "" == git(shared.folder / "elsewhere.git", "branch", "--list", BRANCH)


def test_a_branch_that_holds_something_else_is_refused(shared: Desk) -> None:
    """Naming main by mistake puts no record on it, and no blueprint under it."""
    shared.write("cvpctl.yaml", shared.read("cvpctl.yaml").replace("branch}", "branch, branch: main}"))
    before = git(shared.folder, "rev-parse", "main")

    ended = shared.run("apply", "--yes")

    assert 1 == ended.code
    assert "holds something else than records" in ended.told
    assert before == git(shared.folder, "rev-parse", "main")


def test_without_a_repository_the_branch_has_nowhere_to_be(fresh: Desk) -> None:
    """Exit 64 before anything is asked of the portal's definitions."""
    fresh.write("cvpctl.yaml", fresh.read("cvpctl.yaml") + ON_BRANCH)

    ended = fresh.run("plan")

    assert 64 == ended.code
    assert "no git repository" in ended.told


def test_clients_of_one_repository_do_not_meet(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each client's record stands under its own folder of the branch."""
    assert 0 == shared.run("apply", "--yes").code
    shared.write("clients/globex/cvpctl.yaml", shared.read("cvpctl.yaml").replace("project: acme", "project: globex"))
    shared.write("clients/globex/" + FILE, blueprint())
    monkeypatch.chdir(shared.folder / "clients" / "globex")

    assert 0 == shared.run("apply", "--yes").code

    assert "acme" == record_in(shared.folder)["project"]
    assert "globex" == record_in(shared.folder, path="clients/globex/applied/acme.json")["project"]


WRITER = """
import sys
from pathlib import Path
from cvpctl.model import Address, Entry
from cvpctl.project import Places, load_project
from cvpctl.project.branch_store import BranchStore
from dataclasses import replace

folder, who, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
project = load_project(folder / "cvpctl.yaml")
for number in range(rounds):
    store = BranchStore.of(project, Places.of(project), print)
    record = store.load("acme", 4711, project="acme")
    address = Address("property", ("contacts",), f"{who}_{number}")
    store.save("acme", replace(record, entries={**record.entries, address: Entry({"label": who}, {"label": who})}))
"""


@pytest.mark.long
@pytest.mark.parametrize("push", ["true", "false"])
def test_writers_at_once_lose_no_entry(shared: Desk, push: str) -> None:
    """Three processes write five entries each, to one remote from clones of their own, or in one clone."""
    shared.write("cvpctl.yaml", shared.read("cvpctl.yaml").replace("branch}", f"branch, push: {push}}}"))
    committed(shared.folder)
    git(shared.folder, "push", "--quiet", "origin", "main")
    folders = [runner(shared, f"ci{n}") if push == "true" else shared.folder for n in range(3)]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), f"w{n}", "5"], cwd=folder, env=environment)
        for n, folder in enumerate(folders)
    ]
    ended = [writer.wait(timeout=120) for writer in writers]

    assert [0, 0, 0] == ended
    where = shared.folder / "remote.git" if push == "true" else shared.folder
    wanted = {f"property.contacts.w{n}_{number}" for n in range(3) for number in range(5)}
    assert wanted == set(record_in(where)["entries"])  # type: ignore[call-overload]
