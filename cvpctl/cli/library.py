"""`cvpctl library`: which libraries blueprints can extend, what they hold, and taking a newer one on purpose."""

from __future__ import annotations

import click


@click.group("library")
def command() -> None:
    """Look at libraries of blueprints, and pin the ones that are built on.

    \b
    Example:  cvpctl library list
    """


@command.command("list")
def list_() -> int:
    """List the libraries that blueprints can extend, and what cvpctl.lock says of each.

    \b
    Example:  cvpctl library list
    """
    from cvpctl.cli.library_text import list_text  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    emit(list_text())
    return 0


@command.command("show")
@click.argument("name")
def show(name: str) -> int:
    """Show what a library holds, or what one of its blueprints states.

    \b
    Example:  cvpctl library show value-first
    """
    from cvpctl.cli.library_text import show_text  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    emit(show_text(name))
    return 0


@command.command("diff")
@click.argument("name")
@click.argument("other", required=False)
def diff(name: str, other: str | None) -> int:
    """Show what OTHER states otherwise than NAME. Without OTHER: what NAME states now and did not when pinned.

    Each is a library, a blueprint of one, or a file that begins with ./

    \b
    Example:  cvpctl library diff value-first/stakeholders value-first/relationships
    """
    from cvpctl.cli.library_comparing import diff_text  # noqa: PLC0415
    from cvpctl.cli.output import emit  # noqa: PLC0415

    emit(diff_text(name, other))
    return 0


@command.command("upgrade")
@click.option("--yes", is_flag=True, help="Do not ask.")
def upgrade(*, yes: bool) -> int:
    """Show what the libraries of today would change, and pin them in cvpctl.lock.

    In a workspace that is done for each client. No portal is touched; `plan` says what follows.

    \b
    Example:  cvpctl library upgrade --yes
    """
    from cvpctl.cli.upgrading import upgrade_all  # noqa: PLC0415

    upgrade_all(yes=yes)
    return 0
