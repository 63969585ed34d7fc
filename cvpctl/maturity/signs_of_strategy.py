"""Signs of Value Strategy. What people care about and who sponsors it, no portal shows."""

from __future__ import annotations

from cvpctl.maturity.objects import AFTER, BEFORE, EVERYWHERE, PEOPLE
from cvpctl.maturity.setup import Setup
from cvpctl.maturity.sighting import Sighting, each, either
from cvpctl.maturity.sign import DEALS, SUPPOSED, Sign, after
from cvpctl.maturity.wording import HYPOTHESIS, PROMISED, REALIZED, RECORDS_OF_VALUE, SOURCE, USAGE, VALUE


def _one_model(setup: Setup) -> Sighting:
    """One sort of value property that stands on deals and where delivery is recorded as well."""
    sorts = (HYPOTHESIS, PROMISED, REALIZED)
    return either(*(each(setup.fields(DEALS, one), setup.fields(AFTER, one)) for one in sorts))


SIGNS = (
    Sign(
        "process",
        "defined",
        "II",
        "value has properties of its own",
        lambda setup: setup.fields(EVERYWHERE, *RECORDS_OF_VALUE),
    ),
    Sign(
        "process",
        "staged",
        "III",
        "a pipeline of deals, or a stage of it, names value",
        lambda setup: setup.pipelines(DEALS, VALUE),
    ),
    Sign("process", "shared", "IV", "one sort of value property is on deals and on what comes after", _one_model),
    Sign(
        "scope",
        "front_line",
        "III",
        "value properties on deals, which the front line works with",
        lambda setup: setup.fields(DEALS, *RECORDS_OF_VALUE),
    ),
    Sign("scope", "after_sale", "IV", "value properties where delivery is recorded", after),
    Sign(
        "narrative",
        "on_deals",
        "II",
        "value drivers or promises on deals",
        lambda setup: setup.fields(DEALS, *SUPPOSED),
    ),
    Sign(
        "narrative",
        "guided",
        "III",
        "where a value hypothesis came from",
        lambda setup: setup.fields(EVERYWHERE, SOURCE),
    ),
    Sign(
        "narrative",
        "continuous",
        "IV",
        "value properties before the commitment and where delivery is recorded",
        lambda setup: each(setup.fields(BEFORE, *SUPPOSED), after(setup)),
    ),
    Sign(
        "narrative",
        "measured",
        "V",
        "usage data on customers or on what is delivered",
        lambda setup: setup.fields((*PEOPLE, *AFTER), USAGE),
    ),
)
