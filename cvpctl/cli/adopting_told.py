"""What `adopt` says, and where."""

from __future__ import annotations

from cvpctl.cli.output import colored, emit, tell, width
from cvpctl.cli.session import Session
from cvpctl.model.adoption import Adoption, After
from cvpctl.project.binding_lines import binding_lines
from cvpctl.render.adopt_json import adopt_json
from cvpctl.render.adopt_text import Seen, adopt_text, after_text


def tell_adoption(session: Session, adoption: Adoption, form: str) -> None:
    seen = Seen(
        session.settings.name,
        session.identity.portal_id,
        embedded=session.settings.embedded,
        loopback=session.loopback,
        holds=session.drift == "hold",
        line=lambda address, identity: binding_lines({address: identity}, 0)[0],
    )
    emit(adopt_json(adoption, seen) if form == "json" else adopt_text(adoption, seen, color=colored(), width=width()))


def tell_after(after: After, written: int, form: str) -> None:
    """Say what became of it; beside JSON, which is one document, that is a remark."""
    (tell if form == "json" else emit)(after_text(after, written))
