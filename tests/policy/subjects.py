"""Subjects and rules made by hand: what the frame does must not hang on which rules there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from cvpctl.blueprint import check
from cvpctl.model import Address, Desired, Resource, Severity
from cvpctl.policy import Case, Principle, Rule, Subject, Violation

HEAD = "blueprint: acme/case\nversion: 1.0.0\n"
Judge = Callable[[Subject], Iterable[Violation]]


def rule(judge: Judge, code: str = "LABEL_EMPTY", **changed: Any) -> Rule:
    stated: dict[str, Any] = {
        "code": code,
        "principle": Principle.NAMING,
        "severity": Severity.WARNING,
        "title": "A property without a label",
        "why": "Nobody can read it.",
        "source": "ours: an example",
        "fix": "Give it one.",
        "judge": judge,
        "cases": (Case("None has one.", "objects: {}\n"),),
        "proven": "an example",
    }
    return Rule(**(stated | changed))


def labels(subject: Subject) -> Iterator[Violation]:
    """Tell every property of people's own that has no label."""
    for one in subject.authored("property"):
        if not one.body.get("label"):
            yield Violation(f"{one.address.key} has no label", one.address)


def silent(_: Subject) -> Iterator[Violation]:
    yield from ()


def content_with(look: Callable[[Subject], object]) -> Judge:
    """Return what looks and finds nothing wrong."""

    def judge(seen: Subject) -> Iterator[Violation]:
        look(seen)
        yield from ()

    return judge


def resource(text: str, **body: Any) -> Resource:
    return Resource(Address.parse(text), body)


def subject(*resources: Resource, **changed: Any) -> Subject:
    return Subject({one.address: one for one in resources}, **changed)


def desired(folder: Path, text: str) -> Desired:
    (folder / "case.yaml").write_text(HEAD + text, encoding="utf-8")
    checked = check([folder / "case.yaml"], root=folder)
    assert checked.desired is not None, [f"{one.place}: {one.message}" for one in checked.findings]
    return checked.desired
