"""What holds in a portal whatever was asked of it: laws over an exported state, each a sentence when it is broken.

They look at what is stored and use none of the emulator's own rules, so that both can be wrong only independently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Things = Mapping[str, Mapping[str, Any]]
State = Mapping[str, Things]

_WORDS_OF_FORMULAS = frozenset({"if", "then", "else", "elseif", "endif", "and", "or", "not", "true", "false"})
_LONGEST = {"pipeline": 36, "stage": 100}
_MOST_STAGES = {"0-1": 30, "0-2": 30, "0-3": 100, "0-5": 100, "0-123": 30}


def broken_laws(state: State) -> list[str]:
    return [said for law in LAWS for said in law(state)]


def _twice(texts: Iterable[str]) -> list[str]:
    return [text for text, times in Counter(texts).items() if times > 1]


def _by_object(state: State, part: str) -> Iterator[tuple[str, Things]]:
    return ((name.removeprefix(f"{part}/"), things) for name, things in state.items() if name.startswith(f"{part}/"))


def _custom(things: Things) -> list[Mapping[str, Any]]:
    return [one for one in things.values() if not one.get("hubspotDefined")]


def keys_are_names(state: State) -> Iterator[str]:
    named = {"properties": "name", "archived_properties": "name", "groups": "name", "pipelines": "id", "records": "id"}
    for part, field in (named | {"archived_records": "id"}).items():
        for type_id, things in _by_object(state, part):
            yield from (f"{part} of {type_id}: {key} is called {one[field]}" for key, one in things.items()
                        if one[field] != key)  # fmt: skip


def properties_are_sound(state: State) -> Iterator[str]:
    for type_id, things in _by_object(state, "properties"):
        groups = state.get(f"groups/{type_id}", {})
        for name, one in things.items():
            if one["groupName"] not in groups:
                yield f"{type_id} {name}: its group {one['groupName']} is not there"
            for part in ("value",) if one.get("hubspotDefined") else ("value", "label"):
                yield from (f"{type_id} {name}: {part} {said} is there twice"
                            for said in _twice(option[part] for option in one["options"]))  # fmt: skip
            words = re.sub(r"'[^']*'", "", one.get("calculationFormula", ""))
            for word in re.findall(r"[a-z_]\w*(?!\w|\s*\()", words):
                if word not in things and word not in _WORDS_OF_FORMULAS:
                    yield f"{type_id} {name}: its formula speaks of {word}, which is not there"


def archived_and_live_names_differ(state: State) -> Iterator[str]:
    for type_id, things in _by_object(state, "properties"):
        both = things.keys() & state.get(f"archived_properties/{type_id}", {})
        yield from (f"property {one} of {type_id} is live and archived" for one in both)
    for type_id, things in _by_object(state, "records"):
        both = things.keys() & state.get(f"archived_records/{type_id}", {})
        yield from (f"record {one} of {type_id} is live and archived" for one in both)
    schemas = [*state.get("schemas", {}).values(), *state.get("archived_schemas", {}).values()]
    yield from (f"two schemas are called {name}" for name in _twice(one["name"].lower() for one in schemas))


def pipelines_are_sound(state: State) -> Iterator[str]:
    for type_id, things in _by_object(state, "pipelines"):
        pipelines = list(things.values())
        yield from (f"{type_id}: two pipelines are labelled {said}"
                    for said in _twice(one["label"].casefold() for one in pipelines))  # fmt: skip
        yield from (f"{type_id}: two stages have the id {said}"
                    for said in _twice(stage["id"] for one in pipelines for stage in one["stages"]))  # fmt: skip
        for one in pipelines:
            yield from (f"{type_id} {one['id']}: {said}" for said in _about_stages(type_id, one["stages"]))
            if len(one["id"]) > _LONGEST["pipeline"]:
                yield f"{type_id}: the id {one['id']} is too long"
    shared = state.get("pipelines/0-3", {}).keys() & state.get("pipelines/0-5", {})
    yield from (f"deals and tickets both have a pipeline {one}" for one in shared)


def _about_stages(type_id: str, stages: list[Mapping[str, Any]]) -> Iterator[str]:
    if not 0 < len(stages) <= _MOST_STAGES.get(type_id, 100):
        yield f"it has {len(stages)} stages"
    if len({stage["displayOrder"] for stage in stages}) != len(stages) or any(s["displayOrder"] < 0 for s in stages):
        yield f"its stages stand at {[stage['displayOrder'] for stage in stages]}"
    yield from (f"two stages are labelled {said}" for said in _twice(s["label"].strip().casefold() for s in stages))
    for stage in stages:
        told, closed = stage["metadata"], stage["metadata"].get("isClosed")
        derived = told.get("probability") in {"0.0", "1.0"} if type_id == "0-3" else "CLOSED" in told.values()
        if type_id not in {"0-1", "0-2"} and closed != ("true" if derived else "false"):
            yield f"{stage['id']} says isClosed {closed} beside {told}"
        if len(stage["id"]) > _LONGEST["stage"]:
            yield f"the id {stage['id']} is too long"
    if type_id == "0-5" and not any(stage["metadata"]["ticketState"] == "CLOSED" for stage in stages):
        yield "it has no closed stage"


def records_are_sound(state: State) -> Iterator[str]:
    for type_id, things in _by_object(state, "records"):
        pipelines = state.get(f"pipelines/{type_id}", {})
        stages = {stage["id"] for one in pipelines.values() for stage in one["stages"]}
        held = "dealstage" if type_id == "0-3" else "hs_pipeline_stage"
        unique = [one["name"] for one in state[f"properties/{type_id}"].values() if one["hasUniqueValue"]]
        for one in things.values():
            stage = one["properties"].get(held)
            if stage and stages and stage not in stages:
                yield f"record {one['id']} of {type_id} stands at {stage}, which is not there"
        for name in [*unique, *(["email"] if type_id == "0-1" else [])]:
            said = (str(one["properties"].get(name) or "").lower() for one in things.values())
            yield from (f"two records of {type_id} have {name} {value}" for value in _twice(s for s in said if s))


def associations_are_sound(state: State) -> Iterator[str]:
    made, schemas = state.get("association_types", {}), state.get("schemas", {})
    names = {(one["name"].lower(), *sorted((one["type_id"], one["inverse_id"]))) for one in made.values()}
    yield from (f"two association types are called {said}" for said in _twice(name for name, *_ in names))
    plain = {(one["from_id"], one["to_id"]) for one in made.values() if one["label"] is None}
    for key, one in made.items():
        inverse = made.get(str(one["inverse_id"]), {})
        ends = (one["from_id"], one["to_id"])
        if key != str(one["type_id"]) or (inverse.get("to_id"), inverse.get("from_id")) != ends:
            yield f"association type {key} has no inverse"
        if not {end for end in ends if end.startswith("2-")} <= schemas.keys():
            yield f"association type {key} leads to an object that is gone"
        if one["label"] is not None and any(end.startswith("2-") for end in ends) and ends not in plain:
            yield f"label {key} has no plain type below it"
    for key in state.get("association_limits", {}):
        category, type_id, *_ = key.split("/")
        if category == "USER_DEFINED" and type_id not in made:
            yield f"a limit is set for association type {type_id}, which is gone"


def links_are_kept_both_ways(state: State) -> Iterator[str]:
    for ends, things in _by_object(state, "links"):
        start, end = ends.split("/")
        back = state.get(f"links/{end}/{start}", {})
        for one, held in things.items():
            for other, keys in held["to"].items():
                if not keys or len(keys) != len(back.get(other, {"to": {}})["to"].get(one, [])):
                    yield f"{start} {one} and {end} {other} are not linked alike both ways"
                for category, type_id in keys:
                    if category == "USER_DEFINED" and str(type_id) not in state.get("association_types", {}):
                        yield f"{start} {one} and {end} {other} hold type {type_id}, which is gone"


def limits_hold(state: State) -> Iterator[str]:
    account = state["account"]["account"]
    quotas, test_account = account["quotas"], account["accountType"] == "DEVELOPER_TEST"
    for type_id, things in _by_object(state, "properties"):
        custom = _custom(things)
        if len(custom) > quotas["properties_per_object"]:
            yield f"{type_id} has {len(custom)} custom properties"
        if sum(one["hasUniqueValue"] for one in custom) > quotas["unique_properties"]:
            yield f"{type_id} has too many unique properties"
        if any(len(one["options"]) > quotas["options"] for one in custom):
            yield f"a property of {type_id} has too many options"
    calculated = [one for _, things in _by_object(state, "properties") for one in _custom(things)
                  if one.get("calculationFormula")]  # fmt: skip
    if len(calculated) > quotas["calculated_properties"]:
        yield f"there are {len(calculated)} calculated properties"
    for type_id, most in (("0-3", "pipelines"), ("0-5", "pipelines"), ("0-123", "order_pipelines")):
        if len(state.get(f"pipelines/{type_id}", {})) > quotas[most]:
            yield f"{type_id} has too many pipelines"
    if len(state.get("schemas", {})) > quotas["custom_objects"] * (1 + test_account):
        yield "there are too many custom objects"
    # Between records of one object both directions of a label stand in one list.
    once = (one for one in state.get("association_types", {}).values()
            if one["from_id"] != one["to_id"] or one["type_id"] <= (one["inverse_id"] or one["type_id"]))  # fmt: skip
    labels = Counter((one["from_id"], one["to_id"]) for one in once if one["label"] is not None)
    yield from (f"{pair} has {times} labels" for pair, times in labels.items() if times > quotas["association_labels"])


LAWS: tuple[Callable[[State], Iterator[str]], ...] = (
    keys_are_names, properties_are_sound, archived_and_live_names_differ, pipelines_are_sound, records_are_sound,
    associations_are_sound, links_are_kept_both_ways, limits_hold,
)  # fmt: skip
