"""What one line of `extends:` names: a library, one blueprint of it, or a path, and the version it asks for.

A version constraint is as many numbers as matter: `@1` is any 1.x, `@1.2` any 1.2.x, `@1.2.0` that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_LIBRARY = re.compile(rf"(?P<name>(?P<library>{_WORD})(?:/{_WORD})*)(?:@(?P<version>.*))?", re.DOTALL)
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,2}")
_BLUEPRINT = re.compile(r"^blueprint:[ ]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_FILES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Reference:
    """`library` is empty for a path; `name` is `value-first` for a whole library, `value-first/contact` for a part."""

    name: str
    library: str = ""
    version: str = ""

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read one line; raises ValueError with a sentence for people."""
        if "${" in text:
            raise ValueError(f"{text!r} holds a variable; what is extended is the same in every portal")
        if text.startswith((".", "/", "~")) or text.endswith(_FILES):
            return cls(text)
        match = _LIBRARY.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} names neither a library nor a path")
        version = match["version"]
        if version is not None and not _VERSION.fullmatch(version):
            raise ValueError(f"{version!r} is no version to ask for")
        return cls(match["name"], match["library"], version or "")


def satisfies(version: str, wanted: str) -> bool:
    """Tell whether a blueprint's version begins with the numbers that are asked for."""
    asked = wanted.split(".") if wanted else []
    has = re.split(r"[-+]", version)[0].split(".") if version else []
    return [int(number) for number in has[: len(asked)]] == [int(number) for number in asked]


def agree(one: str, other: str) -> bool:
    """Tell whether some version could satisfy both."""
    shared = list(zip(one.split(".") if one else (), other.split(".") if other else (), strict=False))
    return all(int(left) == int(right) for left, right in shared)


def name_in(text: str) -> str:
    """Return the name a blueprint gives itself, read without loading it; "" where it gives none."""
    match = _BLUEPRINT.search(text)
    return match[1] if match else ""
