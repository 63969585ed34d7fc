"""The file to fill in: every question with its five stages above an empty answer."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model.maturity import Dimension, MaturityModel

HEAD = """\
# yaml-language-server: $schema={schema}
#
# How mature is your work on customer value? One answer for each of {count} dimensions, each by itself: nothing is added
# up and nothing is averaged. What is left empty is not assessed, which is not the first stage.
#
# The model is {authors}' {name}; names of dimensions and stages are theirs, the other texts are condensed in
# our own words. It is about what people do. HubSpot can show evidence, not practice: `cvpctl maturity assess` tells
# them apart.
#
# Stages, each in short:
{stages}
#
# stage: {ids}, or empty      note: what you saw that makes you say so
# by: who answered                  on: when, as 2026-03-31
maturity: {id}
organization:
dimensions:
"""


def questionnaire(model: MaturityModel, *, schema: str) -> str:
    """Return the file; `schema` is where the schema for editors lies, seen from it."""
    head = HEAD.format(
        schema=schema,
        count=len(model.dimensions),
        authors=model.authors,
        name=model.name,
        id=model.id,
        stages="\n".join(f"#   {one.id:<4}{one.name} ({one.equation})" for one in model.stages),
        ids=" ".join(one.id for one in model.stages),
    )
    return head + "".join(f"{line}\n" for line in _lines(model))


def _lines(model: MaturityModel) -> Iterator[str]:
    for group, name in model.groups.items():
        yield from ("", f"  # {name}")
        for dimension in model.dimensions:
            if dimension.group == group:
                yield from _dimension(model, dimension)


def _dimension(model: MaturityModel, dimension: Dimension) -> Iterator[str]:
    yield from ("", f"  # {dimension.name}", f"  # {dimension.question}")
    for one in model.stages:
        yield f"  #   {one.id:<4}{dimension.stages[one.id]}"
    yield f"  {dimension.id}:"
    yield from (f"    {name}:" for name in ("stage", "note", "by", "on"))
