"""A shipped small bank, an organisation with a bank editor, and its fork with an open draft."""

import pytest
from django.test import Client

from assessments.actor import Actor
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.services import fork_bank, import_bank
from assessments.teams.models import Organisation, User
from tests.banks_slice.pages import signed_in
from tests.factories import MemberFactory, OrganisationFactory, actor_of
from tests.scoring.small_bank import small_bank


@pytest.fixture
def shipped(db: None) -> BankVersion:
    version = import_bank(bank=small_bank()).version
    assert version is not None
    return version


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory(name="Acme")


@pytest.fixture
def editor(organisation: Organisation) -> Actor:
    return actor_of(MemberFactory(organisation=organisation, edits_banks=True).user)


@pytest.fixture
def draft(shipped: BankVersion, organisation: Organisation, editor: Actor) -> BankDraft:
    return fork_bank(actor=editor, organisation_id=organisation.pk, version_id=shipped.pk)


@pytest.fixture
def fork(draft: BankDraft) -> Bank:
    return draft.bank


@pytest.fixture
def client(editor: Actor) -> Client:
    return signed_in(User.objects.get(pk=editor.user_id))
