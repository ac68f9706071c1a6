"""The command that publishes what was imported as a draft of a shipped bank."""

import pytest
from django.core.management import CommandError, call_command

from assessments.banks.models import BankVersion
from assessments.banks.services import import_bank
from tests.scoring.small_bank import small_bank

pytestmark = pytest.mark.django_db


def test_imported_draft_becomes_the_next_version(capsys):
    import_bank(bank=small_bank())
    import_bank(bank=small_bank(title="Another title"))
    call_command("publish_bank", "small", notes="A new title.")
    assert capsys.readouterr().out == "small 1.1 is published\n"
    assert BankVersion.objects.get(minor=1).notes == "A new title."


def test_bank_without_a_draft_is_refused_in_one_line():
    import_bank(bank=small_bank())
    with pytest.raises(CommandError, match="small has no draft"):
        call_command("publish_bank", "small", notes="Nothing")


def test_unknown_slug_is_refused_in_one_line():
    with pytest.raises(CommandError, match="There is no shipped bank nowhere"):
        call_command("publish_bank", "nowhere", notes="Nothing")
