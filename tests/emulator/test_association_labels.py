from collections.abc import Callable
from typing import Any

import httpx
import pytest

from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.emulator.switches import Switches
from cvpctl.emulator.tiers import Quotas

LABELS = "/crm/associations/2026-09/{}/{}/labels"
EGG = {"labels": {"singular": "One", "plural": "Many"}, "primaryDisplayProperty": "hs_object_id"}

Label = Callable[..., httpx.Response]


@pytest.fixture
def custom(http: httpx.Client) -> str:
    made = http.post("/crm/v3/schemas", json={**EGG, "name": "deliverable"})
    return str(made.json()["objectTypeId"])


@pytest.fixture
def label(http: httpx.Client) -> Label:
    def post(start: str, end: str, name: str = "sponsor", **fields: Any) -> httpx.Response:
        return http.post(LABELS.format(start, end), json={"name": name, "label": "Sponsor", **fields})

    return post


def _labels(http: httpx.Client, start: str, end: str) -> list[tuple[str, int, str | None]]:
    rows = http.get(f"/crm/v4/associations/{start}/{end}/labels").json()["results"]
    return [(one["category"], one["typeId"], one["label"]) for one in rows]


@pytest.mark.parametrize(
    ("start", "end", "types"),
    [
        ("contacts", "companies", [(1, "Primary"), (279, None)]),
        ("0-2", "contact", [(2, "Primary"), (280, None)]),
        ("deals", "contacts", [(3, None)]),
        ("contacts", "deals", [(4, None)]),
        ("deals", "companies", [(5, "Primary"), (341, None)]),
        ("companies", "deals", [(6, "Primary"), (342, None)]),
        ("contacts", "tickets", [(15, None)]),
        ("tickets", "companies", [(26, "Primary"), (339, None)]),
        ("notes", "contacts", [(202, None)]),
        ("contacts", "contacts", [(449, None)]),
        ("companies", "companies", [(450, None), (13, "Parent Company"), (14, "Child Company")]),
        ("products", "contacts", []),
    ],
)
def test_hubspots_own_types(http: httpx.Client, start: str, end: str, types: list[tuple[int, str | None]]) -> None:
    """The ids everybody knows, in both directions, HubSpot's own."""
    assert _labels(http, start, end) == [("HUBSPOT_DEFINED", *one) for one in types]


def test_every_pair_of_records_has_one_plain_type(http: httpx.Client) -> None:
    """Where the id is not known it is ours: stable, and different for each direction."""
    forth, back = (_labels(http, *pair)[0] for pair in (("services", "projects"), ("projects", "services")))

    assert forth == ("HUBSPOT_DEFINED", 1_162_970, None)
    assert back == ("HUBSPOT_DEFINED", 1_970_162, None)


def test_the_versions_differ_in_the_ends(http: httpx.Client) -> None:
    """v4 fills both ends of a listed type, the dated versions leave them null."""
    paths = ("/crm/v4/associations", "/crm/associations/v4", "/crm/associations/2026-03", "/crm/associations/2026-09")
    rows = [http.get(f"{path}/deals/contacts/labels").json()["results"][0] for path in paths]

    ends = [(one["fromObjectTypeId"], one["toObjectTypeId"]) for one in rows]
    assert ends == [("0-3", "0-1"), ("0-3", "0-1"), (None, None), (None, None)]


def test_a_label_is_a_pair(http: httpx.Client, label: Label) -> None:
    """Two ids of the portal's own, one text for each direction; the name is in neither list but in the schema."""
    made = label("contacts", "deals", inverseLabel="Sponsored")

    rows = made.json()["results"]
    assert made.status_code == 200
    assert [(one["category"], one["label"], one["fromObjectTypeId"]) for one in rows] == [
        ("USER_DEFINED", "Sponsor", "0-1"),
        ("USER_DEFINED", "Sponsored", "0-3"),
    ]
    assert _labels(http, "contacts", "deals")[1:] == [("USER_DEFINED", rows[0]["typeId"], "Sponsor")]
    assert _labels(http, "deals", "contacts")[1:] == [("USER_DEFINED", rows[1]["typeId"], "Sponsored")]
    assert "sponsor" not in http.get("/crm/v4/associations/contacts/deals/labels").text
    named = [one for one in http.get("/crm/v3/schemas/deals").json()["associations"] if one["name"] == "sponsor"]
    assert [int(one["id"]) for one in named] == [one["typeId"] for one in rows]


def test_one_text_serves_both_sides(http: httpx.Client, label: Label) -> None:
    """Without an inverse both directions get the label, and within one object there is one type only."""
    label("contacts", "deals")
    alone = label("contacts", "contacts", "sibling", label="Sibling").json()["results"]
    both = label("contacts", "contacts", "boss", label="Manager", inverseLabel="Employee").json()["results"]

    assert _labels(http, "deals", "contacts")[-1][2] == "Sponsor"
    assert [one["label"] for one in alone] == ["Sibling"]
    assert [one["label"] for one in both] == ["Manager", "Employee"]
    assert [one[2] for one in _labels(http, "contacts", "contacts")] == [None, "Sibling", "Manager", "Employee"]


def test_a_label_brings_the_plain_pair(http: httpx.Client, label: Label, custom: str) -> None:
    """A custom object's first label with another makes the unlabelled type along; an empty label makes it alone."""
    assert _labels(http, custom, "companies") == []
    label(custom, "companies")
    plain = label(custom, "deals", "plain_one", label="")
    again = label(custom, "deals", "plain_two", label="")
    own = label("contacts", "deals", "plain_three", label="")

    assert [one[::2] for one in _labels(http, custom, "companies")] == [
        ("USER_DEFINED", None),
        ("USER_DEFINED", "Sponsor"),
    ]
    assert [one["label"] for one in plain.json()["results"]] == [None, None]
    assert [one.status_code for one in (plain, again, own)] == [200, 409, 409]


@pytest.mark.parametrize("wrong", [{"label": None}, {"name": None}, {"name": "a-b"}, {"name": "1a"}, {"label": 5}])
def test_what_a_label_must_say(label: Label, wrong: dict[str, Any]) -> None:
    """A name without hyphens and leading digits, and a label, be it empty."""
    assert label("contacts", "deals", **wrong).status_code == 400


def test_names_are_unique_in_the_portal(label: Label, portal: Emulator) -> None:
    """Also between other objects and whatever the case; the status is a switch."""
    label("contacts", "deals")
    codes = [label("contacts", "deals").status_code, label("companies", "deals", "SPONSOR").status_code]
    portal.use_switches(Switches(association_exists_status=400))

    assert [*codes, label("contacts", "tickets").status_code] == [409, 409, 400]


def test_renaming_overwrites_both_sides(http: httpx.Client, label: Label) -> None:
    """Who does not say the inverse loses it; HubSpot's own, unlabelled and unknown types stay as they are."""
    first, second = (one["typeId"] for one in label("contacts", "deals", inverseLabel="Sponsored").json()["results"])

    def put(type_id: int, **said: str) -> int:
        body = {"associationTypeId": type_id, **said}
        return http.put(LABELS.format("contacts", "deals"), json=body).status_code

    both = put(first, label="Backer", inverseLabel="Backed")
    kept = [_labels(http, "contacts", "deals")[-1][2], _labels(http, "deals", "contacts")[-1][2]]
    collapsed = put(second, label="Friend")

    assert (both, collapsed, kept) == (204, 204, ["Backer", "Backed"])
    assert {_labels(http, "contacts", "deals")[-1], _labels(http, "deals", "contacts")[-1]} == {
        ("USER_DEFINED", first, "Friend"),
        ("USER_DEFINED", second, "Friend"),
    }
    assert [put(first, label=""), put(4, label="x"), put(99, label="x"), put(first)] == [400, 400, 404, 400]


@pytest.mark.parametrize("side", [0, 1])
def test_either_id_removes_both(http: httpx.Client, label: Label, side: int) -> None:
    """From whichever end it is deleted; a second time there is nothing to find."""
    rows = label("contacts", "deals", inverseLabel="Sponsored").json()["results"]
    at = f"{LABELS.format('contacts', 'deals')}/{rows[side]['typeId']}"

    codes = [http.delete(at).status_code for _ in range(2)]

    assert codes == [204, 404]
    assert _labels(http, "contacts", "deals") == [("HUBSPOT_DEFINED", 4, None)]
    assert _labels(http, "deals", "contacts") == [("HUBSPOT_DEFINED", 3, None)]


def test_the_plain_type_outlives_its_labels(http: httpx.Client, label: Label, custom: str) -> None:
    """Under a label it cannot go; afterwards it can. HubSpot's own never go."""
    made = label(custom, "companies").json()["results"][0]["typeId"]
    plain = _labels(http, custom, "companies")[0][1]
    at = LABELS.format(custom, "companies")

    refused = http.delete(f"{at}/{plain}")
    codes = [http.delete(f"{at}/{one}").status_code for one in (made, plain)]

    assert (refused.status_code, refused.json()["message"]) == (
        400,
        f"Definition with label still exists; Cannot delete unlabeled type with associationTypeId {plain}",
    )
    assert codes == [204, 204]
    own = [http.delete(f"{LABELS.format('contacts', 'deals')}/{said}").status_code for said in ("4", "x", "9" * 5000)]
    assert own == [400, 400, 400]


def test_fifty_labels_and_no_more() -> None:
    """The one too many is refused with a status that nobody else uses."""
    with (
        Emulator(limits=Limits.off(), quotas=Quotas(association_labels=50)) as portal,
        httpx.Client(base_url=portal.base_url, headers={"Authorization": f"Bearer {portal.token}"}) as http,
    ):
        answers = [
            http.post(LABELS.format("contacts", "deals"), json={"name": f"l{n}", "label": f"L{n}"}) for n in range(51)
        ]
        told = http.get("/crm/limits/2026-09/associations/labels", params={"fromObjectTypeId": "0-1"}).json()

    assert [one.status_code for one in answers] == [200] * 50 + [437]
    assert answers[-1].json()["message"].startswith("No more than 50 association types are allowed between")
    assert [(one["limit"], one["usage"], one["percentage"]) for one in told["results"]] == [(50, 50, 100.0)]


def test_labels_go_with_their_object(http: httpx.Client, label: Label, custom: str) -> None:
    """An archived schema leaves no type behind on the other side."""
    label(custom, "companies")
    http.delete(f"/crm/v3/schemas/{custom}")

    assert "sponsor" not in http.get("/crm/v3/schemas/companies").text
    assert label("contacts", "companies").status_code == 200


def test_switches_of_labels(http: httpx.Client, label: Label, portal: Emulator) -> None:
    """The order can be turned round, and the objects narrowed to the documented ones; activities have none."""
    first = label("services", "deals")
    activity = label("notes", "deals", "other")
    portal.use_switches(Switches(association_order="reversed", labelled_objects="documented"))

    assert (first.status_code, activity.status_code) == (200, 400)
    assert label("services", "deals", "other").status_code == 400
    assert label("contacts", "deals", "other").status_code == 200
    assert [one[2] for one in _labels(http, "services", "deals")] == ["Sponsor", None]


def test_scopes_of_labels(portal: Emulator) -> None:
    """The records of both ends must be within reach; schema scopes do not help."""
    portal.add_token("contacts", scopes=["crm.objects.contacts.write", "crm.schemas.deals.write"])
    portal.add_token("both", scopes=["crm.objects.contacts.read", "crm.objects.deals.write"])
    at = f"{portal.base_url}{LABELS.format('contacts', 'deals')}"
    answers = [
        httpx.request(method, at, json={}, headers={"Authorization": f"Bearer {token}"})
        for method, token in (("GET", "contacts"), ("GET", "both"), ("POST", "both"))
    ]

    assert [one.status_code for one in answers] == [403, 200, 403]
    named = answers[0].json()["errors"][0]["context"]["requiredGranularScopes"]
    assert named == ["crm.objects.deals.read", "crm.objects.deals.write"]


def test_limits_of_a_pair(http: httpx.Client, label: Label) -> None:
    """How many of the other side one record may have, per type: create, update and take away in batches."""
    made = label("contacts", "deals").json()["results"][0]["typeId"]
    at = "/crm/associations/2026-09/definitions/configurations"

    def send(verb: str, *limits: tuple[str, int, int]) -> httpx.Response:
        inputs = [{"category": category, "typeId": one, "maxToObjectIds": most} for category, one, most in limits]
        return http.post(f"{at}/contacts/deals/batch/{verb}", json={"inputs": inputs})

    created = send("create", ("USER_DEFINED", made, 5), ("HUBSPOT_DEFINED", 4, 9))
    partly = send("create", ("HUBSPOT_DEFINED", 4, 9), ("HUBSPOT_DEFINED", 3, 9), ("USER_DEFINED", made, 0))
    updated = send("update", ("HUBSPOT_DEFINED", 4, 7))
    missing = send("update", ("USER_DEFINED", 4711, 7))
    listed = [http.get(f"{at}/{path}").json()["results"] for path in ("all", "contacts/deals", "deals/contacts")]

    assert (created.status_code, created.json()["results"][0]["userEnforcedMaxToObjectIds"]) == (201, 5)
    assert (partly.status_code, partly.json()["numErrors"]) == (207, 3)
    assert updated.json()["results"] == [{"category": "HUBSPOT_DEFINED", "typeId": 4, "userEnforcedMaxToObjectIds": 7}]
    assert missing.json()["errors"][0]["category"] == "OBJECT_NOT_FOUND"
    assert sorted((one["typeId"], one["userEnforcedMaxToObjectIds"], one["label"]) for one in listed[0]) == sorted(
        [(4, 7, None), (made, 5, "Sponsor")]
    )
    assert len(listed[1]) == 2
    assert listed[2] == []
    purged = send("purge", ("HUBSPOT_DEFINED", 4, 7))
    assert (purged.status_code, len(http.get(f"{at}/all").json()["results"])) == (200, 1)
    old = http.post(
        "/crm/v4/associations/definitions/configurations/contacts/deals/batch/purge",
        json={"inputs": [{"category": "USER_DEFINED", "typeId": made}]},
    )
    assert (old.status_code, http.get(f"{at}/all").json()["results"]) == (204, [])


def test_a_limit_goes_with_its_label(http: httpx.Client, label: Label) -> None:
    """A deleted label takes its limit along."""
    made = label("contacts", "deals").json()["results"][0]["typeId"]
    at = "/crm/v4/associations/definitions/configurations"
    limit = {"category": "USER_DEFINED", "typeId": made, "maxToObjectIds": 1}
    http.post(f"{at}/contacts/deals/batch/create", json={"inputs": [limit]})

    http.delete(f"/crm/v4/associations/contacts/deals/labels/{made}")

    assert http.get(f"{at}/all").json()["results"] == []
