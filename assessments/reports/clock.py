"""The database's clock: leases are measured by it alone, whatever a worker's own clock says."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper
from django.db.models.expressions import Combinable
from django.db.models.functions import Now


def after(seconds: int) -> Combinable:
    """Give the moment `seconds` after the statement starts; negative for before."""
    moment = Now() + timedelta(seconds=seconds)
    return ExpressionWrapper(moment, output_field=DateTimeField())
