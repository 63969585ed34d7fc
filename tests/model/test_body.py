"""Bodies are patched without being touched."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from cvpctl.model import ABSENT, Body, Path, at, patched

NAMES = st.sampled_from(["label", "options", "a", "b/c", "d.e"])
BODIES: st.SearchStrategy[Body] = st.recursive(
    st.dictionaries(NAMES, st.integers(), max_size=3),
    lambda inner: st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
ONE_STEP: st.SearchStrategy[Path] = st.tuples(NAMES)


@given(BODIES, ONE_STEP, st.integers())
def test_reads_what_was_set(body: Body, path: Path, value: int) -> None:
    """A value that was set is found at its path, and no other top-level field moves."""
    result = patched(body, [(path, value)])

    assert value == at(result, path)
    assert {name: body[name] for name in body if name != path[0]} == {n: result[n] for n in result if n != path[0]}


@given(BODIES, ONE_STEP)
def test_absent_takes_out(body: Body, path: Path) -> None:
    """ABSENT takes a path out, even one that is not there."""
    assert ABSENT is at(patched(body, [(path, ABSENT)]), path)


@given(BODIES, ONE_STEP)
def test_leaves_its_input_alone(body: Body, path: Path) -> None:
    """Patching, also deep inside, returns a copy."""
    kept = deepcopy(body)
    deep = (*path, "x", "y")
    patched({path[0]: {"x": {"y": 1}}} | {n: v for n, v in body.items() if n != path[0]}, [(deep, 2)])
    patched(body, [(path, 0)])

    assert kept == body


def test_nested_edit_keeps_the_original() -> None:
    """An edit below a mapping does not reach into the body it was made from."""
    body: Body = {"options": {"a": {"label": "A"}}}

    assert patched(body, [(("options", "a", "label"), "B")]) == {"options": {"a": {"label": "B"}}}
    assert body == {"options": {"a": {"label": "A"}}}


def test_makes_the_way() -> None:
    """Mappings on the way to a path are made where they are missing."""
    assert patched({}, [(("stages", "won", "label"), "Won")]) == {"stages": {"won": {"label": "Won"}}}


def test_null_is_not_absent() -> None:
    """Null stands in a body; ABSENT does not."""
    assert at({"description": None}, ("description",)) is None
    assert at({}, ("description",)) is ABSENT
    assert at({"description": "text"}, ("description", "deeper")) is ABSENT
