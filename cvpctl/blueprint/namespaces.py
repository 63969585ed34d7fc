"""`manages:` lines judged: each names a namespace that HubSpot could hold and that this very project may own whole.

Only a file that was named on the command line or in `cvpctl.yaml` may claim one: a library that did would one day take
things out of every portal that is built on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvpctl.blueprint.addresses import Addresses
from cvpctl.blueprint.findings import Findings
from cvpctl.blueprint.layers import Layers
from cvpctl.blueprint.statements import Line, Mention
from cvpctl.kinds import KINDS
from cvpctl.model import BY_NAME, Selector, Severity, find_object_type

_ENDS = ("from", "to")
_FITS = {"property": ("objects", "groups"), "label": ("pairs",)}
"""What may narrow a kind, besides `prefix`; the first of them must be said, so that what is read has a bound."""
_OF_OBJECTS = ("objects",)


def selectors_of(lines: Iterable[Line], layers: Layers, addresses: Addresses, found: Findings) -> tuple[Selector, ...]:
    """Return the namespaces that hold, in the order they are written; the others are noted."""
    judging = _Judging(layers, addresses, found)
    return tuple(selector for line in lines for selector in judging.selector(line))


@dataclass(frozen=True, slots=True)
class _Judging:
    layers: Layers
    addresses: Addresses
    found: Findings

    def selector(self, line: Line) -> Iterator[Selector]:
        body = line.body
        kind = body.get("kind") or ("label" if "pairs" in body else "property")
        pairs = [tuple(self.object(pair[end], line) for end in _ENDS) for pair in body.get("pairs", ())]
        objects = [self.object(name, line) for name in body.get("objects", ())]
        if not self.holds(line, kind) or not all(objects) or not all(all(pair) for pair in pairs):
            return
        ends = tuple((first, second) for first, second in pairs)
        place = line.source.place(line.node)
        yield Selector(kind, tuple(objects), tuple(body.get("groups", ())), body.get("prefix", ""), ends, place)

    def holds(self, line: Line, kind: str) -> bool:
        fits = _FITS.get(kind, _OF_OBJECTS)
        strange = [name for name in ("objects", "groups", "pairs") if name in line.body and name not in fits]
        if line.source.name not in self.layers.roots:
            help_ = "say it in a blueprint of the project, where somebody answers for this portal"
            return self.note("MANAGES_IN_LIBRARY", "a file that others build on owns no namespace", help_, line)
        if strange:
            help_ = f"write {' and '.join((*fits, 'prefix'))}"
            message = f"a namespace of {KINDS[kind].collection} is not narrowed by {strange[0]}"
            return self.note("MANAGES_MISFIT", message, help_, line)
        if fits[0] not in line.body:
            example = "[{from: projects, to: contacts}]" if kind == "label" else "[contacts]"
            message = f"this names no {fits[0]}, so nobody knows what to read"
            return self.note("MANAGES_MISFIT", message, f"add {fits[0]}: {example}", line)
        return self.possible(line, kind)

    def possible(self, line: Line, kind: str) -> bool:
        for name in line.body.get("objects", ()) if kind == "pipeline" else ():
            native = find_object_type(name)
            if native and not BY_NAME[native.name].stage_cap:
                message = f"{native.name} have no pipelines a blueprint can write"
                return self.note("MANAGES_MISFIT", message, f"take {name} out", line)
        if kind == "property" and not {"groups", "prefix"} & line.body.keys():
            message = "this owns every custom property of these objects, whoever made it"
            self.note("MANAGES_ALL", message, "narrow it with groups: or prefix:", line, Severity.WARNING)
        return True

    def object(self, name: str, line: Line) -> str:
        native = find_object_type(name)
        if native is None:
            self.addresses.check_end(Mention(name, line.source, line.node))
            return name if self.addresses.knows(name) else ""
        return native.name

    def note(self, code: str, message: str, help_: str, line: Line, severity: Severity = Severity.ERROR) -> bool:
        self.found.note(code, message, help_, at=(line.source, line.node), severity=severity)
        return False
