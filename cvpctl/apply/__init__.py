"""Carrying out a plan so that a second run finds nothing to do, whatever interrupts the first."""

from cvpctl.apply.carry_out import Applied, carry_out, without_stale
from cvpctl.apply.journal import Journal, in_doubt, read_journal
from cvpctl.apply.look import look
from cvpctl.apply.provider import Provider, Watcher

__all__ = [
    "Applied",
    "Journal",
    "Provider",
    "Watcher",
    "carry_out",
    "in_doubt",
    "look",
    "read_journal",
    "without_stale",
]
