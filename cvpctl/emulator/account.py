"""Account details and token introspection: how a client learns which portal it speaks to."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, Refusal
from cvpctl.emulator.shapes import shaped
from cvpctl.emulator.tiers import Quotas, Tier, limits_of

ACCOUNT_TYPES = ("STANDARD", "DEVELOPER_TEST", "SANDBOX", "APP_DEVELOPER")

_DETAILS = (
    "portalId",
    "accountType",
    "timeZone",
    "companyCurrency",
    "additionalCurrencies",
    "utcOffset",
    "utcOffsetMilliseconds",
    "uiDomain",
    "dataHostingLocation",
)


def new_account(
    portal_id: int, name: str, account_type: str, tier: Tier, *, quotas: Quotas, sensitive_data: bool
) -> Body:
    """What is fixed about a portal. The tier is never shown by the API, it only acts."""
    return {
        "portalId": portal_id,
        "accountType": account_type,
        "timeZone": "UTC",
        "companyCurrency": "USD",
        "additionalCurrencies": [],
        "utcOffset": "+00:00",
        "utcOffsetMilliseconds": 0,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
        "portalName": name,
        "createdAt": 1_735_689_600_000,
        "tier": tier,
        "quotas": asdict(quotas),
        "sensitiveData": sensitive_data,
    }


def zone_of(account: Body) -> tzinfo:
    """Where the portal's day ends. A name that this machine does not know counts as UTC."""
    try:
        return ZoneInfo(str(account["timeZone"]))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def get_details(call: Call) -> Body:
    """From 2026-09 on the name and the moment of creation are told as well (observed)."""
    shown = (*_DETAILS, "portalName", "createdAt") if call.version == "2026-09" else _DETAILS
    return {name: call.portal.account[name] for name in shown}


def get_api_usage(call: Call) -> Body:
    """Counts the calls of legacy private apps only: a service key, like our tokens, reads zero (observed)."""
    midnight = datetime.fromisoformat(call.portal.now(counted=False)).replace(hour=0, minute=0, second=0, microsecond=0)
    row = {
        "name": "private-apps-api-calls-daily",
        "usageLimit": limits_of(call.portal.account["tier"]).per_day,
        "currentUsage": 0,
        "collectedAt": call.portal.now(counted=False),
        "fetchStatus": "SUCCESS",
        "resetsAt": (midnight + timedelta(days=1)).isoformat().replace("+00:00", "Z"),
    }
    return {"results": [row]}


def introspect(call: Call) -> Body:
    """The token stands in the body; what an unknown one is answered with is assumed."""
    key = shaped(call.body, {"tokenKey": str}, ("tokenKey",))["tokenKey"]
    grant = call.identity.grants.get(key)
    if grant is None:
        raise Refusal(404, "resource not found", "OBJECT_NOT_FOUND")
    return {
        "userId": int(grant.user_id) if grant.user_id.isdecimal() else 0,
        "hubId": grant.portal_id,
        "appId": grant.app_id,
        "scopes": sorted(grant.scopes),
    }
