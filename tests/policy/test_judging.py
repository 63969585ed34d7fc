"""Judging: which rules are judged, why the others are not, and where their findings stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from policy.subjects import content_with, desired, labels, resource, rule, silent, subject

from cvpctl.model import Address, Severity, State, Unknown, Unseen
from cvpctl.model.audit import Unjudged
from cvpctl.policy import Fill, Subject, Violation
from cvpctl.policy.judging import Report, judge, merged, wanted_counts

BARE = resource("property.contacts.bare")
NAMED = resource("property.contacts.named", label="Named")
NATIVE = resource("property.contacts.email", hubspotDefined=True)
CODE = "LABEL_EMPTY"
BLUEPRINT = """\
objects:
  contacts:
    groups: {value: {label: Value}}
    properties:
      tier:
        label: Tier
        groupName: value
        type: enumeration
        fieldType: select
        options: [{value: gold, label: Gold}, {value: silver, label: Silver}]
"""


def told(report: Report) -> list[str]:
    return [str(one.address or "") for one in report.findings]


def test_a_violation_becomes_a_finding_with_the_weight_and_the_fix_of_its_rule() -> None:
    """What a rule does not say of one thing, it says of all."""
    (found,) = judge(subject(BARE, NAMED), rules=[rule(labels)]).findings
    assert (CODE, Severity.WARNING, "bare has no label") == (found.code, found.severity, found.message)
    assert ("Give it one.", BARE.address) == (found.help, found.address)


def test_findings_of_a_rule_stand_by_address_and_once() -> None:
    """However a rule walks, two runs say the same in the same order."""

    def twice(seen: Subject) -> Iterator[Violation]:
        yield from sorted([*labels(seen), *labels(seen)], key=lambda one: one.message, reverse=True)

    other = resource("property.companies.zone")
    assert ["property.companies.zone", "property.contacts.bare"] == told(
        judge(subject(BARE, other), rules=[rule(twice)])
    )


def test_settings_weigh_a_rule_and_switch_it_off() -> None:
    """An error is an error where somebody says so; a rule that is off is told as not judged."""
    grave = judge(subject(BARE), {CODE: Severity.ERROR}, rules=[rule(labels)])
    off = judge(subject(BARE), {CODE: None}, rules=[rule(labels)])

    assert [Severity.ERROR] == [one.severity for one in grave.findings]
    assert ((), {CODE: Unjudged.OFF}) == (off.findings, off.unjudged)


def test_a_rule_nobody_reviewed_waits_for_settings() -> None:
    """It is off as it is shipped; a weight in the settings, or its name on the command line, switches it on."""
    unproven = rule(labels, proven="")

    assert {CODE: Unjudged.UNPROVEN} == judge(subject(BARE), rules=[unproven]).unjudged
    assert told(judge(subject(BARE), {CODE: Severity.INFO}, rules=[unproven]))
    assert told(judge(subject(BARE), only=[CODE], rules=[unproven]))


def test_only_the_rules_that_are_asked_for_are_judged() -> None:
    """The others say so."""
    report = judge(subject(BARE), only=["OTHER"], rules=[rule(labels), rule(labels, "OTHER")])
    assert {CODE: Unjudged.NOT_ASKED} == report.unjudged
    assert ["OTHER"] == [one.code for one in report.findings]


LACKING = [
    ({"live"}, subject(BARE), Unjudged.NO_PORTAL),
    ({"scopes"}, subject(BARE), Unjudged.NO_PORTAL),
    ({"scopes"}, subject(BARE, live=True), Unjudged.NO_SCOPES),
    ({"fills"}, subject(BARE), Unjudged.NO_COUNTS),
    ({"live", "fills"}, subject(BARE, live=True), Unjudged.NO_COUNTS),
    ({"blueprint"}, subject(BARE, live=True), Unjudged.NO_BLUEPRINT),
    ({"schema"}, subject(BARE, unknown={("schema", ()): Unknown(Unseen.FORBIDDEN)}), Unjudged.UNREADABLE),
    (
        {"pipeline.orders"},
        subject(BARE, unknown={("pipeline", ("orders",)): Unknown(Unseen.UNREACHABLE)}),
        Unjudged.UNREADABLE,
    ),
]


@pytest.mark.parametrize(
    ("needs", "lacking", "why"), LACKING, ids=lambda one: "+".join(sorted(one)) if isinstance(one, set) else ""
)
def test_a_rule_without_what_it_needs_is_not_judged(needs: set[str], lacking: Subject, why: Unjudged) -> None:
    """It says nothing, and why; that nothing breaks it is something else."""
    report = judge(lacking, rules=[rule(labels, needs=frozenset(needs))])
    assert ((), {CODE: why}) == (report.findings, report.unjudged)


def test_a_rule_with_what_it_needs_is_judged() -> None:
    """A portal with counts, scopes, blueprints beside it and all lists read."""
    whole = subject(
        BARE,
        live=True,
        declared=True,
        scopes=frozenset({"crm.objects.contacts.read"}),
        fills={BARE.address: Fill(0, 1)},
        unknown={("pipeline", ("deals",)): Unknown(Unseen.FORBIDDEN)},
    )
    needs = frozenset({"live", "scopes", "fills", "blueprint", "pipeline.orders", "schema"})
    assert {} == judge(whole, rules=[rule(labels, needs=needs)]).unjudged


@pytest.mark.parametrize("seen", [subject(), subject(NATIVE), subject(resource("group.contacts.value"))])
def test_a_rule_that_met_nothing_to_judge_kept_nothing(seen: Subject) -> None:
    """An empty portal, and HubSpot's own things alone, are no portal without faults."""
    assert {CODE: Unjudged.NOTHING_HERE} == judge(seen, rules=[rule(labels)]).unjudged


def test_what_is_missing_is_found_where_nothing_is() -> None:
    """A rule that misses something says so, whatever it looked at."""

    def missing(_: Subject) -> Iterator[Violation]:
        yield Violation("there is no order pipeline")

    assert [""] == told(judge(subject(), rules=[rule(missing)]))


LOOKS: dict[str, Callable[[Subject], object]] = {
    "objects": lambda seen: seen.objects,
    "resources": lambda seen: list(seen.resources.values()),
    "body": lambda seen: seen.body(BARE.address),
    "of": lambda seen: list(seen.of("property", "contacts")),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_however_a_rule_looks_it_has_looked(look: Callable[[Subject], object]) -> None:
    """Walking all resources and asking for one count like walking a list."""
    assert {} == judge(subject(BARE), rules=[rule(content_with(look))]).unjudged


def test_a_rule_that_does_not_look_is_not_judged_by_the_look_of_another() -> None:
    """Each rule begins anew."""
    report = judge(subject(BARE), rules=[rule(labels), rule(silent, "OTHER")])
    assert {"OTHER": Unjudged.NOTHING_HERE} == report.unjudged


def test_a_rule_in_force_may_want_native_properties_counted() -> None:
    """Those that are there; the portal's own are counted for whoever asks."""
    owner = resource("property.contacts.hubspot_owner_id", hubspotDefined=True)
    wanting = rule(labels, counts=("property.contacts.hubspot_owner_id", "property.deals.hubspot_owner_id"))
    seen = subject(BARE, NATIVE, owner, live=True)

    assert (owner.address, BARE.address) == wanted_counts(seen, rules=[wanting])
    assert (BARE.address,) == wanted_counts(seen, {CODE: None}, rules=[wanting])


def test_a_finding_stands_at_the_part_that_is_meant(tmp_path: Path) -> None:
    """An option at its own, a field at its line, what no file says at the thing, what is not there nowhere."""
    addresses = [
        "property.contacts.tier/options/silver",
        "property.contacts.tier#type",
        "property.contacts.tier#description",
        "property.contacts.tier",
        "property.contacts.absent",
    ]
    found = [Violation(address, Address.parse(address)) for address in addresses]
    seen = Subject.of_blueprints(desired(tmp_path, BLUEPRINT))

    report = judge(seen, rules=[rule(lambda _: found)])

    spots = {one.message: str(one.place or "") for one in report.findings}
    ends = ["12:47", "10:9", "7:7", "7:7"]
    assert [*(f"case.yaml:{end}" for end in ends), ""] == [spots[address] for address in addresses]


LIVE_ALREADY = """\
objects:
  orders:
    groups: {why: {label: Why}}
existingObjects:
  inspection:
    groups: {visit: {label: Visit}}
  survey: {}
"""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("schema.inspection", "case.yaml:7:3"),
        ("schema.survey", "case.yaml:9:3"),
        ("pipeline.orders.p", "case.yaml:5:14"),
    ],
)
def test_what_a_blueprint_does_not_state_stands_where_it_speaks_of_it(tmp_path: Path, address: str, place: str) -> None:
    """A custom object that is live already where it is listed, a missing pipeline at the first word of its object."""
    seen = Subject.of_blueprints(desired(tmp_path, LIVE_ALREADY))
    report = judge(seen, rules=[rule(lambda _: [Violation("told", Address.parse(address))])])
    assert [place] == [str(one.place) for one in report.findings]


def test_reports_over_several_values_of_variables_are_one() -> None:
    """A finding in two of them is told once; a rule that one of them judged is judged."""
    judged, empty = judge(subject(BARE), rules=[rule(labels)]), judge(subject(), rules=[rule(labels)])
    assert {} == merged([empty, judged, judged]).unjudged
    assert 1 == len(merged([empty, judged, judged]).findings)
    assert {CODE: Unjudged.NOTHING_HERE} == merged([empty, empty]).unjudged


def test_a_list_that_hubspot_does_not_offer_is_no_unknown_one() -> None:
    """The object is switched off, and the lists that could not be read for other reasons stay unknown."""
    forbidden, missing = Unknown(Unseen.FORBIDDEN), Unknown(Unseen.NOT_ENABLED)
    state = State(
        unknown={
            ("property", ("services",)): missing,
            ("pipeline", ("contacts",)): missing,
            ("property", ("deals",)): forbidden,
        }
    )
    seen = Subject.of_portal(state)
    assert {"services"} == seen.switched_off
    assert {("property", ("deals",)): forbidden} == dict(seen.unknown)
    assert (True, False) == (seen.live, seen.declared)


def test_resources_are_walked_in_the_order_of_their_addresses() -> None:
    """By scope and name, of one object where that is asked, and without HubSpot's own."""
    first = resource("property.companies.zone", label="Zone")
    seen = subject(NAMED, NATIVE, BARE, first)
    assert [first, BARE, NATIVE, NAMED] == list(seen.of("property"))
    assert [BARE, NAMED] == list(seen.authored("property", "contacts"))
    assert [] == list(seen.of("property", "deals"))
    assert {"contacts", "companies"} == seen.objects
