"""Carrying out a plan so that a second run finds nothing to do, whatever interrupts the first, and undoing it."""

from cvpctl.apply.carry_out import Applied, carry_out
from cvpctl.apply.journal import Journal, JournalLost, in_doubt, read_journal
from cvpctl.apply.look import look
from cvpctl.apply.past import PastRun, past_runs
from cvpctl.apply.provider import Provider, Watcher
from cvpctl.apply.rechecking import Rechecked, rechecked, without_stale
from cvpctl.apply.resume import Unsettled, unsettled
from cvpctl.apply.undo import Undo, inverse, undo_path, write_undo

__all__ = [
    "Applied",
    "Journal",
    "JournalLost",
    "PastRun",
    "Provider",
    "Rechecked",
    "Undo",
    "Unsettled",
    "Watcher",
    "carry_out",
    "in_doubt",
    "inverse",
    "look",
    "past_runs",
    "read_journal",
    "rechecked",
    "undo_path",
    "unsettled",
    "without_stale",
    "write_undo",
]
