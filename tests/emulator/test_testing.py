"""The emulator in other people's tests, tried as a stranger would: pytest runs of its own in a folder of its own."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from emulator.page import saved

from cvpctl.emulator.errors import Refusal
from cvpctl.emulator.testing import EmulatedPortal, EmulatorFault, Limits, emulated_portal

pytest_plugins = ["pytester"]

CONFTEST = 'pytest_plugins = ["cvpctl.emulator.testing"]\n'
DEALS = "/crm/v3/objects/deals"


def _deals(portal: EmulatedPortal) -> list[str]:
    found = httpx.get(portal.base_url + DEALS, headers=portal.headers).json()["results"]
    return [one["properties"]["dealname"] for one in found]


@pytest.mark.long
def test_the_page_holds_for_strangers(pytester: pytest.Pytester) -> None:
    """The Python files of the page, saved as it says and run by pytest in two processes, pass."""
    for name, text in saved().items():
        if name.endswith(".py"):
            (pytester.path / name).write_text(text, encoding="utf-8")

    ended = pytester.runpytest_subprocess("-n", "2", "--strict-markers")

    ended.assert_outcomes(passed=6)


@pytest.mark.long
def test_a_fixture_is_fresh_and_marks_say_what_it_is_like(pytester: pytest.Pytester) -> None:
    """Nothing stays from test to test, marks of class and test add up, and no socket or warning is left."""
    pytester.makeconftest(CONFTEST + "from cvpctl.emulator.testing import emulated_portal\n")
    pytester.makepyfile(
        """
        import httpx
        import pytest
        from hubspot_sdk import HubSpot

        def details(portal):
            return httpx.get(portal.base_url + "/account-info/v3/details", headers=portal.headers).json()

        @pytest.mark.parametrize("number", range(3))
        def test_fresh(hubspot_portal, number):
            assert hubspot_portal.log.total == 0
            with HubSpot(access_token=hubspot_portal.token, base_url=hubspot_portal.base_url, max_retries=0) as client:
                fields = {"label": "A", "type": "string", "field_type": "text", "group_name": "contactinformation"}
                assert client.crm.properties.create("contacts", name="mine", **fields).name == "mine"

        @pytest.mark.hubspot_portal(portal_id=4711, account_type="SANDBOX")
        class TestMarked:
            def test_by_the_class(self, hubspot_portal):
                told = details(hubspot_portal)
                assert (told["portalId"], told["accountType"]) == (4711, "SANDBOX")

            @pytest.mark.hubspot_portal(account_type="STANDARD")
            def test_by_the_nearest(self, hubspot_portal):
                told = details(hubspot_portal)
                assert (told["portalId"], told["accountType"]) == (4711, "STANDARD")

        @pytest.mark.hubspot_portal(colour="blue")
        def test_a_word_that_is_none(hubspot_portal):
            pass
        """
    )

    ended = pytester.runpytest_subprocess("-W", "error", "--strict-markers")

    ended.assert_outcomes(passed=5, errors=1)
    ended.stdout.fnmatch_lines(["*unexpected keyword argument 'colour'*"])


@pytest.mark.long
def test_the_mark_is_listed(pytester: pytest.Pytester) -> None:
    """`pytest --markers` explains the mark, and `--fixtures` the fixture."""
    pytester.makeconftest(CONFTEST)

    pytester.runpytest_subprocess("--markers").stdout.fnmatch_lines(["@pytest.mark.hubspot_portal(*emulated_portal"])
    pytester.runpytest_subprocess("--fixtures").stdout.fnmatch_lines(["hubspot_portal -- *", "*A fresh emulated*"])


def test_portals_know_nothing_of_each_other() -> None:
    """Two at a time have ports, records and logs of their own."""
    with emulated_portal() as one, emulated_portal() as other:
        one.add_records("deals", [{"dealname": "A"}])

        assert (["A"], []) == (_deals(one), _deals(other))
        assert one.base_url != other.base_url
        assert (1, 1) == (one.log.total, other.log.total)


def test_the_end_of_a_portal_costs_no_time() -> None:
    """A portal whose client only waits ends without the tenth of a second that servers like to sleep."""
    took = []
    for _ in range(10):
        with httpx.Client() as client:
            portal = EmulatedPortal().start()
            assert 200 == client.get(portal.base_url + "/_emulator").status_code
            began = time.perf_counter()
            portal.stop()
            took.append(time.perf_counter() - began)

    assert min(took) < 0.05


def test_an_answer_under_way_comes_before_the_end() -> None:
    """A portal that is told to stop finishes what it has begun to answer."""
    with emulated_portal() as portal, ThreadPoolExecutor(1) as aside:
        portal.faults.slow_body(0.3)
        url = f"{portal.base_url}/account-info/v3/details"
        with httpx.stream("GET", url, headers=portal.headers) as answer:
            stopped = aside.submit(portal.stop)
            told = json.loads(answer.read())
        stopped.result(5)

    assert portal.portal_id == told["portalId"]


def test_a_portal_is_seeded_with_what_one_has(tmp_path: Path) -> None:
    """A snapshot as value or file, and a directory of recorded answers; anything else is refused."""
    file = tmp_path / "portal.json"
    recorded = tmp_path / "recorded"
    recorded.mkdir()
    with emulated_portal() as portal:
        portal.add_records("deals", [{"dealname": "A"}])
        kept = portal.snapshot()
        portal.save(file)
        with pytest.raises(ValueError, match="no recorded answer"):
            portal.seed(recorded)
        (recorded / "deals_pipelines.json").write_text(
            '{"results": [{"id": "path", "label": "Path", "displayOrder": 0, "stages": []}]}', encoding="utf-8"
        )
        portal.seed(recorded)
        found = httpx.get(f"{portal.base_url}/crm/v3/pipelines/deals", headers=portal.headers).json()["results"]
        with pytest.raises(Refusal):
            portal.seed({"something": "else"})

    assert ["path"] == [one["id"] for one in found]
    for source in (kept, file, str(file)):
        with emulated_portal(seed=source, portal_id=7, token="token-of-mine") as other:
            assert ["A"] == _deals(other)
            assert other.token not in json.dumps(other.snapshot())


def test_a_program_is_told_by_variables_where_the_portal_is() -> None:
    """cvpctl finds an emulated portal by the variables it knows HubSpot by."""
    with emulated_portal(portal_id=7, token="token-of-mine") as portal:
        assert {
            "HUBSPOT_BASE_URL": portal.base_url,
            "HUBSPOT_ACCESS_TOKEN": "token-of-mine",
            "HUBSPOT_PORTAL_ID": "7",
        } == portal.environment


@pytest.mark.parametrize(("limits", "last"), [(Limits.off(), 200), (None, 429)])
def test_no_limit_holds_unless_told(limits: Limits | None, last: int) -> None:
    """The calls of a fast test are not refused; those of the tier are, where one asks for its limits."""
    with (
        emulated_portal(limits=limits, tier="free") as portal,
        httpx.Client(base_url=portal.base_url, headers=portal.headers) as client,
    ):
        statuses = [client.get("/account-info/v3/details").status_code for _ in range(101)]

    assert [200] * 100 + [last] == statuses


def test_a_bug_of_the_emulator_does_not_pass_for_a_result() -> None:
    """An answer of 500 that nobody asked for ends the block with an error of its own, unless another came first."""
    with pytest.raises(EmulatorFault, match="boom"), emulated_portal() as portal:
        portal.log.bugs.append("boom")
    with pytest.raises(KeyError, match="mine"), emulated_portal() as portal:
        _fail_beside_a_bug(portal)


def _fail_beside_a_bug(portal: EmulatedPortal) -> None:
    portal.log.bugs.append("boom")
    raise KeyError("mine")


def test_it_works_where_there_is_no_pytest() -> None:
    """Without pytest there is no fixture, and the context manager is as it was."""
    code = (
        "import sys; sys.modules['pytest'] = None\n"
        "import cvpctl.emulator.testing as testing\n"
        "with testing.emulated_portal() as portal: print(portal.portal_id, hasattr(testing, 'hubspot_portal'))"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "11223344 False\n" == told
