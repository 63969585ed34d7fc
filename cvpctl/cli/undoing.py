"""Files written together: where anything fails before the block ends, all of them are as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cvpctl.cli.output import write_file


@contextmanager
def written_together(texts: Mapping[Path, str]) -> Iterator[None]:
    """Write the files, each whole; undo it where writing or what the block does with them raises."""
    before = {path: path.read_bytes() if path.is_file() else None for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, text)
        yield
    except BaseException:
        for path, held in before.items():
            if held is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(held)
        raise
