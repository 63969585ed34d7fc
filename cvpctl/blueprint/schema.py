"""`python -m cvpctl.blueprint.schema` prints the schema that `schemas/blueprint.schema.json` holds."""

from __future__ import annotations

import json
import sys

from cvpctl.blueprint.editor_schema import blueprint_schema


def schema_text() -> str:
    return json.dumps(blueprint_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
