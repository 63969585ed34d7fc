"""Every label that people gave something, with the address it stands at. Below the rules about words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvpctl.model import Address
from cvpctl.policy.authored import Part, groups, is_hubspots_stage, label_of, options, pipelines, properties, stages
from cvpctl.policy.subject import Subject

_USER_DEFINED = "USER_DEFINED"
_BROUGHT_ALONG = frozenset({"Qualified To Buy", "Closed Won", "Closed Lost"})
"""Those of HubSpot's stage labels (seen in recorded portals) that a rule could take offence at."""


_LEAD_PIPELINE = "lead-pipeline-id"
"""HubSpot's own pipeline of leads (seen in a live portal), which has its object's name."""


@dataclass(frozen=True, slots=True)
class Text:
    """`noun` says what it is the label of."""

    address: Address
    noun: str
    label: str


def labels(subject: Subject) -> Iterator[Text]:
    """Yield labels of people's own; HubSpot's words for its own things are nobody's fault."""
    for one in groups(subject):
        yield Text(one.address, "group", label_of(one))
    for one in properties(subject):
        yield Text(one.address, "property", label_of(one))
        yield from (Text(option.address, "option", option.label) for option in options(one))
    for one in pipelines(subject):
        if one.address.key != _LEAD_PIPELINE:
            yield Text(one.address, "pipeline", label_of(one))
        own = (stage for stage in stages(one) if not _is_hubspots_word(subject, stage))
        yield from (Text(stage.address, "stage", stage.label) for stage in own)
    yield from _of_associations(subject)
    for one in subject.authored("schema"):
        said = one.body.get("labels") or {}
        yield from (
            Text(one.address, "custom object", str(said[name])) for name in ("singular", "plural") if said.get(name)
        )


def _is_hubspots_word(subject: Subject, stage: Part) -> bool:
    """HubSpot fills a new pipeline with the stages of its first one, under numbers; a blueprint's own have names."""
    numbered = subject.live or stage.id.isdecimal()
    return is_hubspots_stage(stage) or (numbered and stage.label in _BROUGHT_ALONG)


def _of_associations(subject: Subject) -> Iterator[Text]:
    for one in subject.of("label"):
        if one.body.get("category", _USER_DEFINED) == _USER_DEFINED:
            said = (one.body.get(name) for name in ("label", "inverseLabel"))
            yield from (Text(one.address, "association label", str(text)) for text in said if text)
