"""A published version cannot be changed, by whatever way somebody gets at the table."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from assessments.banks.models import Bank, BankVersion
from assessments.banks.services import import_bank
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> BankVersion:
    published = import_bank(bank=small_bank()).version
    assert published is not None
    return published


@pytest.mark.parametrize(
    "change",
    [
        {"content": {}},
        {"digest": "0" * 64},
        {"major": 9},
        {"minor": 9},
        {"notes": "changed later"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_published_field_cannot_change(version: BankVersion, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="is published and cannot change"):
        BankVersion.objects.filter(pk=version.pk).update(**change)


def test_version_can_be_retired(version: BankVersion) -> None:
    assert BankVersion.objects.filter(pk=version.pk).update(retired_at=timezone.now()) == 1


def test_version_cannot_move_to_another_bank(version: BankVersion) -> None:
    other = Bank.objects.create(slug="other", title="Other")
    with pytest.raises(IntegrityError, match="is published and cannot change"):
        BankVersion.objects.filter(pk=version.pk).update(bank=other)


def test_version_cannot_be_deleted_while_its_bank_stands(version: BankVersion) -> None:
    BankVersion.objects.filter(pk=version.pk).delete()
    with pytest.raises(IntegrityError, match="cannot be deleted"):
        connection.check_constraints()


def test_version_goes_with_its_bank(version: BankVersion) -> None:
    version.bank.delete()
    connection.check_constraints()
    assert not BankVersion.objects.filter(pk=version.pk).exists()
