"""A client's repository before a portal in this process."""

from __future__ import annotations

from desk_fixtures import desk, running

__all__ = ["desk", "running"]
