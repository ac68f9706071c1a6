"""A form that makes something makes it once, however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from typing import Final, Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.teams.models import SentForm

Made = TypeVar("Made")
KEPT: Final = timedelta(days=7)  # nobody sends the same form again so much later


@dataclass(frozen=True, slots=True)
class Sent(Generic[Made]):
    """What the form made: its id, and the thing itself unless it was made by an earlier send."""

    made_id: int
    made: Made | None


@transaction.atomic
def once(
    *,
    user_id: int,
    token: UUID,
    make: Callable[[], Made],
    id_of: Callable[[Made], int] = attrgetter("pk"),
) -> Sent[Made]:
    """Call `make` for the first send of a form; a later one gets the id of what that made.

    The row of the token is written first: a second send waits for the first to commit. What
    `make` raises takes the row back, so that the form can be sent again (4 queries and its own).
    """
    SentForm.objects.filter(user_id=user_id, at__lt=timezone.now() - KEPT).delete()
    row, is_first = SentForm.objects.get_or_create(
        user_id=user_id, token=token, defaults={"made_id": 0}
    )
    if not is_first:
        return Sent(row.made_id, None)
    made = make()
    row.made_id = id_of(made)
    row.save(update_fields=["made_id"])
    return Sent(row.made_id, made)
