"""Why something is there, as blueprints say it for readers: one sentence for each thing they say of it."""

from __future__ import annotations

from collections.abc import Iterator

from cvpctl.model import Purpose
from cvpctl.render.wording import visible


def purpose_lines(purpose: Purpose) -> Iterator[str]:
    """Yield who fills it, what HubSpot has for it and where the wish for it comes from, as far as it is said."""
    if purpose.filled_by:
        yield f"filled by: {' or '.join(purpose.filled_by)}"
    if purpose.native_considered:
        yield f"instead of HubSpot's own: {visible(purpose.native_considered)}"
    if purpose.without:
        yield f"where it cannot be had: {visible(purpose.without)}"
    if purpose.source:
        yield f"source: {visible(purpose.source)}"
