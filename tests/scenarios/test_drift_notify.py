"""The right person hears of drift: once, again when it changes, when it is over, and never with a secret on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import Desk
from listener import SECRET, Listener, listening
from repository import git
from scenarios.ci_runners import BRANCH, goes_on_in, on_the_branch, shared_by_git
from scenarios.drifting import COUNTY, REGION, STAGE, accept, by_hand, make_new, provision, relabel

NOTIFY = "notify: {targets: {team: {env: TEAM_URL}}, remind: 7d}\n"
TOLD = ".cvpctl/told/acme.json"


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    with listening() as one:
        monkeypatch.setenv("TEAM_URL", one.url)
        yield one


@pytest.fixture
def desk(fresh: Desk, listener: Listener) -> Desk:
    assert not listener.heard
    fresh.write("cvpctl.yaml", fresh.read("cvpctl.yaml") + NOTIFY)
    return provision(fresh)


def ages(desk: Desk, days: int) -> None:
    """Let what was told have been told so many days ago."""
    body = json.loads(desk.read(TOLD))
    for heard in body["targets"].values():
        for one in heard.values():
            one["at"] = (datetime.fromisoformat(one["at"]) - timedelta(days=days)).isoformat()
    desk.write(TOLD, json.dumps(body))


def test_the_same_drift_is_told_once(desk: Desk, listener: Listener) -> None:
    """With the verdict, the counts, the first things to know and how to look; the exit code is drift's own."""
    relabel(desk, REGION, "Country")

    first, second = (desk.run("drift", "--notify") for _ in range(2))

    assert (2, 2) == (first.code, second.code)
    assert "team (JSON) was notified" in first.told
    assert "team has heard of it: not notified" in second.told
    ((_, body),) = listener.heard
    assert "Drift of acme (portal 11223344), a portal on this machine, not HubSpot: 1 drifted" == body["title"]
    assert 'label: portal "Country", blueprint "Region"' in body["message"]
    assert "last edited by user 2002" in body["message"]
    assert "Look: cvpctl drift --portal acme" in body["message"]


def test_a_change_is_told_again_and_comes_first(desk: Desk, listener: Listener) -> None:
    """A further edit of the same property, and something else that moves."""
    by_hand(desk, STAGE, {"label": "Called", "metadata": {"ticketState": "OPEN"}})
    relabel(desk, REGION, "Country")
    desk.run("drift", "--notify")
    relabel(desk, REGION, "Land")
    desk.run("drift", "--notify")
    relabel(desk, COUNTY, "Shire")
    desk.run("drift", "--notify")

    assert [2, 2, 3] == [body.count("\n~ ") for body in listener.bodies()]
    news = [next(line for line in body.splitlines() if line.startswith("~")) for body in listener.bodies()]
    assert ["Land", "Shire"] == [line.split('portal "')[1].split('"')[0] for line in news[1:]]


def test_that_it_is_over_is_told_once(desk: Desk, listener: Listener) -> None:
    """Put back, or accepted; a quiet night stays quiet."""
    relabel(desk, REGION, "Country")
    desk.run("drift", "--notify")
    accept(desk, "property.contacts.region")

    ended = [desk.run("drift", "--notify") for _ in range(2)]

    assert [0, 0] == [one.code for one in ended]
    assert "nothing to tell team: not notified" in ended[1].told
    assert listener.titles()[1].startswith("No drift of acme")
    assert "1 difference known and accepted." in listener.bodies()[1]
    assert 2 == len(listener.heard)


def test_what_stays_is_told_again_after_some_days(desk: Desk, listener: Listener) -> None:
    """As many as cvpctl.yaml says, and it says that it only reminds."""
    relabel(desk, REGION, "Country")
    desk.run("drift", "--notify")
    ages(desk, 6)
    desk.run("drift", "--notify")
    ages(desk, 1)
    desk.run("drift", "--notify")

    assert 2 == len(listener.heard)
    assert listener.titles()[1].startswith("Still: drift of acme")


@pytest.mark.long
def test_new_things_and_promises_that_are_over_are_told(desk: Desk, listener: Listener) -> None:
    """Though a new thing is no drift and exits 0; a line of the baseline that ends is news, though nothing moved."""
    make_new(desk, "extra", "Extra")
    assert 0 == desk.run("drift", "--notify").code
    relabel(desk, REGION, "Country")
    accept(desk, "property.contacts.region")
    assert 0 == desk.run("drift", "--notify").code
    desk.write(
        "drift-baseline.yaml", desk.read("drift-baseline.yaml").replace("2036", "2026").replace("03-31", "01-01")
    )
    assert 10 == desk.run("drift", "--notify").code

    assert ["1 new and unmanaged", "1 drifted, 1 new and unmanaged, the baseline is over in part"] == [
        title.partition(": ")[2] for title in listener.titles()
    ]
    assert "property.contacts.extra" in listener.bodies()[0]


def test_a_look_at_a_part_calls_nothing_clean(desk: Desk, listener: Listener) -> None:
    """With a path or --since, what was told before may still be there."""
    relabel(desk, REGION, "Country")
    desk.run("drift", "--notify")

    desk.run("drift", "--notify", "--since", datetime.now(UTC).isoformat())
    desk.run("drift", "--notify")

    assert 1 == len(listener.heard)


def test_what_did_not_arrive_is_told_next_time(desk: Desk, listener: Listener) -> None:
    """A warning with the kind of the target, and the exit code of drift."""
    relabel(desk, REGION, "Country")
    listener.answers = 500
    ended = desk.run("drift", "--notify")
    listener.answers = 200

    assert 2 == ended.code
    assert "warning: team (JSON) was not notified: it answered 500" in ended.told
    assert "team (JSON) was notified" in desk.run("drift", "--notify").told


@pytest.mark.long
def test_each_target_has_heard_what_it_has_heard(
    desk: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is wrong keeps nobody else from hearing; a portal's own targets stand in the place of the project's."""
    said = "drift: hold, notify: {targets: {a: {env: A_URL}, b: {env: B_URL}, c: {file: c.url}}}"
    desk.write("cvpctl.yaml", desk.read("cvpctl.yaml").replace("drift: hold", said))
    desk.write("c.url", f"{listener.url}\n").chmod(0o600)
    monkeypatch.setenv("B_URL", f"no-url-at-all-{SECRET}")
    relabel(desk, REGION, "Country")

    ended = desk.run("drift", "--notify")

    assert "warning: a was not notified: the environment variable A_URL holds no URL" in ended.told
    assert "warning: b was not notified: the value is no URL that apprise knows" in ended.told
    assert "c (JSON) was notified" in ended.told
    assert 2 == ended.code
    assert ["a", "b", "c"] == [
        name for name, heard in json.loads(desk.read(TOLD))["targets"].items() if heard or name != "c"
    ]


def test_a_watch_that_sees_nothing_says_so_once(
    desk: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is not accepted any more looks like no quiet night; the exit code stays 8."""
    desk.run("drift", "--notify")
    token = desk.emulator.token
    monkeypatch.setenv("ACME_TOKEN", "not-a-token-of-anyone")
    ended = [desk.run("drift", "--notify") for _ in range(2)]
    monkeypatch.setenv("ACME_TOKEN", token)

    assert [8, 8] == [one.code for one in ended]
    assert 0 == desk.run("drift", "--notify").code
    assert ["Drift of acme could not be looked at", "No drift of acme"] == [
        title.partition(" (portal")[0] for title in listener.titles()
    ]
    assert "not-a-token-of-anyone" not in "".join(listener.bodies())


def test_nobody_to_tell_is_a_usage_error(fresh: Desk) -> None:
    """A job that tells nobody should not look like one that does."""
    ended = provision(fresh).run("drift", "--notify")

    assert 64 == ended.code
    assert "nobody is to hear of acme" in ended.told


@pytest.mark.long
def test_a_message_leads_to_the_job(desk: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where GitHub or GitLab runs it."""
    relabel(desk, REGION, "Country")
    for name, text in (("SERVER_URL", "https://github.example"), ("REPOSITORY", "acme/portal"), ("RUN_ID", "42")):
        monkeypatch.setenv(f"GITHUB_{name}", text)
    desk.run("drift", "--notify")

    assert "Job: https://github.example/acme/portal/actions/runs/42" in listener.bodies()[0]


def test_no_file_and_no_output_holds_the_secret(
    desk: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After messages that arrived, that were refused, and that found nobody; in whatever format."""
    relabel(desk, REGION, "Country")
    said = []
    for answer, url in ((200, listener.url), (500, listener.url), (200, f"json://127.0.0.1:9/{SECRET}"), (200, SECRET)):
        listener.answers = answer
        monkeypatch.setenv("TEAM_URL", url)
        for form in ("text", "json"):
            (desk.folder / TOLD).unlink(missing_ok=True)
            ended = desk.run("drift", "--notify", "--format", form)
            said += [ended.said, ended.told]
            assert 2 == ended.code

    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert Path(desk.folder / TOLD) in files or listener.heard
    assert [] == [path for path in files if SECRET.encode() in path.read_bytes()]
    assert [] == [text for text in said if "S3CRET" in text.upper()]


@pytest.mark.long
def test_a_runner_that_forgets_remembers_on_the_branch(
    fresh: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where records are on a git branch, the next runner knows what the last one told."""
    fresh.write("cvpctl.yaml", fresh.read("cvpctl.yaml") + NOTIFY)
    desk = shared_by_git(fresh)
    assert 0 == desk.run("apply", "--yes").code
    desk.emulator.add_token("another-fictional-token", user_id="2002")
    relabel(desk, REGION, "Country")

    for name in ("ci1", "ci2"):
        goes_on_in(desk, monkeypatch, name)
        assert 2 == desk.run("drift", "--notify").code

    assert 1 == len(listener.heard)
    assert ["told/acme.json"] == [name for name in on_the_branch(desk) if name.startswith("told/")]
    assert not (desk.folder / "ci2" / TOLD).exists()
    assert "acme.json" in git(desk.folder / "remote.git", "log", "--format=%s", BRANCH)
