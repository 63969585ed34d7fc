"""A compiled library written down in one file of somebody's own means what the library means."""

from __future__ import annotations

from pathlib import Path

from cvpctl.blueprint import check, compiled_library
from cvpctl.blueprint.write import Content, document_text, object_of
from cvpctl.blueprint.write_stated import as_stated
from cvpctl.kinds import KINDS
from cvpctl.model import Purpose
from cvpctl.project import Shelf


def test_what_is_written_is_what_was_compiled(tmp_path: Path) -> None:
    """Every resource of the shipped library, and all that it says for readers."""
    shelf = Shelf.of(None)
    desired = compiled_library(["value-first"], root=shelf.root, shelf=shelf).desired
    assert desired
    order = sorted(
        desired.resources, key=lambda one: (len(one.scope) > 1, object_of(one), [*KINDS].index(one.kind), one)
    )
    stated = [as_stated(desired.resources[one], desired.purposes.get(one, Purpose())) for one in order]
    (tmp_path / "own.yaml").write_text(document_text("acme/own", Content(tuple(stated)), schema="-"), encoding="utf-8")

    own = check([tmp_path / "own.yaml"], root=tmp_path)

    assert ((), True) == (own.findings, own.desired is not None)
    assert own.desired
    assert {a: one.body for a, one in desired.resources.items()} == {
        a: o.body for a, o in own.desired.resources.items()
    }
    assert (desired.purposes, desired.digest) == (own.desired.purposes, own.desired.digest)


def test_remarks_stand_above_what_they_are_about(tmp_path: Path) -> None:
    """Of a property, a label and a custom object; the file means the same."""
    shelf = Shelf.of(None)
    desired = compiled_library(["value-first/interest"], root=shelf.root, shelf=shelf).desired
    assert desired
    own = sorted(desired.resources.values(), key=lambda one: (len(one.address.scope), [*KINDS].index(one.address.kind)))
    stated = tuple(as_stated(one, desired.purposes.get(one.address, Purpose())) for one in own)
    remarks = {one.address: [f"about {one.address}", "twice"] for one in stated}
    text = document_text("acme/own", Content(stated, remarks=remarks), schema="-")
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")

    lines = text.splitlines()
    for head in ("      interest_name:", "      interested:", "    labels: {singular: Interest, plural: Interests}"):
        place = next(n for n, line in enumerate(lines) if line.lstrip() == head.lstrip())
        assert "# twice" == lines[place - 1].strip()
    checked = check([tmp_path / "own.yaml"], root=tmp_path).desired
    assert checked
    assert desired.digest == checked.digest
