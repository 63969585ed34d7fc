"""Options that several commands share, said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cvpctl.engine.choices import Take

Function = TypeVar("Function", bound=Callable[..., Any])


class TakeType(click.ParamType[Take]):
    """`blueprint`, `portal`, or one of them with `:ADDRESS[#field]`."""

    name = "SIDE[:ADDR]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Take:
        try:
            return value if isinstance(value, Take) else Take.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
portal = click.option("--portal", "portal_name", metavar="NAME", help="Which portal of cvpctl.yaml, or `emulator`.")


def choices(function: Function) -> Function:
    """Add the options that shape a plan."""
    for option in reversed(
        (
            click.option(
                "--target", multiple=True, metavar="GLOB", help="Only addresses that match; what they need comes along."
            ),
            click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out addresses that match."),
            click.option(
                "--take",
                "takes",
                multiple=True,
                type=TakeType(),
                help="Whose side a field takes that moved in the portal.",
            ),
            click.option("--allow", multiple=True, metavar="CODE:ADDR", help="Let a hazard pass, by code and address."),
        )
    ):
        function = option(function)
    return function
