"""Every key to another table can be looked up by it: what is deleted there asks who points at it."""

from django.apps import apps
from django.db import models


def _led(model: type[models.Model]) -> set[str]:
    """Give the fields that an index or a unique constraint over any row begins with."""
    held = [one.fields for one in model._meta.indexes if _covers(one, one.fields)]
    held += [
        one.fields
        for one in model._meta.constraints
        if isinstance(one, models.UniqueConstraint) and _covers(one, one.fields)
    ]
    return {fields[0].removeprefix("-") for fields in held}


def _covers(index: models.Index | models.UniqueConstraint, fields: tuple[str, ...]) -> bool:
    """Say whether a look-up by the first field finds every row through it."""
    if not fields:
        return False
    return index.condition in (None, models.Q(**{f"{fields[0]}__isnull": False}))


def test_every_foreign_key_is_indexed() -> None:
    keys = [
        (model, field)
        for model in apps.get_app_config("assessments").get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    ]
    bare = [
        f"{model.__name__}.{field.name}"
        for model, field in keys
        if not field.db_index and not field.unique and field.name not in _led(model)
    ]
    assert keys
    assert bare == []
