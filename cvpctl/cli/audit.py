"""`cvpctl audit`: where blueprints or a portal break the principles. Its transport refuses to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvpctl.cli import options

if TYPE_CHECKING:
    from cvpctl.cli.viewing import Viewing

BY_RULES = ("sarif", "html")
"""Formats that tell findings of rules, which --views has none of."""


@click.command("audit")
@options.paths
@options.portal
@options.variables
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "sarif", "html"]),
    default="text",
    help="How to say it.",
)
@options.output
@click.option("--explain", "code", metavar="CODE", help="Why a rule is there, with its source, an example, the fix.")
@click.option("--rules", "only", metavar="CODE[,CODE…]", default="", help="Only these rules.")
@click.option("--fill-rate", is_flag=True, help="With --portal: count records to find unused and empty properties.")
@click.option(
    "--budget", type=click.IntRange(1, 10_000), default=200, show_default=True, help="How many searches to make."
)
@click.option("--strict", is_flag=True, help="Exit 4 for warnings as well.")
@click.option("--views", is_flag=True, help="Instead of rules: which questions of the four unified views it supports.")
@click.option(
    "--patch",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --views: write what is missing as a blueprint; never over a file that is there.",
)
def command(
    paths: tuple[Path, ...],
    *,
    portal_name: str | None,
    variables: tuple[tuple[str, str], ...],
    form: str,
    output: Path | None,
    code: str | None,
    only: str,
    budget: int,
    fill_rate: bool,
    strict: bool,
    views: bool,
    patch: Path | None,
) -> int:
    """Judge blueprints or a portal by the five principles, naming and hygiene; never writes.

    Without --portal the blueprints are judged, offline. With it the portal is, HubSpot's own things included where a
    rule is about them; PATHS, else the project's blueprints, then only say what its things are for. Exits 4 where a
    finding of severity error is left that no exception in cvpctl.yaml covers, and 9 where something could not be read.

    With --views nothing is judged: it tells which questions the portal can carry an answer to, and what that takes.

    \b
    Example:  cvpctl audit blueprints
    """
    from cvpctl.cli.auditing import Asked, audit, ends_with  # noqa: PLC0415
    from cvpctl.cli.auditing_told import told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.pages import deliver  # noqa: PLC0415
    from cvpctl.cli.pulling_objects import words_of  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415

    if code:
        emit(_explained(code))
        return 0
    refuse_saved(paths, "audit")
    if views or patch:
        from cvpctl.cli.viewing import Viewing  # noqa: PLC0415

        others = {
            "--rules": only,
            "--fill-rate": fill_rate,
            "--strict": strict,
            "--output": output,
            f"--format {form}": form in BY_RULES,
        }
        return _viewed(Viewing(paths, portal_name, variables, patch), form, others)
    found = audit(Asked(paths, portal_name, variables, words_of(only), budget if fill_rate else None))
    deliver(lambda asked: told(found, asked), form, output)
    return ends_with(found, strict=strict)


def _viewed(asked: Viewing, form: str, others: dict[str, object]) -> int:
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.viewing import keep, refuse_mixed, view  # noqa: PLC0415

    refuse_mixed(others)
    viewed = view(asked)
    emit(viewed.rendered(form, written=asked.patch is not None))
    if asked.patch:
        keep(viewed, asked.patch)
    return viewed.exit_code


def _explained(code: str) -> str:
    from cvpctl.cli.auditing import rule_of  # noqa: PLC0415
    from cvpctl.cli.output import colored, width  # noqa: PLC0415
    from cvpctl.render.audit_rule_text import rule_text  # noqa: PLC0415

    return rule_text(rule_of(code).card, color=colored(), width=width())
