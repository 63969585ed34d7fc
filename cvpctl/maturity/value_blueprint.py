"""Ecosystems' Value Blueprint, read from the data file beside this one.

Its authors publish 5 stages by 15 dimensions in 3 groups, and actions for each of the 4 transitions; they publish no
way to measure. Stages and dimensions keep their names, the texts are condensed in our own words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from cvpctl.model.maturity import Dimension, MaturityModel, Stage, Strength, Transition, TransitionAction


@cache
def value_blueprint() -> MaturityModel:
    said = json.loads((files("cvpctl.maturity") / "value_blueprint.json").read_text(encoding="utf-8"))
    return MaturityModel(
        **{name: said[name] for name in ("id", "name", "authors", "source", "ours")},
        stages=tuple(Stage(**one) for one in said["stages"]),
        groups={one["id"]: one["name"] for one in said["groups"]},
        dimensions=tuple(_dimension(one) for one in said["dimensions"]),
        transitions=tuple(Transition(one["from"], one["to"], _actions(one["actions"])) for one in said["transitions"]),
    )


def _dimension(said: Mapping[str, Any]) -> Dimension:
    return Dimension(**{**said, "evidence": Strength(said["evidence"])})


def _actions(said: Sequence[Mapping[str, Any]]) -> tuple[TransitionAction, ...]:
    return tuple(
        TransitionAction(one["id"], one["text"], tuple(one.get("helps", ())), _actions(one.get("parts", ())))
        for one in said
    )
