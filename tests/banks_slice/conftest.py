"""A shipped small bank, an organisation with a bank editor, and its fork with an open draft."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.test import Client

from assessments.actor import Actor
from assessments.banks.formats.canonical import content_of
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.services import fork_bank, import_bank
from assessments.scoring.bank import Bank as Content
from assessments.teams.models import Organisation, User
from tests.banks_slice.pages import signed_in
from tests.factories import MemberFactory, OrganisationFactory, actor_of
from tests.scoring.small_bank import small_bank

DraftOf: TypeAlias = Callable[..., BankDraft]


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


@pytest.fixture
def draft_of(organisation: Organisation, editor: Actor) -> DraftOf:
    """Give an open draft of the organisation's own that holds a bank, as after an import."""

    def make(bank: Content, translations: dict[str, str] | None = None) -> BankDraft:
        own = Bank.objects.create(organisation=organisation, slug=bank.slug, title=bank.title)
        content = {"profile": [], **content_of(bank)}
        if translations:
            content["translations"] = {"de": translations}
        return BankDraft.objects.create(bank=own, content=content, changed_by_id=editor.user_id)

    return make
