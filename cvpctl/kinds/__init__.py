"""The table of kinds, in the order HubSpot needs them where nothing else decides."""

from cvpctl.kinds.base import ORDER, FieldRule, Hazard, Hit, Kind, Problem, RemovalVerb, is_order
from cvpctl.kinds.labels import LABEL
from cvpctl.kinds.pipelines import PIPELINE
from cvpctl.kinds.properties import PROPERTY
from cvpctl.kinds.property_groups import GROUP
from cvpctl.kinds.schemas import SCHEMA_KIND
from cvpctl.kinds.steps import born_steps, ordinary_steps
from cvpctl.kinds.validations import VALIDATION

KINDS = {kind.name: kind for kind in (SCHEMA_KIND, GROUP, PROPERTY, LABEL, PIPELINE, VALIDATION)}
BY_COLLECTION = {kind.collection: kind for kind in KINDS.values()}

__all__ = [
    "BY_COLLECTION",
    "KINDS",
    "ORDER",
    "FieldRule",
    "Hazard",
    "Hit",
    "Kind",
    "Problem",
    "RemovalVerb",
    "born_steps",
    "is_order",
    "ordinary_steps",
]
