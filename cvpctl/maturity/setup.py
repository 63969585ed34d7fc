"""A configuration as the signs of maturity ask it: what speaks of value, where, and what nobody could read.

An object that a portal has not switched on holds nothing, for HubSpot said so; any other list that was refused could
hold anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cvpctl.kinds import KINDS
from cvpctl.maturity.objects import CONTENT_PAIRS, NO_PAIRS, PARTNER_ENDS, SCHEMAS
from cvpctl.maturity.sighting import Sighting
from cvpctl.maturity.wording import BY_NAME, PARTNER, Wording
from cvpctl.model import Resource, Scope, State, Unknown, Unseen
from cvpctl.model.maturity import Hit

Recognise = Callable[[Resource], str]
"""How something was recognised, or nothing."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A live state, or what blueprints state, list by list."""

    lists: Mapping[Scope, Sequence[Resource]]
    unknown: Mapping[Scope, Unknown]

    @classmethod
    def of(cls, state: State) -> Setup:
        lists: dict[Scope, list[Resource]] = {}
        for address in sorted(state.resources):
            lists.setdefault((address.kind, address.scope), []).append(state.resources[address])
        return cls(lists, state.unknown)

    def fields(self, objects: Collection[str], *wordings: Wording) -> Sighting:
        """Properties that one of the wordings knows."""

        def known_by(one: Resource) -> str:
            return next(filter(None, (wording.known_by(one.address.key, label_of(one)) for wording in wordings)), "")

        return self._fields(objects, known_by)

    def own_fields(self, objects: Collection[str]) -> Sighting:
        """Properties of any meaning."""
        return self._fields(objects, lambda _: "being your own")

    def options(self, objects: Collection[str], wording: Wording, words: Wording) -> Sighting:
        """Properties that a wording knows and one of whose options has these words."""

        def known_by(one: Resource) -> str:
            if not wording.known_by(one.address.key, label_of(one)):
                return ""
            options = KINDS["property"].normalise(one.address, one.body).get("options") or {}
            return _first(words, (str(option.get("label", value)) for value, option in options.items()), "option")

        return self._fields(objects, known_by)

    def pipelines(self, objects: Collection[str], wording: Wording) -> Sighting:
        """Pipelines that a wording knows, or one of whose stages it knows."""

        def known_by(one: Resource) -> str:
            stages = KINDS["pipeline"].normalise(one.address, one.body).get("stages") or {}
            labels = (str(stage.get("label", "")) for stage in stages.values())
            return wording.known_by("", label_of(one)) or _first(wording, labels, "stage")

        return self._seen("pipeline", objects, known_by)

    def custom_objects(self, wording: Wording) -> Sighting:
        """Custom objects that a wording knows."""
        return self._among([SCHEMAS], lambda one: wording.known_by(one.address.key, label_of(one)))

    def content_labels(self, worked: str) -> Sighting:
        """Labels of your own between content and the records of one object."""
        return self._labels(lambda ends: ends in CONTENT_PAIRS and worked in ends, lambda _: "joining content with it")

    def partner_labels(self) -> Sighting:
        return self._labels(lambda ends: ends <= PARTNER_ENDS, lambda one: PARTNER.known_by("", label_of(one)))

    def _fields(self, objects: Collection[str], known_by: Recognise) -> Sighting:
        """HubSpot's own are left out: none of them is about value, and it is there whatever anybody does."""
        return self._seen("property", objects, lambda one: "" if _hubspots_own(one) else known_by(one))

    def _seen(self, kind: str, objects: Collection[str], known_by: Recognise) -> Sighting:
        return self._among([(kind, (name,)) for name in objects], known_by)

    def _labels(self, wanted: Callable[[frozenset[str]], bool], known_by: Recognise) -> Sighting:
        pairs = [one for one in (*self.lists, *self.unknown) if one[0] == "label" and wanted(frozenset(one[1]))]
        return self._among([NO_PAIRS, *pairs], known_by)

    def _among(self, scopes: Iterable[Scope], known_by: Recognise) -> Sighting:
        """Look through some lists; what goes by its very name comes first."""
        scopes = tuple(dict.fromkeys(scopes))
        resources = (one for scope in scopes for one in self.lists.get(scope, ()))
        hits = [Hit(one.address, label_of(one), how) for one in resources if (how := known_by(one))]
        if hits:
            return Sighting(tuple(sorted(hits, key=lambda hit: hit.known_by != BY_NAME)))
        dark = (one for one in scopes if one in self.unknown and self.unknown[one].why is not Unseen.NOT_ENABLED)
        return Sighting(unread=tuple(dark))


def label_of(resource: Resource) -> str:
    """Return what people read: of a label between records both ways, of a custom object the singular."""
    body = resource.body
    if resource.address.kind == "schema":
        return str((body.get("labels") or {}).get("singular", ""))
    return " / ".join(dict.fromkeys(str(body[name]) for name in ("label", "inverseLabel") if body.get(name)))


def _hubspots_own(resource: Resource) -> bool:
    """Only a live one tells; of those that a blueprint states, the usual prefix does."""
    return bool(resource.body.get("hubspotDefined")) or resource.address.key.startswith("hs_")


def _first(wording: Wording, texts: Iterable[str], what: str) -> str:
    found = next((text for text in texts if wording.words.search(text)), "")
    return f'by its {what} "{found}"' if found else ""
