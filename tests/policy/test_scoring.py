"""Scores: the share of a principle's rules that are kept, and none where nothing was judged."""

from __future__ import annotations

from policy.subjects import content_with, labels, resource, rule, subject

from cvpctl.model import Severity
from cvpctl.model.audit import Principle, Score, Unjudged
from cvpctl.policy import Rule, Subject
from cvpctl.policy.judging import Weights, judge
from cvpctl.policy.scoring import scores
from cvpctl.policy.table import RULES
from cvpctl.render.audit_words import score_text

BARE = resource("property.contacts.bare")
OTHER = resource("property.contacts.other")
CARDS = [one.card for one in RULES]


def keeping(code: str) -> Rule:
    return rule(content_with(lambda seen: list(seen.of("property"))), code)


def naming(seen: Subject, *rules: Rule, weights: Weights | None = None) -> Score:
    report = judge(seen, weights or {}, rules=rules)
    found = scores(report, [one.card for one in rules], report.findings)
    return next(one for one in found if one.principle is Principle.NAMING)


def test_a_score_counts_rules_and_not_things() -> None:
    """One rule of three is broken, by however many things: the score is the same, the findings tell."""
    once = naming(subject(BARE), rule(labels), keeping("B"), keeping("C"))
    twice = naming(subject(BARE, OTHER), rule(labels), keeping("B"), keeping("C"))

    assert (66, 2, 3, 1) == (once.percent, once.kept, once.judged, once.findings)
    assert (66, 2, 3, 2) == (twice.percent, twice.kept, twice.judged, twice.findings)


def test_a_hundred_means_that_no_rule_is_broken() -> None:
    """It is rounded down: 199 rules of 200 are not all."""
    kept = [keeping(f"R{number}") for number in range(199)]
    assert 99 == naming(subject(BARE), rule(labels), *kept).percent
    assert 100 == naming(subject(BARE), *kept).percent


def test_a_principle_with_nothing_judged_has_no_score() -> None:
    """No rules, rules that are off, and rules that met nothing are not a hundred."""
    assert None is naming(subject(BARE)).percent
    assert None is naming(subject(BARE), keeping("B"), weights={"B": None}).percent
    assert None is naming(subject(), keeping("B")).percent


def test_what_weighs_info_counts_neither_way() -> None:
    """Its findings are told and its rule is in no score."""
    score = naming(subject(BARE), rule(labels), keeping("B"), weights={"LABEL_EMPTY": Severity.INFO})
    assert (100, 1, 1, 1) == (score.percent, score.kept, score.judged, score.findings)


def test_what_an_exception_covers_breaks_nothing() -> None:
    """The score is over the findings that are left."""
    report = judge(subject(BARE), rules=[rule(labels)])
    (score,) = (one for one in scores(report, [rule(labels).card], ()) if one.judged)
    assert (100, 0) == (score.percent, score.findings)


def test_every_principle_has_its_line() -> None:
    """In the order of the authors, ours last."""
    found = scores(judge(subject(), rules=()), (), ())
    assert list(Principle) == [one.principle for one in found]


def test_notes_and_rules_that_are_off_stand_beside_the_score() -> None:
    """A number says what it leaves out."""
    weights: Weights = {"LABEL_EMPTY": Severity.INFO, "C": None}
    score = naming(subject(BARE, OTHER), rule(labels), keeping("B"), keeping("C"), weights=weights)
    assert (100, 1, 2, ("C",)) == (score.percent, score.judged, score.notes, score.off)
    assert "1 of 1 rule kept; beside it 2 notes; off: C" == score_text(score)


def test_a_rule_counts_only_where_something_is_that_it_is_about() -> None:
    """Contacts without custom objects keep no rule about custom objects, though it looked at all there is."""
    contacts = judge(subject(resource("property.contacts.key_context", label="Key Context", type="string")))
    about_objects = ("PARALLEL_CUSTOMER_RECORD", "FOURTH_CUSTOM_OBJECT", "NATIVE_TWIN", "OBJECT_UNJUSTIFIED")
    assert {Unjudged.NOTHING_HERE} == {contacts.unjudged.get(code) for code in about_objects}
    told = {one.principle: one.percent for one in scores(contacts, CARDS, contacts.findings)}
    assert None is told[Principle.WHOLENESS]
