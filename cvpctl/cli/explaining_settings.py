"""What stands at a line of `cvpctl.yaml`: the setting in the schema's words, and what it comes to in the end.

A token is never read here, and lines are shown as findings show them, with everything dotted out that could be one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from cvpctl.blueprint.findings import Findings, Source
from cvpctl.blueprint.load import load
from cvpctl.cli.explaining_codes import meanings
from cvpctl.cli.explaining_schema import described
from cvpctl.cli.explaining_spots import spot_at
from cvpctl.errors import BlueprintInvalid, CvpError
from cvpctl.model import Finding
from cvpctl.model import Path as Keys
from cvpctl.project import (
    EnvToken,
    FileToken,
    KeyringToken,
    NoToken,
    PortalSettings,
    Project,
    TokenSource,
    load_project,
    project_schema,
)
from cvpctl.project.identity import TEST_ACCOUNT, drift_mode, is_protected
from cvpctl.project.masking import masked
from cvpctl.render.explain_text import Explanation, Row, Section


def setting_at(path: Path, line: int, column: int) -> Explanation:
    """Explain a line of a project file; raises BlueprintInvalid where it is too broken to say anything."""
    project, found = _loaded(path)
    text = _text(path)
    source = Source(path.name, text)
    root = load(source, Findings())
    here = tuple(finding for finding in found if finding.place and finding.place.line == line)
    if root is None:
        if not here:
            raise BlueprintInvalid(found)
        return _explained((), project, here)
    spot = spot_at(root, source.lines, line, column)
    return _explained(spot.path if spot else (), project, here)


def _loaded(path: Path) -> tuple[Project | None, tuple[Finding, ...]]:
    try:
        return load_project(path), ()
    except BlueprintInvalid as problem:
        return None, problem.findings


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise CvpError(f"{path} cannot be read: {error.strerror}") from error


def _explained(keys: Keys, project: Project | None, here: tuple[Finding, ...]) -> Explanation:
    meant = described(project_schema(), keys)
    description = meant.description or described(project_schema(), keys[:-1]).description
    values = tuple(_effective(project, keys)) if project else ()
    return Explanation(
        masked(".".join(keys)) or "cvpctl.yaml",
        what="a setting of cvpctl.yaml" if keys else "the project file",
        told=tuple(filter(None, (description, *meant.sentences()))),
        sections=(Section("comes to", values),),
        findings=tuple((finding, meanings().get(finding.code)) for finding in here),
    )


def _effective(project: Project, keys: Keys) -> Iterator[Row]:
    """Yield what the line comes to, defaults included."""
    match keys:
        case ("project",):
            yield Row(project.name, "project")
        case ("blueprints", *_):
            yield from (Row(_relative(path, project), "reads") for path in project.blueprints)
        case ("libraries", *names):
            chosen = [name for name in project.libraries if not names or name == names[0]]
            yield from (Row(masked(project.libraries[name].text), name) for name in chosen)
        case ("portals", name, *rest) if name in project.portals:
            known = dict(_portal(project.portals[name]))
            named = {rest[0]: known[rest[0]]} if rest and rest[0] in known else {} if rest else known
            yield from (Row(masked(text), setting) for setting, text in named.items())
            yield from _entries(project.portals[name], tuple(rest))


def _portal(settings: PortalSettings) -> Iterator[tuple[str, str]]:
    """Yield each setting of a portal as commands will take it."""
    if not settings.embedded:
        yield "portalId", str(settings.portal_id or "not pinned: nothing is written to this portal")
        yield "accountType", settings.account_type or "any"
        yield "baseUrl", settings.base_url
        read, write = (_token(source) for source in (settings.read_token, settings.write_token))
        yield "token", read if read == write else f"to read: {read}; to write: {write}"
    yield "drift", _drift(settings)
    yield "protected", _protected(settings)
    yield "allow", ", ".join(settings.allow) or "nothing"
    yield "apiVersion", ", ".join(f"{area}: {version}" for area, version in settings.versions.items()) or "as shipped"
    yield "tier", settings.tier or "not said"


def _entries(settings: PortalSettings, rest: Keys) -> Iterator[Row]:
    """Yield the variables and bindings of a portal, or the one that is asked about."""
    variables = {name: value.text for name, value in settings.variables.items()}
    bindings = {str(address): one.identity for address, one in settings.bindings.items()}
    tables: Mapping[str, Mapping[str, str]] = {"variables": variables, "bindings": bindings}
    for table, values in tables.items():
        if rest and rest[0] != table:
            continue
        chosen = [name for name in values if len(rest) == 1 or not rest or name == rest[1]]
        yield from (Row(masked(values[name]), f"{table}.{name}" if not rest else name) for name in chosen)


def _drift(settings: PortalSettings) -> str:
    if settings.drift or settings.embedded or settings.account_type:
        return drift_mode(settings, settings.account_type or "")
    return f"hold; {drift_mode(settings, TEST_ACCOUNT)} where the account is {TEST_ACCOUNT}"


def _protected(settings: PortalSettings) -> str:
    if settings.protected is None and not settings.embedded and not settings.account_type:
        return "as the account: STANDARD is, a test account or sandbox is not"
    return "yes" if is_protected(settings, settings.account_type or "") else "no"


def _token(source: TokenSource) -> str:
    match source:
        case EnvToken(variable):
            there = "set here" if os.environ.get(variable, "").strip() else "not set here"
            return f"the environment variable {variable}, {there}"
        case FileToken(path):
            return f"the file {path.name}, {'there' if path.is_file() else 'not there'}"
        case KeyringToken(entry):
            return f"the entry {entry} of the keyring"
        case NoToken(why):
            return f"none: {why}"


def _relative(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()
