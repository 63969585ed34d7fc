"""The group of commands. A command's module is imported when it is run, so that start-up stays short."""

from __future__ import annotations

from importlib import import_module

import click

from cvpctl import __version__

# name -> (module, line for --help). A test compares the lines with the commands' own.
COMMANDS = {
    "init": ("init", "Start a client repository."),
    "validate": ("validate", "Check blueprints offline and say everything that is wrong at once."),
    "plan": ("plan", "Show what would change in a portal, and why."),
    "apply": ("apply", "Carry out a plan and read it back."),
    "drift": ("drift", "Tell what was changed in the portal since the last apply; never writes."),
    "pull": ("pull", "Write what a portal has as blueprints that plan empty against it."),
    "fmt": ("fmt", "Put the keys of blueprint files into the language's order, and lead editors to a fresh schema."),
    "show": ("show", "Show one address, a saved plan, or the compiled blueprints."),
    "library": ("library", "Look at libraries of blueprints, and pin the ones that are built on."),
    "emulator": ("emulator", "Run the embedded portal on its own."),
    "demo": ("demo", "Watch a portal being planned, provisioned, drifting and put right."),
    "version": ("version", "Print versions."),
}


class Commands(click.Group):
    """A click group that knows its commands by name before it imports them."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cvpctl.cli.{COMMANDS[cmd_name][0]}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

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
