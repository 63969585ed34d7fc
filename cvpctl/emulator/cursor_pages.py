"""Pages with a cursor, as owners, forms and workflows have them.

`after` is the number of those already seen: assumed, since to clients it is a text without a meaning.
"""

from collections.abc import Sequence

from cvpctl.emulator.call import Call
from cvpctl.emulator.errors import Body, invalid


def cursor_page(call: Call, found: Sequence[Body], *, usual: int, most: int) -> Body:
    limit = number(call, "limit", usual)
    if not 0 < limit <= most:
        raise invalid(f"limit must be between 1 and {most}")  # assumed wording
    start = number(call, "after", 0)
    page: Body = {"results": list(found[start : start + limit])}
    if start + limit < len(found):
        after = str(start + limit)
        page["paging"] = {"next": {"after": after, "link": f"?after={after}&limit={limit}"}}
    return page


def number(call: Call, name: str, default: int) -> int:
    said = call.query.get(name)
    if not said:
        return default
    if not said.isascii() or not said.isdecimal() or len(said) > 9:  # noqa: PLR2004 - what fits into 32 bits
        raise invalid(f"Unable to parse value for query parameter: {name}")  # assumed wording
    return int(said)
