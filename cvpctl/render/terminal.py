"""Lines for a terminal: styled pieces, hanging indents, columns. The only home of rich's text and console.

Pieces are appended to rich's `Text` as they are, never parsed, so a label like `[bold]x[/bold]` stays what it is.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cvpctl.render.wording import ELLIPSIS

Piece = str | tuple[str, str]

HEADING = "bold"
FAINT = "dim"
SYMBOLS = {"+": "green", "~": "yellow", "-": "red"}
SEVERITIES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
CODE = "bold"
PASTE = "cyan"

BLANK = Text("")
NARROWEST = 40
"""Below this nothing is wrapped or cut any more; a terminal breaks the lines itself."""


def line(*pieces: Piece, indent: int = 0) -> Text:
    return Text.assemble(" " * indent, *pieces)


def wrapped(text: str, *, indent: int, width: int, style: str = "", first: Text | None = None) -> Iterator[Text]:
    """Yield a sentence over as many lines as it needs; `first` opens it, the rest hangs below its indent."""
    opening = first or Text(" " * indent)
    room = max(width - indent, NARROWEST)
    lines = textwrap.wrap(
        "x" * (len(opening.plain) - indent) + text, room, break_on_hyphens=False, break_long_words=False
    ) or [text]
    for number, content in enumerate(lines):
        if number:
            yield line((content, style), indent=indent)
        else:
            yield opening + Text(content[len(opening.plain) - indent :], style)


def column(text: str, cells: int) -> str:
    """Fill up to a column; wide characters count as the terminal shows them."""
    return text + " " * max(cells - cell_len(text), 0)


def widest(texts: Iterable[str], most: int) -> int:
    return min(max((cell_len(text) for text in texts), default=0), most)


def fitted(content: Text, width: int) -> Text:
    """Cut a line that is too long for the terminal at its end, between words where one ends near there."""
    whole = content.plain
    content.truncate(max(width, NARROWEST), overflow="ellipsis")
    if content.plain != whole:
        kept = content.plain[: -len(ELLIPSIS)]
        ends = (kept.rfind(", "), kept.rfind(" "))
        if end := next((one for one in ends if one > len(kept) * 2 // 3), 0):
            content.right_crop(len(content.plain) - len(kept[:end].rstrip(f" ,{ELLIPSIS}")))
            content.append(ELLIPSIS)
    return content


def printed(lines: Iterable[Text], *, color: bool) -> str:
    """Return the lines as one text without a last line break, with ANSI colours or without any trace of them."""
    if not color:
        return "\n".join(content.plain.rstrip() for content in lines)
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", no_color=False)
    with console.capture() as capture:
        for content in lines:
            console.print(content, soft_wrap=True, highlight=False, markup=False)
    return capture.get().removesuffix("\n")
