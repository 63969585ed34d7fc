"""What `cvpctl show` shows, found and rendered."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from cvpctl.cli.output import colored, width
from cvpctl.cli.session import open_session, read_blueprints
from cvpctl.cli.values import offline_values, values_of
from cvpctl.errors import UsageProblem
from cvpctl.kinds import KINDS
from cvpctl.model import Address, AddressError, canonical
from cvpctl.render.show_text import NOBODY_SAYS, compiled_yaml, resource_text


def compiled_text(
    paths: Sequence[Path], portal_name: str | None = None, variables: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the blueprints compiled, with the values of the portal that is named, or of the first there is."""
    desired, _ = read_blueprints(paths, next(offline_values(portal_name, variables)))
    return compiled_yaml(desired)


def address_text(
    text: str, paths: Sequence[Path], portal_name: str | None, variables: Sequence[tuple[str, str]] = ()
) -> str:
    """Return both sides of one address; raises UsageProblem where the text is none or names nothing."""
    address = _address(text)
    with open_session(portal_name, writing=False) as session:
        desired, _ = read_blueprints(paths, values_of(session.settings, variables))
        live = session.portal.fetch([(address.kind, address.scope)])
    stated, alive = desired.resources.get(address), live.resources.get(address)
    if stated is None and alive is None:
        raise UsageProblem(
            f"{address} is neither in the blueprints nor live", help="cvpctl show --compiled lists addresses"
        )
    # Whoever pipes wants to search in it or keep it: nothing is cut there.
    screen = width() if sys.stdout.isatty() else None
    purpose = desired.purposes.get(address, NOBODY_SAYS)
    return resource_text(address, stated, alive, purpose=purpose, color=colored(), width=screen)


def _address(text: str) -> Address:
    try:
        address = Address.parse(canonical(text)).owner
    except AddressError as error:
        raise UsageProblem(str(error)) from error
    if address.kind not in KINDS:
        raise UsageProblem(f"there is no kind {address.kind!r}", help=f"one of {', '.join(KINDS)}")
    return address
