"""What our own library would be told of HubSpot's properties: it considered them all, or does without."""

from __future__ import annotations

from library.contents import BLUEPRINTS, ROOT, SHELF

from cvpctl.blueprint import load_desired
from cvpctl.engine.suggesting import advise_blueprints
from cvpctl.model.suggestion import Likeness


def test_the_library_repeats_nothing_of_hubspots() -> None:
    """No property of it is taken for HubSpot's, none reads like another on its object, and no name has two types."""
    desired, _ = load_desired([BLUEPRINTS], root=ROOT, shelf=SHELF)

    advice = advise_blueprints(desired)

    assert advice.looked_at > 50
    assert [] == [(str(one.own.address), one.native) for one in advice.reuse if one.likeness is not Likeness.LOOK]
    assert [] == [[str(own.address) for own in one.members] for one in advice.alike]
    assert () == advice.clashes
