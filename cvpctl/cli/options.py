"""Options that several commands share, said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cvpctl.engine.choices import Take
from cvpctl.model import canonical

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Function = TypeVar("Function", bound=Callable[..., Any])


class TakeType(click.ParamType[Take]):
    """`blueprint`, `portal`, or one of them with `:ADDRESS[#field]`."""

    name = "SIDE[:ADDR]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Take:
        try:
            if isinstance(value, Take):
                return value
            side, colon, address = str(value).partition(":")
            return Take.parse(side + colon + canonical(address))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class VariableType(click.ParamType[tuple[str, str]]):
    """`NAME=VALUE`; the value may hold anything, also nothing."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        name, equals, text = str(value).partition("=")
        if not (name and equals):
            self.fail(f"{value!r}: write NAME=VALUE", param, ctx)
        return name, text


def _on_tab(offer: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem[Any]]]:
    """Return what click asks when TAB is pressed; what is on offer is looked up only then."""

    def asked(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        from cvpctl.cli import completing  # noqa: PLC0415

        return completing.offered(getattr(completing, offer), ctx, param, incomplete)

    return asked


paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
portal = click.option(
    "--portal",
    "portal_name",
    metavar="NAME",
    shell_complete=_on_tab("portals"),
    help="Which portal of cvpctl.yaml, or `emulator`.",
)

variables = click.option(
    "--var", "variables", multiple=True, type=VariableType(), help="A variable of the blueprints, for this run."
)


prune = click.option(
    "--prune", is_flag=True, help="Take out what no blueprint states in namespaces that one owns (manages:)."
)


output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it to a file and print the text; a name that ends in .html gets the page.",
)


links = click.option(
    "--links",
    metavar="URL",
    default="",
    help="For markdown and html: where a forge shows this commit's files, as https://github.com/acme/portal/blob/main.",
)


def choices(function: Function) -> Function:
    """Add the options that shape a plan."""
    for option in reversed(
        (
            click.option(
                "--target",
                multiple=True,
                metavar="GLOB",
                shell_complete=_on_tab("addresses"),
                help="Only addresses that match; what they need comes along.",
            ),
            click.option(
                "--exclude",
                multiple=True,
                metavar="GLOB",
                shell_complete=_on_tab("addresses"),
                help="Leave out addresses that match.",
            ),
            click.option(
                "--take",
                "takes",
                multiple=True,
                type=TakeType(),
                shell_complete=_on_tab("takes"),
                help="Whose side a field takes that moved in the portal.",
            ),
            click.option(
                "--allow",
                multiple=True,
                metavar="CODE:ADDR",
                shell_complete=_on_tab("allows"),
                help="Let a hazard pass, by code and address.",
            ),
        )
    ):
        function = option(function)
    return function
