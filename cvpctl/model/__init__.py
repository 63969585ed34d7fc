"""The nouns of the project, as frozen data. Nothing here reads, writes, compares or prints."""

from cvpctl.model.address import Address, AddressError, canonical
from cvpctl.model.body import ABSENT, Body, Path, at, patched
from cvpctl.model.call import Call, Operation, Outcome, Settled, Step
from cvpctl.model.change import Action, Cause, Change, FieldChange, Touch
from cvpctl.model.count import Count, Counts
from cvpctl.model.finding import Finding, Severity
from cvpctl.model.migration import Ending, Migration, RecordValues
from cvpctl.model.moving import Moved
from cvpctl.model.object_types import BY_NAME, OBJECT_TYPES, ObjectType, find_object_type
from cvpctl.model.place import Place
from cvpctl.model.plan import Plan
from cvpctl.model.purpose import FILLERS, Purpose
from cvpctl.model.record import Entry, Record
from cvpctl.model.references import References, Unread
from cvpctl.model.resource import Desired, Removal, Resource, Scope, State, Unknown, Unseen
from cvpctl.model.runbook import ManualStep
from cvpctl.model.selector import Selector

__all__ = [
    "ABSENT",
    "BY_NAME",
    "FILLERS",
    "OBJECT_TYPES",
    "Action",
    "Address",
    "AddressError",
    "Body",
    "Call",
    "Cause",
    "Change",
    "Count",
    "Counts",
    "Desired",
    "Ending",
    "Entry",
    "FieldChange",
    "Finding",
    "ManualStep",
    "Migration",
    "Moved",
    "ObjectType",
    "Operation",
    "Outcome",
    "Path",
    "Place",
    "Plan",
    "Purpose",
    "Record",
    "RecordValues",
    "References",
    "Removal",
    "Resource",
    "Scope",
    "Selector",
    "Settled",
    "Severity",
    "State",
    "Step",
    "Touch",
    "Unknown",
    "Unread",
    "Unseen",
    "at",
    "canonical",
    "find_object_type",
    "patched",
]
