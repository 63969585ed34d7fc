"""Lists, forms and workflows, page by page, with their definitions.

Shapes: HubSpot's API reference. Lists tell their filters only when they are asked for by id, workflows their actions
only in a batch, forms all at once. Neither forms nor workflows have a dated version yet; the workflows of v4 lose
support on 30 March 2027.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from cvpctl.errors import DailyLimit, MissingScope, NotAuthorised, PortalRefused, PortalUnreachable
from cvpctl.model import Body, Unread

if TYPE_CHECKING:
    from cvpctl.portal.exchange import Exchange

MOST_PAGES = 20
_PER_PAGE = 100
_FORMS_PER_PAGE = 50
_NOT_AS_DOCUMENTED = "could not be read (the answer is not shaped as documented)"


@dataclass(frozen=True, slots=True)
class Told:
    """One list, form or workflow."""

    noun: str
    name: str
    type_id: str
    body: Body


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in one area, and what was not looked at."""

    found: tuple[Told, ...] = ()
    unread: Unread | None = None


Page = tuple[list[Told], bool]
"""What stands on it, and whether there is another one."""


def read_lists(exchange: Exchange) -> Read:
    return _read("lists", _lists(exchange))


def read_forms(exchange: Exchange) -> Read:
    return _read("forms", _forms(exchange))


def read_workflows(exchange: Exchange) -> Read:
    return _read("workflows", _workflows(exchange))


AREAS: tuple[Callable[[Exchange], Read], ...] = (read_lists, read_forms, read_workflows)


def _read(what: str, pages: Iterator[Page]) -> Read:
    found: list[Told] = []
    more = False
    try:
        for page, following in islice(pages, MOST_PAGES):
            found += page
            more = following
    except (NotAuthorised, DailyLimit):
        raise
    except (PortalRefused, PortalUnreachable) as error:
        why = error.message if isinstance(error, MissingScope) else f"HubSpot: {error.message}"
        return Read(tuple(found), Unread(what, f"could not be read ({why})"))
    except (KeyError, TypeError, AttributeError, ValueError):
        return Read(tuple(found), Unread(what, _NOT_AS_DOCUMENTED))
    return Read(tuple(found), Unread(what, f"were looked through up to {len(found):,} of them only") if more else None)


def _lists(exchange: Exchange) -> Iterator[Page]:
    """Yield active ones; a static one keeps what its filters found once."""
    offset, more = 0, True
    while more:
        wanted = {"query": "", "offset": offset, "count": _PER_PAGE, "processingTypes": ["DYNAMIC"]}
        page = exchange.ask("lists.search", {}, wanted).body
        ids = [("listIds", str(row["listId"])) for row in page["lists"]]
        rows = exchange.ask("lists.read_many", {}, repeated=ids).body["lists"] if ids else []
        offset, more = int(page["offset"]), bool(page["hasMore"]) and bool(ids)
        yield [_told("list", row, row.get("filterBranch")) for row in rows], more


def _forms(exchange: Exchange) -> Iterator[Page]:
    for rows, more in _paged(exchange, "forms.list", _FORMS_PER_PAGE):
        # Fields say their object themselves.
        yield [_told("form", row, row.get("fieldGroups")) for row in rows], more


def _workflows(exchange: Exchange) -> Iterator[Page]:
    for rows, more in _paged(exchange, "workflows.list", _PER_PAGE):
        inputs = [{"flowId": str(row["id"]), "type": "FLOW_ID"} for row in rows]
        full = exchange.ask("workflows.batch_read", {}, {"inputs": inputs}).body["results"] if inputs else []
        yield [_told("workflow", row, row) for row in full], more


def _paged(exchange: Exchange, operation: str, limit: int) -> Iterator[tuple[list[Any], bool]]:
    query = {"limit": str(limit)}
    while True:
        page = exchange.ask(operation, query).body
        after = ((page.get("paging") or {}).get("next") or {}).get("after")
        yield page["results"], bool(after)
        if not after:
            return
        query = {**query, "after": str(after)}


def _told(noun: str, row: Body, definition: Any) -> Told:
    name = row.get("name") or row.get("listId") or row.get("id")
    return Told(noun, str(name), str(row.get("objectTypeId") or ""), {"definition": definition})
