"""`cvpctl init`: a client repository that plans at once."""

from __future__ import annotations

from pathlib import Path

import click

from cvpctl.cli.formats import CI
from cvpctl.errors import CvpError, UsageProblem


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="The project's name; the directory's where left out.")
@click.option(
    "--ci", type=click.Choice(CI), default="github", show_default=True, help="Who plans, applies and watches."
)
def command(directory: Path, name: str | None, ci: str) -> int:
    """Start a client repository: project file, a blueprint that builds on the shipped ones, schemas for editors,
    workflows. Overwrites nothing.

    \b
    Example:  cvpctl init acme
    """
    from cvpctl.blueprint.schema import schema_text  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415
    from cvpctl.cli.upgrading import pin_first  # noqa: PLC0415
    from cvpctl.project import init_files  # noqa: PLC0415

    schemas = {"blueprint.schema.json": schema_text()}
    try:
        written = init_files(directory, name=name or directory.resolve().name, schemas=schemas, ci=ci)
        written.append(pin_first(directory))
    except CvpError as error:
        # A folder that cannot be written is a matter of the words of this command.
        raise UsageProblem(error.message, help=error.help) from error
    emit("\n".join(f"wrote {path}" for path in written))
    emit(f"\nNext:  cd {directory} && cvpctl plan --portal emulator")
    return 0
