"""The command line: one file per command; exceptions become exit codes here and nowhere else."""

from __future__ import annotations


def main() -> None:
    """Run `cvpctl` with the process's arguments and end the process with one of our exit codes."""
    from cvpctl.cli.exits import run  # noqa: PLC0415 - importing the package must not import click

    run()
