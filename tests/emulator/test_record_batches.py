from typing import Any

import httpx

CONTACTS = "/crm/v3/objects/contacts"
COMPANIES = "/crm/objects/2026-09/companies"


def _made(http: httpx.Client, url: str, **properties: Any) -> dict[str, Any]:
    answer = http.post(url, json={"properties": properties})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_batches_tell_what_failed(http: httpx.Client) -> None:
    """Reads and updates name all missing ids in one error; what is there is answered."""
    made = _made(http, CONTACTS, email="ada@example.org")
    inputs = [{"id": made["id"], "properties": {"firstname": "Ada"}}, {"id": 5, "properties": {}}, {"id": "x"}]

    updated = http.post(f"{CONTACTS}/batch/update", json={"inputs": inputs})
    read = http.post(f"{CONTACTS}/batch/read", json={"inputs": inputs, "properties": ["firstname"]})
    twice = http.post(f"{CONTACTS}/batch/update", json={"inputs": [{"id": "7"}, {"id": 7}]})
    archived = http.post(f"{CONTACTS}/batch/archive", json={"inputs": inputs})

    assert [one.status_code for one in (updated, read, twice, archived)] == [207, 207, 400, 204]
    assert updated.json()["errors"] == [
        {
            "status": "error",
            "category": "OBJECT_NOT_FOUND",
            "message": "Could not get some CONTACT objects, they may be deleted or not exist."
            " Check that ids are valid.",
            "context": {"ids": ["5", "x"]},
        }
    ]
    assert read.json()["results"][0]["properties"]["firstname"] == "Ada"
    assert twice.json()["message"] == "Duplicate IDs found in batch input: [7]. IDs must be unique"
    assert http.get(f"{CONTACTS}/{made['id']}").status_code == 404


def test_a_batch_create_falls_whole_or_by_trace(http: httpx.Client) -> None:
    """One conflict refuses all of them; with trace ids it is told beside those that succeed."""
    made = _made(http, CONTACTS, email="ada@example.org")
    new = {"properties": {"email": "bob@example.org"}}
    taken = {"properties": {"email": "ada@example.org"}}

    whole = http.post(f"{CONTACTS}/batch/create", json={"inputs": [new, taken]})
    traced = [{**one, "objectWriteTraceId": str(number)} for number, one in enumerate([taken, new])]
    partial = http.post(f"{CONTACTS}/batch/create", json={"inputs": traced})

    assert (whole.status_code, whole.json()["message"]) == (409, "Contact already exists")
    assert (partial.status_code, len(partial.json()["results"]), partial.json()["numErrors"]) == (207, 1, 1)
    assert partial.json()["errors"][0]["context"] == {"objectWriteTraceId": ["0"], "existingId": [made["id"]]}


def test_upserts_make_or_change(http: httpx.Client) -> None:
    """By address: the first makes the contact, the second changes it; a property that is not unique will not do."""
    one = {"id": "ada@example.org", "idProperty": "email", "properties": {"firstname": "Ada"}}
    url = f"{CONTACTS}/batch/upsert"

    answers = [http.post(url, json={"inputs": [one]}).json()["results"][0] for _ in range(2)]

    assert [answer["new"] for answer in answers] == [True, False]
    assert answers[0]["id"] == answers[1]["id"]
    assert http.post(url, json={"inputs": [{**one, "idProperty": "firstname"}]}).status_code == 400


def test_records_merge(http: httpx.Client) -> None:
    """The primary record keeps its values and takes those it lacks; the other goes to the recycle bin."""
    first = _made(http, COMPANIES, name="One")
    second = _made(http, COMPANIES, name="Two", domain="two.example")
    body = {"primaryObjectId": first["id"], "objectIdToMerge": second["id"]}

    merged = http.post(f"{COMPANIES}/merge", json=body).json()

    assert (merged["properties"]["name"], merged["properties"]["domain"]) == ("One", "two.example")
    assert http.get(f"{COMPANIES}/{second['id']}").status_code == 404
    assert http.post(f"{COMPANIES}/merge", json=body).status_code == 404
