"""Links from a comment to the line of a blueprint. The address comes from whoever runs us: no Markdown knows its forge.

GitHub, GitLab, Gitea and Bitbucket's server all show a file at `<prefix>/<path>#L<line>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from cvpctl.model import Place
from cvpctl.render.markdown import code, plain


@dataclass(frozen=True, slots=True)
class Sources:
    """`prefix` is where the files of one commit are shown, `paths` what the repository calls each of them.

    What is not among them, as a file of a library, lies elsewhere and is only named.
    """

    prefix: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)

    def place(self, place: Place) -> str:
        """Return a place in words: `blueprints/portal.yaml:12:5`, as a link where there is one."""
        return self.named(plain(str(place)), place)

    def key(self, name: str, place: Place | None) -> str:
        """Return an internal name that leads to where it is stated."""
        return self.named(code(name), place)

    def named(self, words: str, place: Place | None) -> str:
        """Return words that were escaped already, as a link to a place."""
        address = self.address(place)
        return f"[{words}]({address})" if address else words

    def address(self, place: Place | None) -> str:
        """Return where the line is shown, or nothing."""
        if not self.prefix or place is None or place.path not in self.paths:
            return ""
        return f"{self.prefix.rstrip('/')}/{quote(self.paths[place.path])}#L{place.line}"


NOWHERE = Sources()
