"""`cvpctl audit`: where blueprints or a portal break the principles. Its transport refuses to write."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.command("audit")
@options.paths
@options.portal
@options.variables
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "sarif"]),
    default="text",
    help="How to say it.",
)
@click.option("--explain", "code", metavar="CODE", help="Why a rule is there, with its source, an example, the fix.")
@click.option("--rules", "only", metavar="CODE[,CODE…]", default="", help="Only these rules.")
@click.option("--fill-rate", is_flag=True, help="With --portal: count records to find unused and empty properties.")
@click.option(
    "--budget", type=click.IntRange(1, 10_000), default=200, show_default=True, help="How many searches to make."
)
@click.option("--strict", is_flag=True, help="Exit 4 for warnings as well.")
def command(
    paths: tuple[Path, ...],
    *,
    portal_name: str | None,
    variables: tuple[tuple[str, str], ...],
    form: str,
    code: str | None,
    only: str,
    budget: int,
    fill_rate: bool,
    strict: bool,
) -> int:
    """Judge blueprints or a portal by the five principles, naming and hygiene; never writes.

    Without --portal the blueprints are judged, offline. With it the portal is, HubSpot's own things included where a
    rule is about them; PATHS then only say what its things are for. Exits 4 where a finding of severity error is left
    that no exception in cvpctl.yaml covers, and 9 where something could not be read.

    \b
    Example:  cvpctl audit blueprints
    """
    from cvpctl.cli.auditing import Asked, audit, ends_with  # noqa: PLC0415
    from cvpctl.cli.auditing_told import told  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.pulling_objects import words_of  # noqa: PLC0415
    from cvpctl.cli.saved_plans import refuse_saved  # noqa: PLC0415

    if code:
        emit(_explained(code))
        return 0
    refuse_saved(paths, "audit")
    found = audit(Asked(paths, portal_name, variables, words_of(only), budget if fill_rate else None))
    emit(told(found, form))
    return ends_with(found, strict=strict)


def _explained(code: str) -> str:
    from cvpctl.cli.auditing import rule_of  # noqa: PLC0415
    from cvpctl.cli.output import colored, width  # noqa: PLC0415
    from cvpctl.render.audit_rule_text import rule_text  # noqa: PLC0415

    return rule_text(rule_of(code).card, color=colored(), width=width())
