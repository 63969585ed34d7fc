"""What may be done to a portal in a random life of it, over real HTTP, and what must hold after each deed."""

from __future__ import annotations

import json
from typing import Any

import httpx
from emulator.drawn import (
    A_PROPERTY,
    FORMULA,
    HELD,
    KINDS,
    SETTINGS,
    STAGES,
    TYPE_IDS,
    contacts_mostly,
    deals_mostly,
    groups,
    labels,
    names,
    objects,
    options,
    orders,
    pipelines,
    stages,
    ties,
    values,
)
from emulator.portal_laws import State, broken_laws
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cvpctl.emulator.areas import AREAS
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.store import Store
from cvpctl.emulator.switches import Switches, changed

Draw = st.DataObject


def ordered(state: State) -> dict[str, list[tuple[str, Any]]]:
    """Every collection with the order it is listed in; in which order the collections stand means nothing."""
    return {name: list(things.items()) for name, things in state.items() if things}


class PortalMachine(RuleBasedStateMachine):
    """One life of a portal."""

    portal: Emulator
    http: httpx.Client

    @initialize(data=st.data())
    def begins(self, data: Draw) -> None:
        self.portal.reset()
        said = {name: data.draw(st.sampled_from(values)) for name, values in SETTINGS.items()}
        self.portal.use_switches(changed(Switches(), said))
        self.schema("cask", "hs_object_id", ["contacts"], data)
        for of in HELD:
            self.group(of, "mine", 0, "POST")
            self.ask("POST", "properties", of, {**A_PROPERTY, "groupName": "mine"})
        self.ask("POST", "pipelines", "p_cask", {"label": "Path", "displayOrder": 0, "stages": STAGES})
        for of, held in HELD.items():
            self.portal.add_records(of, [held, {}])

    @property
    def state(self) -> State:
        collections: State = self.portal.state()["collections"]
        return collections

    def ask(self, method: str, area: str, path: str, body: Any = None, version: Any = "2026-09") -> httpx.Response:
        """A refused request, like a read, leaves no trace."""
        before = ordered(self.state)
        root = AREAS[area][version]
        root = root if isinstance(root, str) else root[0]
        answer = self.http.request(method, f"{root}/{path}".rstrip("/"), json=body)
        assert self.portal.log.bugs == []
        if answer.status_code >= 400 or method == "GET":
            assert ordered(self.state) == before
        return answer

    def one_of(self, data: Draw, collection: str) -> str:
        found = [*self.state.get(collection, {})] if data.draw(st.integers(0, 9)) != 7 else []
        return data.draw(st.sampled_from(found or ["none"]))

    def type_id(self, of: str) -> str:
        schemas = self.state.get("schemas", {}).items()
        return TYPE_IDS.get(of) or next((key for key, one in schemas if f"p_{one['name']}" == of), "2-0")

    @rule(of=objects, name=groups, order=orders, verb=st.sampled_from(["POST", "POST", "PATCH", "DELETE"]))
    def group(self, of: str, name: str, order: int, verb: str) -> None:
        body = {"name": name, "label": name.upper(), "displayOrder": order}
        self.ask(verb, "properties", f"{of}/groups" + ("" if verb == "POST" else f"/{name}"), body)

    @rule(of=objects, name=names, group=groups, kind=st.sampled_from(KINDS), options=options, data=st.data())
    def property(self, of: str, name: str, group: str, *, kind: Any, options: Any, data: Draw) -> None:
        body = {"name": name, "label": name, "type": kind[0], "fieldType": kind[1], "groupName": group}
        body |= {"options": options} if kind[0] in {"enumeration", "bool"} else {}
        body |= data.draw(st.sampled_from([{}, {}, {"hasUniqueValue": True}, FORMULA, FORMULA]))
        verb = data.draw(st.sampled_from(["POST", "POST", "PATCH", "batch"]))
        if verb == "batch":
            twin = {**body, "name": data.draw(names)}
            self.ask("POST", "properties", f"{of}/batch/create", {"inputs": [body, twin]})
        else:
            self.ask(verb, "properties", of + (f"/{name}" if verb == "PATCH" else ""), body)

    @rule(of=objects, name=st.just("a") | names, other=names, batch=st.booleans())
    def archives_property(self, of: str, name: str, other: str, *, batch: bool) -> None:
        if batch:
            inputs = {"inputs": [{"name": name}, {"name": other}]}
            self.ask("POST", "properties", f"{of}/batch/archive", inputs)
        else:
            self.ask("DELETE", "properties", f"{of}/{name}", version="v3")

    @rule(of=objects, body=pipelines, verb=st.sampled_from(["POST", "POST", "PUT", "PATCH", "DELETE"]), data=st.data())
    def pipeline(self, of: str, body: Any, verb: str, data: Draw) -> None:
        which = "" if verb == "POST" else "/" + self.one_of(data, f"pipelines/{self.type_id(of)}")
        self.ask(verb, "pipelines", of + which, body)

    @rule(of=objects, body=stages, verb=st.sampled_from(["POST", "POST", "PUT", "PATCH", "DELETE"]), data=st.data())
    def stage(self, of: str, body: Any, verb: str, data: Draw) -> None:
        held = f"pipelines/{self.type_id(of)}"
        pipeline = self.one_of(data, held)
        before = self.state.get(held, {}).get(pipeline, {"stages": []})["stages"]
        which = data.draw(st.sampled_from([stage["id"] for stage in before] or ["none"]))
        path = f"{of}/{pipeline}/stages" + ("" if verb == "POST" else f"/{which}")
        answer = self.ask(verb, "pipelines", path, body)
        taken = [stage["displayOrder"] for stage in before if verb == "POST" or stage["id"] != which]
        if answer.status_code < 300 and verb != "DELETE" and body["displayOrder"] in taken:
            after = self.state[held][pipeline]["stages"]
            assert sorted(stage["displayOrder"] for stage in after) == [*range(len(after))]

    @rule(name=st.sampled_from(["cask", "Cask", "keg"]), shown=st.sampled_from(["hs_object_id", "a", "nowhere"]),
          others=st.lists(st.sampled_from([*TYPE_IDS]), max_size=2), data=st.data())  # fmt: skip
    def schema(self, name: str, shown: str, others: Any, data: Draw) -> None:
        egg = {"name": name, "labels": {"singular": name, "plural": name}, "primaryDisplayProperty": shown,
               "properties": [A_PROPERTY] if name == "keg" else [], "associatedObjects": others}  # fmt: skip
        self.ask("POST", "schemas", "", egg, data.draw(st.sampled_from(["v3", "2026-03", "2026-09"])))

    @rule(of=st.sampled_from(["p_cask", "p_keg"]), deed=st.sampled_from(["", "?archived=true", "PATCH"]), shown=names)
    def schema_changes(self, of: str, deed: str, shown: str) -> None:
        body = {"secondaryDisplayProperties": [shown], "requiredProperties": [shown], "labels": {"plural": shown}}
        self.ask("PATCH" if deed == "PATCH" else "DELETE", "schemas", f"{of}{deed.removeprefix('PATCH')}", body)

    @rule(
        start=contacts_mostly,
        end=deals_mostly,
        name=ties,
        label=labels,
        back=labels,
        by_schema=st.sampled_from([False] * 3 + [True]),
    )
    def label(self, start: str, end: str, name: str, label: str, back: str, *, by_schema: bool) -> None:
        if by_schema:
            ends = {"fromObjectTypeId": start, "toObjectTypeId": end, "name": name}
            self.ask("POST", "schemas", f"{start}/associations", ends)
        else:
            body = {"name": name, "label": label, "inverseLabel": back}
            self.ask("POST", "association types", f"{start}/{end}/labels", body)

    @rule(data=st.data(), label=labels, verb=st.sampled_from(["PUT", "DELETE", "limit", "schema"]))
    def label_changes(self, data: Draw, label: str, verb: str) -> None:
        one = self.made_type(data)
        between, type_id = f"{one['from_id']}/{one['to_id']}", one["type_id"]
        if verb == "limit":
            limit = {"category": "USER_DEFINED", "typeId": type_id, "maxToObjectIds": 1}
            path = f"definitions/configurations/{between}/batch/create"
            self.ask("POST", "association types", path, {"inputs": [limit]})
        elif verb == "schema":
            self.ask("DELETE", "schemas", f"{one['from_id']}/associations/{type_id}")
        else:
            path = f"{between}/labels" + (f"/{type_id}" if verb == "DELETE" else "")
            self.ask(verb, "association types", path, {"associationTypeId": type_id, "label": label})

    def made_type(self, data: Draw) -> Any:
        usual = {"type_id": 3, "from_id": "0-3", "to_id": "0-1", "category": "HUBSPOT_DEFINED"}
        made = [one for one in self.state.get("association_types", {}).values()
                if {one["from_id"], one["to_id"]} <= {*TYPE_IDS.values(), self.type_id("p_cask")}]  # fmt: skip
        return data.draw(st.sampled_from([*made, usual]))

    def values(self, of: str, data: Draw) -> dict[str, str]:
        stage_ids = [s["id"] for one in self.state.get(f"pipelines/{self.type_id(of)}", {}).values()
                     for s in one["stages"]]  # fmt: skip
        held = "dealstage" if of == "deals" else "hs_pipeline_stage"
        known = [
            one["name"] for one in self.state.get(f"properties/{self.type_id(of)}", {}).values() if len(one["name"]) < 5
        ]
        said = data.draw(st.dictionaries(st.sampled_from(known or ["a"]), values, max_size=2))
        said |= {held: data.draw(st.sampled_from([*stage_ids, "none"]))} if data.draw(st.booleans()) else {}
        email = {"email": data.draw(st.sampled_from(["ada@example.org", "Ada@example.org", "bob@example.org"]))}
        return said | (email if of == "contacts" and data.draw(st.booleans()) else {})

    @rule(
        of=contacts_mostly, data=st.data(), verb=st.sampled_from(["POST", "POST", "PATCH", "DELETE", "batch", "merge"])
    )
    def record(self, of: str, data: Draw, verb: str) -> None:
        body = {"properties": self.values(of, data)}
        one, other = (self.one_of(data, f"records/{self.type_id(of)}") for _ in "12")
        if verb == "merge":
            self.ask("POST", "records", f"{of}/merge", {"primaryObjectId": one, "objectIdToMerge": other})
        elif verb == "batch":
            twin = {"properties": self.values(of, data), "objectWriteTraceId": "t"}
            self.ask("POST", "records", f"{of}/batch/create", {"inputs": [body, twin]})
        else:
            self.ask(verb, "records", of + ("" if verb == "POST" else f"/{one}"), body)

    @rule(data=st.data(), verb=st.sampled_from(["default", "PUT", "PUT", "DELETE"]))
    def link(self, data: Draw, verb: str) -> None:
        kind = self.made_type(data)
        start, end = kind["from_id"], kind["to_id"]
        one, other = (self.one_of(data, f"records/{of}") for of in (start, end))
        between = f"default/{end}" if verb == "default" else end
        body = [{"associationCategory": kind["category"], "associationTypeId": kind["type_id"]}]
        path = f"{start}/{one}/associations/{between}/{other}"
        self.ask("PUT" if verb == "default" else verb, "record associations", path, body)
        answer = self.ask("GET", "record associations", f"{start}/{one}/associations/{end}")
        assert answer.status_code != 200 or all(row["associationTypes"] for row in answer.json()["results"])

    @rule(of=objects, name=names, value=st.sampled_from(["w", "7"]))
    def search(self, of: str, name: str, value: str) -> None:
        """The index says what a walk through all records says."""
        sought = {"filters": [{"propertyName": name, "operator": "EQ", "value": value}]}
        answer = self.ask("POST", "records", f"{of}/search", sought)
        if answer.status_code == 200:
            held = self.state.get(f"records/{self.type_id(of)}", {}).values()
            assert answer.json()["total"] == sum(one["properties"].get(name) == value for one in held)

    @invariant()
    def keeps_the_laws(self) -> None:
        assert [] == broken_laws(self.state)

    def teardown(self) -> None:
        """On disk is what is in memory, in the same order; and an export that was taken in is exported alike."""
        state = self.portal.state()
        assert self.portal.db is not None
        on_disk = Store(self.portal.db, deterministic=True)
        read = on_disk.portal(self.portal.portal_id).export()
        on_disk.close()
        assert ordered(read) == ordered(state["collections"])
        self.portal.load(json.loads(json.dumps(state)))
        assert ordered(self.state) == ordered(state["collections"])
