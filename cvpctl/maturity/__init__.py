"""How mature an organization's work on customer value is: a published model, people's answers, a portal's evidence.

Pure, beside engine and blueprint: from answers and a state to an assessment. HubSpot can show evidence, not practice,
so nothing here ever gives a stage to what people left unanswered, and nothing is averaged.
"""

from cvpctl.maturity.assess import assess
from cvpctl.maturity.value_blueprint import value_blueprint

__all__ = ["assess", "value_blueprint"]
