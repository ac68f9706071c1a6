"""What the sweep does for schedules: ask for the report of a day, once, or stop the schedule."""

from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from assessments.actor import Actor
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_request_report
from assessments.answers.services.sweeping import each
from assessments.notices.models import NoticeKind
from assessments.notices.services import tell
from assessments.reports.due_days import newest_due
from assessments.reports.models import ReportSchedule, ScheduledMail, ScheduledRun
from assessments.reports.queries import current_assessment, running_schedules
from assessments.reports.services.request import request_in_any
from assessments.teams.models import TeamMember
from assessments.teams.queries import load_actor

_LEADS: Final = "lead"


def run_schedules(today: date) -> int:
    """Ask for the reports that are due; gives for how many schedules something was done.

    A day is a row of its own (`ScheduledRun`), so no sweep and no second worker does it again.
    Of days that were missed the newest is caught up with. 1 query when nothing is due.
    """
    due = [row.pk for row in running_schedules() if _due_day(row, today) is not None]
    return each(due, lambda pk: _run(pk, today))


def _due_day(schedule: ReportSchedule, today: date) -> date | None:
    """Give the day to do now; None when it was done, or lies before the schedule began."""
    due_on = schedule.due_on  # type: ignore[attr-defined]  # of `running_schedules`
    day = newest_due(schedule.rhythm, schedule.number, today, due_on)
    if day is None:
        return None
    done = schedule.newest_run  # type: ignore[attr-defined]  # of `running_schedules`
    begins = None if schedule.rhythm == schedule.Rhythm.BEFORE_DUE else schedule.since
    is_new = all(day > seen for seen in (done, begins) if seen is not None)
    return day if is_new else None


@transaction.atomic
def _run(schedule_id: int, today: date) -> bool:
    list(ReportSchedule.objects.select_for_update().only("pk").filter(pk=schedule_id))
    schedule = running_schedules().filter(pk=schedule_id).first()
    day = _due_day(schedule, today) if schedule else None
    if schedule is None or day is None:
        return False
    assessment = current_assessment(schedule.product_id)
    if assessment is not None and not assessment.is_blind:
        owner = _owner(schedule)
        if owner is None or not can_request_report(owner, assessment):
            _stop(schedule, assessment)
            return True
        _ask(schedule, day, assessment, owner)
    else:
        ScheduledRun.objects.create(schedule=schedule, day=day)
    return True


def _owner(schedule: ReportSchedule) -> Actor | None:
    owner = schedule.owner
    is_there = owner is not None and owner.is_active and owner.erased_at is None
    return load_actor(owner) if owner is not None and is_there else None


def _ask(schedule: ReportSchedule, day: date, assessment: Assessment, owner: Actor) -> None:
    report = request_in_any(
        actor=owner,
        assessment_id=assessment.pk,
        file_format=schedule.format,
        language=schedule.language,
    )
    run = ScheduledRun.objects.create(schedule=schedule, day=day, report=report)
    people = schedule.recipients.values_list("pk", flat=True)
    ScheduledMail.objects.bulk_create(ScheduledMail(run=run, user_id=pk) for pk in people)


def _stop(schedule: ReportSchedule, assessment: Assessment) -> None:
    """Pause a schedule nobody answers for any more, and tell the leads of the team."""
    schedule.paused_at, schedule.has_lost_owner = timezone.now(), True
    schedule.save(update_fields=["paused_at", "has_lost_owner"])
    leads = TeamMember.objects.filter(team=assessment.team_id, role=_LEADS)
    tell(
        leads.values_list("user_id", flat=True),
        NoticeKind.SCHEDULED,
        key=f"schedule-stopped:{schedule.pk}:{schedule.paused_at.date()}",
        organisation_id=assessment.organisation_id,
        assessment_id=assessment.pk,
        detail={
            "state": "stopped",
            "product": schedule.product_id,
            "product_name": assessment.product.name,
        },
    )
