"""From what happened to an exit code and a line a person can act on. The only place where exceptions end."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from pathlib import Path

import click

from cvpctl.cli.group import cvpctl
from cvpctl.errors import DONE, ERROR, INTERRUPTED, USAGE, BlueprintInvalid, CvpError


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; never lets a traceback reach a person."""
    # A cancelled job gets SIGTERM: it ends as Ctrl-C does, with calls under way finished and the record written.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(exit_code(arguments))


def exit_code(arguments: list[str] | None = None) -> int:
    """Run the command line and return how it ended."""
    try:
        ended = cvpctl.main(arguments, prog_name="cvpctl", standalone_mode=False)
    except (click.ClickException, click.Abort, click.exceptions.Exit, KeyboardInterrupt) as error:
        return _stopped_by_words(error)
    except CvpError as error:
        _show(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, less) went away; nothing is wrong, and Python must not complain while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    except Exception as error:  # noqa: BLE001 - a bug of ours must not meet a person as a traceback
        return _bug(error)
    return ended if isinstance(ended, int) else DONE


def _stopped_by_words(error: BaseException) -> int:
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return USAGE
    click.echo("interrupted", err=True)
    return INTERRUPTED


def _show(error: CvpError) -> None:
    if isinstance(error, BlueprintInvalid):
        _show_findings(error)
    else:
        click.echo(f"error: {error.message}" + (f"\nhelp: {error.help}" if error.help else ""), err=True)


def _show_findings(error: BlueprintInvalid) -> None:
    from cvpctl.cli.output import colored  # noqa: PLC0415
    from cvpctl.render.findings import findings_text  # noqa: PLC0415

    click.echo(findings_text(error.findings, color=colored(sys.stderr)), err=True)


def _bug(error: Exception) -> int:
    from platformdirs import user_log_path  # noqa: PLC0415

    from cvpctl import __version__  # noqa: PLC0415

    path = Path(user_log_path("cvpctl", ensure_exists=True)) / "bug.log"
    # Frames without values: an argument or a local could hold a token.
    frames = "".join(traceback.format_tb(error.__traceback__))
    path.write_text(f"cvpctl {__version__}, Python {sys.version}\n{type(error).__name__}\n{frames}", encoding="utf-8")
    click.echo(f"bug: cvpctl met something it did not expect ({type(error).__name__}); please report {path}", err=True)
    return ERROR
