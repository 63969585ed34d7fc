"""What a portal tells of itself: shapes only, since every value belongs to the account."""

from cvpctl.emulator.account import ACCOUNT_TYPES
from cvpctl.emulator.conformance import operations as op
from cvpctl.emulator.conformance.bench import Bench
from cvpctl.emulator.conformance.cases import case

_BEFORE_2026_09 = {
    "portalId": int, "accountType": str, "timeZone": str, "companyCurrency": str, "additionalCurrencies": list,
    "utcOffset": str, "utcOffsetMilliseconds": int, "uiDomain": str, "dataHostingLocation": str,
}  # fmt: skip


@case(op.DETAILS)
def details_of_2026_03(bench: Bench) -> None:
    """Account details have nine fields up to 2026-03."""
    answer = bench.ask(op.DETAILS, version="2026-03").is_shaped(**_BEFORE_2026_09)
    bench.check("accountType is one of the four", holds=answer["accountType"] in ACCOUNT_TYPES)
    bench.check("portalId is that of the token", holds=answer["portalId"] == bench.run.portal_id)


@case(op.DETAILS)
def details_of_2026_09(bench: Bench) -> None:
    """From 2026-09 on the details also tell the portal's name and when it was made, in milliseconds."""
    bench.ask(op.DETAILS).is_shaped(**_BEFORE_2026_09, portalName=str, createdAt=int)


@case(op.API_USAGE)
def usage_of_the_day(bench: Bench) -> None:
    """Daily usage of private apps is a list of one row with limit, usage and the time of the reset."""
    rows = bench.ask(op.API_USAGE).has_exactly("results").results
    bench.check("there is one row at most", holds=len(rows) <= 1)
    for row in rows:
        keys = ("name", "usageLimit", "currentUsage", "collectedAt", "fetchStatus", "resetsAt")
        bench.check("the row holds six fields", holds=set(row) == set(keys))


@case(op.DETAILS)
def calls_tell_what_is_left(bench: Bench) -> None:
    """Answers carry the limits of the day and of ten seconds, unless the portal counts nothing."""
    headers = bench.ask(op.DETAILS).raw.headers
    daily = "x-hubspot-ratelimit-daily" in headers
    bench.check("the daily limit comes with what is left", holds=daily == _left(headers, "daily-remaining"))
    ten_seconds = "x-hubspot-ratelimit-max" in headers
    bench.check("so does that of ten seconds", holds=ten_seconds == _left(headers, "remaining"))
    if ten_seconds:
        interval = headers.get("x-hubspot-ratelimit-interval-milliseconds")
        bench.check("the interval is 10000 ms", holds=interval == "10000")


def _left(headers: object, what: str) -> bool:
    return isinstance(headers, dict) and f"x-hubspot-ratelimit-{what}" in headers
