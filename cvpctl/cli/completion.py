"""`cvpctl completion`: the script that lets a shell complete commands, portals and addresses."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the script that lets a shell complete what is typed.

    Commands, options, portals, addresses with their labels, libraries and objects: all from the project's files, never
    from a portal.

    \b
    bash, in ~/.bashrc:                 eval "$(cvpctl completion bash)"
    zsh, in ~/.zshrc, after compinit:   eval "$(cvpctl completion zsh)"
    fish:                               cvpctl completion fish > ~/.config/fish/completions/cvpctl.fish

    \b
    Example:  cvpctl completion bash
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    from cvpctl.cli.completing import PROGRAM  # noqa: PLC0415
    from cvpctl.cli.group import COMPLETING, cvpctl  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    known = get_completion_class(shell)
    assert known
    emit(known(cvpctl, {}, PROGRAM, COMPLETING).source())
    return 0
