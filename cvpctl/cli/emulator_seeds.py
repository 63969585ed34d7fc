"""What a new emulated portal begins with: a snapshot, or answers that were recorded from HubSpot.

Read before any portal starts, so that a bad seed leaves no half-made database behind.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvpctl.cli.emulator_states import snapshot_in
from cvpctl.errors import UsageProblem

if TYPE_CHECKING:
    from cvpctl.emulator.tiers import Tier


def seed_of(path: Path, tier: Tier) -> dict[str, Any]:
    """Return the state to load; raises UsageProblem."""
    return _recorded(path, tier) if path.is_dir() else snapshot_in(path)


def _recorded(directory: Path, tier: Tier) -> dict[str, Any]:
    from cvpctl.emulator.server import Emulator  # noqa: PLC0415

    with Emulator(tier=tier) as scratch:
        try:
            understood = scratch.seed_from(directory)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageProblem(
                f"{directory} holds an answer that cannot be taken in ({type(error).__name__}: {error})",
                help="keep there what HubSpot answered, as JSON",
            ) from error
        if not understood:
            raise UsageProblem(
                f"{directory} holds no answer that is understood",
                help="lists of properties, pipelines or schemas, or account details, in files that end with .json",
            )
        return scratch.state()
