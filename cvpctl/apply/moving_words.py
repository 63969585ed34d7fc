"""What a migration came to, in the words of a report."""

from __future__ import annotations

from cvpctl.apply.old_values import OldValues
from cvpctl.model import Migration


def summary(migration: Migration, kept: OldValues, own: int, elsewhere: int) -> str:
    """`own` records keep a value of their own in the new property, `elsewhere` hold something else by now."""
    before, moved = kept.before, len(kept.sent)
    parts = [f"{moved:,} of {before['source']:,} records went from {migration.source} to {migration.target}"]
    parts += [f"{own:,} keep a value of their own there"] if own else []
    parts += [f"{elsewhere:,} were changed or deleted by others since"] if elsewhere else []
    return "; ".join([*parts, "the counts agree; records in the recycle bin keep what they held"])


def came_since(migration: Migration, written: int) -> str:
    more = "1 record" if written == 1 else f"{written:,} records"
    return f"{more} came to hold {migration.source} before it was hidden, and went over as well"


def still_held(migration: Migration, left: int) -> str:
    many = "1 record holds" if left == 1 else f"{left:,} records hold"
    message = f"{many} {migration.source} again or still: something writes it"
    return f"{message}; look at forms, workflows and integrations, then run the same apply again"
