"""The shipped blueprints, and a part of them that needs no custom object and no label and that a test can afford."""

from __future__ import annotations

import shutil
from pathlib import Path

LIBRARY = Path(__file__).parents[1] / "blueprints" / "value-first"
PART = (
    "value-path.yaml",
    "customer-org/appointment.yaml",
    "customer-org/company.yaml",
    "customer-org/contact.yaml",
    "customer-org/note.yaml",
    "customer-org/ticket.yaml",
    "finance-org/deal.yaml",
    "finance-org/order.yaml",
    "operations-org/project.yaml",
    "operations-org/service.yaml",
)


def copy_part(to: Path) -> Path:
    """Copy that part to a folder of a client and return the folder."""
    for name in PART:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LIBRARY / name, to / name)
    return to
