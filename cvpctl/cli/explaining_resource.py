"""One thing of the blueprints in full: its meaning, what it comes to, who says it, what it touches, how it goes."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.blueprint import blueprint_schema
from cvpctl.blueprint.custom_objects import body_of
from cvpctl.blueprint.purposes import purposes_of
from cvpctl.cli.explaining_rows import layers, referred, refers, value_at, values
from cvpctl.cli.explaining_rules import field_sentences, removal_sentences, source_sentences
from cvpctl.cli.explaining_schema import described
from cvpctl.cli.explaining_sources import Sources
from cvpctl.cli.explaining_things import Thing
from cvpctl.kinds import KINDS
from cvpctl.model import Address, AddressError, Body, Purpose, canonical
from cvpctl.render.explain_text import Explanation, Row, Section
from cvpctl.render.grouping import object_heading
from cvpctl.render.purpose_text import purpose_lines
from cvpctl.render.values import value_text

_PART = 2
_OF_PART = 3
_PARTS = {"options": "option", "stages": "stage", "rules": "rule"}


def explained(thing: Thing, sources: Sources) -> Explanation:
    """Explain a thing of the blueprints, without any portal."""
    meant = described(blueprint_schema(), thing.keys)
    told = tuple(filter(None, (meant.description, *meant.sentences())))
    sections = _word(thing, sources) if thing.owner is None else _resource(thing, sources)
    title, name, what = _names(thing, sources)
    return Explanation(title, name, what, thing.place, told, tuple(sections))


def _names(thing: Thing, sources: Sources) -> tuple[str, str, str]:
    """Return what people see, the address, and what sort of thing it is."""
    owner, kind, statement = thing.owner, thing.kind, thing.statement(sources)
    if owner is None or kind is None:
        return ".".join(thing.keys) or "blueprint", "", "a word of the language" if thing.keys else "the whole file"
    body = body_of(statement, sources.claims.stated) if statement else {}
    ways = ((*thing.path, "label"),) if thing.is_part else (("label",), ("labels", "singular"))
    label = next((found for path in ways if (found := value_at(kind, body, path))), "")
    of = f" of {object_heading(owner.scope)}" if owner.scope else ""
    whole = f"{kind.noun}{of}"
    part = _PARTS.get(thing.path[0], "entry") if thing.path and kind.rule(thing.path[0]).keyed_by else ""
    key = thing.path[1] if thing.is_part else owner.key
    if thing.is_part:
        whole = f"{part} of the {kind.noun} {owner.key}{of}"
    elif thing.path:
        inside = f" of the {part} {thing.path[1]}" if part and len(thing.path) >= _OF_PART else ""
        whole = f"the field {thing.path[-1]}{inside} of the {kind.noun} {owner.key}{of}"
    return str(label or key), str(thing.address), whole


def _resource(thing: Thing, sources: Sources) -> Iterator[Section]:
    assert thing.owner
    assert thing.kind
    statement, body = thing.statement(sources), Body()
    if statement is None:
        yield Section("in the blueprints", (Row(_unstated(thing.owner, sources)),))
    else:
        body = body_of(statement, sources.claims.stated)
        yield Section("comes to", tuple(values(thing, statement, body)))
        said = tuple(layers(thing, statement))
        # A single line that says it as it is compiled has its place above already.
        telling = len(said) > 1 or any("${" in row.text for row in said)
        yield Section("said by, the last one having the last word", said if telling else ())
        yield Section("left out, the portal keeping what it has of it", tuple(_left_out(thing, sources)))
        if not thing.path:
            purpose = purposes_of({thing.owner: statement}).get(thing.owner, Purpose())
            yield Section("why it is there", tuple(map(Row, purpose_lines(purpose))))
    yield Section("rules", tuple(map(Row, _rules(thing, sources))))
    if statement:
        yield Section("refers to", tuple(refers(thing, body, sources)))
    if not thing.path:
        yield Section("referred to by", tuple(referred(thing, sources)))
    if not thing.path or thing.is_part:
        yield Section(
            "to remove it", tuple(map(Row, removal_sentences(thing.kind, thing.address or thing.owner, body)))
        )
    yield Section("where the rules come from", tuple(map(Row, source_sentences(thing.kind))))


def _rules(thing: Thing, sources: Sources) -> Iterator[str]:
    """Yield how the field asked about is compared; of a whole resource, what it cannot be created without."""
    kind, owner = thing.kind, thing.owner
    assert kind
    assert owner
    if thing.path and thing.path[0] in sources.claims.owned.get(owner, ()):
        yield "portalOwns: names it, so it is set when the thing is created and never compared again."
    if thing.path and thing.path[0] in kind.schema["properties"]:
        yield from field_sentences(kind, thing.path)
    elif not thing.path and kind.required:
        yield f"Needs {', '.join(kind.required)} to be created; to change a live one, only what is to change."


def _left_out(thing: Thing, sources: Sources) -> Iterator[Row]:
    """Yield the options and stages that a file inherits and omits, with the line that does."""
    for address, mention in sorted(sources.claims.omitted.items()):
        if address.owner == thing.owner != address and (not thing.path or address == thing.address):
            yield Row(f"omit: {mention.text}", str(address), mention.source.place(mention.spot))


def _unstated(owner: Address, sources: Sources) -> str:
    if owner in sources.claims.removed:
        mention = sources.claims.removed[owner]
        return f"It is removed, at {mention.source.place(mention.spot)}."
    if owner in sources.claims.omitted:
        mention = sources.claims.omitted[owner]
        where = mention.source.place(mention.spot)
        line = "a block" if mention.implied else f"omit: {mention.text}"
        return f"It is inherited by a file that omits it, by {line} at {where}. What is live of it stays."
    if owner in sources.claims.observed:
        return "It is observed: live, referred to, never written."
    return "No blueprint states it."


def _word(thing: Thing, sources: Sources) -> Iterator[Section]:
    match thing.keys:
        case ("variables", name, *_) if name in sources.variables:
            variable = sources.variables[name]
            text = "nothing: nobody says a value" if variable.text is None else value_text(variable.text)
            yield Section("comes to", (Row(text, f"${{var.{name}}}"),))
    if thing.mentioned:
        yield Section("names", (Row(thing.mentioned),))
    if thing.keys[:1] == ("omit",):
        yield Section("leaves out", tuple(Row("", str(address)) for address in _taken_at(thing, sources)))
    if thing.mentioned and thing.keys[:1] == ("removed",):
        yield Section("to remove it", tuple(map(Row, _tombstone(thing.mentioned))))


def _taken_at(thing: Thing, sources: Sources) -> list[Address]:
    """Return what the line that is asked about takes out."""
    taken = sources.claims.omitted.items()
    return sorted(address for address, mention in taken if mention.source.place(mention.spot) == thing.place)


def _tombstone(text: str) -> Iterator[str]:
    try:
        address = Address.parse(canonical(text))
    except AddressError:
        return
    if address.kind in KINDS:
        yield from removal_sentences(KINDS[address.kind], address, {})
