"""Which questions of the four unified views a configuration can carry an answer to, and what it would take.

Pure, beside the rules: views as data, something configured in, verdicts out. It reads configuration and no record, so
the most it says is that a question is supported.
"""

from cvpctl.views.coverage import coverage
from cvpctl.views.table import VIEWS

__all__ = ["VIEWS", "coverage"]
