"""Running the git of this machine, and reading a library out of a repository with it.

Nothing is checked out and no hook runs: a bare clone is kept in the state folder, and files are read from a commit.
Only transports that fetch are allowed (a repository's address comes from a file that a pull request may change).
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

from cvpctl.errors import CvpError
from cvpctl.project.library_source import LibrarySource

PATIENCE_SECONDS = 120
LARGEST = 50_000_000
_SUFFIXES = (".yaml", ".yml")
_CREDENTIALS = re.compile(r"://[^/\s@]*@")
_CALM = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never")


def read_repository(source: LibrarySource, root: Path, clones: Path) -> tuple[str, Mapping[str, bytes]]:
    """Return the commit that the ref means and the YAML files it holds; raises CvpError with git's own words."""
    repository = _cloned(source, clones) if source.url else root / source.location
    commit = _commit(repository, source)
    archive = _git(repository, "archive", "--format=tar", commit)
    files = dict(_members(archive))
    if not files:
        raise CvpError(f"{source.text} holds no blueprint", help="correct libraries: in cvpctl.yaml")
    return commit, files


def _cloned(source: LibrarySource, clones: Path) -> Path:
    """Return the bare clone of a repository; it is asked again only for a ref that it does not know."""
    clone = clones / f"{hashlib.sha256(source.location.encode()).hexdigest()[:16]}.git"
    if not clone.is_dir():
        clones.mkdir(parents=True, exist_ok=True)
        part = clone.with_suffix(f".{os.getpid()}.part")
        _git(clones, "clone", "--quiet", "--bare", "--", source.location, str(part))
        part.rename(clone)
    elif not _known(clone, source.ref):
        refresh(source, clones)
    return clone


def refresh(source: LibrarySource, clones: Path) -> None:
    """Ask the repository what is new: a branch moves, and sometimes a tag does."""
    clone = clones / f"{hashlib.sha256(source.location.encode()).hexdigest()[:16]}.git"
    if source.url and clone.is_dir():
        _git(clone, "fetch", "--quiet", "--force", "--prune", "--", source.location, "+refs/*:refs/*")


def _known(repository: Path, ref: str) -> bool:
    return _ran(repository, "rev-parse", "--quiet", "--verify", f"{ref}^{{commit}}").returncode == 0


def _commit(repository: Path, source: LibrarySource) -> str:
    if not repository.is_dir():
        raise CvpError(f"{source.location} does not exist", help="correct libraries: in cvpctl.yaml")
    found = _ran(repository, "rev-parse", "--quiet", "--verify", f"{source.ref}^{{commit}}")
    if found.returncode:
        raise CvpError(f"{source.location} has no {source.ref}", help="name a tag, a branch or a commit it has")
    return found.stdout.decode().strip()


def _members(archive: bytes) -> list[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        wanted = [one for one in files if one.isfile() and one.name.endswith(_SUFFIXES) and not _hidden(one.name)]
        if sum(one.size for one in wanted) > LARGEST:
            raise CvpError("this repository is too large to be a library of blueprints")
        read = ((one.name, files.extractfile(one)) for one in wanted)
        return [(name, content.read()) for name, content in read if content]


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def said_by(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Return the last line git said, without whatever a remote's address holds of a user or a token."""
    lines = ran.stderr.decode(errors="replace").strip().splitlines()
    return _CREDENTIALS.sub("://•••@", lines[-1]) if lines else "it did not say why"


def _git(where: Path, *words: str) -> bytes:
    ran = _ran(where, *words)
    if ran.returncode:
        raise CvpError(f"git {words[0]} failed: {said_by(ran)}")
    return ran.stdout


def _ran(where: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return run_git(where, *words, needed_for="a library comes from a repository")


def run_git(
    where: Path, *words: str, needed_for: str, said: bytes | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with `said` as its input; how it ended is for the caller to judge."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "HUBSPOT_"))}
    calm = {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "file:https:ssh", "LC_ALL": "C"}
    command = ["git", *_CALM, "-C", str(where), *words]
    try:
        return subprocess.run(  # noqa: S603 - words of ours; an address stands behind `--`, a ref begins with a letter
            command,
            env={**inherited, **calm, **(environment or {})},
            capture_output=True,
            check=False,
            timeout=PATIENCE_SECONDS,
            input=b"" if said is None else said,
        )
    except FileNotFoundError as error:
        raise CvpError(f"git is not installed, and {needed_for}", help="install git") from error
    except subprocess.TimeoutExpired as error:
        raise CvpError(f"git {words[0]} took longer than {PATIENCE_SECONDS} seconds") from error
