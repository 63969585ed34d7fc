"""What `library list` and `library show` say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from cvpctl.blueprint import compiled_library
from cvpctl.blueprint.library_contents import Content, contents_of
from cvpctl.errors import CvpError, UsageProblem
from cvpctl.model import Desired
from cvpctl.project import Library, Shelf, find_project
from cvpctl.project.reading import nearest
from cvpctl.render.library_text import stated_text


def list_text() -> str:
    """Return a line for each library: its version, how much it holds, where it comes from, how it is pinned."""
    shelf = Shelf.of(find_project(Path.cwd()))
    return "\n".join(_line(name, shelf) for name in shelf.names) or "There is no library."


def _line(name: str, shelf: Shelf) -> str:
    try:
        library = shelf.take(name)
    except CvpError as problem:
        return f"{name}  cannot be read: {problem.message}"
    contents = contents_of(library, shelf.root, shelf)
    # What it extends of other libraries is read with it, and is not what it holds.
    contents = tuple(one for one in contents if one.name.partition("/")[0] == name) or contents
    held = f"{len(contents)} blueprint{'s' if len(contents) != 1 else ''}"
    return "  ".join(
        part for part in (name, _versions(contents), held, f"from {library.origin}", _pin(library)) if part
    )


def _versions(contents: Sequence[Content]) -> str:
    return ", ".join(sorted({content.version for content in contents if content.version}))


def _pin(library: Library) -> str:
    if not library.locked:
        return ""
    if not library.pinned:
        return "not pinned"
    return "pinned" if library.pinned == library.digest else "changed since it was pinned"


def show_text(name: str) -> str:
    """Return what stands under a name; raises UsageProblem for one that nobody knows."""
    shelf = Shelf.of(find_project(Path.cwd()))
    first = name.partition("/")[0]
    if first not in shelf.names:
        near = nearest(first, list(shelf.names))
        help_ = f"did you mean {near}?" if near else f"known are {', '.join(shelf.names)}"
        raise UsageProblem(f"there is no library {first!r}", help=help_)
    contents = contents_of(shelf.take(first), shelf.root, shelf)
    if name == first:
        return "\n".join(line for content in contents for line in _summary(content))
    known = {content.name: content for content in contents}
    if name not in known:
        near = nearest(name, list(known))
        help_ = f"did you mean {near}?" if near else f"it has {', '.join(known)}"
        raise UsageProblem(f"the library {first} has no blueprint {name!r}", help=help_)
    desired = compiled_library([name], root=shelf.root, shelf=shelf).desired or Desired()
    content = known[name]
    return "\n".join((*_summary(content), *stated_text(desired, content.addresses, content.file)))


def _summary(content: Content) -> Iterator[str]:
    counts = Counter((address.kind, ".".join(address.scope)) for address in content.addresses)
    held = ", ".join(f"{scope} {kind} ×{count}".strip() for (kind, scope), count in sorted(counts.items()))  # noqa: RUF001
    yield "  ".join(part for part in (content.name, content.version, held) if part)
    for variable in content.variables:
        default = "no default" if variable.text is None else f"default {variable.text!r}"
        values = f" of {', '.join(variable.values)}" if variable.values else ""
        yield f"  variable {variable.name}: {variable.type}{values}, {default}"
