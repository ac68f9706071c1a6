"""What a person does to their own account: the name, and the places they are signed in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from assessments.audit.services import record
from assessments.teams.errors import NotVisible
from assessments.teams.fields import clean_name
from assessments.teams.models import User


@transaction.atomic
def rename_user(*, user_id: int, name: str) -> str:
    """Store the name others see, and give it as stored (1 query).

    Raises:
        Refused: empty, too long, or something the text gate refuses.
    """
    cleaned = clean_name(name)
    User.objects.filter(pk=user_id).update(name=cleaned)
    return cleaned


@transaction.atomic
def end_session(*, user_id: int, session_id: int) -> None:
    """Sign a person out at one of the places they are signed in (3 queries).

    Raises:
        NotVisible: there is no such session of this person.
    """
    session = UserSession.objects.filter(user=user_id, pk=session_id).first()
    if session is None:
        raise NotVisible
    session.end()


@transaction.atomic
def reset_second_step(*, user_id: int) -> int:
    """Remove app, passkeys and recovery codes of a person, and give how many there were.

    For the command line, when somebody lost all of them; it stands in the audit log (3 queries).
    """
    user = User.objects.get(pk=user_id)
    removed: int = Authenticator.objects.filter(user=user).delete()[0]
    record("user.second_step_reset", user, organisation_id=None, detail={"removed": removed})
    return removed
