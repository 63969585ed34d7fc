"""How a property, a label or a stage that speaks of value is recognised: by its internal name, else by its words.

The names are those of this project's library, which come first; the words are ours and English. A portal that calls
these things otherwise shows nothing here, which a report has to say. HubSpot's own properties are never recognised by
their words: none of them is about value promised or realised, and several sound like it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BY_NAME = "by its name"


@dataclass(frozen=True, slots=True)
class Wording:
    """What goes by one of `names`, or has a label that `words` finds."""

    noun: str
    names: frozenset[str]
    words: re.Pattern[str]

    def known_by(self, name: str, label: str) -> str:
        """Return how it was recognised, or nothing."""
        if name in self.names:
            return BY_NAME
        if self.words.search(label):
            return "by its label"
        return "by the words of its name" if self.words.search(name.replace("_", " ")) else ""


def _said(noun: str, names: str, words: str) -> Wording:
    return Wording(noun, frozenset(names.split()), re.compile(rf"\b(?:{words})\b", re.IGNORECASE))


_REALIZED = "reali[sz]ed|achieved|delivered|proven"
_GAIN = "value|benefits?|outcomes?"

HYPOTHESIS = _said(
    "value hypothesis",
    "value_hypothesis",
    r"value (?:hypothes[ie]s|drivers?|levers?)|(?:expected|desired|intended) (?:business )?(?:benefits?|outcomes?)",
)
PROMISED = _said(
    "value promised",
    "value_promised",
    rf"value promised?|promised (?:{_GAIN})|value commitments?|agreed (?:benefits?|outcomes?)",
)
REALIZED = _said(
    "value realized",
    "value_realized value_realised",
    rf"(?:{_REALIZED}) (?:{_GAIN})|value (?:{_REALIZED})|(?:benefits?|outcomes?) (?:{_REALIZED})",
)
MEASURED = _said("date of a measurement", "value_measured_on", r"value (?:measured|reviewed)(?: on)?|value review date")
EVIDENCE = _said(
    "value evidence",
    "value_evidence",
    r"value evidence|(?:evidence|proof) of value|business case|"
    r"(?:value|roi|tco) (?:model|assessment|calculat(?:ion|or)|analysis|document|report)",
)
SOURCE = _said(
    "source of a hypothesis", "value_hypothesis_source", r"(?:hypothesis|value|insight) source|source of value"
)
# That something is billed or paid on acceptance tells of money, not of a customer who accepted.
_OF_MONEY = r"\b(?:bill|invoic|pay|paid|charg|fees?\b|due\b)"
ACCEPTANCE = _said(
    "acceptance",
    "acceptance_criteria accepted_on",
    rf"^(?!.*{_OF_MONEY}).*\b(?:(?:customer|client|final) acceptance|accepted (?:on|by|at)|date accepted|"
    r"acceptance (?:criteria|date|day|by|of|status)|acceptance$)",
)
RENEWAL = _said("renewal", "renewal_on renewal_date", r"renewals?|renews (?:on|by)")
SHOWN = _said(
    "visibility to the customer",
    "portal_enabled portal_slug customer_visible",
    r"customer portal|portal (?:enabled|access|visibility)|customer[- ]visible|"
    r"(?:visible|shown|shared) (?:to|with) (?:the )?customers?",
)
USAGE = _said("usage data", "", r"(?:product )?usage|telemetry|active users|adoption rate")
PARTNER = _said("partner", "", r"partners?|reseller|distributor")
LEAD = _said(
    "who leads on value",
    "value_lead value_owner",
    r"value (?:lead|owner|engineer|consultant|architect|steward|champion|manager|advis[eo]r)",
)
AUDIENCE = _said("segment of content", "", r"segments?|audience|industry|industries|persona|value path stage")
VALUE = _said("value", "", r"value")
RESEARCH = _said("research", "", r"benchmarks?|research|stud(?:y|ies)")
JOINT = _said("work with the customer", "", r"customers?|joint(?:ly)?|together|workshops?|collaborat\w*")
INSIGHT = _said("insight", "", r"insights?")
MACHINE = _said("artificial intelligence", "", r"ai|artificial intelligence|machine learning|agents?|predict\w*")

RECORDS_OF_VALUE = (HYPOTHESIS, PROMISED, REALIZED, MEASURED, EVIDENCE)
"""What says of a record which value was supposed, promised, realised or shown."""
