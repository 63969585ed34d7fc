"""The plan file: a plan as JSON and back, and the digest that an approval binds to.

A side of a field that is ABSENT is a missing key, since null is a value. Bodies keep their key order: it is the order
of options and stages. `run` travels along and is no part of the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cvpctl.errors import CvpError
from cvpctl.model.address import Address, AddressError
from cvpctl.model.body import ABSENT
from cvpctl.model.call import Call, Operation
from cvpctl.model.change import Action, Cause, Change, FieldChange, Touch
from cvpctl.model.finding import Finding, Severity
from cvpctl.model.json_node import JsonDamage, JsonNode
from cvpctl.model.migration import Ending, Migration
from cvpctl.model.place import Place
from cvpctl.model.plan import Plan
from cvpctl.model.resource import Scope, Unknown, Unseen

FAMILY = "cvpctl.plan/"
VERSION = 1
FORMAT = f"{FAMILY}{VERSION}"
_AGAIN = "make a new one: cvpctl plan -o plan.json"


def digest_of(plan: Plan) -> str:
    """Return the sha256 over portal id and sorted changes: the same intent gives the same digest anywhere."""
    changes = sorted(
        (str(change.address), change.action.value, [_digested(edit) for edit in _by_field(change.fields)])
        for change in plan.changes
    )
    said: list[Any] = [plan.portal_id, changes]
    # Only where there are any: what nobody renamed has the digest it always had.
    if plan.migrations or plan.identities:
        said.append(sorted([str(one.source), str(one.target), one.ending] for one in plan.migrations))
        said.append(sorted([str(address), identity] for address, identity in plan.identities.items()))
    if plan.allowed:
        said.append(["allowed", *sorted(plan.allowed)])
    if any(one.allowable and one.severity is Severity.ERROR for one in plan.alarms):
        # Whoever takes the alarm out of a file has another plan; alarms that nobody can allow come after the digest.
        said.append("stopped")
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _by_field(fields: Iterable[FieldChange]) -> list[FieldChange]:
    # Only the top level is sorted: below it the order of options and stages is part of the intent.
    return sorted(fields, key=lambda edit: edit.path[:1])


def _digested(edit: FieldChange) -> str:
    sides = {side: _canonical(value) for side, value in _sides(edit).items()}
    return json.dumps([list(edit.path), sides], ensure_ascii=True, separators=(",", ":"))


def _canonical(value: Any) -> Any:
    """Sort the keys of a body, yet not those of a collection (a mapping of mappings), whose order has a meaning."""
    if isinstance(value, Mapping):
        collection = all(isinstance(child, Mapping) for child in value.values())
        names = list(value) if collection else sorted(value)
        return {name: _canonical(value[name]) for name in names}
    return [_canonical(item) for item in value] if isinstance(value, list | tuple) else value


def plan_to_json(plan: Plan) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "portalId": plan.portal_id,
        "blueprintDigest": plan.blueprint_digest,
        "complete": plan.complete,
        "changes": [change_to_json(change) for change in plan.changes],
        "calls": [_call_to_json(call) for call in plan.calls],
        "migrations": [_migration_to_json(one) for one in plan.migrations],
        "identities": {str(address): identity for address, identity in sorted(plan.identities.items())},
        "unknown": [unknown_to_json(scope, unknown) for scope, unknown in plan.unknown],
        "held": [change_to_json(change) for change in plan.held],
        "blocked": [change_to_json(change) for change in plan.blocked],
        "unavailable": [finding_to_json(finding) for finding in plan.unavailable],
        "manual": [finding_to_json(finding) for finding in plan.manual],
        "notices": [finding_to_json(finding) for finding in plan.notices],
        "alarms": [finding_to_json(finding) for finding in plan.alarms],
        "unchanged": plan.unchanged,
        "digest": plan.digest,
        "run": _plain(plan.run),
    } | ({"allowed": list(plan.allowed)} if plan.allowed else {})


def change_to_json(change: Change) -> dict[str, Any]:
    told = {
        "address": str(change.address),
        "action": change.action.value,
        "class": change.cause.value,
        "label": change.label,
        "verb": change.verb,
        "fields": [{"path": list(edit.path), **_sides(edit), "class": edit.cause.value} for edit in change.fields],
        "premise": change.premise,
        "requires": [str(address) for address in change.requires],
        "source": str(change.place or ""),
        "findings": [finding_to_json(finding) for finding in change.findings],
        "unmanaged": list(change.unmanaged),
        "touched": {"by": change.touched.by, "at": change.touched.at} if change.touched else None,
    }
    return _telling(told) | ({} if change.stated is None else {"stated": _plain(change.stated)})


def finding_to_json(finding: Finding) -> dict[str, Any]:
    told = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "address": str(finding.address or ""),
        "source": str(finding.place or ""),
        "excerpt": finding.excerpt,
        "allowable": finding.allowable,
        "counted": finding.counted,
        "paste": finding.paste,
    }
    return _telling(told) | ({} if finding.records is None else {"records": finding.records})


def unknown_to_json(scope: Scope, unknown: Unknown) -> dict[str, Any]:
    kind, names = scope
    return {"kind": kind, "scope": list(names), "why": unknown.why.value, "detail": unknown.detail}


def _call_to_json(call: Call) -> dict[str, Any]:
    operation = call.operation
    told = {
        "number": call.number,
        "wave": call.wave,
        "operation": {"area": operation.area, "name": operation.name, "batch": operation.batch},
        "parameters": dict(call.parameters),
        "covers": list(call.covers),
        "addresses": [str(address) for address in call.addresses],
        "inputs": [_plain(body) for body in call.inputs],
        "requires": list(call.requires),
        "lane": call.lane,
    }
    return _telling(told) | ({} if call.body is None else {"body": _plain(call.body)})


def _migration_to_json(one: Migration) -> dict[str, Any]:
    told: dict[str, Any] = {"source": str(one.source), "target": str(one.target), "ending": one.ending.value}
    told |= {"where": str(one.place or ""), "watchers": list(one.watchers), "unread": list(one.unread)}
    return _telling(told) | ({} if one.records is None else {"records": one.records})


def _sides(edit: FieldChange) -> dict[str, Any]:
    sides = (("before", edit.before), ("after", edit.after))
    return {side: _plain(value) for side, value in sides if value is not ABSENT}


def _telling(told: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing; zero is a number and stays."""
    return {name: value for name, value in told.items() if value or type(value) is int}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(child) for name, child in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def plan_from_json(data: Any) -> Plan:
    """Read a plan file's content back; raises `CvpError` for one that is foreign, newer or damaged."""
    _refuse_other_formats(data)
    try:
        plan = _plan(JsonNode(data))
    except JsonDamage as damage:
        raise CvpError(f"the plan file is damaged: {damage}", help=_AGAIN) from damage
    if plan.digest != digest_of(plan):
        raise CvpError("the plan file is damaged: its changes do not give the digest that stands in it", help=_AGAIN)
    return plan


def _plan(node: JsonNode) -> Plan:
    return Plan(
        portal_id=node["portalId"].number(),
        blueprint_digest=node["blueprintDigest"].text(),
        changes=node["changes"].each(_change),
        calls=node["calls"].each(_call),
        migrations=node.find("migrations", []).each(_migration),
        identities=_identities(node.find("identities", {})),
        allowed=node.find("allowed", []).each(JsonNode.text),
        held=node["held"].each(_change),
        blocked=node["blocked"].each(_change),
        unavailable=node["unavailable"].each(_finding),
        manual=node["manual"].each(_finding),
        unknown=node["unknown"].each(_unknown),
        notices=node["notices"].each(_finding),
        alarms=node.find("alarms", []).each(_finding),
        unchanged=node["unchanged"].number(),
        complete=node["complete"].flag(),
        digest=node["digest"].text(),
        run=node["run"].body(),
    )


def _refuse_other_formats(data: Any) -> None:
    name = data.get("format") if isinstance(data, Mapping) else None
    if not isinstance(name, str) or not name.startswith(FAMILY):
        raise CvpError("this file is not a plan of cvpctl", help=_AGAIN)
    version = name.removeprefix(FAMILY)
    if version.isdecimal() and int(version) > VERSION:
        raise CvpError(f"the plan file was written by a newer cvpctl: {name}", help=f"upgrade cvpctl, or {_AGAIN}")
    if name != FORMAT:
        raise CvpError(f"the plan file has a format that nobody wrote: {name}", help=_AGAIN)


def _address(node: JsonNode) -> Address:
    return node.read(Address.parse)


def _place(node: JsonNode) -> Place | None:
    return node["source"].read(Place.parse) if "source" in node.body() else None


def _change(node: JsonNode) -> Change:
    return Change(
        address=_address(node["address"]),
        action=node["action"].read(Action),
        cause=node["class"].read(Cause),
        fields=node.find("fields", []).each(_field),
        label=node.find("label", "").text(),
        verb=node.find("verb", "").text(),
        premise=node.find("premise", "").text(),
        requires=node.find("requires", []).each(_address),
        place=_place(node),
        findings=node.find("findings", []).each(_finding),
        stated=node["stated"].body() if "stated" in node.body() else None,
        unmanaged=node.find("unmanaged", []).each(JsonNode.text),
        touched=_touch(node["touched"]) if "touched" in node.body() else None,
    )


def _touch(node: JsonNode) -> Touch:
    return Touch(by=node["by"].text(), at=node["at"].text())


def _field(node: JsonNode) -> FieldChange:
    before, after = (node.find(side, ABSENT).value for side in ("before", "after"))
    return FieldChange(node["path"].each(JsonNode.text), before, after, node["class"].read(Cause))


def _finding(node: JsonNode) -> Finding:
    return Finding(
        code=node["code"].text(),
        severity=node["severity"].read(Severity),
        message=node.find("message", "").text(),
        help=node.find("help", "").text(),
        address=_address(node["address"]) if "address" in node.body() else None,
        place=_place(node),
        excerpt=node.find("excerpt", "").text(),
        allowable=node.find("allowable", otherwise=False).flag(),
        counted=node.find("counted", otherwise=False).flag(),
        paste=node.find("paste", "").text(),
        records=node["records"].number() if "records" in node.body() else None,
    )


def _migration(node: JsonNode) -> Migration:
    return Migration(
        _address(node["source"]),
        _address(node["target"]),
        node["ending"].read(Ending),
        records=node["records"].number() if "records" in node.body() else None,
        place=node["where"].read(Place.parse) if "where" in node.body() else None,
        watchers=node.find("watchers", []).each(JsonNode.text),
        unread=node.find("unread", []).each(JsonNode.text),
    )


def _identities(node: JsonNode) -> dict[Address, str]:
    try:
        return {Address.parse(name): node[name].text() for name in node.body()}
    except AddressError as error:
        raise JsonDamage(str(error)) from error


def _unknown(node: JsonNode) -> tuple[Scope, Unknown]:
    return (node["kind"].text(), node["scope"].each(JsonNode.text)), Unknown(
        node["why"].read(Unseen), node["detail"].text()
    )


def _call(node: JsonNode) -> Call:
    operation, parameters = node["operation"], node.find("parameters", {})
    return Call(
        number=node["number"].number(),
        wave=node["wave"].number(),
        operation=Operation(operation["area"].text(), operation["name"].text(), operation["batch"].number()),
        parameters={name: parameters[name].text() for name in parameters.body()},
        covers=node.find("covers", []).each(JsonNode.text),
        addresses=node.find("addresses", []).each(_address),
        body=node["body"].body() if "body" in node.body() else None,
        inputs=node.find("inputs", []).each(JsonNode.body),
        requires=node.find("requires", []).each(JsonNode.text),
        lane=node.find("lane", "").text(),
    )
