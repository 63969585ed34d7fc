"""Blueprints: from YAML files to the desired state, with every mistake told at its place."""

from cvpctl.blueprint.checking import Checked, check, load_desired
from cvpctl.blueprint.editor_schema import blueprint_schema
from cvpctl.blueprint.extending import compiled_library
from cvpctl.blueprint.shelf import Library, Shelf
from cvpctl.blueprint.variables import Given

__all__ = ["Checked", "Given", "Library", "Shelf", "blueprint_schema", "check", "compiled_library", "load_desired"]
