"""What happened since a page was drawn: the reads behind what a page asks every few seconds.

Of a blind assessment nobody but the respondent is told of: own sheet, no talk, nobody present.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from assessments.actor import NotVisible, OrganisationRole
from assessments.answers.models import Answer as AnswerRow
from assessments.answers.models import Assessment, Sheet
from assessments.answers.registers import StoredAnswer
from assessments.scoring.answers import Answer, State

# As SQL, because every open page asks this again and again and building it would cost more than
# running it. Who may see is said as `assessments_visible_to` says it; a test compares the two.
_NOW: Final = f"""
    SELECT one.revision, one.talk, one.state, one.mode, one.revealed_at, one.bank_version_id,
      sheet.revision
    FROM assessments_assessment one
    LEFT JOIN assessments_sheet sheet
      ON sheet.assessment_id = one.id AND sheet.respondent_id = %s
    WHERE one.id = %s AND (
      EXISTS (
        SELECT 1 FROM assessments_member member
        WHERE member.organisation_id = one.organisation_id AND member.user_id = %s
          AND member.role = '{OrganisationRole.ADMIN}'
      ) OR EXISTS (
        SELECT 1 FROM assessments_teammember held
        JOIN assessments_team team ON team.id = held.team_id
        JOIN assessments_member member
          ON member.organisation_id = team.organisation_id AND member.user_id = held.user_id
        WHERE held.team_id = one.team_id AND held.user_id = %s
      )
    )
"""  # noqa: S608 -- a name of our own


@dataclass(frozen=True, slots=True)
class Moment:
    """An assessment as it stands now for one person.

    In a blind one `revision` is that of the person's own sheet (0 without one) and `talk` is 0.
    """

    assessment_id: int
    user_id: int
    bank_version_id: int
    revision: int
    talk: int
    state: str
    is_blind: bool

    @property
    def respondent_id(self) -> int | None:
        return self.user_id if self.is_blind else None


def moment_for(user_id: int, assessment_id: int) -> Moment:
    """Read how an assessment stands for a person, by its primary key (1 query).

    Raises:
        NotVisible: there is none with this id that the person may see.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [user_id, assessment_id, user_id, user_id])
        row = cursor.fetchone()
    if row is None:
        raise NotVisible
    revision, talk, state, mode, revealed_at, bank, of_sheet = row
    if mode == Assessment.Mode.BLIND and revealed_at is None:
        return Moment(assessment_id, user_id, bank, of_sheet or 0, 0, state, is_blind=True)
    return Moment(assessment_id, user_id, bank, revision, talk, state, is_blind=False)


def changed_since(moment: Moment, codes: Collection[str], since: int) -> list[StoredAnswer]:
    """Give the registers among `codes` written after revision `since` (1 query).

    Of a blind assessment the person's own, whatever the revision.
    """
    mine = AnswerRow.objects.filter(
        assessment=moment.assessment_id, respondent=moment.respondent_id, question_code__in=codes
    )
    changed = mine if moment.is_blind else mine.filter(revision__gt=since)
    return [_stored(row) for row in changed.select_related("by").order_by("pk")]


def _stored(row: AnswerRow) -> StoredAnswer:
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    answer = Answer(State(row.state), value, row.reason, row.note)
    by = str(row.by) if row.by else ""
    return StoredAnswer(row.question_code, answer, row.version, row.by_id, by, row.at, pk=row.pk)


def progress_source(moment: Moment) -> dict[str, Any]:
    """Give the stored summary the person may see: of the team, or of the own sheet (1 query)."""
    whole: QuerySet[Any, Any] = Assessment.objects.filter(pk=moment.assessment_id)
    own: QuerySet[Any, Any] = Sheet.objects.filter(
        assessment=moment.assessment_id, respondent=moment.user_id
    )
    found = own if moment.is_blind else whole
    return dict(found.values_list("summary", flat=True).first() or {})
