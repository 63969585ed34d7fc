"""From the values of a project file to settings, with the judgements a schema cannot make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cvpctl.model import ABSENT, Address, AddressError
from cvpctl.model import Path as Keys
from cvpctl.project.base_urls import fault, normal
from cvpctl.project.bindings import bindings
from cvpctl.project.library_source import LibrarySource
from cvpctl.project.masking import shown
from cvpctl.project.notify_settings import NotifySettings, notify_settings
from cvpctl.project.reading import Reading
from cvpctl.project.rule_reading import rule_settings
from cvpctl.project.rule_settings import RuleSettings
from cvpctl.project.settings import (
    EMULATOR,
    EVERY_AREA,
    HUBSPOT,
    TOKEN_VARIABLE,
    Binding,
    EnvToken,
    FileToken,
    KeyringToken,
    NoToken,
    PortalSettings,
    Project,
    RecordSettings,
    TokenSource,
    Value,
)
from cvpctl.project.source import Source

_USUAL_BLUEPRINTS = "blueprints"
NO_VALUES: Mapping[str, Value] = {}
NO_BINDINGS: Mapping[Address, Binding] = {}
NO_RULES = RuleSettings()
NOBODY = NotifySettings()


def build(root: Path, workspace: Path, reading: Reading, source: Source) -> Project:
    """Make the project; where something does not hold, the source has the finding and the project is not to be used."""
    values = reading.values if isinstance(reading.values, dict) else {}
    _judge(values, reading, source)
    portals = {name: _portal(root, name, body, reading, source) for name, body in values.get("portals", {}).items()}
    blueprints = _blueprints(root, workspace, values, reading, source)
    libraries = dict(_libraries(root, workspace, reading, source))
    record = _record(values.get("record", {}))
    rules = rule_settings(values, (), reading, source)
    notify = notify_settings(values, lambda said: _source(root, said))
    return Project(root, values.get("project", ""), portals, blueprints, libraries, workspace, record, rules, notify)


def embedded(
    settings: Mapping[str, Any],
    variables: Mapping[str, Value] = NO_VALUES,
    bound: Mapping[Address, Binding] = NO_BINDINGS,
    rules: RuleSettings = NO_RULES,
    notify: NotifySettings = NOBODY,
) -> PortalSettings:
    """The embedded portal, as a project may want it treated."""
    nowhere = NoToken("the embedded portal's token is known to whoever starts it")
    return PortalSettings(
        EMULATOR,
        base_url="",
        read_token=nowhere,
        write_token=nowhere,
        embedded=True,
        variables=variables,
        bindings=bound,
        rules=rules,
        notify=notify,
        **_behaviour(settings),
    )


def _portal(root: Path, name: str, body: Mapping[str, Any], reading: Reading, source: Source) -> PortalSettings:
    texts = body.get("variables", {})
    variables = {key: Value(text, reading.places["portals", name, "variables", key]) for key, text in texts.items()}
    bound = bindings(body.get("bindings", {}), ("portals", name, "bindings"), reading, source)
    rules = rule_settings(body, ("portals", name), reading, source)
    notify = notify_settings(body, lambda said: _source(root, said))
    if name == EMULATOR:
        return embedded(body, variables, bound, rules, notify)
    read, write = _tokens(root, name, body.get("token", {"env": TOKEN_VARIABLE}))
    return PortalSettings(
        name,
        portal_id=body.get("portalId"),
        account_type=body.get("accountType"),
        base_url=normal(body.get("baseUrl", HUBSPOT)),
        read_token=read,
        write_token=write,
        variables=variables,
        bindings=bound,
        rules=rules,
        notify=notify,
        **_behaviour(body),
    )


def _behaviour(body: Mapping[str, Any]) -> dict[str, Any]:
    version = body.get("apiVersion", {})
    return {
        "tier": body.get("tier"),
        "drift": body.get("drift"),
        "protected": body.get("protected"),
        "allow": tuple(body.get("allow", ())),
        "from_ci": body.get("applyFrom") == "ci",
        "promotes": body.get("promotes", ""),
        "stamp": body.get("stamp", False),
        "attribution": body.get("attribution", "id"),
        "counts": body.get("counts", "search"),
        "hazards": body.get("hazards", {}),
        "versions": {EVERY_AREA: version} if isinstance(version, str) else version,
    }


def _record(body: Mapping[str, Any]) -> RecordSettings:
    usual = RecordSettings()
    return RecordSettings(
        on_branch=body.get("store") == "branch",
        branch=body.get("branch", usual.branch),
        remote=body.get("remote", usual.remote),
        push=body.get("push", usual.push),
    )


def _tokens(root: Path, name: str, token: Mapping[str, Any]) -> tuple[TokenSource, TokenSource]:
    if "read" not in token:
        return (_source(root, token),) * 2
    nothing = NoToken(f"portals.{name}.token has no write source: this portal can only be read")
    return _source(root, token["read"]), _source(root, token["write"]) if "write" in token else nothing


def _source(root: Path, token: Mapping[str, Any]) -> TokenSource:
    match token:
        case {"env": str(variable)}:
            return EnvToken(variable)
        case {"file": str(path)}:
            return FileToken(Path.home() / path[2:] if path.startswith("~/") else root / path)
        case {"keyring": str(entry)}:
            return KeyringToken(entry)
    return NoToken("no source is stated")


def _judge(values: Mapping[str, Any], reading: Reading, source: Source) -> None:
    for name, body in values.get("portals", {}).items():
        here: Keys = ("portals", name)
        if problem := fault(body.get("baseUrl", HUBSPOT)):
            place = reading.places[*here, "baseUrl"]
            source.complain("BASE_URL", place, problem, "leave baseUrl out for HubSpot", secret=True)
        if "promotes" in body:
            _judge_promoted(body["promotes"], name, values["portals"], reading, source)
        for number, allowed in enumerate(body.get("allow", ())):
            if allowed is not ABSENT:
                _judge_allowed(allowed, (*here, "allow", str(number)), reading, source)


def _judge_promoted(first: str, name: str, portals: Mapping[str, Any], reading: Reading, source: Source) -> None:
    place = reading.places["portals", name, "promotes"]
    if first == name or first not in portals:
        help_ = "name another portal of this file: the one that has every blueprint first"
        source.complain("PORTAL_UNKNOWN", place, f"{shown(first)} is no other portal of this file", help_)
    elif "portalId" not in portals[first]:
        message = f"portals.{first} says no portalId, so its record could be of any portal"
        source.complain("PORTAL_UNPINNED", place, message, f"add portalId to portals.{first}")


def _judge_allowed(allowed: str, path: Keys, reading: Reading, source: Source) -> None:
    try:
        Address.parse(allowed.partition(":")[2])
    except AddressError:
        message = f"{shown(allowed)} does not end with an address"
        help_ = "write CODE:ADDRESS, such as OPTION_REMOVED:property.contacts.value_path_stage"
        source.complain("ADDRESS_INVALID", reading.places[path], message, help_)


def _libraries(root: Path, workspace: Path, reading: Reading, source: Source) -> Iterator[tuple[str, LibrarySource]]:
    values = reading.values if isinstance(reading.values, dict) else {}
    for name, text in values.get("libraries", {}).items():
        place = reading.places["libraries", name]
        try:
            library = LibrarySource.parse(text)
        except ValueError as problem:
            source.complain("BAD_VALUE", place, f"this library {problem}", "write FOLDER, FOLDER@REF or URL@REF")
            continue
        # A repository is pinned by what it holds; a folder is read as it is, so it must not be anybody's.
        wrong = _path_fault(root, workspace, text) if library.is_folder else None
        if wrong:
            code, message, help_ = wrong
            source.complain(code, place, f"{shown(text)} {message}", help_)
        yield name, library


def _blueprints(
    root: Path, workspace: Path, values: Mapping[str, Any], reading: Reading, source: Source
) -> tuple[Path, ...]:
    if "blueprints" not in values:
        return (root / _USUAL_BLUEPRINTS,)
    stated = [(str(number), text) for number, text in enumerate(values["blueprints"]) if text is not ABSENT]
    for number, text in stated:
        if wrong := _path_fault(root, workspace, text):
            code, message, help_ = wrong
            source.complain(code, reading.places["blueprints", number], f"{shown(text)} {message}", help_)
    return tuple(root / text for _, text in stated)


def _path_fault(root: Path, workspace: Path, text: str) -> tuple[str, str, str] | None:
    try:
        if not (root / text).resolve().is_relative_to(workspace.resolve()):
            if workspace == root:
                return "PATH_ESCAPE", "leads out of this project", "keep blueprints beside cvpctl.yaml"
            return "PATH_ESCAPE", "leads out of this workspace", "keep blueprints inside it"
        if (root / text).exists():
            return None
    except (OSError, RuntimeError):
        return "UNREADABLE", "cannot be followed", "name a file or a folder"
    return "PATH_MISSING", "does not exist here", "create it, or correct the path"
