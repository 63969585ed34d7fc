"""The words that commands offer for a choice, where naming them must not load what is chosen."""

from __future__ import annotations

FINDINGS = ("text", "json", "github", "sarif", "junit")
PLAN = ("text", "json", "markdown", "html", "github", "sarif", "junit")
CI = ("github", "gitlab", "cron", "none")
