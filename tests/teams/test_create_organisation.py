"""`create_organisation` bootstraps an installation and is safe to run again."""

import pytest
from django.core.management import CommandError, call_command

from assessments.actor import OrganisationRole, TeamRole
from assessments.audit.models import AuditEvent
from assessments.teams.models import Organisation, Team, User
from tests import factories

pytestmark = pytest.mark.django_db


def run(capsys, *args: str) -> str:
    call_command("create_organisation", *args)
    return capsys.readouterr().out


def test_first_run_prints_a_password_that_signs_in(capsys):
    out = run(capsys, "Acme Rail", "--admin", "Ada@Example.org")
    user = User.objects.get()
    password = out.split("password: ")[1].splitlines()[0]
    assert user.email == "ada@example.org"
    assert user.check_password(password)
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.slug) == ("Acme Rail", "acme-rail")
    actor = factories.actor_of(user)
    assert actor.organisations == {organisation.pk: OrganisationRole.ADMIN}
    assert actor.edits_banks == {organisation.pk}
    assert actor.teams == {Team.objects.get().pk: TeamRole.LEAD}
    assert AuditEvent.objects.filter(verb="organisation.created").count() == 1


def test_second_run_says_that_all_was_there_and_changes_nothing(capsys):
    run(capsys, "Acme Rail", "--admin", "ada@example.org")
    user = User.objects.get()
    out = run(capsys, "Acme Rail", "--admin", "ada@example.org")
    assert "was there before" in out
    assert "password: unchanged" in out
    assert User.objects.get().password == user.password
    assert (
        Team.objects.count() == AuditEvent.objects.filter(verb="organisation.created").count() == 1
    )


def test_second_admin_joins_an_organisation_that_is_there(capsys):
    run(capsys, "Acme Rail", "--admin", "ada@example.org")
    run(capsys, "Acme Rail", "--admin", "bob@example.org")
    bob = factories.actor_of(User.objects.get(email="bob@example.org"))
    assert bob.organisations == {Organisation.objects.get().pk: OrganisationRole.ADMIN}


@pytest.mark.parametrize(("name", "email"), [("", "ada@example.org"), ("Acme", "no address")])
def test_what_cannot_be_kept_ends_in_one_line_and_writes_nothing(name, email):
    with pytest.raises(CommandError):
        call_command("create_organisation", name, "--admin", email)
    assert not Organisation.objects.exists()
    assert not User.objects.exists()
