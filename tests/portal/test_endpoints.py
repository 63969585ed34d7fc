"""The registry: every operation a kind names exists, with its path per version and its rule."""

import pytest

from cvpctl.errors import CvpError, UsageProblem
from cvpctl.kinds import KINDS
from cvpctl.portal.endpoints import ENDPOINTS, Retry, checked, find, template

PATHS = {
    ("properties.list", "2026-09"): "/crm/properties/2026-09/{objectType}",
    ("properties.list", "2026-03"): "/crm/properties/2026-03/{objectType}",
    ("properties.list", "v3"): "/crm/v3/properties/{objectType}",
    ("properties.delete_group", "2026-09"): "/crm/properties/2026-09/{objectType}/groups/{groupName}",
    ("pipelines.update_stage", "2026-03"): "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages/{stageId}",
    ("pipelines.update_stage", "v3"): "/crm/v3/pipelines/{objectType}/{pipelineId}/stages/{stageId}",
    ("schemas.list", "2026-09"): "/crm-object-schemas/2026-09/schemas",
    ("schemas.update", "v3"): "/crm-object-schemas/v3/schemas/{objectType}",
    ("associations.list_labels", "2026-03"): "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/labels",
    ("associations.delete_label", "v3"): "/crm/v4/associations/{fromObjectType}/{toObjectType}/labels/{label}",
    ("associations.list_limits", "v3"): "/crm/v4/associations/definitions/configurations/all",
    ("associations.update_limits", "2026-09"): (
        "/crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update"
    ),
    ("validations.list", "v3"): "/crm/v3/property-validations/{objectType}",
    ("validations.put", "2026-09"): (
        "/crm/property-validations/2026-09/{objectType}/{propertyName}/rule-type/{ruleType}"
    ),
    ("account.details", "v3"): "/account-info/v3/details",
    ("account.details", "2026-09"): "/account-info/2026-09/details",
    ("auth.introspect", "2026-09"): "/oauth/v2/private-apps/get/access-token-info",
}


@pytest.mark.parametrize(("operation", "version"), PATHS)
def test_path_follows_the_version_of_its_area(operation: str, version: str) -> None:
    """Each area has one path per version family."""
    endpoint = find(operation)
    assert PATHS[operation, version] == template(endpoint, {endpoint.area: version})


def test_default_version_is_the_newest_generally_available_one() -> None:
    """An area nobody overrides speaks 2026-09."""
    assert template(find("pipelines.list"), {"properties": "v3"}) == "/crm/pipelines/2026-09/{objectType}"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_operation_a_kind_names_is_registered(kind: object) -> None:
    """A kind cannot plan a call that the portal does not know."""
    operations = [str(operation) for operation in getattr(kind, "operations").values()]  # noqa: B009
    assert [operation for operation in operations if operation not in ENDPOINTS] == []


def test_whatever_is_not_a_read_is_flagged_as_a_write() -> None:
    """Only GETs, and the POSTs known to read, pass on a read-only portal."""
    reading_posts = {
        "auth.introspect",
        "objects.search",
        "objects.batch_read",
        "lists.search",
        "workflows.batch_read",
    }
    reads = {name for name, endpoint in ENDPOINTS.items() if endpoint.method == "GET"} | reading_posts
    assert reads == {name for name, endpoint in ENDPOINTS.items() if not endpoint.writes}


def test_every_create_looks_before_it_repeats() -> None:
    """A POST that writes is never simply sent again."""
    updates = {"associations.update_limits", "objects.batch_update"}
    posts = [endpoint for endpoint in ENDPOINTS.values() if endpoint.writes and endpoint.method == "POST"]
    creates = [endpoint for endpoint in posts if str(endpoint) not in updates]
    assert {Retry.LOOK_FIRST} == {endpoint.retry for endpoint in creates}


def test_deleting_asks_hubspot_to_look_for_records_whatever_the_version() -> None:
    """Before 2026-09 the default is not to look."""
    asked = {name: dict(find(name).query) for name in ("pipelines.delete", "pipelines.delete_stage")}
    assert all(query["validateReferencesBeforeDelete"] == "true" for query in asked.values())


@pytest.mark.parametrize("versions", [{"properties": "v9"}, {"weather": "v3"}])
def test_unknown_area_or_version_is_a_usage_problem(versions: dict[str, str]) -> None:
    """A typing error in the project file is said, not tried."""
    with pytest.raises(UsageProblem):
        checked(versions)


def test_unknown_operation_is_named() -> None:
    """An operation without an endpoint stops before anything is sent."""
    with pytest.raises(CvpError, match=r"properties\.teleport"):
        find("properties.teleport")
