"""`cvpctl emulator`: serve with its tokens, seeds and ends; reset, snapshot and log, on a served portal and a file."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from client_repository import CVPCTL
from desk import Ended

from cvpctl.cli.exits import exit_code
from cvpctl.emulator.identity import DEFAULT_PORTAL_ID, DEFAULT_TOKEN
from cvpctl.emulator.ownership import port_file
from cvpctl.emulator.server import Emulator

SECRET = "secret-that-must-not-be-seen-0123456789"
DETAILS = "/account-info/v3/details"
GROUPS = "/crm/v3/properties/contacts/groups"
PIPELINE = {"results": [{"id": "path", "label": "Path", "displayOrder": 0, "stages": []}]}
Run = Callable[..., Ended]


@dataclass(slots=True)
class Serving:
    process: subprocess.Popen[str]
    base_url: str
    note: dict[str, Any]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(number)
        said, told = self.process.communicate(timeout=20)
        return self.process.returncode, said, told


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process, in a project of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "blueprints").mkdir()
    (tmp_path / "cvpctl.yaml").write_text("project: acme\nblueprints: [blueprints]\n", encoding="utf-8")

    def command(*words: str | Path) -> Ended:
        capsys.readouterr()
        code = exit_code(["emulator", *map(str, words)])
        said, told = capsys.readouterr()
        return Ended(code, said, told)

    return command


@contextmanager
def _serving(folder: Path, *words: str) -> Iterator[Serving]:
    ready = folder / "ready.json"
    command = [*CVPCTL, "emulator", "serve", "--ready-file", str(ready), *words]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 20
        while not ready.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        assert ready.exists(), process.communicate(timeout=5)
        note = json.loads(ready.read_text(encoding="utf-8"))
        yield Serving(process, note["baseUrl"], note)
    finally:
        process.kill()
        process.communicate()


def _ask(base_url: str, path: str, token: str = DEFAULT_TOKEN, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": "application/json"}
    with urlopen(Request(base_url + path, data, headers)) as answer:
        return json.loads(answer.read() or "null")


def _groups(base_url: str) -> set[str]:
    return {one["name"] for one in _ask(base_url, GROUPS)["results"]}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_script_knows_when_it_answers_and_when_it_has_ended(tmp_path: Path, number: int) -> None:
    """The ready file names address, portal and process; a signal ends with 0, no trace, and everything saved."""
    db = tmp_path / "portal.db"
    with _serving(tmp_path, "--db", str(db)) as serving:
        assert {"baseUrl": serving.base_url, "portalId": DEFAULT_PORTAL_ID, "pid": serving.process.pid} == serving.note
        _ask(serving.base_url, GROUPS, body={"name": "mine", "label": "Mine"})
        code, said, told = serving.end(number)

    assert (0, "") == (code, told)
    assert said.startswith(f"{serving.base_url}\nportal {DEFAULT_PORTAL_ID} (emulated, not HubSpot)\n")
    assert not (tmp_path / "ready.json").exists()
    assert not port_file(db).exists()
    with Emulator(db) as portal:
        assert "mine" in _groups(portal.base_url)


def test_tokens_open_their_portals_and_are_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One portal per id, tokens of the command line and of variables, and no token in any output or file."""
    monkeypatch.setenv("ACME_TOKEN", SECRET)
    with _serving(
        tmp_path, "--db", "p.db", "--token", f"4711={SECRET}-two", "--token-env", "ACME_TOKEN", "--token", f"{SECRET}-x"
    ) as serving:
        ids = [_ask(serving.base_url, DETAILS, SECRET + end)["portalId"] for end in ("", "-two", "-x")]
        with pytest.raises(HTTPError, match="401") as refused:
            _ask(serving.base_url, DETAILS)
        refused.value.close()
        logged = _ask(serving.base_url, "/_emulator/log")
        kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
        _, said, told = serving.end()

    assert [DEFAULT_PORTAL_ID, 4711, DEFAULT_PORTAL_ID] == ids
    assert SECRET not in said + told + json.dumps(logged)
    assert [] == [text for text in kept if SECRET.encode() in text]
    assert "HUBSPOT_ACCESS_TOKEN" not in said


def test_what_another_terminal_sets_names_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines to paste lead to the variable that the token came from; a single named portal is the main one."""
    monkeypatch.setenv("ACME_TOKEN", SECRET)
    with _serving(tmp_path, "--db", "p.db", "--token-env", "4711=ACME_TOKEN") as serving:
        _, said, _ = serving.end()

    assert 4711 == serving.note["portalId"]
    assert '  export HUBSPOT_ACCESS_TOKEN="$ACME_TOKEN"' in said.splitlines()
    with Emulator(tmp_path / "p.db") as portal:
        assert 4711 == portal.portal_id


def test_a_new_portal_is_seeded_and_an_old_one_is_left(tmp_path: Path) -> None:
    """Recorded answers are there from the first request on; a second start keeps what was done since, and says so."""
    (tmp_path / "recorded").mkdir()
    (tmp_path / "recorded" / "deals_pipelines.json").write_text(json.dumps(PIPELINE), encoding="utf-8")
    words = ("--db", "p.db", "--seed", "recorded", "--tier", "free", "--latency", "60")
    with _serving(tmp_path, *words) as serving:
        began = time.perf_counter()
        found = _ask(serving.base_url, "/crm/v3/pipelines/deals")["results"]
        took = time.perf_counter() - began
        _ask(serving.base_url, GROUPS, body={"name": "mine", "label": "Mine"})
        _, _, first = serving.end()
    with _serving(tmp_path, *words) as serving:
        kept = "mine" in _groups(serving.base_url)
        _, _, second = serving.end()

    assert (["path"], True, "") == ([one["id"] for one in found], kept, first)
    assert took > 0.06
    assert second == f"portal {DEFAULT_PORTAL_ID} is there already: the seed was left out\n"


def _newer(folder: Path) -> Path:
    db = folder / "newer.db"
    with Emulator(db):
        pass
    sql = sqlite3.connect(db)
    sql.execute("pragma user_version = 99")
    sql.close()
    return db


def test_serving_says_what_is_in_its_way(run: Run, tmp_path: Path) -> None:
    """A taken port, a database in use, of a newer version or none at all, a bad seed, a token that is not set."""
    (tmp_path / "garbage.db").write_text("garbage, and more of it than a header", encoding="utf-8")
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.json").write_text("{", encoding="utf-8")
    with socket.socket() as taken, Emulator(tmp_path / "used.db"):
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = {
            says: run("serve", "--db", db, *words)
            for says, db, words in (
                (f"port {port} is taken", "new.db", ["--port", port]),
                ("used.db belongs to another process", "used.db", []),
                ("has format 99, this emulator reads", _newer(tmp_path), []),
                ("garbage.db is no portal of this version", "garbage.db", []),
                ("nothing.json cannot be read: No such file", "n.db", ["--seed", "nothing.json"]),
                ("bad.json is no snapshot", "n.db", ["--seed", "bad.json"]),
                ("empty holds no answer that is understood", "n.db", ["--seed", "empty"]),
                ("broken holds an answer that cannot be taken in", "n.db", ["--seed", "broken"]),
                ("NOT_SET is not set", "n.db", ["--token-env", "NOT_SET"]),
                ("this is no token", "n.db", ["--token", "two words\n"]),
                ("the same token is given twice", "n.db", ["--token", SECRET, "--token", f"5={SECRET}"]),
                ("cannot be opened", tmp_path / "bad.json" / "n.db", []),
            )
        }

    assert {says: says for says in ended} == {says: says for says, one in ended.items() if says in one.told}
    assert [1] * 4 + [64] * 8 == [one.code for one in ended.values()]
    assert not (tmp_path / "n.db").exists()
    assert all(SECRET not in one.said + one.told for one in ended.values())


def test_a_ready_file_that_cannot_be_written_ends_the_portal(run: Run, tmp_path: Path) -> None:
    """Better no portal than one that its script waits for in vain; the database is free again."""
    ended = run("serve", "--db", "p.db", "--ready-file", "no-folder/ready.json")

    assert (64, True) == (ended.code, "no-folder/ready.json cannot be written" in ended.told)
    with Emulator(tmp_path / "p.db") as portal:
        assert portal.base_url


def test_a_snapshot_goes_out_and_comes_back(run: Run, tmp_path: Path) -> None:
    """Saved to a file or to standard output, from a file of nobody's or a served portal, and put back into either."""
    with Emulator(tmp_path / "p.db") as portal:
        _ask(portal.base_url, GROUPS, body={"name": "mine", "label": "Mine"})
    saved = run("snapshot", "--db", "p.db", "-o", "before.json")
    with Emulator() as portal:
        loaded = run("snapshot", "--load", "before.json", "--url", portal.base_url)
        there = _groups(portal.base_url)
        printed = run("snapshot", "--url", portal.base_url.replace("127.0.0.1", "localhost"))
        reset = run("reset", "--url", portal.base_url)
        gone = _groups(portal.base_url)

    assert ([0] * 4, [""] * 4) == (
        [one.code for one in (saved, loaded, printed, reset)],
        [one.told for one in (saved, loaded, printed, reset)],
    )
    assert f"saved portal {DEFAULT_PORTAL_ID} of p.db in before.json\n" == saved.said
    assert json.loads((tmp_path / "before.json").read_text(encoding="utf-8")) == json.loads(printed.said)
    assert (True, False) == ("mine" in there, "mine" in gone)


def test_a_second_portal_is_saved_by_its_id(run: Run) -> None:
    """A process with two portals gives the one that is named, and says which it has where there is none."""
    with Emulator() as portal:
        portal.add_portal(4711, "second")
        second = run("snapshot", "--url", portal.base_url, "--portal-id", "4711")
        missing = run("snapshot", "--url", portal.base_url, "--portal-id", "5")

    assert 4711 == json.loads(second.said)["portalId"]
    assert 64 == missing.code
    assert f"has no portal 5\nhelp: it has {DEFAULT_PORTAL_ID}, 4711" in missing.told


def test_the_record_of_what_was_there_before_is_forgotten(run: Run, tmp_path: Path) -> None:
    """Loading and resetting the project's own portal make its record untrue; another database's leave it."""
    record = tmp_path / "applied" / "emulator.json"
    record.parent.mkdir()
    record.write_text("{}", encoding="utf-8")
    run("reset", "--db", "other.db")
    kept = record.exists()
    run("reset")
    after_reset = record.exists()
    run("snapshot", "-o", "s.json")
    record.write_text("{}", encoding="utf-8")
    loaded = run("snapshot", "--load", "s.json")

    assert (True, False, False) == (kept, after_reset, record.exists())
    assert loaded.said.endswith("forgot the record of what it held before, emulator.json\n")


def test_words_that_lead_nowhere(run: Run, tmp_path: Path) -> None:
    """No portal there, none that answers, one that is none, an address elsewhere, words that do not fit."""
    (tmp_path / "bad.json").write_text('{"format": 7, "collections": {}}', encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        silent = f"http://127.0.0.1:{free.getsockname()[1]}"
    ended = {
        says: run(*words)
        for says, words in (
            ("there is no emulated portal", ["snapshot"]),
            ("p.db: there is no emulated portal", ["snapshot", "--db", "p.db"]),
            ("bad.json is no snapshot: This state has format 7", ["snapshot", "--load", "bad.json"]),
            ("-o saves and --load puts back", ["snapshot", "-o", "a", "--load", "b"]),
            ("--db and --url name two portals", ["reset", "--db", "a", "--url", silent]),
            ("http://example.com:80' is no address on this machine", ["reset", "--url", "http://example.com:80"]),
            ("http://127.0.0.1:port' is no address on this machine", ["log", "--url", "http://127.0.0.1:port"]),
            ("--counts adds up", ["log", "--counts", "--follow"]),
            ("nobody serves", ["log"]),
            ("no emulated portal answers at", ["log", "--url", silent]),
        )
    }

    assert {says: says for says in ended} == {says: says for says, one in ended.items() if says in one.told}
    assert [64] * 8 + [1, 8] == [one.code for one in ended.values()]
    assert not (tmp_path / "p.db").exists()


def test_the_log_is_listed_and_counted(run: Run) -> None:
    """One line per request, counts by method and route with the most frequent first, and both as JSON."""
    with Emulator() as portal:
        for _ in range(2):
            _ask(portal.base_url, DETAILS)
        _ask(portal.base_url, GROUPS, body={"name": "mine", "label": "Mine"})
        url = ("--url", portal.base_url)
        listed, counted = run("log", *url), run("log", "--counts", *url)
        data, numbers = run("log", "--format", "json", *url), run("log", "--counts", "--format", "json", *url)
        portal.log.bugs.append("Traceback")
        bugs = run("log", *url)

    assert [f"200 GET    {DETAILS}"] * 2 + [f"201 POST   {GROUPS}"] == listed.said.splitlines()
    assert [
        f"      2  GET {DETAILS}",
        "      1  POST /crm/v3/properties/{objectType}/groups",
        "      3  calls, 1 of them writes",
    ] == counted.said.splitlines()
    told = json.loads(data.said)
    assert (3, 1, [200, 200, 201]) == (told["total"], told["writes"], [one["status"] for one in told["calls"]])
    assert {"total", "writes", "counts"} == set(json.loads(numbers.said))
    assert bugs.told.startswith("1 answers of 500 are bugs")


@contextmanager
def _following(portal: Emulator, *words: str) -> Iterator[tuple[subprocess.Popen[str], Callable[[], str]]]:
    command = [*CVPCTL, "emulator", "log", "--follow", "--url", portal.base_url, *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline
    finally:
        process.kill()
        process.communicate()


@pytest.mark.long
def test_the_log_is_followed_until_the_portal_ends() -> None:
    """Requests show as they come, also after the log was emptied, and the end of the portal ends it with 0."""
    with Emulator() as portal:
        _ask(portal.base_url, DETAILS)
        with _following(portal, "--format", "json") as (process, line):
            paths = [json.loads(line())["path"]]
            _ask(portal.base_url, GROUPS)
            paths.append(json.loads(line())["path"])
            portal.log.clear()
            _ask(portal.base_url, DETAILS)
            paths.append(json.loads(line())["path"])
            portal.stop()
            said, told = process.communicate(timeout=20)

    assert [DETAILS, GROUPS, DETAILS] == paths
    assert (0, "", "the portal has ended\n") == (process.returncode, said, told)


def test_who_follows_the_log_may_leave() -> None:
    """Ctrl-C is how a person stops looking: no error, nothing said."""
    with Emulator() as portal:
        _ask(portal.base_url, DETAILS)
        with _following(portal) as (process, line):
            shown = line()
            process.send_signal(signal.SIGINT)
            said, told = process.communicate(timeout=20)

    assert (f"200 GET    {DETAILS}\n", 0, "", "") == (shown, process.returncode, said, told)
