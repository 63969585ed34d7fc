"""Which of a token's scopes anything here needs: reading all, writing what is stated or was made. Below the rules.

A portal where nobody made anything, beside no blueprints, tells nothing of what will be written: there writing passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvpctl.kinds.permissions import association_permissions, definition_permissions, schema_permissions
from cvpctl.model import BY_NAME, Address
from cvpctl.policy.authored import custom_objects, groups, pipelines, properties
from cvpctl.policy.subject import Subject

_READS = re.compile(
    r"oauth|tickets|e-commerce|forms|automation|account-info\.security\.read"
    r"|crm\.(schemas|objects)\.[a-z_]+\.read|crm\.pipelines\.orders\.read|crm\.lists\.read"
)
"""What reading, counting and looking for references can need (HubSpot's specifications)."""
_WRITES = re.compile(r"crm\.(schemas|objects|pipelines)\.[a-z_]+\.write")
_SENSITIVE = re.compile(r"crm\.objects\.[a-z_]+\.((highly_)?sensitive)\.(read|write)")
_VERSIONED = ".v2"
_MAIL = "connected-email-data-access"
"""What an e-mail holds, which is asked for where e-mails have properties."""


def unneeded_scopes(subject: Subject) -> list[str]:
    objects = frozenset(_objects(subject))
    writing = {scope for name in objects for scope in _writing(name)}
    return sorted(
        scope
        for scope in subject.scopes or ()
        if not _is_needed(scope.removesuffix(_VERSIONED), subject, objects, writing)
    )


def _is_needed(scope: str, subject: Subject, objects: frozenset[str], writing: set[str]) -> bool:
    """Sensitive properties are read and written only where some are there."""
    if sensitive := _SENSITIVE.fullmatch(scope):
        return any(one.body.get("dataSensitivity") == sensitive[1] for one in subject.of("property"))
    if _WRITES.fullmatch(scope):
        return not objects or scope in writing
    return bool(_READS.fullmatch(scope)) or (scope == _MAIL and "emails" in objects)


def _objects(subject: Subject) -> Iterator[str]:
    """Yield the objects that somebody made something on, or that blueprints speak of."""
    yield from subject.stated
    for one in (*properties(subject), *pipelines(subject), *groups(subject)):
        yield one.address.scope[0]
    for one in subject.of("label"):
        if one.body.get("category", "USER_DEFINED") == "USER_DEFINED":
            yield from one.address.scope
    yield from custom_objects(subject)


def _writing(name: str) -> Iterator[str]:
    """Yield what defining things on an object takes, its records included: labels and moved values ask for those."""
    for one in definition_permissions(Address("property", (name,), ""), {}):
        yield from one.scopes
    for one in association_permissions(Address("label", (name, name), ""), {}):
        yield from one.scopes
    if name not in BY_NAME:
        for one in schema_permissions(Address("schema", (), name), {}):
            yield from one.scopes
