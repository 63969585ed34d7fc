"""Fetching a token, or the URL of a target, from the place that settings name. No message ever holds a value."""

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
    return read_secret(source, environ, "token", _SET_IT)


def read_secret(source: TokenSource, environ: Mapping[str, str], noun: str, set_it: str) -> str:
    """Return a secret, called `noun` in what is said; `set_it` says what to do about a variable that is not set."""
    match source:
        case EnvToken(variable):
            return _checked(environ.get(variable, ""), noun, f"the environment variable {variable}", set_it)
        case FileToken(path):
            help_ = f"put the {noun} in its only line"
            return _checked(_from_file(path, noun), noun, f"the {noun} file {shown_path(path)}", help_)
        case KeyringToken(entry):
            help_ = f"store the {noun} with: keyring set {SERVICE} {entry}"
            return _checked(_from_keyring(entry), noun, f"the keyring entry {SERVICE}/{entry}", help_)
        case NoToken(why):
            raise UsageProblem(why, help=f"state a {noun} source under portals in cvpctl.yaml")


def _checked(text: str, noun: str, where: str, help_: str) -> str:
    secret = text.strip()
    if not secret:
        raise UsageProblem(f"{where} holds no {noun}", help=help_)
    if not (secret.isascii() and secret.isprintable()) or " " in secret:
        # A token goes into a header: a line break would end it, anything else was pasted wrongly.
        raise UsageProblem(f"{where} does not hold a {noun} alone", help=help_)
    return secret


def _from_file(path: Path, noun: str) -> str:
    """Read a secret file, which like a private key must be closed to others where it is ours."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and status.st_uid == os.getuid() and status.st_mode & _FOR_OTHERS:
                raise UsageProblem(
                    f"the {noun} file {shown_path(path)} is open to other people of this machine",
                    help=f"close it with: chmod 600 {shown_path(path)}",
                )
            return file.read(_LONGEST).decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise UsageProblem(f"the {noun} file {shown_path(path)} cannot be read: {error.strerror}") from error


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
