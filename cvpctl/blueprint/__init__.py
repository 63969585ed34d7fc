"""Blueprints: from YAML files to the desired state, with every mistake told at its place."""

from cvpctl.blueprint.checking import Checked, check, load_desired
from cvpctl.blueprint.language import blueprint_schema

__all__ = ["Checked", "blueprint_schema", "check", "load_desired"]
