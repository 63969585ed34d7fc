"""A snapshot as JSON and back. The order inside a body is kept, since that of options and stages means something."""

from __future__ import annotations

import json
import re
from typing import Any

from cvpctl.errors import CvpError
from cvpctl.model import Address, Resource, Scope, Unknown, Unseen
from cvpctl.model.json_node import JsonDamage, JsonNode
from cvpctl.model.snapshot import Snapshot
from cvpctl.model.snapshot_schema import FAMILY, FORMAT, VERSION

_SURROGATE = re.compile("[\ud800-\udfff]")
_AGAIN = "take one with: cvpctl snapshot -o FILE"


def snapshot_text(snapshot: Snapshot) -> str:
    document = {
        "format": FORMAT,
        "portalId": snapshot.portal_id,
        "portal": snapshot.portal,
        "accountType": snapshot.account_type,
        "resources": {str(address): _said(snapshot, address) for address in sorted(snapshot.resources)},
        "unknown": [
            {"kind": kind, "scope": list(names), "why": one.why.value, "detail": one.detail}
            for (kind, names), one in sorted(snapshot.unknown.items())
        ],
        "unseen": [
            {"kind": kind, "scope": list(names), "levels": sorted(levels)}
            for (kind, names), levels in sorted(snapshot.unseen.items())
        ],
    }
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    # JSON can escape half a character, which HubSpot could answer; UTF-8 cannot hold it.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _said(snapshot: Snapshot, address: Address) -> dict[str, Any]:
    resource = snapshot.resources[address]
    # Fields in the order of their names: a portal may list them in another one tomorrow.
    said: dict[str, Any] = {"body": {name: resource.body[name] for name in sorted(resource.body)}}
    said |= {"hubspotDefined": True} if address in snapshot.hubspots else {}
    return said | ({"identity": resource.identity} if resource.identity else {})


def snapshot_from(text: str, name: str) -> Snapshot:
    """Read a snapshot back; `name` is the file's. Raises `CvpError` for one that is foreign, newer or damaged."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CvpError(f"{name} is not JSON", help=_AGAIN) from error
    _refuse_other_formats(document, name)
    try:
        return _snapshot(JsonNode(document))
    except JsonDamage as damage:
        raise CvpError(f"the snapshot {name} is damaged: {damage}", help=_AGAIN) from damage


def _refuse_other_formats(document: Any, name: str) -> None:
    said = document.get("format") if isinstance(document, dict) else None
    if not isinstance(said, str) or not said.startswith(FAMILY):
        told = f": it says {said}" if isinstance(said, str) and said.startswith("cvpctl.") else ""
        raise CvpError(f"{name} is not a snapshot of cvpctl{told}", help=_AGAIN)
    version = said.removeprefix(FAMILY)
    if version.isdecimal() and int(version) > VERSION:
        raise CvpError(f"{name} was written by a newer cvpctl: {said}", help="upgrade cvpctl")
    if said != FORMAT:
        raise CvpError(f"{name} has a format that nobody wrote: {said}", help=_AGAIN)


def _snapshot(node: JsonNode) -> Snapshot:
    found = node["resources"]
    read = [(JsonNode(key, "resources").read(Address.parse), found[key]) for key in found.body()]
    return Snapshot(
        portal_id=node["portalId"].number(),
        portal=node["portal"].text(),
        account_type=node["accountType"].text(),
        resources={address: _resource(address, one) for address, one in read},
        hubspots=frozenset(address for address, one in read if one.find("hubspotDefined", otherwise=False).flag()),
        unknown=dict(node["unknown"].each(_unread)),
        unseen={_scope(one): frozenset(one["levels"].each(JsonNode.text)) for one in node["unseen"].each(_itself)},
    )


def _resource(address: Address, node: JsonNode) -> Resource:
    return Resource(address, node["body"].body(), identity=node.find("identity", "").text())


def _unread(node: JsonNode) -> tuple[Scope, Unknown]:
    return _scope(node), Unknown(node["why"].read(Unseen), node["detail"].text())


def _scope(node: JsonNode) -> Scope:
    return node["kind"].text(), node["scope"].each(JsonNode.text)


def _itself(node: JsonNode) -> JsonNode:
    node.body()
    return node
