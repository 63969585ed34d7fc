"""Which scopes a call needs beyond those of one object's definitions."""

from collections.abc import Callable

from cvpctl.emulator.call import Call
from cvpctl.emulator.custom_objects import resolve
from cvpctl.emulator.errors import Refusal
from cvpctl.emulator.identity import ALL_SCOPES, SCOPES_PAGE, missing_scopes

_OBJECT_SCOPES = [one for one in ALL_SCOPES if one.startswith("crm.objects.")]


def permit_schemas(call: Call, *, write: bool) -> None:
    """Another body than elsewhere, and an older name for the scope (recorded on reads)."""
    verb = "write" if write else "read"
    if f"crm.schemas.custom.{verb}" not in call.grant.scopes:
        context = {"requiredGranularScopes": [f"custom-object-{verb}"], "links": [SCOPES_PAGE]}
        raise Refusal(403, "One or more of the following scopes are required.", "MISSING_SCOPES", context=context)


def permit_associations(call: Call, *, write: bool) -> None:
    """The scopes of both ends: the reference names crm.objects only, that both ends are asked for is assumed."""
    names = ("fromObjectType", "toObjectType")
    verbs = ("write",) if write else ("read", "write")
    for scope in [resolve(call.portal, call.params[name]).scope for name in names if name in call.params]:
        _require(call, [f"crm.objects.{scope}.{verb}" for verb in verbs])


def permit_limits(call: Call, *, write: bool) -> None:  # noqa: ARG001 - limits are only read
    """Whoever may reach some object; the scopes of definitions are not enough (observed)."""
    _require(call, [one for one in _OBJECT_SCOPES if one.endswith(".read")], _OBJECT_SCOPES)


def permit_owners(call: Call, *, write: bool) -> None:  # noqa: ARG001 - owners are only read
    _require(call, ["crm.objects.owners.read"])


def permit_lists(call: Call, *, write: bool) -> None:  # noqa: ARG001 - lists are only read
    _require(call, ["crm.lists.read"])


def permit_forms(call: Call, *, write: bool) -> None:  # noqa: ARG001 - forms are only read
    _require(call, ["forms"])


def permit_workflows(call: Call, *, write: bool) -> None:  # noqa: ARG001 - workflows are only read
    _require(call, ["automation"])


BEYOND: dict[str, Callable[..., None]] = {
    "schemas": permit_schemas,
    "associations": permit_associations,
    "limits": permit_limits,
    "owners": permit_owners,
    "lists": permit_lists,
    "forms": permit_forms,
    "workflows": permit_workflows,
}
"""By the `access` that a route names."""


def _require(call: Call, named: list[str], enough: list[str] | None = None) -> None:
    """Any one of the scopes will do."""
    if call.grant.scopes.isdisjoint(enough or named):
        raise missing_scopes(named)
