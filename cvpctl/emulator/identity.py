"""Who calls: a token stands for a portal, a user and scopes. Tokens live in memory only, never in the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cvpctl.emulator.errors import Refusal
from cvpctl.emulator.object_types import OBJECT_TYPES, ObjectType

DEFAULT_TOKEN = "emulator-token-not-a-secret"  # noqa: S105 - published on purpose: it opens nothing but this
DEFAULT_PORTAL_ID = 11_223_344
DEFAULT_USER_ID = "1001"
APP_ID = 700_001

SCOPES_PAGE = "https://developers.hubspot.com/scopes"
_AUTH_PAGE = "https://developers.hubspot.com/docs/methods/auth/oauth-overview"

_SCOPE_STEMS = tuple(dict.fromkeys([*(known.scope for known in OBJECT_TYPES), "custom"]))

WRITTEN = (
    "contacts", "companies", "deals", "tickets", "custom", "quotes", "invoices", "orders", "carts", "appointments",
    "courses", "listings", "services", "subscriptions", "commercepayments", "projects",
)  # fmt: skip
READ = (*WRITTEN, "line_items")
"""Objects whose definitions have scopes of their own (documented)."""

SENSITIVITIES = ("sensitive", "highly_sensitive")
_SENSITIVE_STEMS = ("contacts", "companies", "deals", "tickets", "custom")
_VERBS = ("read", "write")

ALL_SCOPES: tuple[str, ...] = (
    "oauth",
    "e-commerce",
    "tickets",
    "automation",
    "forms",
    "crm.lists.read",
    "crm.lists.write",
    "crm.objects.owners.read",
    "settings.users.read",
    "crm.pipelines.orders.write",
    *(f"crm.schemas.{stem}.{verb}" for verb, stems in (("read", READ), ("write", WRITTEN)) for stem in stems),
    *(f"crm.objects.{stem}.{verb}" for stem in _SCOPE_STEMS for verb in _VERBS),
    # Introspection shows sensitive scopes with a `.v2` suffix (observed).
    *(f"crm.objects.{s}.{kind}.{v}.v2" for s in _SENSITIVE_STEMS for kind in SENSITIVITIES for v in _VERBS),
)


@dataclass(frozen=True, slots=True)
class Grant:
    """What one token may do, and in whose name."""

    portal_id: int
    scopes: frozenset[str] = frozenset(ALL_SCOPES)
    user_id: str = DEFAULT_USER_ID
    app_id: int = APP_ID

    def may(self, *, write: bool, object_type: ObjectType) -> bool:
        return not self.scopes.isdisjoint(scopes_for(object_type, write=write))

    def may_reach(self, object_type: ObjectType, *, write: bool) -> bool:
        """Records, that is; writing them includes reading (assumed)."""
        verbs = ("write",) if write else ("read", "write")
        named = {f"crm.objects.{object_type.scope}.{verb}" for verb in verbs}
        if object_type.plural in {"products", "line_items"}:
            named.add("e-commerce")
        if object_type.plural == "tickets":
            named.add("tickets")
        return not self.scopes.isdisjoint(named)

    def may_write_sensitive(self, object_type: ObjectType, sensitivity: str) -> bool:
        stem = f"crm.objects.{object_type.scope}.{sensitivity}.write"
        return stem in self.scopes or f"{stem}.v2" in self.scopes


@dataclass(slots=True)
class Identity:
    """The tokens this process knows."""

    grants: dict[str, Grant] = field(default_factory=dict, repr=False)
    expired: dict[str, datetime] = field(default_factory=dict, repr=False)

    def admit(self, token: str, portal_id: int, *, scopes: Iterable[str] | None = None, user_id: str = "") -> None:
        granted = frozenset(ALL_SCOPES if scopes is None else scopes) | {"oauth"}
        self.expired.pop(token, None)
        self.grants[token] = Grant(portal_id, granted, user_id or DEFAULT_USER_ID)

    @property
    def tokens(self) -> tuple[str, ...]:
        """All that were ever good here, also the expired ones."""
        return (*self.grants, *self.expired)

    def expire(self, token: str) -> None:
        """From now on the token is known and too old."""
        if self.grants.pop(token, None) is not None:
            self.expired[token] = datetime.now(UTC)

    def of_header(self, authorization: str | None) -> Grant:
        scheme, _, token = (authorization or "").partition(" ")
        grant = self.grants.get(token.strip()) if scheme.lower() == "bearer" else None
        if grant is None and token.strip() in self.expired:
            raise too_old(self.expired[token.strip()])
        if grant is None:
            raise unauthenticated()
        return grant


def scopes_for(object_type: ObjectType, *, write: bool) -> list[str]:
    """Any one of these is enough. A key that may only write definitions cannot read them (observed)."""
    stem = object_type.scope
    verbs = ("write",) if write else ("read", "write")
    objects = [f"crm.objects.{stem}.{verb}" for verb in verbs]
    defined = f"crm.schemas.{stem}.{verbs[0]}" if stem in (WRITTEN if write else READ) else ""
    # Documented: definitions are written by the scope for records where there is none of their own.
    named = [defined, *([] if write else objects)] if defined else objects
    if object_type.plural in {"products", "line_items"}:
        named.append("e-commerce")
    if object_type.plural == "tickets":
        named.append("tickets")
    if write and object_type.plural == "orders":
        named.append("crm.pipelines.orders.write")
    return named


def unauthenticated() -> Refusal:
    message = (
        "Authentication credentials not found. This API supports OAuth 2.0 authentication"
        f" and you can find more details at {_AUTH_PAGE}"
    )
    return Refusal(401, message, "INVALID_AUTHENTICATION")


def too_old(since: datetime) -> Refusal:
    """By memory of what others have shown; neither wording nor context is recorded."""
    seconds = int((datetime.now(UTC) - since).total_seconds())
    message = f"The OAuth token used to make this call expired {seconds} second(s) ago."
    return Refusal(401, message, "EXPIRED_AUTHENTICATION", context={"expire time": [since.isoformat()]})


def missing_scopes(granular: list[str]) -> Refusal:
    message = (
        "This app hasn't been granted all required scopes to make this call."
        f" Read more about required scopes here: {SCOPES_PAGE}."
    )
    error = {
        "message": "One or more of the following scopes are required.",
        "context": {"requiredGranularScopes": granular},
    }
    return Refusal(403, message, "MISSING_SCOPES", errors=[error], extra={"links": {"scopes": SCOPES_PAGE}})


_RECORD_SCOPES = (
    "commercepayments.read", "invoices.read", "carts.write", "contacts.write", "carts.read", "subscriptions.read",
    "appointments.read", "line_items.read", "appointments.write", "line_items.write", "listings.read",
    "listings.write", "quotes.write", "services.read", "quotes.read", "services.write", "leads.read", "contacts.read",
    "companies.read", "leads.write", "partner-clients.read", "deals.read", "courses.read", "partner-clients.write",
    "courses.write", "deals.write", "users.read", "users.write", "orders.write", "orders.read", "companies.write",
)  # fmt: skip


def missing_record_scopes(*, write: bool) -> Refusal:
    """Observed on reads: the list names every object, whichever was asked for. That writes name theirs is assumed."""
    named = [one for one in _RECORD_SCOPES if not write or one.endswith("write")]
    older = ["e-commerce", "tickets", "crm.objects.goals.read", "media_bridge.read", "crm.objects.custom.read"]
    refusal = missing_scopes([f"crm.objects.{one}" for one in named])
    required = [one for one in older if not write or not one.endswith("read")] + ["crm.objects.custom.write"]
    for error in refusal.errors or []:
        error["context"] = {"requiredScopes": required, **error["context"]}
    return refusal


def may_not_view(object_type: ObjectType, portal_id: int) -> Refusal:
    """Observed on property reads: another body, without a category."""
    return Refusal(
        403,
        f"You do not have permissions to view object type ObjectTypeId{{legacyObjectType={object_type.legacy}}}"
        f" in portal {portal_id} (requires one of [{object_type.plural}-read])",
    )
