"""Pulling without a command line: portals in this process, provisioned and pulled as the commands do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cvpctl.apply import Journal, carry_out, look
from cvpctl.blueprint import check
from cvpctl.blueprint.write import document_text
from cvpctl.cli.pulling_fresh import proved
from cvpctl.cli.pulling_objects import chosen
from cvpctl.cli.pulling_seen import seen
from cvpctl.emulator.server import Emulator
from cvpctl.engine import Choices, build_plan
from cvpctl.errors import DONE
from cvpctl.model import Call, Desired, Outcome, Plan, Record, Scope, State
from cvpctl.portal import Portal
from cvpctl.portal.account import TokenInfo

PORTAL_ID = 11223344
PERSONAL = ("JUSTIFICATION_MISSING", "EXISTING_OBJECT")
"""What only a person can answer, and what is merely told."""


class Silent:
    """A watcher that watches nothing."""

    def start(self, total_calls: int) -> None: ...

    def advance(self, call: Call) -> None: ...

    def done(self) -> None: ...


class Recorded:
    """A portal that answers from what somebody recorded, and is never written to."""

    def __init__(self, state: State) -> None:
        self.state = state

    def fetch(self, scopes: Iterable[Scope], **_: object) -> State:
        wanted = set(scopes)
        return State({a: one for a, one in self.state.resources.items() if (a.kind, a.scope) in wanted})

    def labelled_pairs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        found = {address.scope for address in self.state.resources if address.kind == "label"}
        return tuple((start, end) for start, end in sorted(found) if {start, end} <= set(names))

    def token_info(self) -> TokenInfo:
        return TokenInfo(PORTAL_ID, frozenset({"crm.objects.custom.sensitive.read"}))

    def execute(self, call: Call) -> tuple[Outcome, ...]:
        raise AssertionError(f"nobody may write {call.operation} to a recording")


@contextmanager
def opened(emulator: Emulator, token: str = "") -> Iterator[Portal]:
    with Portal.open(emulator.base_url, token or emulator.token, read_only=False) as portal:
        yield portal


def desired_of(folder: Path) -> Desired:
    checked = check([folder], root=folder)
    assert [] == [finding for finding in checked.findings if finding.code not in PERSONAL]
    assert checked.desired is not None
    return checked.desired


def plan_of(desired: Desired, live: State) -> Plan:
    return build_plan(desired, live, None, portal_id=PORTAL_ID)


def provision(portal: Portal, desired: Desired) -> None:
    """Apply to a portal without a record; whatever is not done is an error of the test."""
    live = look(portal, desired)
    plan = build_plan(desired, live, None, portal_id=PORTAL_ID, choices=Choices(drift="overwrite"))
    assert (plan.blocked, plan.held, plan.unknown) == ((), (), ())
    with TemporaryDirectory() as folder, Journal(Path(folder) / "journal.jsonl") as journal:
        applied = carry_out(plan, portal, journal, Silent(), Record(PORTAL_ID), known=live.resources)
    assert DONE == applied.exit_code, applied.report


def remaining(plan: Plan) -> list[str]:
    """Return every address a plan has anything to say about."""
    return [str(change.address) for change in (*plan.changes, *plan.held, *plan.blocked)]


def pull_into(
    folder: Path, portal: Portal | Recorded, said: Sequence[str] = (), *, include_hubspot_defined: bool = False
) -> State:
    """Write what a portal has into a folder, and return what was seen of it."""
    objects = chosen(portal, said)
    state = seen(portal, objects, include_hubspot_defined=include_hubspot_defined)
    assert {} == dict(state.unknown)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in proved(state, objects.names, include_hubspot_defined=include_hubspot_defined).items():
        text = document_text(f"acme/{name}", content, schema="blueprint.schema.json")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return state


def texts_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
