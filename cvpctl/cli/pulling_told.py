"""What a pull into existing files says about itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from cvpctl.blueprint.pull_onto import Difference, Taken
from cvpctl.cli.pulling_new import Unstated
from cvpctl.model import ABSENT, Address
from cvpctl.render.values import value_text
from cvpctl.render.wording import counted, visible

MOST_NAMED = 12


def told_taken(taken: Taken) -> Iterator[str]:
    for name, written in taken.written.items():
        yield f"{name}: {counted(len(written), 'change')} taken over from the portal"
        yield from (f"  {_field(one)}: {_sides(one)}" for one, _ in written)
    for one, why in taken.left:
        yield f"left as it is: {_field(one)} ({visible(why)})"


def told_gone(gone: Sequence[Address]) -> Iterator[str]:
    for address in gone:
        yield f"not in the portal any more: {address}; it stays in the file until you take it out"


def told_new(found: Iterable[Unstated], *, added: bool) -> Iterator[str]:
    addresses = [str(address) for one in found for address in one.addresses]
    if not addresses:
        return
    more = f" and {len(addresses) - MOST_NAMED:,} more" if len(addresses) > MOST_NAMED else ""
    what = "new in the files" if added else "in the portal and in no file"
    yield f"{what}: {', '.join(addresses[:MOST_NAMED])}{more}"
    if not added:
        yield "  --new adds them"


def told_compared(read: Collection[Address], taken: Taken, gone: Collection[Address]) -> str:
    """Say why there was nothing to write."""
    differ = {one.address for one, _ in taken.left}
    equal = len(read) - len(differ) - len(gone)
    others = [f"{len(differ):,} left as they are"] * bool(differ) + [f"{len(gone):,} not in the portal"] * bool(gone)
    said = f"{counted(equal, 'resource equals', 'resources equal')} the portal's"
    return f"Nothing was written: {', '.join([said, *others])}."


def _field(difference: Difference) -> str:
    *parts, name = difference.edit.path
    return str(difference.address.child(*parts).at(name))


def _sides(difference: Difference) -> str:
    before, after = difference.edit.after, difference.edit.before
    return f"{_value(before)} → {_value(after)}"


def _value(value: object) -> str:
    return "nothing" if value is ABSENT else str(value_text(value))
