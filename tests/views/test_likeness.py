"""A name alone carries nothing: what bears it has to be able to hold what the library means."""

from __future__ import annotations

import pytest
from library.contents import SHELF
from views.made_up_portals import HEALTH, REASON, portal, resource, seen

from cvpctl.blueprint import compiled_library
from cvpctl.model import Address, Resource
from cvpctl.model.views import Standing, Verdict
from cvpctl.views.wording import need

PATH = "property.contacts.value_path_stage"
EIGHT = ["Audience", "Researcher", "Hand Raiser", "Buyer", "Value Creator", "Adopter", "Advocate", "Champion"]


def library() -> tuple[Resource, ...]:
    desired = compiled_library(["value-first/value-path", "value-first/company"], root=SHELF.root, shelf=SHELF).desired
    assert desired
    return tuple(desired.resources[Address.parse(one)] for one in (PATH, HEALTH, REASON))


def path(*labels: str, kind: str = "enumeration", **more: object) -> Resource:
    options = [{"value": f"s{place}", "label": label, "hidden": False} for place, label in enumerate(labels)]
    return resource(PATH, "Whatever", type=kind, options=options, **more)


def told(live: Resource, text: str = PATH) -> tuple[Verdict, Standing, str]:
    (answered,) = seen(portal(live), need("it", text), library=library()).views[0].answers
    (sight,) = answered.needs[0].way
    return answered.verdict, sight.standing, sight.differs


@pytest.mark.parametrize("labels", [EIGHT, [*EIGHT, "Dormant"], [one.replace("d R", "d-R") for one in EIGHT]])
def test_a_path_with_the_eight_stages_supports(labels: list[str]) -> None:
    """Whatever it is called and whatever their values are; the authors' other spelling of one counts."""
    assert (Verdict.SUPPORTS, Standing.THERE, "") == told(path(*labels))


@pytest.mark.parametrize(
    ("live", "differs"),
    [
        (path(kind="string"), "it holds string and not enumeration"),
        (path(*EIGHT[:6]), "it lacks Advocate, Champion"),
        (path(), f"it lacks {', '.join(EIGHT)}"),
        (resource(PATH, "Value Path Stage", type="enumeration"), f"it lacks {', '.join(EIGHT)}"),
    ],
    ids=["text", "six stages", "no stages", "no list"],
)
def test_what_only_bears_the_name_of_the_path_supports_nothing(live: Resource, differs: str) -> None:
    """And says in which way it is something else."""
    assert (Verdict.NOT, Standing.OTHER, differs) == told(live)


def test_a_stage_that_is_hidden_is_lacking() -> None:
    """Nobody can choose it."""
    body = path(*EIGHT).body
    options = [{**one, "hidden": one["label"] == "Buyer"} for one in body["options"]]
    assert (Verdict.NOT, Standing.OTHER, "it lacks Buyer") == told(resource(PATH, type="enumeration", options=options))


def test_other_lists_may_have_options_of_their_own() -> None:
    """The library's words for health are a proposal, its being a choice is not."""
    options = [{"value": "ok", "label": "In Ordnung"}]
    assert Verdict.SUPPORTS is told(resource(HEALTH, type="enumeration", options=options), HEALTH)[0]
    assert "it holds number and not enumeration" == told(resource(HEALTH, type="number"), HEALTH)[2]


def test_something_else_is_no_gap_that_a_blueprint_closes() -> None:
    """To state it would change what people have there."""
    assert {} == seen(portal(path(*EIGHT[:6])), need("it", PATH), library=library()).missing
