"""Every rule: a code, a source, a reason, a way out, and cases that show what breaks it and what does not.

A case is read by the real loader. Where a rule needs a portal it is applied to the emulator and read back, and then
judged with the counts, scopes and switches that the case states; what counts and switches are read from is tested with
the command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from policy.subjects import desired
from pull_harness import opened, provision

from cvpctl.blueprint.write import object_of
from cvpctl.cli.pulling_labels import pairs_in
from cvpctl.cli.pulling_objects import chosen, known
from cvpctl.cli.pulling_seen import seen
from cvpctl.emulator.limits import Limits
from cvpctl.emulator.server import Emulator
from cvpctl.kinds import KINDS
from cvpctl.model import Address, Desired, State
from cvpctl.model.audit import Unjudged
from cvpctl.policy import Case, Fill, Principle, Rule, Subject
from cvpctl.policy.judging import judge
from cvpctl.policy.table import BY_CODE, RULES

CASES = [pytest.param(rule, case, id=f"{rule.code}-{n}") for rule in RULES for n, case in enumerate(rule.cases, 1)]
EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
PORTAL = frozenset({"live", "fills", "scopes"})


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(limits=Limits.off()) as server:
        yield server


@pytest.fixture(scope="module")
def bare(running: Emulator) -> State:
    """What a portal has before anybody did anything, read once: reading it whole takes a hundred calls."""
    running.reset()
    with opened(running) as portal:
        return seen(portal, chosen(portal, ()), include_hubspot_defined=True)


def portal_with(case: Case, stated: Desired, running: Emulator, bare: State) -> Subject:
    """Return a portal that holds what the case states."""
    running.reset()
    spoken_of = {object_of(address) for address in stated.resources}
    with opened(running) as portal:
        provision(portal, stated)
        objects = known(portal, sorted(spoken_of))
        live = seen(portal, objects, include_hubspot_defined=True, declared=pairs_in(stated.resources))
    others = {a: one for a, one in bare.resources.items() if not {*a.scope} & (spoken_of | {*case.switched_off})}
    subject = Subject.of_portal(replace(live, resources=others | dict(live.resources)), stated)
    fills = {Address.parse(name): Fill(filled, of) for name, (filled, of) in case.fills.items()}
    off = subject.switched_off | frozenset(case.switched_off)
    return replace(subject, fills=fills, scopes=frozenset(case.scopes), switched_off=off)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_case_is_told_as_it_says(rule: Rule, case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Exactly the addresses that the case names; nothing that the rule needs is missing."""
    stated = desired(tmp_path, case.blueprint)
    if case.live or rule.needs & PORTAL:
        running, bare = (request.getfixturevalue(name) for name in ("running", "bare"))
        subject = portal_with(case, stated, running, bare)
    else:
        subject = Subject.of_blueprints(stated)

    report = judge(subject, only=[rule.code])

    assert sorted(case.breaks) == [str(one.address or "") for one in report.findings]
    assert report.unjudged.get(rule.code) in (None, Unjudged.NOTHING_HERE)


@EACH
def test_a_rule_has_a_case_that_breaks_it_and_one_that_keeps_it(rule: Rule) -> None:
    """A rule that cannot be broken, or cannot be kept, is none."""
    assert {True, False} == {bool(case.breaks) for case in rule.cases}


@EACH
def test_a_rule_says_what_a_reader_wants_to_know(rule: Rule) -> None:
    """A stable code, why it is there, where that was read, and what to do; ours gives its reason."""
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)+", rule.code)
    assert re.fullmatch(r"https://\S+|ours: \S.{10,}", rule.source), rule.source
    assert min(map(len, (rule.why, rule.fix))) >= 20
    assert all(case.story for case in rule.cases)
    assert (rule.title, False) == (rule.title.strip(), rule.title.endswith("."))


@EACH
def test_a_rule_says_where_its_true_finding_was_met(rule: Rule) -> None:
    """A repository that can be opened, a recording that tests read, or that it was made up; else it ships off."""
    assert not rule.proven or re.search(
        r"github\.com/\S+/\S+|recorded (portal|set-up)|portal recorded|constructed", rule.proven, re.IGNORECASE
    )


@EACH
def test_what_a_rule_needs_is_something_that_can_be_known(rule: Rule) -> None:
    """A need nobody knows would be met by everything."""
    others = {need.split(".")[0] for need in rule.needs - PORTAL - {"blueprint"}}
    assert set() == others - set(KINDS)


def test_codes_are_told_apart_and_stand_by_principle() -> None:
    """No two rules share one, and the table has the principles in their order."""
    assert len(RULES) == len(BY_CODE)
    order = list(Principle)
    assert sorted(RULES, key=lambda rule: order.index(rule.principle)) == list(RULES)
