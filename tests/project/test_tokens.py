import os
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import keyring
import keyring.backends.fail
import pytest
from keyring.backend import KeyringBackend

from cvpctl.errors import UsageProblem
from cvpctl.project import EnvToken, FileToken, KeyringToken, NoToken, TokenSource, read_token

SECRET = "pat-na1-fade0000"


class Ring(KeyringBackend):
    """A keyring in memory."""

    passwords: ClassVar[dict[tuple[str, str], str]] = {("cvpctl", "acme"): SECRET}

    def get_password(self, service: str, username: str) -> str | None:
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture
def usual_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def backend(kind: Callable[[], KeyringBackend]) -> KeyringBackend:
    """Make a backend; their constructors carry no types."""
    return kind()


def token_file(tmp_path: Path, text: str, mode: int = 0o600) -> FileToken:
    path = tmp_path / "token"
    path.write_text(text)
    path.chmod(mode)
    return FileToken(path)


def refusal(source: TokenSource, environ: dict[str, str]) -> str:
    with pytest.raises(UsageProblem) as raised:
        read_token(source, environ)
    assert SECRET not in "".join(traceback.format_exception(raised.value)) + raised.value.help
    return raised.value.message


def test_a_variable_holds_a_token() -> None:
    """The named variable is read, without the blanks around its value."""
    assert read_token(EnvToken("ACME"), {"ACME": f" {SECRET}\n", "OTHER": "x"}) == SECRET


@pytest.mark.parametrize("environ", [{}, {"ACME": ""}, {"ACME": "  "}])
def test_a_missing_variable_is_named(environ: dict[str, str]) -> None:
    """Unset and empty are the same."""
    assert refusal(EnvToken("ACME"), environ) == "the environment variable ACME holds no token"


@pytest.mark.parametrize(
    "value", [f"{SECRET}\r\nHost: evil.example", f"Bearer {SECRET}", f"{SECRET}é", f"{SECRET}\x00"]
)
def test_what_cannot_be_a_token_is_not_sent(value: str) -> None:
    """A value that would break a header is refused and not repeated."""
    assert refusal(EnvToken("ACME"), {"ACME": value}) == "the environment variable ACME does not hold a token alone"


def test_a_file_holds_a_token(tmp_path: Path) -> None:
    """The only line of the file is the token."""
    assert read_token(token_file(tmp_path, f"{SECRET}\n"), {}) == SECRET


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_token_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    """Like a private key, it must be its owner's alone."""
    assert "is open to other people of this machine" in refusal(token_file(tmp_path, SECRET, mode), {})


def test_a_missing_or_empty_file_is_named(tmp_path: Path) -> None:
    """The message says which file and why."""
    assert "nowhere cannot be read: No such file" in refusal(FileToken(tmp_path / "nowhere"), {})
    assert "token holds no token" in refusal(token_file(tmp_path, "\n"), {})
    assert "cannot be read: Is a directory" in refusal(FileToken(tmp_path), {})
    assert "does not hold a token alone" in refusal(token_file(tmp_path, f"# mine\n{SECRET}\n"), {})


@pytest.mark.usefixtures("usual_keyring")
def test_the_keyring_holds_a_token() -> None:
    """The entry stands under the service cvpctl."""
    keyring.set_keyring(backend(Ring))

    assert read_token(KeyringToken("acme"), {}) == SECRET
    assert refusal(KeyringToken("other"), {}) == "the keyring entry cvpctl/other holds no token"


@pytest.mark.usefixtures("usual_keyring")
def test_a_machine_without_a_keyring_says_so() -> None:
    """No backend is an answer with a way out."""
    keyring.set_keyring(backend(keyring.backends.fail.Keyring))

    assert refusal(KeyringToken("acme"), {}) == "the keyring of this machine cannot be read"


def test_no_source_says_why() -> None:
    """A portal that can only be read refuses to hand out a writing token."""
    assert refusal(NoToken("only reading here"), {}) == "only reading here"
