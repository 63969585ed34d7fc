"""Custom objects as object types: which `2-N` or fully qualified name means which schema of this portal."""

import re

from cvpctl.emulator.errors import Body
from cvpctl.emulator.object_types import MANY_STAGES, ObjectType, infer
from cvpctl.emulator.store import Portal

SCHEMAS = "schemas"
ARCHIVED_SCHEMAS = "archived_schemas"

CUSTOM_SCOPE = "custom"

_ADDRESS = re.compile(r"2-\d+|p\d*_\w+")


def resolve(portal: Portal, said: str) -> ObjectType:
    """Any object type of this portal. A custom object is never known by its bare name (observed)."""
    schema = find_schema(portal, said)
    return infer(said) if schema is None else object_type_of(schema)


def find_schema(portal: Portal, said: str, collection: str = SCHEMAS) -> Body | None:
    """By `2-N`, by `p<portal>_name` or, as documented, by `p_name`; case does not matter (assumed)."""
    if not looks_custom(said):
        return None
    wanted = said.lower()
    name = re.sub(r"^p_", f"p{portal.id}_", wanted)
    for type_id, schema in portal.all(collection).items():
        if type_id == wanted or schema["fullyQualifiedName"].lower() == name:
            return schema
    return None


def find_by_name(portal: Portal, name: str, collection: str = SCHEMAS) -> Body | None:
    """Names differ by more than case (observed)."""
    wanted = name.lower()
    return next((one for one in portal.all(collection).values() if one["name"].lower() == wanted), None)


def looks_custom(said: str) -> bool:
    return _ADDRESS.fullmatch(said.lower()) is not None


def object_type_of(schema: Body) -> ObjectType:
    name = str(schema["name"])
    aliases = (str(schema["fullyQualifiedName"]),)
    return ObjectType(str(schema["objectTypeId"]), name, name, CUSTOM_SCOPE, MANY_STAGES, aliases=aliases)


def is_custom(type_id: str) -> bool:
    return type_id.startswith("2-")
