"""What the portfolio sorts by: the expressions its indexes and its statement share.

An absent figure sorts below every other one, an absent day after every other one, and where there
is no trend as if nothing had changed; none of these values is ever shown.
"""

from datetime import date
from typing import Any, Final

from django.db.models import F, IntegerField, Value
from django.db.models.functions import Coalesce

NEVER: Final = date(9999, 12, 31)
NOTHING: Final = -1
RANK: Final = Coalesce("level_rank", Value(NOTHING))
ORDERS: Final[dict[str, Any]] = {
    "name": F("product_name"),
    "score": Coalesce("score", "risk_free", Value(NOTHING)),
    "trend": Coalesce(F("score") - F("score_before"), Value(0), output_field=IntegerField()),
    "age": F("touched_at"),
    "due": Coalesce("due_date", Value(NEVER)),
}
SCOPES: Final = ("organisation", "team")
