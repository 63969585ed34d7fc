"""What the properties of a record held before."""

import httpx

CONTACTS = "/crm/v3/objects/contacts"


def _values(history: list[dict[str, str]]) -> list[str]:
    return [one["value"] for one in history]


def test_every_change_is_remembered_newest_first(http: httpx.Client) -> None:
    """Each version with its moment; what did not change adds none, and a cleared value is a version too."""
    made = http.post(CONTACTS, json={"properties": {"city": "Berlin", "firstname": "Ada"}}).json()
    one = f"{CONTACTS}/{made['id']}"
    for city in ("Paris", "Paris", ""):
        http.patch(one, json={"properties": {"city": city}})

    read = http.get(f"{one}?propertiesWithHistory=city,firstname,zip").json()["propertiesWithHistory"]
    batch = http.post(
        f"{CONTACTS}/batch/read", json={"inputs": [{"id": made["id"]}], "propertiesWithHistory": ["city"]}
    ).json()["results"][0]["propertiesWithHistory"]

    assert ["", "Paris", "Berlin"] == _values(read["city"])
    assert (["Ada"], []) == (_values(read["firstname"]), read["zip"])
    assert {"city": read["city"]} == batch
    moments = [version["timestamp"] for version in read["city"]]
    assert (sorted(moments, reverse=True), made["createdAt"]) == (moments, moments[-1])


def test_the_oldest_versions_go(http: httpx.Client) -> None:
    """Twenty are kept of a deal, 45 of a contact."""
    for name, named, kept in (("deals", "dealname", 20), ("contacts", "city", 45)):
        made = http.post(f"/crm/v3/objects/{name}", json={"properties": {named: "0"}}).json()
        for number in range(1, 50):
            http.patch(f"/crm/v3/objects/{name}/{made['id']}", json={"properties": {named: str(number)}})

        read = http.get(f"/crm/v3/objects/{name}/{made['id']}?propertiesWithHistory={named}").json()

        assert [str(49 - back) for back in range(kept)] == _values(read["propertiesWithHistory"][named])
