"""Notices: told once, as chosen, counted as listed, out of sight with what they are about."""

import pytest

from assessments.actor import NotVisible
from assessments.notices import services
from assessments.notices.models import Notice, NoticeKind
from assessments.notices.queries import Wanted, choices_of, notice_page, notices_of
from assessments.notices.sentences import PLACES, SENTENCES, address_of, sentence_of
from assessments.teams.models import Member, TeamMember
from tests import factories

pytestmark = pytest.mark.django_db
OFF = Wanted(on_page=False, by_mail=False)


def actor(user):
    return factories.actor_of(user)


def test_every_kind_has_a_sentence_and_a_place():
    assert set(SENTENCES) == set(NoticeKind) == set(PLACES)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("detail", [{}, {"question": "Is it\nfair?", "count": 3, "due_on": "x"}])
def test_every_sentence_is_one_line_and_every_place_an_address(told, bob, kind, detail):
    notice = told(bob, kind, question_code="value.goal", detail=detail)

    assert sentence_of(notice)
    assert "\n" not in sentence_of(notice)
    assert address_of(notice).startswith("/assessments/")


def test_sentences_name_who_what_and_when(told, bob):
    mention = told(bob, NoticeKind.MENTION, detail={"question": "Is it fair?"})
    part = {"part": "Value", "code": "value", "count": 3, "due_on": "2026-12-03"}
    assigned = told(bob, NoticeKind.ASSIGNED, detail=part)
    failed = told(bob, NoticeKind.REPORT_READY, detail={"report": 7, "state": "failed"})
    reopened = told(bob, detail={"state": "open"})

    assert sentence_of(mention) == "Ada mentions you in the discussion of “Is it fair?”"
    assert sentence_of(assigned) == "Ada assigned “Value” and 2 more to you, due on 3 Dec 2026"
    assert address_of(assigned).endswith("/next?in=value")
    assert sentence_of(failed) == "The report you asked for could not be made"
    assert address_of(failed) == "/reports/7"
    assert sentence_of(reopened) == "Ada opened the assessment again"


def test_a_name_cannot_break_or_reorder_the_sentence(told, ada, bob):
    ada.name = "A\u202eda\r\nBcc: all@example.org"
    ada.save()

    assert sentence_of(told(bob)) == "Ada Bcc: all@example.org submitted the assessment"


def test_a_very_long_title_is_shortened(told, bob):
    notice = told(bob, NoticeKind.MENTION, detail={"question": "x" * 5000})

    assert len(sentence_of(notice)) < 300


def test_telling_the_same_act_again_changes_nothing(told, bob):
    told(bob, key="once")
    told(bob, key="once")

    assert Notice.objects.count() == 1


def test_nobody_is_told_of_their_own_act(told, ada):
    assert told(ada) is None


def test_what_is_switched_off_everywhere_is_not_told_at_all(told, bob):
    services.choose(actor=actor(bob), wanted={NoticeKind.SUBMITTED: OFF})

    assert told(bob) is None
    assert told(bob, NoticeKind.MENTION) is not None


def test_a_notice_only_for_the_mail_is_neither_listed_nor_counted(told, bob):
    mail_only = Wanted(on_page=False, by_mail=True)
    services.choose(actor=actor(bob), wanted={NoticeKind.SUBMITTED: mail_only})
    told(bob)

    assert notice_page(actor(bob)) == []
    assert actor(bob).unread == 0
    assert Notice.objects.get().by_mail


def test_choices_are_kept_and_can_be_changed_again(bob):
    services.choose(actor=actor(bob), wanted={NoticeKind.DUE: OFF})
    services.choose(actor=actor(bob), wanted={NoticeKind.DUE: Wanted(by_mail=False)})

    found = choices_of(actor(bob))

    assert found[NoticeKind.DUE] == Wanted(on_page=True, by_mail=False)
    assert {choice for kind, choice in found.items() if kind is not NoticeKind.DUE} == {Wanted()}


def test_reading_one_and_reading_all_lower_the_count(told, bob):
    first, second, third = (told(bob) for _ in range(3))
    assert actor(bob).unread == 3

    services.mark_read(actor=actor(bob), notice_id=second.pk)
    assert actor(bob).unread == 2

    services.mark_all_read(actor=actor(bob), up_to=first.pk)
    assert actor(bob).unread == 1

    services.mark_all_read(actor=actor(bob), up_to=third.pk)
    assert actor(bob).unread == 0


def test_reading_again_keeps_the_first_time(told, bob):
    notice = told(bob)
    services.mark_read(actor=actor(bob), notice_id=notice.pk)
    first = Notice.objects.get().read_at
    services.mark_read(actor=actor(bob), notice_id=notice.pk)

    assert Notice.objects.get().read_at == first


def test_nobody_reads_or_marks_anothers_notices(told, ada, bob):
    notice = told(bob)

    with pytest.raises(NotVisible):
        services.mark_read(actor=actor(ada), notice_id=notice.pk)
    services.mark_all_read(actor=actor(ada), up_to=notice.pk)

    assert Notice.objects.get().read_at is None


def leave_team(user, assessment):
    TeamMember.objects.filter(user=user).delete()


def leave_organisation(user, assessment):
    Member.objects.filter(user=user).delete()


@pytest.mark.parametrize("leave", [leave_team, leave_organisation])
def test_who_left_neither_sees_counts_nor_opens_what_it_is_about(told, bob, assessment, leave):
    notice = told(bob)
    leave(bob, assessment)

    assert notice_page(actor(bob)) == []
    assert actor(bob).unread == 0
    with pytest.raises(NotVisible):
        services.mark_read(actor=actor(bob), notice_id=notice.pk)


def test_an_admin_outside_the_team_sees_the_notice(told, assessment):
    admin = factories.admin_of(assessment.organisation)
    notice = told(admin)

    assert notice_page(actor(admin)) == [notice]
    assert actor(admin).unread == 1


def test_a_notice_without_an_assessment_needs_the_organisation_only(told, bob, assessment):
    notice = told(bob, assessment_id=None)
    TeamMember.objects.filter(user=bob).delete()
    assert (notice_page(actor(bob)), actor(bob).unread) == ([notice], 1)

    Member.objects.filter(user=bob).delete()
    assert (notice_page(actor(bob)), actor(bob).unread) == ([], 0)


def test_the_count_equals_the_list_for_a_person_of_many_teams(told, bob, assessment):
    for role in ("viewer", "lead"):
        team = factories.TeamFactory()
        factories.TeamMemberFactory(team=team, user=bob, role=role)
        other = factories.AssessmentFactory(product=factories.ProductFactory(team=team))
        for _ in range(3):
            told(bob, assessment_id=other.pk, organisation_id=team.organisation_id)
    told(bob)
    TeamMember.objects.filter(user=bob, role="viewer").delete()

    assert actor(bob).unread == notices_of(actor(bob)).count() == 4


def test_pages_of_notices_follow_each_other_newest_first(told, bob):
    rows = [told(bob) for _ in range(3)]

    assert notice_page(actor(bob)) == rows[::-1]
    assert notice_page(actor(bob), before=rows[2].pk) == [rows[1], rows[0]]
