"""What lives beside the blueprints: where it stands in a plan and in a drift report, for a terminal and for GitHub.

Read from findings and from the plan's `run`, since nothing of it is written or approved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from cvpctl.model import Finding, Plan
from cvpctl.render.markdown import MORE, Block, Entry, code, plain
from cvpctl.render.terminal import BLANK, FAINT, line
from cvpctl.render.wording import visible

IN_NAMESPACE = "UNSTATED_IN_NAMESPACE"
NEW = "NEW_UNMANAGED"
NAMESPACE_TITLE = "Unmanaged in a managed namespace"
NAMESPACE_NOTE = "kept; --prune takes it out"
NEW_TITLE = "New and unmanaged"
NEW_NOTE = "made in the portal since the last apply; no drift"
TITLE = "Unmanaged"
NOTE = "live on these objects, claimed by no blueprint; kept"
ADOPT = "To adopt it, keep what you want of these lines as a blueprint file:"
_LEAST = -1
_FENCE = "````"
NOTHING = "Unmanaged: nothing. Every custom thing on these objects is claimed by a blueprint."


def coded(findings: Iterable[Finding], code_: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.code == code_)


def others(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stand under no heading of ours."""
    return tuple(finding for finding in findings if finding.code not in (IN_NAMESPACE, NEW))


def unmanaged_of(plan: Plan) -> tuple[Sequence[Mapping[str, Any]], Sequence[str]] | None:
    """Return what no blueprint claims and the lines that adopt it; None where nobody asked."""
    told = plan.run.get("unmanaged")
    return None if told is None else (_found(told), _lines(told))


def unmanaged_text(plan: Plan) -> Iterator[Text]:
    """Yield the list and the lines that adopt it, each line whole, since somebody copies them."""
    told = unmanaged_of(plan)
    if told is None:
        return
    yield BLANK
    found, lines = told
    if not found:
        yield line(NOTHING)
        return
    yield line((f"{TITLE} ({len(found)})", "bold underline"), (f"  {NOTE}", FAINT))
    for one in found:
        yield line(("· ", FAINT), visible(str(one.get("address", ""))), (beside(one), FAINT), indent=2)
    if lines:
        yield BLANK
        yield line(ADOPT, indent=2)
        yield BLANK
        yield from (line(visible(text)) for text in lines)


def unmanaged_markdown(plan: Plan) -> Iterator[Block]:
    """Yield the list, and the lines that adopt it behind it: those go first where a comment has no room."""
    told = unmanaged_of(plan)
    if told is None:
        return
    found, lines = told
    if not found:
        yield Block(NOTHING, [Entry(_LEAST, "")])
        return
    listed = [Entry(0, f"- {code(str(one.get('address', '')))}{plain(beside(one))}") for one in found]
    yield Block(f"### {TITLE} ({len(found)})\n", listed, MORE, "item")
    shown = [Entry(_LEAST, visible(text).replace(_FENCE, "` ```")) for text in lines]
    if shown:
        yield Block(f"{ADOPT}\n\n{_FENCE}yaml", shown, f"\n{_FENCE}{MORE}")


def beside(one: Mapping[str, Any]) -> str:
    label, why = one.get("label"), one.get("why")
    words = [visible(str(label))] if label else [f"cannot be stated: {visible(str(why))}"] if why else []
    words += ["omit: leaves it out"] if one.get("omitted") else []
    return f"  {'; '.join(words)}" if words else ""


def _found(told: Any) -> Sequence[Mapping[str, Any]]:
    found = told.get("found") if isinstance(told, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _lines(told: Any) -> Sequence[str]:
    text = told.get("adopt") if isinstance(told, Mapping) else None
    return text.splitlines() if isinstance(text, str) else []
