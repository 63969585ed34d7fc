"""Where a library comes from, as `libraries:` of `cvpctl.yaml` says it: a folder, or a git repository at a ref.

`../agency@v1.2` and `https://git.example/agency.git@v1.2` are repositories; without `@` it is a folder.
What git may be told to do is decided here: no transport that runs commands, no user or password in an address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_REF = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_SOURCE = re.compile(rf"(?P<location>.+?)(?:@(?P<ref>{_REF}))?", re.DOTALL)
_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<rest>.*)|(?P<user>git@)[A-Za-z0-9.-]+:(?P<path>[^-:].*)")
_SCHEMES = ("https", "ssh", "file")


@dataclass(frozen=True, slots=True)
class LibrarySource:
    """`ref` is empty for a folder; `url` tells whether `location` is one that must be cloned."""

    text: str
    location: str
    ref: str = ""
    url: bool = False

    @property
    def is_folder(self) -> bool:
        return not self.ref

    def at(self, commit: str) -> LibrarySource:
        return LibrarySource(self.text, self.location, commit, self.url)

    @classmethod
    def parse(cls, text: str) -> LibrarySource:
        """Read one value; raises ValueError with a sentence for people."""
        match = _SOURCE.fullmatch(text.strip())
        if match is None or text.startswith("-") or "::" in text:
            raise ValueError("is neither a folder nor a git repository")
        location, ref = match["location"], match["ref"] or ""
        url = _URL.fullmatch(location)
        if url and url["scheme"]:
            if url["scheme"].lower() not in _SCHEMES:
                raise ValueError(f"has a scheme that is not read; use {', '.join(_SCHEMES)} or git@host:path")
            if "@" in url["rest"].split("/")[0] and url["scheme"].lower() == "https":
                raise ValueError("holds a user name or a token; let git's credential helper know it")
        if url and not ref:
            raise ValueError("names no version; write @ and a tag or commit behind it")
        return cls(text.strip(), location, ref, bool(url))
