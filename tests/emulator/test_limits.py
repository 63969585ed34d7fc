import httpx

from cvpctl.emulator.limits import CallWindow, Limits
from cvpctl.emulator.server import Emulator

DETAILS = "/account-info/v3/details"


def test_answers_carry_hubspots_headers(http: httpx.Client, portal: Emulator) -> None:
    """The headers say what is allowed and what is left, refusals included; switched off there are none."""
    off = http.get(DETAILS)
    portal.set_limits(Limits(100, 250_000))

    first, second = http.get(DETAILS), http.get("/crm/v3/properties/nothing")

    assert not any("ratelimit" in name for name in off.headers)
    names = ("daily", "daily-remaining", "interval-milliseconds", "max", "remaining", "secondly", "secondly-remaining")
    said = [first.headers[f"x-hubspot-ratelimit-{name}"] for name in names]
    assert said == ["250000", "249999", "10000", "100", "99", "10", "9"]
    assert second.headers["x-hubspot-ratelimit-remaining"] == "98"


def test_too_many_calls_are_refused(http: httpx.Client, portal: Emulator) -> None:
    """The rolling limit and the daily one answer 429 with their policy, and the refused call changes nothing."""
    portal.set_limits(Limits(2, 0))
    rolling = [http.get(DETAILS) for _ in range(3)][-1]
    portal.set_limits(Limits(0, 1))
    daily = [http.get(DETAILS) for _ in range(2)][-1]

    body = rolling.json()
    body.pop("correlationId")
    assert rolling.status_code == 429
    assert body == {
        "status": "error",
        "message": "You have reached your ten_secondly_rolling limit.",
        "errorType": "RATE_LIMIT",
        "policyName": "TEN_SECONDLY_ROLLING",
        "category": "RATE_LIMITS",
    }
    assert (
        daily.status_code,
        daily.json()["policyName"],
        daily.json()["message"],
    ) == (429, "DAILY", "You have reached your daily limit.")


def test_the_window_rolls() -> None:
    """Ten seconds after a call its place is free again."""
    moment = [100.0]
    window = CallWindow(Limits(2, 1_000), monotonic=lambda: moment[0])

    window.admit()
    moment[0] = 105.0
    window.admit()
    moment[0] = 110.0
    window.admit()

    assert window.headers()["X-HubSpot-RateLimit-Remaining"] == "0"
    assert window.headers()["X-HubSpot-RateLimit-Daily-Remaining"] == "997"
