"""`cvpctl github` against a GitHub of this machine: own texts are kept up to date, strangers' are left alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from ci.fake_github import LIMIT, TOKEN, GitHubHere

from cvpctl.cli.exits import exit_code

PULL, MARKER = ("--pull", "12"), ("--marker", "plan:production")
DRIFT = ("--title", "Drift of production", "--marker", "drift:production")
HEAD = "<!-- cvpctl:plan:production -->\n"


@dataclass(slots=True)
class Told:
    """A folder with a text, and what the command answered."""

    folder: Path
    heard: pytest.CaptureFixture[str]

    def run(self, *words: str, text: str = "a plan") -> tuple[int, str, str]:
        (self.folder / "told.md").write_text(text, encoding="utf-8")
        self.heard.readouterr()
        code = exit_code(["github", *words])
        return (code, *self.heard.readouterr())


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("time.sleep", lambda _: None)
    return Told(tmp_path, capsys)


def comment(told: Told, text: str = "a plan") -> tuple[int, str, str]:
    return told.run("comment", "told.md", *PULL, *MARKER, text=text)


def test_a_comment_is_written_once_and_then_brought_up_to_date(told: Told, github: GitHubHere) -> None:
    """One comment however often the plan changes; the same plan again asks for nothing to be written."""
    first, second, third = comment(told, "one"), comment(told, "two"), comment(told, "two")

    assert ["commented", "updated", "unchanged"] == [said.partition(":")[0] for _, said, _ in (first, second, third)]
    assert [f"{HEAD}two"] == github.comments_of(12)
    assert 1 == sum(asked.startswith("PATCH") for asked in github.asked)


def test_a_stranger_s_comment_with_our_marker_is_left_alone(told: Told, github: GitHubHere) -> None:
    """Anybody can copy the marker; theirs stays, ours is written beside it."""
    github.write_comment(12, f"{HEAD}approve this", "mallory")

    assert 0 == comment(told)[0]
    assert [f"{HEAD}approve this", f"{HEAD}a plan"] == github.comments_of(12)


def test_another_portal_has_a_comment_of_its_own(told: Told, github: GitHubHere) -> None:
    """A marker that only begins alike is another one."""
    comment(told)
    told.run("comment", "told.md", *PULL, "--marker", "plan:production-eu", text="other")

    assert [f"{HEAD}a plan", "<!-- cvpctl:plan:production-eu -->\nother"] == github.comments_of(12)


def test_our_comment_is_found_behind_hundreds(told: Told, github: GitHubHere) -> None:
    """Page after page."""
    for number in range(250):
        github.write_comment(12, f"chat {number}", "ada")
    comment(told, "one")
    comment(told, "two")

    assert [f"{HEAD}two"] == [body for body in github.comments_of(12) if body.startswith("<!--")]
    assert 251 == len(github.comments_of(12))


def test_a_text_too_long_is_cut_and_says_so(told: Told, github: GitHubHere) -> None:
    """GitHub would refuse it; the cut is between two lines."""
    code, _, _ = comment(told, "a line of a log\n" * 9000)

    (body,) = github.comments_of(12)
    assert 0 == code
    assert LIMIT * 9 // 10 < len(body) < LIMIT
    assert body.endswith("a line of a log\n\n… the rest was cut off: GitHub has no room for more.")


def test_drift_has_one_issue_which_closes_when_it_is_gone(told: Told, github: GitHubHere) -> None:
    """Opened, kept up to date with a word to whoever follows it, closed with the reason, opened anew."""
    close = ("close", "--why", "As stated again.", "--marker", "drift:production")
    steps = [
        told.run("issue", "told.md", *DRIFT, text="one"),
        told.run("issue", "told.md", *DRIFT, text="one"),
        told.run("issue", "told.md", *DRIFT, text="two"),
        told.run(*close),
        told.run(*close),
        told.run("issue", "told.md", *DRIFT, text="three"),
    ]

    words = ["opened", "unchanged", "updated", "closed", "no issue is open", "opened"]
    assert words == [said.partition(":")[0].strip() for _, said, _ in steps]
    assert ["closed", "open"] == [one["state"] for one in github.issues]
    assert "completed" == github.issues[0]["state_reason"]
    assert ["What is told above is another drift than before, and up to date.", "As stated again."] == (
        github.comments_of(1)
    )


def test_issues_of_others_and_pull_requests_are_no_issue_of_ours(told: Told, github: GitHubHere) -> None:
    """Neither a person's issue with the marker nor a pull request is touched."""
    body = "<!-- cvpctl:drift:production -->\nmine"
    github.open({"title": "x", "body": body}, "mallory")
    github.open({"title": "x", "body": body, "head": "x"}, pull=True)
    github.open({"title": "x", "body": None})

    told.run("issue", "told.md", *DRIFT)

    assert [body, body, None] == [one["body"] for one in github.issues[:3]]
    assert 4 == len(github.issues)


def test_a_branch_has_one_pull_request(told: Told, github: GitHubHere) -> None:
    """The second time its text is brought up to date."""
    words = ("propose", "told.md", "--branch", "cvpctl/accept-production", "--title", "Accept", *MARKER)
    first, second = told.run(*words, text="one"), told.run(*words, text="two")

    assert ("opened", "updated") == (first[1].partition(":")[0], second[1].partition(":")[0])
    assert [("cvpctl/accept-production", "main", f"{HEAD}two")] == [
        (one["head"], one["base"], one["body"]) for one in github.issues
    ]


def test_a_repository_that_lets_nobody_open_one_is_told_so(told: Told, github: GitHubHere) -> None:
    """With the setting that stands in the way."""
    github.may_open = False
    code, _, heard = told.run("propose", "told.md", "--branch", "b", "--title", "Accept", *MARKER)

    assert 1 == code
    assert "allow GitHub Actions to create pull requests" in heard


REVIEWED = {"protection_rules": [{"type": "required_reviewers", "reviewers": [{"type": "User"}]}]}
UNGUARDED: list[object] = [None, {}, {"protection_rules": []}, {"protection_rules": [{"type": "wait_timer"}]}]
PROJECT = "project: acme\nportals: {production: {portalId: 1}}\nblueprints: []\n"
ON_BRANCH = "record: {store: branch}\n"


@pytest.mark.parametrize("environment", UNGUARDED, ids=str)
def test_an_environment_without_reviewers_guards_nothing(told: Told, github: GitHubHere, environment: object) -> None:
    """Exit 4 with where to set them; GitHub makes such a one by itself when a workflow names it."""
    (told.folder / "cvpctl.yaml").write_text(PROJECT + ON_BRANCH)
    if environment is not None:
        github.environments["production"] = environment
    code, _, heard = told.run("ready", "production")

    assert 4 == code
    assert "required reviewers" in heard
    assert 0 == told.run("ready", "production", "--unattended")[0]


def test_an_environment_with_reviewers_is_a_gate(told: Told, github: GitHubHere) -> None:
    """Exit 0."""
    (told.folder / "cvpctl.yaml").write_text(PROJECT + ON_BRANCH)
    github.environments["production"] = REVIEWED

    assert 0 == told.run("ready", "production")[0]


def test_a_record_that_goes_with_the_runner_is_none(told: Told, github: GitHubHere) -> None:
    """Exit 4 with the line for cvpctl.yaml, whoever approves."""
    (told.folder / "cvpctl.yaml").write_text(PROJECT)
    github.environments["production"] = REVIEWED
    code, _, heard = told.run("ready", "production", "--unattended")

    assert 4 == code
    assert "record: {store: branch}" in heard


def test_a_workflow_is_started_anew(told: Told, github: GitHubHere) -> None:
    """On the branch that is named."""
    assert 0 == told.run("again", "cvpctl-apply.yml", "--ref", "main")[0]
    assert [{"workflow": "cvpctl-apply.yml", "ref": "main"}] == github.dispatches


@pytest.mark.parametrize("failure", [(502, {}), (429, {"Retry-After": "1"}), (403, {"X-RateLimit-Remaining": "0"})])
def test_what_passes_is_waited_for(told: Told, github: GitHubHere, failure: tuple[int, dict[str, str]]) -> None:
    """A gateway that stumbles, a limit that is over soon."""
    github.failures = [failure, failure]

    assert 0 == comment(told)[0]
    assert 1 == len(github.comments_of(12))


def test_a_comment_whose_fate_nobody_knows_is_not_sent_again(told: Told, github: GitHubHere) -> None:
    """It may stand there already: the next run finds it and brings it up to date."""
    github.failures = [(0, {}), (502, {})]
    code, _, heard = comment(told)

    assert 1 == code
    assert "502" in heard
    assert ["GET", "POST"] == [asked.split()[0] for asked in github.asked]


WRONG = [
    ("GITHUB_TOKEN", "", 64, "no token of GitHub"),
    ("GITHUB_TOKEN", "another", 1, "401"),
    ("GITHUB_REPOSITORY", "acme/portal/../x", 64, "is no repository"),
    ("GITHUB_API_URL", "http://api.example.com", 64, "the token is not sent to"),
]


@pytest.mark.usefixtures("github")
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: str(wrong[3]))
def test_what_is_wrong_with_the_workflow_is_said(
    told: Told, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, str, int, str]
) -> None:
    """In words, and never with a token in them."""
    name, text, code, words = wrong
    monkeypatch.setenv(name, text)
    ended, said, heard = comment(told)

    assert code == ended, heard
    assert words in heard
    assert TOKEN not in said + heard


def test_an_answer_that_is_no_list_is_said(told: Told, github: GitHubHere) -> None:
    """A proxy that answers in GitHub's place."""
    github.failures = [(200, {})]

    code, _, heard = comment(told)

    assert 1 == code
    assert "something else than a list" in heard


def test_a_redirect_is_not_followed(told: Told, github: GitHubHere) -> None:
    """Whoever follows it takes the token along."""
    github.failures = [(307, {"Location": "http://127.0.0.1:9/elsewhere"})]

    code, _, heard = comment(told)

    assert 1 == code
    assert "307" in heard
    assert 1 == len(github.asked)
