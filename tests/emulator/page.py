"""The page for other people's tests: its files, as a reader would save them."""

from itertools import pairwise

from docs.documents import Block, Remark, parts

PAGE = "docs/emulator-in-your-tests.md"


def saved() -> dict[str, str]:
    """Return the blocks of the page that are to be saved, by the name each is saved under."""
    return {
        remark.rest: block.text
        for remark, block in pairwise(parts(PAGE))
        if isinstance(remark, Remark) and remark.word == "save" and isinstance(block, Block)
    }
