"""Pulling into an empty directory: each file is read back and planned before any of them is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from cvpctl.blueprint import check
from cvpctl.blueprint.pull import pulled
from cvpctl.blueprint.pull_spots import address_at
from cvpctl.blueprint.write import Content, document_text
from cvpctl.cli.editor_schemas import home_of, leading_to, stale
from cvpctl.cli.output import emit
from cvpctl.cli.pulling import Wanted
from cvpctl.cli.pulling_objects import chosen
from cvpctl.cli.pulling_recorded import remember
from cvpctl.cli.pulling_seen import seen, unread, whole
from cvpctl.cli.session import Session
from cvpctl.cli.undoing import written_together
from cvpctl.engine import build_plan
from cvpctl.errors import BlueprintInvalid, CvpError
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Finding, Severity, State
from cvpctl.render.wording import counted

NOT_THE_SAME = "written as a blueprint it does not read back as the portal has it"


def pull_fresh(session: Session, wanted: Wanted) -> int:
    objects = chosen(session.portal, wanted.objects)
    state = seen(session.portal, objects, include_hubspot_defined=wanted.include_hubspot_defined)
    code = unread(state, wanted.objects)
    contents = proved(state, whole(state, objects.names), include_hubspot_defined=wanted.include_hubspot_defined)
    directory = wanted.directory.resolve()
    home = home_of(directory, session.project.root.resolve() if session.project else None)
    project, schema = session.project.name if session.project else "portal", leading_to(home, directory)
    texts = {
        directory / f"{name}.yaml": document_text(f"{project}/{name}", content, schema=schema)
        for name, content in contents.items()
    }
    with written_together({**texts, **(stale(home) if texts else {})}):
        pass
    for name, content in contents.items():
        emit(f"wrote {(wanted.directory / name).as_posix()}.yaml: {_told(content)}")
    if texts and wanted.recorded:
        remember(session, wanted.directory, state)
    if not texts:
        emit("Nothing to pull: this portal has nothing of its own here.")
    return code


def proved(state: State, names: Sequence[str], *, include_hubspot_defined: bool) -> dict[str, Content]:
    """Return what each file will hold, after what does not read back the same was moved to `observed:`."""
    refused: dict[Address, str] = {}
    while True:
        contents = {
            name: pulled(state, name, among=names, include_hubspot_defined=include_hubspot_defined, refused=refused)
            for name in names
        }
        contents = {name: content for name, content in contents.items() if content}
        wrong = _wrong(contents, state)
        if not wrong:
            return contents
        if wrong.keys() <= refused.keys():
            raise CvpError(f"{next(iter(wrong))} cannot be pulled: {next(iter(wrong.values()))}")
        refused |= wrong


def _wrong(contents: Mapping[str, Content], state: State) -> dict[Address, str]:
    """Return what would not validate or not plan empty, with the reason."""
    if not contents:
        return {}
    with TemporaryDirectory(prefix="cvpctl-pull-") as folder:
        here = Path(folder).resolve()
        for name, content in contents.items():
            (here / f"{name}.yaml").write_text(document_text(name, content, schema="-"), encoding="utf-8")
        checked = check([here], root=here)
    if checked.desired is None:
        errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
        found = {_about(finding, checked.sources): finding.message for finding in errors}
        if None in found:
            raise BlueprintInvalid(checked.findings)
        return {address: why for address, why in found.items() if address}
    plan = build_plan(checked.desired, state, None, portal_id=0)
    return {change.address: NOT_THE_SAME for change in (*plan.changes, *plan.held, *plan.blocked)}


def _about(finding: Finding, sources: Mapping[str, str]) -> Address | None:
    if finding.address is None and finding.place is not None:
        return address_at(sources.get(finding.place.path, ""), finding.place.line)
    return finding.address


def _told(content: Content) -> str:
    counts = Counter(resource.address.kind for resource in content.stated)
    parts = [counted(counts[name], kind.noun, kind.collection) for name, kind in KINDS.items() if counts[name]]
    parts += [f"{len(content.observed):,} observed"] if content.observed else []
    return ", ".join(parts) or "listed, since it is live"
