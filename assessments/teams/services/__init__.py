"""The verbs of the teams slice, one file a noun; each is one transaction."""

from assessments.teams.services.organisations import CreatedOrganisation, create_organisation
from assessments.teams.services.people import add_person
from assessments.teams.services.products import (
    archive_product,
    create_product,
    delete_product,
    move_product,
    rename_product,
    restore_product,
)

__all__ = [
    "CreatedOrganisation",
    "add_person",
    "archive_product",
    "create_organisation",
    "create_product",
    "delete_product",
    "move_product",
    "rename_product",
    "restore_product",
]
