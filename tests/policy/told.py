"""What a rule says of things made by hand, by address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policy.subjects import resource, subject

from cvpctl.model import Resource
from cvpctl.policy import Subject
from cvpctl.policy.judging import judge


def told(code: str, *resources: Resource, **known: Any) -> list[str]:
    """Judge by one rule alone, though it is shipped off."""
    return told_of(code, subject(*resources, **known))


def told_of(code: str, judged: Subject) -> list[str]:
    report = judge(judged, only=[code])
    return [str(one.address or "") for one in report.findings]


def labelled(label: str, on: str = "contacts", **body: Any) -> Resource:
    """A text property; its name says nothing, so that the label alone is judged."""
    stated = {"label": label, "type": "string", "fieldType": "text", "groupName": "g"}
    return resource(f"property.{on}.x1", **(stated | body))


def choice(label: str, *options: str, on: str = "contacts", **body: Any) -> Resource:
    listed = [{"value": f"v{n}", "label": option} for n, option in enumerate(options)]
    return labelled(label, on, **({"type": "enumeration", "fieldType": "select", "options": listed} | body))


def pipeline(label: str, stages: Iterable[str], on: str = "deals") -> Resource:
    rows = {f"s{n}": {"label": stage} for n, stage in enumerate(stages)}
    return resource(f"pipeline.{on}.p", label=label, stages=rows)
