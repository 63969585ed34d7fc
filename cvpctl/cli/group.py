"""The group of commands. A command's module is imported when it is run, so that start-up stays short."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from cvpctl import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETING = "_CVPCTL_COMPLETE"
"""The variable by which click's scripts ask; its value says which shell."""

# name -> (module, line for --help). A test compares the lines with the commands' own.
COMMANDS = {
    "init": ("init", "Start a client repository."),
    "doctor": ("doctor", "Look whether everything is in place for an apply, and say what to do where it is not."),
    "validate": ("validate", "Check blueprints offline and say everything that is wrong at once."),
    "plan": ("plan", "Show what would change in a portal, and why."),
    "apply": ("apply", "Carry out a plan and read it back."),
    "rollback": ("rollback", "Undo a run, and say what cannot come back."),
    "history": ("history", "List the runs that were made from here; needs no portal and no token."),
    "drift": ("drift", "Tell what was changed in the portal since the last apply; never writes."),
    "audit": ("audit", "Judge blueprints or a portal by the five principles, naming and hygiene; never writes."),
    "suggest": ("suggest", "Show which properties HubSpot has already, and which read alike."),
    "compare": ("compare", "Show what separates A and B, field by field; never writes to a portal."),
    "snapshot": ("snapshot", "Save a portal's whole configuration as JSON, with what could not be read and why."),
    "docs": ("docs", "Write data dictionary, object graph, Value Path and pipelines of blueprints or a portal."),
    "pull": ("pull", "Write what a portal has as blueprints that plan empty against it."),
    "adopt": ("adopt", "Find what a portal has already under other names, and bind it in cvpctl.yaml."),
    "attest": ("attest", "Say that a step of the runbook is done in a portal; needs no token."),
    "fmt": ("fmt", "Put the keys of blueprint files into the language's order, and lead editors to a fresh schema."),
    "show": ("show", "Show one address, a saved plan, or the compiled blueprints."),
    "explain": ("explain", "Explain a line of a file, an address, or the code of a finding."),
    "maturity": ("maturity", "Ask how mature work on customer value is, and see what configuration shows of it."),
    "library": ("library", "Look at libraries of blueprints, and pin the ones that are built on."),
    "emulator": ("emulator", "Run the embedded portal on its own."),
    "github": ("github", "Tell people on GitHub: one comment, one issue or one pull request, kept up to date."),
    "demo": ("demo", "Watch a portal being planned, provisioned, drifting and put right."),
    "completion": ("completion", "Print the script that lets a shell complete what is typed."),
    "version": ("version", "Print versions."),
}


class Commands(click.Group):
    """A click group that knows its commands by name before it imports them."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cvpctl.cli.{COMMANDS[cmd_name][0]}")
        command = module.command
        assert isinstance(command, click.Command)
        if ctx.resilient_parsing:
            from cvpctl.cli.completing import teach  # noqa: PLC0415 - only a shell that completes parses like that

            teach(cmd_name, command)
        return command

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command, or answer the shell that asks what could be typed."""
        if os.environ.get(COMPLETING):
            from cvpctl.cli.completing import complete  # noqa: PLC0415

            return complete(self)
        return super().main(*args, **extra)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Return commands by their lines here: importing each of them would take longer than a person waits."""
        from click.shell_completion import CompletionItem as Item  # noqa: PLC0415

        named = [Item(name, help=line) for name, (_, line) in COMMANDS.items() if name.startswith(incomplete)]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="cvpctl", message="%(prog)s %(version)s")
def cvpctl() -> None:
    """Portal configuration as code for HubSpot.

    \b
    Blueprints say what a portal should hold, `plan` compares, `apply` writes, `drift` watches.
    Try it without HubSpot:  cvpctl demo
    """
