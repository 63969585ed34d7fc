"""What rules are about, so that one which met nothing of the sort counts as neither kept nor broken. Below the rules.

A rule about custom objects says nothing of a blueprint that has none: that it is not broken is no merit.
"""

from __future__ import annotations

from collections.abc import Callable

from cvpctl.policy.authored import custom_objects, pipelines, properties, speaks_of
from cvpctl.policy.subject import Subject

Meets = Callable[[Subject], bool]


def some_property(*names: str) -> Meets:
    """Return what tells whether people made a property, on one of these objects or on any."""
    return lambda subject: any(True for scope in _each(names) for _ in properties(subject, *scope))


def some_pipeline(*names: str) -> Meets:
    return lambda subject: any(True for scope in _each(names) for _ in pipelines(subject, *scope))


def some_custom_object(subject: Subject) -> bool:
    return bool(custom_objects(subject))


def the_object(kind: str, *names: str) -> Meets:
    """Return what tells whether one of these objects is spoken of, and its list of this kind could be read."""
    return lambda subject: any(speaks_of(subject, kind, name) for name in names)


def one_of(*meets: Meets) -> Meets:
    return lambda subject: any(one(subject) for one in meets)


def _each(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """No name stands for every object."""
    return [(name,) for name in names] if names else [()]


def anything(_: Subject) -> bool:
    """What is judged is there in every subject that has what the rule needs."""
    return True
