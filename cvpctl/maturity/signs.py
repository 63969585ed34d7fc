"""What configuration can show, dimension by dimension, and from which stage on one would expect it there.

All of this is ours: the authors describe an organization's practice and say nothing of any system. How much of a
dimension can be seen at all stands in the model's data; where that is nothing, there is no sign.
"""

from __future__ import annotations

from cvpctl.maturity import signs_of_execution, signs_of_strategy, signs_of_tools
from cvpctl.maturity.sign import Sign

SIGNS: tuple[Sign, ...] = (*signs_of_strategy.SIGNS, *signs_of_execution.SIGNS, *signs_of_tools.SIGNS)
