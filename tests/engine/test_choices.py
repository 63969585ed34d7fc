"""What is allowed, and what is in view: globs over address texts."""

from __future__ import annotations

import pytest

from cvpctl.engine import Choices
from cvpctl.model import Address, Finding, Severity

OPTION = Address.parse("property.contacts.stage/options/mql")


@pytest.mark.parametrize(
    ("pattern", "passes"),
    [
        ("OPTION_REMOVED:property.contacts.stage/options/mql", True),
        ("OPTION_REMOVED:property.contacts.stage/*", True),
        ("OPTION_REMOVED:*", True),
        ("*", False),
        ("OPTION_REMOVED", False),
        ("STAGE_DELETED:*", False),
        ("OPTION_REMOVED:property.contacts.stage", False),
        ("option_removed:*", False),
    ],
)
def test_allow_is_a_glob_over_code_and_address(pattern: str, passes: object) -> None:
    """A code alone allows nothing: it would let pass what nobody has looked at yet."""
    finding = Finding("OPTION_REMOVED", Severity.ERROR, "", address=OPTION, allowable=True)
    assert Choices(allow=[pattern]).allows(finding) == passes


def test_what_cannot_be_allowed_is_not() -> None:
    """Not even by a star."""
    assert not Choices(allow=["*"]).allows(Finding("IMMUTABLE_FIELD", Severity.ERROR, "", address=OPTION))


@pytest.mark.parametrize(
    ("target", "exclude", "seen"),
    [
        ((), (), True),
        (("property.contacts.*",), (), True),
        (("property.deals.*",), (), False),
        (("property.deals.*", "property.contacts.stage"), (), True),
        ((), ("property.*",), False),
        (("property.contacts.*",), ("property.contacts.stage",), False),
    ],
)
def test_view(target: tuple[str, ...], exclude: tuple[str, ...], seen: object) -> None:
    """A target names what is looked at, an exclusion what is not; the exclusion wins."""
    assert Choices(target=target, exclude=exclude).in_view(OPTION.owner) == seen
