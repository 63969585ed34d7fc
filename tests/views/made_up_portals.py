"""Configurations and views made by hand: what the judging does must not hang on what the four views ask."""

from __future__ import annotations

from typing import Any

from cvpctl.model import Address, Resource, Scope, Unknown, Unseen
from cvpctl.model.views import Coverage, Need, Question, Verdict, View
from cvpctl.policy import Subject
from cvpctl.views import coverage
from cvpctl.views.wording import ask, need

FORBIDDEN = Unknown(Unseen.FORBIDDEN, "a scope is missing")
HEALTH, REASON = "property.companies.account_health", "property.companies.account_health_reason"
SPONSOR = "label.projects.contacts.sponsor"
NATIVE = "property.contacts.jobtitle"


def resource(text: str, label: str = "", **body: Any) -> Resource:
    return Resource(Address.parse(text), {"label": label or text, **body})


def portal(*resources: Resource | str, unread: tuple[Scope, ...] = (), off: tuple[str, ...] = ()) -> Subject:
    return _subject(resources, live=True, unknown=dict.fromkeys(unread, FORBIDDEN), switched_off=frozenset(off))


def blueprints(*resources: Resource | str, observed: tuple[str, ...] = ()) -> Subject:
    return _subject(resources, observed=frozenset(map(Address.parse, observed)))


def _subject(resources: tuple[Resource | str, ...], **about: Any) -> Subject:
    made = [resource(one) if isinstance(one, str) else one for one in resources]
    return Subject({one.address: one for one in made}, **about)


def view(*needs: Need, key: str = "UCV", builds_on: tuple[str, ...] = ()) -> View:
    return View(key, f"View {key}", "Who is it?", "Customer Org", "example.com", (question(*needs),), builds_on)


def question(*needs: Need) -> Question:
    return ask("who", "Who is this?", "example.com", *needs)


def seen(subject: Subject, *needs: Need, library: tuple[Resource, ...] = (), **about: Any) -> Coverage:
    """Judge one question with these needs."""
    return coverage(subject, {one.address: one for one in library}, views=[view(*needs)], **about)


def verdict(subject: Subject, *ways: str | Need, **about: Any) -> Verdict:
    """Return what one question gets whose needs each have one way."""
    needs = [need("it", one) if isinstance(one, str) else one for one in ways]
    return seen(subject, *needs, **about).views[0].answers[0].verdict
