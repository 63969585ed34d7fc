"""What a patch states, drafted difference by difference, until all of it holds beside the rest.

What turns out not to be sound is stated whole if that helps, and becomes a comment if not; so does what hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from cvpctl.blueprint import check
from cvpctl.blueprint.language import CUSTOM_OBJECTS
from cvpctl.blueprint.pull import KINDS_PULLED, references_of
from cvpctl.blueprint.pull_fields import Refusal
from cvpctl.blueprint.pull_spots import address_at
from cvpctl.blueprint.write import object_of
from cvpctl.cli.compare_patch_body import Said, along, created, primary_of, updated
from cvpctl.cli.compare_patch_text import Patch, patch_text
from cvpctl.engine.comparing_order import FIELD, disordered
from cvpctl.errors import CvpError
from cvpctl.kinds import KINDS
from cvpctl.kinds.natives import is_native_group
from cvpctl.model import ABSENT, BY_NAME, Address, Body, Resource, Severity
from cvpctl.model.comparison import Comparison, Difference, Side, Standing


def patch_of(comparison: Comparison) -> Patch:
    """Return what a patch states and what it can only mention, read back and found sound."""
    drafting = _Drafting(comparison)
    for one in comparison.differences:
        drafting.take(one)
    drafting.arrange()
    while wrong := drafting.wrong():
        drafting.refuse(wrong)
        # What is refused, or stated whole after all, can leave a list in another order.
        drafting.arrange()
    return drafting.patch()


class _Drafting:
    """One patch under way."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.a, self.b = comparison.a, comparison.b
        self.stated: dict[Address, Resource] = {}
        self.removed: dict[Address, str] = {}
        self.left: dict[Address, str] = {}
        self.widened: set[Address] = set()

    def take(self, one: Difference) -> None:
        if one.standing is Standing.ONLY_B:
            self.removed[one.address] = str(one.alike or "")
        elif one.lacking:
            self.left[one.address] = f"B cannot have it: {one.lacking}"
        elif one.standing is Standing.ONLY_A and one.address in self.a.hubspots:
            self.left[one.address] = "HubSpot brings it, and has not brought it to B"
        elif one.standing is Standing.ONLY_A:
            self.create(one.address)
        else:
            said = updated(one, self.a, self.b)
            self.removed |= dict.fromkeys(said.removed, "")
            self.left |= said.left
            self.state(said)

    def state(self, said: Said) -> None:
        if said.resource is not None:
            self.stated[said.resource.address] = said.resource
            self.with_primary(said.resource)

    def create(self, address: Address) -> None:
        try:
            self.stated[address] = created(self.a.resources[address], self.a)
        except Refusal as refusal:
            self.left[address] = str(refusal)
            return
        self.with_primary(self.a.resources[address])

    def with_primary(self, resource: Resource) -> None:
        """State the property that names its records beside a custom object: HubSpot makes both at once."""
        if resource.address.kind == "schema" and (address := primary_of(resource)) in self.a.resources:
            self.create(address)

    def arrange(self) -> None:
        """Say the numbers of a whole list where those that B has would set what comes among them in another order."""
        if not (self.a.whole and self.b.whole):
            return
        mine = {one: self.body(self.a, one) for one in self.a.resources.keys() - self.a.hubspots}
        coming = {one: self.body(self.b, one) | self.said(one) for one in mine}
        there = {one: (mine[one], after) for one, after in coming.items() if after}
        for address in disordered(there):
            kept = {name: mine[address][name] for name in along(address) if name in mine[address]}
            own = self.stated[address].body if address in self.stated else kept
            self.stated[address] = _ordered(address, own | _number(address, mine[address]))

    def body(self, side: Side, address: Address) -> Body:
        found = side.resources.get(address)
        return KINDS[address.kind].normalise(address, found.body) if found else {}

    def said(self, address: Address) -> Body:
        return self.stated[address].body if address in self.stated else {}

    def wrong(self) -> dict[Address, str]:
        """Return what is stated and would not do, with the reason."""
        homeless = {one.address: why for one in self.stated.values() if (why := self.homeless(one))}
        return homeless or _unsound(self.patch())

    def homeless(self, resource: Resource) -> str:
        """Say what something needs that B would still not have."""
        objects = [Address("schema", (), name) for name in resource.address.scope if name not in BY_NAME]
        for target in dict.fromkeys((*objects, *references_of(resource))):
            there = target in self.stated or target in self.b.resources or is_native_group(target)
            if not there and (self.b.whole or target in self.left):
                return f"it needs {target}, which B does not have"
        return ""

    def refuse(self, wrong: Mapping[Address, str]) -> None:
        for address, why in wrong.items():
            if address not in self.stated:
                raise CvpError(f"no patch can be written: {why}", help="please report this, with both sides")
            if not self.widen(address):
                del self.stated[address]
                self.left[address] = why

    def widen(self, address: Address) -> bool:
        """State the whole of what does not hold in part, once: some fields are sound only beside others."""
        if address in self.widened or address not in self.b.resources:
            return False
        self.widened.add(address)
        try:
            whole = created(self.a.resources[address], self.a)
        except Refusal:
            return False
        self.stated[address] = _ordered(address, {**whole.body, **self.stated[address].body})
        return True

    def patch(self) -> Patch:
        needed = {target for one in self.stated.values() for target in references_of(one)}
        observed = {one for one in needed if one not in self.stated and _is_observable(one)}
        stated = sorted(self.stated.values(), key=self.rank)
        return Patch(tuple(stated), tuple(sorted(observed)), self.removed, self.left)

    def rank(self, resource: Resource) -> tuple[object, ...]:
        """Groups and pipelines as people see them, properties by group and name, object by object."""
        address, body = resource.address, (self.a.resources.get(resource.address) or resource).body
        place = body.get("displayOrder") if address.kind in ("group", "pipeline") else None
        number = place if isinstance(place, int) else 0
        group = str(body.get("groupName") or "") if address.kind == "property" else ""
        return object_of(address), KINDS_PULLED.index(address.kind), number, group, address.scope, address.key


def _number(address: Address, body: Body) -> Body:
    """Return the display number to state; a kind that cannot be told to stand last has none then."""
    number = body.get(FIELD, KINDS[address.kind].rule(FIELD).default)
    return {} if number is ABSENT else KINDS[address.kind].normalise(address, {FIELD: number})


def _ordered(address: Address, body: Body) -> Resource:
    """Return a resource with its fields in the language's order."""
    return Resource(address, {name: body[name] for name in KINDS[address.kind].schema["properties"] if name in body})


def _is_observable(address: Address) -> bool:
    """Tell whether a file lists what it refers to; other custom objects stand under `existingObjects:`."""
    return not is_native_group(address) and (address.kind != "schema" or address.key in CUSTOM_OBJECTS)


def _unsound(patch: Patch) -> dict[Address, str]:
    """Return what does not validate."""
    with TemporaryDirectory(prefix="cvpctl-patch-") as folder:
        here = Path(folder).resolve()
        (here / "patch.yaml").write_text(patch_text(patch, None, name="acme/patch", schema="-"), encoding="utf-8")
        checked = check([here], root=here)
    errors = [one for one in checked.findings if one.severity is Severity.ERROR]
    wrong: dict[Address, str] = {}
    for one in errors:
        line = one.place.line if one.place else 0
        address = one.address or address_at(next(iter(checked.sources.values()), ""), line)
        wrong[address.owner if address else Address("file", (), "patch")] = one.message
    return wrong
