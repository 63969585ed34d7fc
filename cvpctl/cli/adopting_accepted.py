"""`--accept ADDRESS=IDENTITY`: a person's word about one thing, judged before anything is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from cvpctl.errors import UsageProblem
from cvpctl.kinds import KINDS
from cvpctl.model import ABSENT, Address, Desired, at
from cvpctl.model.adoption import Adoption, Obstacle, Proposal, Reason
from cvpctl.project import PortalSettings

Said = Iterable[tuple[Address, str]]


def accepted_proposals(said: Said, desired: Desired, settings: PortalSettings) -> dict[Address, Proposal]:
    """Return what was accepted by name; raises UsageProblem for what no blueprint states and what is bound already."""
    found: dict[Address, Proposal] = {}
    for address, identity in said:
        words = f"--accept {address}={identity}"
        if address in settings.bindings:
            line = settings.bindings[address].place
            raise UsageProblem(f"{words}: {address} is bound already, at {line}", help="change that line")
        if address in found:
            raise UsageProblem(f"{words}: {address} is accepted twice", help="keep one of the two")
        if not _is_stated(address, desired):
            near = get_close_matches(str(address), _known(desired), n=1)
            help_ = f"did you mean {near[0]}?" if near else "cvpctl show --compiled lists what the blueprints state"
            raise UsageProblem(f"{words}: no blueprint states {address}", help=help_)
        other = _called(address, identity)
        if other != address and other not in settings.bindings and _is_stated(other, desired):
            raise UsageProblem(f"{words}: the blueprints state {other} itself", help="one live thing has one address")
        place = desired.resources[address.owner].place if address.owner in desired.resources else None
        found[address] = Proposal(address, identity, Reason.CHOSEN, "", (), place)
    return found


def require_live(accepted: Mapping[Address, Proposal], adoption: Adoption) -> None:
    """Refuse what was accepted and does not live here; raises UsageProblem."""
    for one in adoption.undecided:
        if one.obstacle is Obstacle.BOUND_TO_NOTHING and one.address in accepted:
            identity, noun = accepted[one.address].identity, _noun(one.address)
            raise UsageProblem(
                f"--accept {one.address}={identity}: this portal has no {noun} called {identity}",
                help="say its name or id as HubSpot's settings show it",
            )


def _called(address: Address, name: str) -> Address:
    """Return the address that has this name of its own."""
    if address.subpath:
        return replace(address, subpath=(*address.subpath[:-1], name))
    return replace(address, key=name)


def _noun(address: Address) -> str:
    return "stage" if address.subpath else KINDS[address.kind].noun


def _is_stated(address: Address, desired: Desired) -> bool:
    if address.kind == "schema" and any(address.key in other.scope for other in desired.resources):
        return True
    resource = desired.resources.get(address.owner)
    if resource is None or not address.subpath:
        return resource is not None
    body = KINDS[address.kind].normalise(address.owner, resource.body)
    return at(body, address.subpath) is not ABSENT


def _known(desired: Desired) -> Collection[str]:
    return [str(address) for address in desired.resources]
