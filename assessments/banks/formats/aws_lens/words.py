"""The words both sides of a lens use: its risks, its resources, and the choice it may lack."""

import re
from types import MappingProxyType
from typing import Any, Final

SCHEMA: Final = "2021-11-01"
RISKS: Final = MappingProxyType({"NO_RISK": "none", "MEDIUM_RISK": "medium", "HIGH_RISK": "high"})
RISK_NAMES: Final = MappingProxyType(
    {"none": "No risk", "medium": "Medium risk", "high": "High risk"}
)
TYPES: Final = MappingProxyType({"HELPFUL_RESOURCE": "help", "IMPROVEMENT_PLAN": "improvement"})
SINGLE_KEYS: Final = MappingProxyType({"helpfulResource": "help", "improvementPlan": "improvement"})
NONE_SUFFIX: Final = "_no"
# Added to a question whose lens has no such choice, so that "nothing holds" can be said; never
# written back.
NONE_CODE: Final = "none_of_these"
NONE_TEXT: Final = "None of these"
NONE_TITLE: Final = re.compile(r"\s*none of\b", re.IGNORECASE)
NOT_APPLICABLE: Final = "It does not apply to this workload."


def scoring() -> dict[str, Any]:
    """Give the method of every lens: per question the first true rule."""
    risks = [{"code": code, "name": name} for code, name in RISK_NAMES.items()]
    return {"method": "risk_rules", "risks": risks}
