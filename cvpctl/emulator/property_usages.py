"""What uses a property, and so keeps it from being archived.

Calculations are found in the properties themselves, workflows, lists and forms among those that the portal has; what
else uses one is said through the admin routes.
"""

from collections.abc import Iterator

from cvpctl.emulator import formulas
from cvpctl.emulator.assets import users_of
from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, invalid


def usages_of(type_id: str) -> str:
    return f"usages/{type_id}"


def check_unused(call: Call, name: str) -> None:
    uses = list(_uses(call, name))
    if not uses:
        return
    message = f"Property: {name} of object type {call.object_type.id}"
    message += f" is currently used in {len(uses)} places and cannot be deleted"
    raise invalid(
        message,
        "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        context={"usageCount": [str(len(uses))]},
        errors=[_usage(*use) for use in uses],
    )


def _uses(call: Call, name: str) -> Iterator[tuple[str, str]]:
    type_id = call.object_type.id
    for other in call.portal.all(f"properties/{type_id}").values():
        formula = other.get("calculationFormula")
        if formula and other["name"] != name and name in formulas.names_in(formula):
            yield "CALCULATED_PROPERTY", f"{type_id}/{other['name']}"
    yield from users_of(call.portal, type_id, name)
    for use in (call.portal.get(usages_of(type_id), name) or {"uses": []})["uses"]:
        yield use["parentType"], use["parentName"]


def _usage(parent_type: str, parent_name: str) -> Body:
    """`parentDisplayType` is read by a client in the wild; its text is assumed."""
    return {
        "subCategory": "PropertyValidationError.PROPERTY_USAGE",
        "message": f"Property is used in {parent_type} {parent_name}",
        "context": {
            "parentType": [parent_type],
            "parentName": [parent_name],
            "parentDisplayType": [parent_type.replace("_", " ").capitalize()],
        },
    }
