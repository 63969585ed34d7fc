"""`cvpctl maturity`: how mature work on customer value is, as people answer it, and what a portal shows of it."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli import options


@click.group("maturity")
def command() -> None:
    """Ask how mature work on customer value is, and see what configuration shows of it.

    \b
    Example:  cvpctl maturity questionnaire -o value-answers.yaml
    """


@command.command("questionnaire")
@click.option(
    "-o",
    "--output",
    "path",
    default="answers.yaml",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to; never over a file that is there.",
)
def questionnaire(path: Path) -> int:
    """Write the questions with their stages, to fill in. What stays empty is not assessed.

    \b
    Example:  cvpctl maturity questionnaire -o answers.yaml
    """
    from cvpctl.cli.maturity_questionnaire import write_questionnaire  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    write_questionnaire(path)
    emit(f"wrote {path.as_posix()}: fill it in, then  cvpctl maturity assess {path.as_posix()}")
    return 0


@command.command("assess")
@click.argument("answers", required=False, type=click.Path(path_type=Path))
@options.portal
@click.option(
    "--blueprints",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Look at what blueprints state instead of a portal.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to say it."
)
def assess(answers: Path | None, portal_name: str | None, blueprints: tuple[Path, ...], form: str) -> int:
    """Tell answers, the evidence, and the way on.

    Evidence is what configuration shows for or against an answer; only with --portal or --blueprints is anything looked
    at, and nothing is ever written. Each dimension stands by itself; there is no average. Without ANSWERS, every
    dimension is not assessed.

    \b
    Example:  cvpctl maturity assess --portal emulator
    """
    from cvpctl.cli.maturity_assessing import assessing  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    result = assessing(answers, portal_name, blueprints)
    emit(result.rendered(form))
    return result.exit_code
