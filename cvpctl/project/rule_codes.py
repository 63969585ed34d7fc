"""Codes of the rules of an audit, for `cvpctl.yaml`. The rules live higher up; a test keeps both equal.

So a misspelt one is told by every command that reads the file, and not only once somebody audits.
"""

from __future__ import annotations

RULE_CODES = (
    "AGENT_STAMP_MISSING",
    "COMMERCE_CHAIN_BROKEN",
    "COMMERCE_CHAIN_GAP",
    "COMPANY_AS_TEXT",
    "DEAL_PAST_COMMITMENT",
    "DELIVERY_SWITCHED_OFF",
    "FORBIDDEN_WORD",
    "FOURTH_CUSTOM_OBJECT",
    "INTEGRATION_DUPLICATE",
    "NATIVE_TWIN",
    "OBJECT_UNJUSTIFIED",
    "OBJECT_WITHOUT_CUSTOMER",
    "OPTION_UNCLEAR",
    "ORDER_PIPELINE_MISSING",
    "OWNER_AS_TEXT",
    "PARALLEL_CUSTOMER_RECORD",
    "PROPERTY_EMPTY",
    "PROPERTY_LOOKALIKE",
    "PROPERTY_RARELY_FILLED",
    "PROPERTY_UNDESCRIBED",
    "PURPOSE_UNSTATED",
    "RECORDS_WITHOUT_OWNER",
    "REPEATS_NATIVE",
    "REVENUE_ON_DEAL",
    "SCOPES_TOO_WIDE",
    "SCORE_OF_A_PERSON",
    "SEVERAL_RELATIONSHIP_STAGES",
    "SOURCE_OF_TRUTH_UNDECLARED",
    "STAGE_ID_NUMERIC",
    "STATUS_FOR_PIPELINE",
    "TEAM_STAGE",
    "TICKET_CARRIES_DELIVERY",
    "TYPE_CONFLICT",
    "VALUE_PATH_ALTERED",
    "VALUE_PATH_MISSING",
)
