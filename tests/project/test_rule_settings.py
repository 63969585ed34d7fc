"""`rules:` and `exceptions:` of cvpctl.yaml, and what exceptions make of findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cvpctl.model import Address, Finding, Place, Severity
from cvpctl.project import Project
from cvpctl.project.exceptions import silenced
from cvpctl.project.rule_reading import unheard_of
from cvpctl.project.rule_settings import RuleException, RuleSettings

Load = Callable[[str], Project]
SAID = """\
project: acme
rules: {A_B: warning, C_D: off}
exceptions:
  - {code: A_B, address: property.contact.tier, reason: agreed, expires: 2027-03-31}
portals:
  production:
    rules: {A_B: error}
    exceptions: [{code: C_D, address: '*', reason: known, expires: 2027-01-01}]
  emulator:
    rules: {E_F: info}
"""
TODAY = date(2026, 11, 1)
HERE = Place("cvpctl.yaml", 3, 1)


def finding(address: str = "property.contacts.tier", code: str = "A_B") -> Finding:
    return Finding(code, Severity.ERROR, "a message", address=Address.parse(address) if address else None)


def exception(glob: str = "property.contacts.tier", expires: date = TODAY, code: str = "A_B") -> RuleException:
    return RuleException(code, glob, "agreed", expires, HERE)


def test_settings_are_read_with_their_places(load: Load) -> None:
    """Off is no weight; an object goes by its canonical name in the address."""
    rules = load(SAID).rules
    assert {"A_B": Severity.WARNING, "C_D": None} == rules.weights
    (one,) = rules.exceptions
    assert ("A_B", "property.contacts.tier", "agreed", date(2027, 3, 31)) == (
        one.code,
        one.glob,
        one.reason,
        one.expires,
    )
    assert ("cvpctl.yaml:4:5", "cvpctl.yaml:2:23") == (str(one.place), str(rules.places["C_D"]))


def test_a_portal_has_the_last_word_on_a_rule(load: Load) -> None:
    """Exceptions add up; another portal is none the wiser."""
    project = load(SAID)
    production = project.portals["production"].rules.over(project.rules)
    emulator = project.portals["emulator"].rules.over(project.rules)

    assert {"A_B": Severity.ERROR, "C_D": None} == production.weights
    assert {"A_B": Severity.WARNING, "C_D": None, "E_F": Severity.INFO} == emulator.weights
    assert (["A_B", "C_D"], ["A_B"]) == (
        [one.code for one in production.exceptions],
        [one.code for one in emulator.exceptions],
    )


def test_a_project_that_says_nothing_has_no_settings(load: Load) -> None:
    """Rules weigh what they are shipped with."""
    assert RuleSettings() == load("project: acme\n").rules


def test_codes_that_no_rule_has_are_found_where_they_stand(load: Load) -> None:
    """In rules and in exceptions."""
    found = unheard_of(load(SAID).rules, ["A_B", "C_DE"])
    assert [("cvpctl.yaml:2:23", "did you mean C_DE?")] == [(str(one.place), one.help) for one in found]
    assert ["A_B", "C_D", "A_B"] == [one.message.split()[-1].strip("'\"") for one in unheard_of(load(SAID).rules, [])]


COVERED = [
    ("property.contacts.tier", "property.contacts.tier", True),
    ("property.contacts.*", "property.contacts.tier", True),
    ("property.*", "property.contacts.tier/options/gold", True),
    ("*", "", True),
    ("property.*", "", False),
    ("property.contacts.tier", "property.contacts.tier/options/gold", False),
]


@pytest.mark.parametrize(("glob", "address", "covered"), COVERED)
def test_an_exception_covers_the_addresses_it_names(glob: str, address: str, *, covered: bool) -> None:
    """A glob goes into parts as well; only the star is about what has no address."""
    found = silenced([finding(address)], [exception(glob)], TODAY, {"A_B"})
    assert (covered, not covered) == (bool(found.excepted), bool(found.findings))


def test_an_exception_is_about_one_rule() -> None:
    """The finding of another one stands."""
    assert [finding(code="C_D")] == list(silenced([finding(code="C_D")], [exception()], TODAY, ()).findings)


def test_the_last_day_of_an_exception_is_included() -> None:
    """The day after, the finding is back and the exception is told."""
    assert () == silenced([finding()], [exception()], TODAY, {"A_B"}).remarks
    over = silenced([finding()], [exception(expires=date(2026, 10, 31))], TODAY, {"A_B"})
    assert ([finding()], ["EXCEPTION_EXPIRED"]) == (list(over.findings), [one.code for one in over.remarks])


def test_of_two_exceptions_the_one_that_holds_counts() -> None:
    """An old one beside it is told all the same, since it covers nothing any more."""
    found = silenced([finding()], [exception(expires=date(2020, 1, 1)), exception()], TODAY, {"A_B"})
    assert ((), 1, ["EXCEPTION_EXPIRED"]) == (found.findings, len(found.excepted), [one.code for one in found.remarks])


def test_an_exception_for_nothing_is_told_where_its_rule_was_judged() -> None:
    """Of a rule that was not, nobody can tell."""
    assert ["EXCEPTION_UNUSED"] == [one.code for one in silenced([], [exception()], TODAY, {"A_B"}).remarks]
    assert () == silenced([], [exception()], TODAY, {"C_D"}).remarks
