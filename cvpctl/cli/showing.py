"""What `cvpctl show` shows, found and rendered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cvpctl.cli.applying import _read_plan as read_plan
from cvpctl.cli.plan import rendered
from cvpctl.cli.session import open_session, read_blueprints
from cvpctl.errors import UsageProblem
from cvpctl.kinds import KINDS
from cvpctl.model import Address, AddressError
from cvpctl.render.show_text import compiled_yaml, resource_text


def compiled_text(paths: Sequence[Path]) -> str:
    desired, _ = read_blueprints(paths)
    return compiled_yaml(desired)


def saved_text(path: Path) -> str:
    return rendered(read_plan(path), "text")


def address_text(text: str, paths: Sequence[Path], portal_name: str | None) -> str:
    """Return both sides of one address; raises UsageProblem where the text is none or names nothing."""
    address = _address(text)
    desired, _ = read_blueprints(paths)
    with open_session(portal_name, writing=False) as session:
        live = session.portal.fetch([(address.kind, address.scope)])
    stated, alive = desired.resources.get(address), live.resources.get(address)
    if stated is None and alive is None:
        raise UsageProblem(
            f"{address} is neither in the blueprints nor live", help="cvpctl show --compiled lists addresses"
        )
    return resource_text(address, stated, alive)


def _address(text: str) -> Address:
    try:
        address = Address.parse(text).owner
    except AddressError as error:
        raise UsageProblem(str(error)) from error
    if address.kind not in KINDS:
        raise UsageProblem(f"there is no kind {address.kind!r}", help=f"one of {', '.join(KINDS)}")
    return address
