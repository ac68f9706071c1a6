"""A retired version is not offered to new assessments; what runs on it goes on."""

import pytest

from assessments.actor import NotAllowed, NotVisible
from assessments.answers.errors import Refused
from assessments.answers.models import Assessment
from assessments.answers.services import start_assessment
from assessments.audit.models import AuditEvent
from assessments.banks.errors import LastOffered
from assessments.banks.models import BankVersion
from assessments.banks.queries import versions_usable_by
from assessments.banks.services import (
    open_draft,
    publish_draft,
    restore_version,
    retire_version,
)
from assessments.teams.models import Team
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import url
from tests.factories import (
    AssessmentFactory,
    MemberFactory,
    ProductFactory,
    TeamFactory,
    TeamMemberFactory,
    actor_of,
)
from tests.races import behind


@pytest.fixture
def versions(draft, editor):
    """Publish two versions of the fork, the older first."""
    found = []
    for number in (1, 2):
        open_draft(actor=editor, bank_id=draft.bank_id)
        revision = edit(editor, draft, GOAL, title=f"Title {number}").revision
        found.append(
            publish_draft(actor=editor, bank_id=draft.bank_id, revision=revision, notes="Next")
        )
    return found


@pytest.fixture
def team(organisation) -> Team:
    return TeamFactory(organisation=organisation)


@pytest.fixture
def lead(team):
    return actor_of(TeamMemberFactory(team=team, role="lead").user)


def retire(actor, version, *, may_be_last=False):
    return retire_version(actor=actor, version_id=version.pk, may_be_last=may_be_last)


def start(lead, team, version):
    return start_assessment(
        actor=lead, product=ProductFactory(team=team), bank_version=version, name="New"
    )


@pytest.mark.django_db
def test_retired_version_is_not_offered_and_comes_back(versions, editor, organisation):
    old, new = versions
    retire(editor, old)
    usable = versions_usable_by(editor, organisation.pk).filter(bank=old.bank_id)
    assert list(usable) == [new]

    restore_version(actor=editor, version_id=old.pk)
    assert list(usable.all()) == [new, old]
    events = AuditEvent.objects.filter(verb__startswith="bank.version_").order_by("pk")
    assert [(one.verb, one.detail, one.actor_id) for one in events] == [
        ("bank.version_retired", {"number": "1.1"}, editor.user_id),
        ("bank.version_restored", {"number": "1.1"}, editor.user_id),
    ]


@pytest.mark.django_db
def test_running_assessment_is_untouched(versions, editor, team):
    running = AssessmentFactory(bank_version=versions[0], team_=team)
    before = Assessment.objects.filter(pk=running.pk).values().get()
    retire(editor, versions[0])
    assert Assessment.objects.filter(pk=running.pk).values().get() == before


@pytest.mark.django_db
def test_start_with_a_retired_version_is_refused_at_its_field(versions, editor, lead, team):
    retire(editor, versions[1])
    with pytest.raises(Refused) as refused:
        start(lead, team, versions[1])
    assert refused.value.field == "bank_version"
    assert not Assessment.objects.exists()


@pytest.mark.django_db
def test_last_version_is_retired_only_by_who_was_told(versions, editor):
    old, new = versions
    retire(editor, new)
    with pytest.raises(LastOffered):
        retire(editor, old)
    assert retire(editor, old, may_be_last=True).retired_at is not None


@pytest.mark.django_db
def test_retiring_twice_is_one_event(versions, editor):
    first = retire(editor, versions[0])
    assert retire(editor, versions[0]).retired_at == first.retired_at
    assert AuditEvent.objects.filter(verb="bank.version_retired").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("act", [retire, lambda a, v: restore_version(actor=a, version_id=v.pk)])
def test_who_edits_no_banks_here_may_not(versions, shipped, editor, organisation, act):
    with pytest.raises(NotAllowed):
        act(actor_of(MemberFactory(organisation=organisation).user), versions[0])
    with pytest.raises(NotAllowed):
        act(editor, shipped)
    with pytest.raises(NotVisible):
        act(actor_of(MemberFactory(edits_banks=True).user), versions[0])


@pytest.mark.django_db
def test_pages_say_it_warn_of_the_last_and_offer_again(client, versions):
    old, new = versions
    bank = url("bank-detail", old.bank_id)
    assert "Careful" not in client.get(url("bank-version-retire", new.pk)).content.decode()
    page = client.post(url("bank-version-retire", new.pk), {"is_last": "False"}, follow=True)
    assert "retired on" in page.content.decode()
    assert "no new assessment" in client.get(url("bank-version-detail", new.pk)).content.decode()

    asked = client.get(url("bank-version-retire", old.pk))
    assert "Careful: it is the only version offered" in asked.content.decode()
    unwarned = client.post(url("bank-version-retire", old.pk), {"is_last": "False"})
    assert "it became the last one offered" in unwarned.content.decode()
    assert BankVersion.objects.get(pk=old.pk).retired_at is None

    client.post(url("bank-version-retire", old.pk), {"is_last": "True"})
    assert "Every version is retired" in client.get(bank).content.decode()
    assert "Not offered" in client.get(url("bank-list")).content.decode()
    client.post(url("bank-version-restore", old.pk))
    assert "Every version is retired" not in client.get(bank).content.decode()


@pytest.mark.django_db(transaction=True)
def test_start_waits_for_who_retires_and_is_refused(versions, editor, lead, team):
    found = behind(lambda: retire(editor, versions[1]), lambda: start(lead, team, versions[1]))
    assert isinstance(found, Refused)
    assert found.field == "bank_version"
