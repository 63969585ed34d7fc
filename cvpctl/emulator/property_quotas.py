"""How many properties a portal may have. The numbers are documented, the wordings assumed."""

from collections.abc import Iterable, Mapping

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, invalid
from cvpctl.emulator.tiers import Quotas


def check_quotas(call: Call, sent: Body, quotas: Quotas) -> None:
    here = call.portal.all(f"properties/{call.object_type.id}")
    if sent.get("hasUniqueValue"):
        unique = sum(1 for one in here.values() if one["hasUniqueValue"] and not one.get("hubspotDefined"))
        if unique >= quotas.unique_properties:
            raise invalid(f"Object types may have at most {quotas.unique_properties} properties with unique values")
    # A count by length first: walking every property on each create would make creating n of them cost n².
    if len(here) >= quotas.properties_per_object and _custom(here.values()) >= quotas.properties_per_object:
        raise invalid(f"Object types may have at most {quotas.properties_per_object} custom properties")
    everywhere = _everywhere(call)
    held = sum(map(len, everywhere))
    if held >= quotas.properties_overall and sum(_custom(t.values()) for t in everywhere) >= quotas.properties_overall:
        raise invalid(f"Portals may have at most {quotas.properties_overall} custom properties")
    if sent.get("calculationFormula"):
        check_calculations(call, quotas)


def check_calculations(call: Call, quotas: Quotas) -> None:
    """For one more of them, which a change of a plain property can make as well."""
    calculated = sum(1 for things in _everywhere(call) for one in things.values() if _is_calculation(one))
    if calculated >= quotas.calculated_properties:
        raise invalid(f"Portals may have at most {quotas.calculated_properties} calculated properties")


def _everywhere(call: Call) -> list[Mapping[str, Body]]:
    return [things for name, things in call.portal.collections() if name.startswith("properties/")]


def _is_calculation(one: Body) -> bool:
    return bool(one.get("calculated")) and not one.get("hubspotDefined")


def _custom(properties: Iterable[Body]) -> int:
    return sum(1 for one in properties if not one.get("hubspotDefined"))
