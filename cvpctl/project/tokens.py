"""Fetching a token from the place that settings name. No message here ever holds a value."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from cvpctl.errors import UsageProblem
from cvpctl.project.settings import EnvToken, FileToken, KeyringToken, NoToken, TokenSource
from cvpctl.project.source import shown_path

SERVICE = "cvpctl"
_LONGEST = 4096
_SET_IT = "set it to the token, or use --portal emulator for the embedded portal, which needs none"
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_token(source: TokenSource, environ: Mapping[str, str]) -> str:
    """Return the token; raises `UsageProblem` that names the place to look at."""
    match source:
        case EnvToken(variable):
            return _checked(environ.get(variable, ""), f"the environment variable {variable}", _SET_IT)
        case FileToken(path):
            return _checked(_from_file(path), f"the token file {shown_path(path)}", "put the token in its only line")
        case KeyringToken(entry):
            help_ = f"store the token with: keyring set {SERVICE} {entry}"
            return _checked(_from_keyring(entry), f"the keyring entry {SERVICE}/{entry}", help_)
        case NoToken(why):
            raise UsageProblem(why, help="state a token source under portals in cvpctl.yaml")


def _checked(text: str, where: str, help_: str) -> str:
    token = text.strip()
    if not token:
        raise UsageProblem(f"{where} holds no token", help=help_)
    if not (token.isascii() and token.isprintable()) or " " in token:
        # It goes into a header: a line break would end it, anything else was pasted wrongly.
        raise UsageProblem(f"{where} does not hold a token alone", help=help_)
    return token


def _from_file(path: Path) -> str:
    """Read a token file, which like a private key must be closed to others where it is ours."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and status.st_uid == os.getuid() and status.st_mode & _FOR_OTHERS:
                raise UsageProblem(
                    f"the token file {shown_path(path)} is open to other people of this machine",
                    help=f"close it with: chmod 600 {shown_path(path)}",
                )
            return file.read(_LONGEST).decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise UsageProblem(f"the token file {shown_path(path)} cannot be read: {error.strerror}") from error


def _from_keyring(entry: str) -> str:
    # Loading keyring looks for backends, which costs every other command for nothing.
    import keyring  # noqa: PLC0415
    import keyring.errors  # noqa: PLC0415

    try:
        return keyring.get_password(SERVICE, entry) or ""
    except keyring.errors.KeyringError as error:
        raise UsageProblem(
            "the keyring of this machine cannot be read", help="unlock it, or use token: {env: HUBSPOT_ACCESS_TOKEN}"
        ) from error
