"""Codes of hazards that a portal may weigh otherwise. The rules live elsewhere; a test keeps both equal."""

from __future__ import annotations

LOWERABLE = (
    "ARCHIVED_SCHEMA_PURGED",
    "GROUP_DELETED",
    "LABEL_DELETED",
    "LIMIT_EXCEEDED",
    "LIMIT_SHRUNK",
    "LOOKS_LIKE_LIVE",
    "LOOKS_LIKE_RENAME",
    "MASS_CHANGE",
    "OPTION_REMOVED",
    "PIPELINE_DELETED",
    "PROPERTY_ARCHIVED",
    "SCHEMA_ARCHIVED",
    "STAGE_DELETED",
    "TYPE_CHANGED",
    "USED_ELSEWHERE",
)
"""Somebody's word lets these pass, so a portal may let them pass for good."""

RAISABLE = ("API_ONLY_FORMULA", "REQUIRED_ADDED", "RESTORES_ARCHIVED", "UNIQUE_ADDED")
"""Remarks that a portal may want decided each time."""
