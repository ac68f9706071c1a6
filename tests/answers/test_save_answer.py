"""An answer is a register with compare-and-set; each accepted write leaves one event."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.answers import services
from assessments.answers.errors import (
    AnswerOutOfRange,
    Conflict,
    NotAllowed,
    NotOpen,
    NotVisible,
    OperationReused,
    UnknownQuestion,
)
from assessments.answers.models import Answer, AnswerEvent, Assessment
from assessments.answers.queries import answers_of, history_of
from assessments.answers.services import saving
from assessments.answers.services.refreshing import lock_as_seen
from tests import factories

pytestmark = pytest.mark.django_db


def is_recounted(assessment) -> bool:
    assessment.refresh_from_db()
    found = services.recount(assessment, assessment.touched_at.date())
    return (assessment.summary, assessment.stale_on) == (found.content, found.stale_on)


def test_first_write_makes_version_one_with_its_event(assessment, ada, save):
    saved = save("value.goal", 3, note="Agreed in March.")
    assert (saved.version, saved.by, saved.changed, saved.revision) == (1, "Ada", True, 1)
    row = Answer.objects.get()
    event = AnswerEvent.objects.get()
    for field in ("state", "value", "reason", "note", "version", "by_id", "at"):
        assert getattr(event, field) == getattr(row, field), field
    assert (event.answer_id, event.base, row.at) == (row.pk, 0, saved.at)
    assert (row.value, row.note, row.by_id) == (3, "Agreed in March.", ada.user_id)
    assessment.refresh_from_db()
    assert (assessment.revision, assessment.touched_at) == (1, saved.at)
    assert assessment.summary == saved.summary


def test_next_write_raises_the_version_and_keeps_the_history(assessment, bob, save):
    save("value.goal", 1)
    saved = save("value.goal", 2, base=1, actor=bob)
    assert (saved.version, saved.by) == (2, "Bob")
    events = list(history_of(assessment, "value.goal").values_list("version", "base", "value"))
    assert events == [(2, 1, 2), (1, 0, 1)]
    assert Answer.objects.get().version == 2


@pytest.mark.parametrize("base", [0, 1, 3, 99])
def test_write_on_another_version_is_a_conflict_that_shows_what_stands_there(base, bob, save):
    save("value.goal", 1)
    save("value.goal", 2, base=1, actor=bob, note="We measured it.")
    with pytest.raises(Conflict) as conflict:
        save("value.goal", 4, base=base)
    found = conflict.value
    assert (found.code, found.version, found.by) == ("value.goal", 2, "Bob")
    assert (found.current.answer.value, found.current.answer.note) == (2, "We measured it.")
    assert found.at == Answer.objects.get().at
    assert AnswerEvent.objects.count() == 2


def test_base_of_a_register_nobody_wrote_is_a_conflict_with_version_zero(save):
    with pytest.raises(Conflict) as conflict:
        save("value.goal", 1, base=4)
    assert (conflict.value.version, conflict.value.by, conflict.value.at) == (0, "", None)


def test_repeated_operation_returns_the_first_reply(save, bob):
    operation = uuid.uuid4()
    first = save("value.goal", 1, operation_id=operation)
    save("value.goal", 2, base=1, actor=bob)
    again = save("value.goal", 1, operation_id=operation)
    assert (again.version, again.by, again.at) == (first.version, first.by, first.at)
    assert AnswerEvent.objects.count() == 2


def test_known_operation_with_other_content_is_a_conflict(save):
    operation = uuid.uuid4()
    save("value.goal", 1, operation_id=operation)
    with pytest.raises(Conflict):
        save("value.goal", 4, operation_id=operation)
    assert Answer.objects.get().value == 1


def test_operation_of_another_question_is_refused_and_nothing_is_written(assessment, save):
    operation = uuid.uuid4()
    save("value.goal", 1, operation_id=operation)
    with pytest.raises(OperationReused):
        save("build.speed", 1, operation_id=operation)
    assert Answer.objects.count() == AnswerEvent.objects.count() == 1
    assert is_recounted(assessment)


def test_operation_sent_again_after_the_submit_gets_its_first_reply(assessment, lead, save):
    operation = uuid.uuid4()
    save("value.goal", 1, operation_id=operation)
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    assert save("value.goal", 1, operation_id=operation).version == 1
    with pytest.raises(NotOpen):
        save("value.goal", 2, base=1)
    assert AnswerEvent.objects.count() == 1


def test_write_that_changes_nothing_leaves_no_event(assessment, save, bob):
    first = save("value.skills", ["a", "b"], note="Both of them.")
    again = save("value.skills", ["a", "b"], base=1, actor=bob, note="Both of them. ")
    assert (again.version, again.changed, again.by, again.at) == (1, False, "Ada", first.at)
    assert AnswerEvent.objects.count() == 1
    assessment.refresh_from_db()
    assert assessment.revision == 1


def test_taking_back_is_a_write_of_the_history(assessment, save):
    save("value.goal", 3)
    saved = save("value.goal", base=1, state="unanswered")
    assert saved.version == 2
    row = Answer.objects.get()
    assert (row.state, row.value) == ("unanswered", None)
    assert assessment.answers.get().events.count() == 2
    assert is_recounted(assessment)


def test_summary_equals_a_recount_after_every_kind_of_write(assessment, save):
    for code, given in {
        "profile.people": {"value": "no", "note": "Nobody is affected."},
        "profile.route": {"value": ["market"]},
        "value.goal": {"value": 4},
        "value.skills": {"value": ["a"]},
        "value.segments": {"state": "not_applicable", "reason": "there is only one"},
        "value.sold": {"state": "dont_know"},
        "build.users": {"value": 12.5},
        "build.story": {"value": "It began as a spreadsheet."},
        "build.since": {"value": "2026-02-01"},
    }.items():
        saved = save(code, **given)
        assert is_recounted(assessment), code
    assert saved.summary["answered"] == 9
    assert saved.summary["dont_know"] == saved.summary["not_applicable"] == 1
    # value.fairness is hidden by the profile's "no", profile.stage, build.speed, .reasons, .way open
    assert (saved.summary["shown"], saved.summary["open"]) == (13, 4)
    assert saved.summary["parts"]["build"]["sections"]["build.work"]["answered"] == 3


BAD = {
    "text over the limit": ({"code": "build.story", "value": "x" * 501}, "value"),
    "NUL in a text": ({"code": "build.story", "value": "a\x00b"}, "value"),
    "lone surrogate in a note": ({"value": 1, "note": "\ud800"}, "note"),
    "control character in a note": ({"value": 1, "note": "\x1b[31m"}, "note"),
    "note over the limit": ({"value": 1, "note": "x" * 4001}, "note"),
    "level that does not exist": ({"value": 5}, "value"),
    "level below zero": ({"value": -1}, "value"),
    "level as a truth value": ({"value": True}, "value"),
    "level as a nested list": ({"value": [[1]]}, "value"),
    "choice that does not exist": ({"code": "value.skills", "value": ["z"]}, "value"),
    "number that is infinite": ({"code": "build.users", "value": float("inf")}, "value"),
    "number that is no number": ({"code": "build.users", "value": float("nan")}, "value"),
    "date that does not exist": ({"code": "build.since", "value": "2026-02-30"}, "value"),
    "state that does not exist": ({"state": "guessed", "value": 1}, "state"),
    "not applicable without a reason": (
        {"code": "value.segments", "state": "not_applicable"},
        "reason",
    ),
    "not applicable where the question has no such choice": (
        {"state": "not_applicable", "reason": "does not fit us"},
        "state",
    ),
    "not applicable where other answers do not allow it": (
        {"code": "build.reasons", "state": "not_applicable", "reason": "no need was agreed"},
        "state",
    ),
    "choice without the note it asks for": ({"code": "profile.people", "value": "no"}, "note"),
}


@pytest.mark.parametrize(("given", "field"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_at_its_field_and_nothing_is_written(given, field, save):
    with pytest.raises(AnswerOutOfRange) as refused:
        save(**given)
    assert refused.value.field == field
    assert refused.value.message
    assert not Answer.objects.exists()


@pytest.mark.parametrize("code", ["value.nothing", "", "a\x00b", "x" * 5000, "\ud800"])
def test_unknown_question_is_refused(code, save):
    with pytest.raises(UnknownQuestion):
        save(code, 1)
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "who", ["other_organisation", "other_team", "member_without_team", "former_member"]
)
def test_outsiders_do_not_see_the_assessment(assessment, save, who):
    team = assessment.team
    if who == "other_organisation":
        actor = factories.actor_in(factories.TeamFactory(), "lead")
    elif who == "other_team":
        actor = factories.actor_in(factories.TeamFactory(organisation=team.organisation), "lead")
    elif who == "member_without_team":
        member = factories.MemberFactory(organisation=team.organisation)
        actor = factories.actor_of(member.user)
    else:
        user = factories.person_in(team, "lead")
        user.memberships.all().delete()
        actor = factories.actor_of(user)
    with pytest.raises(NotVisible):
        save("value.goal", 1, actor=actor)
    assert not Answer.objects.exists()


def test_viewer_may_not_answer_but_an_admin_may(assessment, save):
    with pytest.raises(NotAllowed):
        save("value.goal", 1, actor=factories.actor_in(assessment.team, "viewer"))
    admin = factories.actor_of(factories.admin_of(assessment.organisation))
    assert save("value.goal", 1, actor=admin).version == 1


@pytest.mark.parametrize("state", ["submitted", "closed"])
def test_assessment_that_is_not_open_takes_no_answer(assessment, save, state):
    Assessment.objects.update(state=state)
    with pytest.raises(NotOpen) as refused:
        save("value.goal", 1)
    assert refused.value.state == state
    assert not Answer.objects.exists()


@pytest.mark.parametrize("others", [0, 5])
def test_save_costs_four_statements_whatever_there_is(assessment, ada, save, others):
    for _ in range(others):
        factories.make_answers(
            factories.AssessmentFactory(product=assessment.product), {"value.goal": 1}
        )
    if others:
        factories.make_answers(
            assessment, {"build.speed": 2, "build.way": "hand", "value.sold": True}
        )
    save("value.goal", 1)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        save("value.goal", 2, base=1)
    statements = [q["sql"].split()[0] for q in captured if q["sql"].split()[0] in KINDS]
    # all that was said, the lock with revision and summary, compare-and-set, event
    assert statements == ["SELECT", "UPDATE", "UPDATE", "INSERT"]


def test_a_conflict_never_waits_for_the_lock(save):
    save("value.goal", 1)
    with CaptureQueriesContext(connection) as captured, pytest.raises(Conflict):
        save("value.goal", 2)
    statements = [q["sql"] for q in captured if q["sql"].split()[0] in KINDS]
    assert len(statements) == 2  # all that was said, known operations
    assert not [sql for sql in statements if "FOR UPDATE" in sql]


KINDS = {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_update_holds_the_version_it_was_based_on(save):
    save("value.goal", 1)
    with CaptureQueriesContext(connection) as captured:
        save("value.goal", 2, base=1)
    every = [" ".join(q["sql"].split()) for q in captured]
    update = next(sql for sql in every if sql.startswith("UPDATE assessments_answer SET"))
    row = Answer.objects.get(question_code="value.goal")
    assert f"(VALUES ({row.pk}, 1, 'answered'" in update
    assert update.endswith("WHERE id = sent.column1 AND version = sent.column2")
    assert "SET version = version + 1" in update


def test_answers_are_read_with_one_query_and_who_wrote_them(
    assessment, save, django_assert_num_queries
):
    saved = save("value.goal", 1)
    services.add_evidence(
        actor=factories.actor_in(assessment.team),
        assessment_id=assessment.pk,
        code="value.goal",
        url="https://example.org/plan",
        operation_id=uuid.uuid4(),
        dated=date(2026, 5, 1),
    )
    with django_assert_num_queries(1):  # answers with names, evidence
        stored = answers_of(assessment)["value.goal"]
    assert (stored.version, stored.by, stored.at) == (1, "Ada", saved.at)
    assert [row.url for row in stored.evidence] == ["https://example.org/plan"]
    assert stored.answer.evidence[0].dated == date(2026, 5, 1)


@pytest.fixture
def before_the_lock(monkeypatch):
    """Return a function that lets something happen between reading and the lock of the next save."""

    def happens(what):
        def lock(*args, **kwargs):
            monkeypatch.undo()
            what()
            return lock_as_seen(*args, **kwargs)

        monkeypatch.setattr(saving, "lock_as_seen", lock)

    return happens


def test_what_was_written_between_reading_and_the_lock_is_a_conflict(before_the_lock, save, bob):
    save("value.goal", 1)
    before_the_lock(lambda: save("value.goal", 3, base=1, actor=bob))
    with pytest.raises(Conflict) as conflict:
        save("value.goal", 2, base=1)
    assert (conflict.value.version, conflict.value.by) == (2, "Bob")
    assert Answer.objects.get().value == 3


def test_another_answer_between_reading_and_the_lock_is_in_the_result(
    before_the_lock, save, bob, assessment
):
    before_the_lock(lambda: save("value.goal", 3, actor=bob))
    with CaptureQueriesContext(connection) as captured:
        saved = save("build.speed", 2)
    assert (saved.version, saved.revision, saved.summary["answered"]) == (1, 2, 2)
    assert is_recounted(assessment)
    assert assessment.revision == 2
    statements = [q["sql"].split()[0] for q in captured if q["sql"].split()[0] in KINDS]
    bobs = ["SELECT", "UPDATE", "INSERT", "INSERT"]
    # all that was said, the lock that finds another revision, the lock, all that was said again,
    # the register, its event, revision and summary
    assert statements == [
        "SELECT",
        *bobs,
        "UPDATE",
        "SELECT",
        "SELECT",
        "INSERT",
        "INSERT",
        "UPDATE",
    ]


def test_assessment_submitted_between_reading_and_the_lock_takes_no_answer(
    before_the_lock, save, assessment, lead
):
    before_the_lock(lambda: services.submit_assessment(actor=lead, assessment_id=assessment.pk))
    with pytest.raises(NotOpen):
        save("value.goal", 1)
    assert not Answer.objects.exists()


def test_assessment_moved_between_reading_and_the_lock_is_out_of_sight(
    before_the_lock, save, assessment
):
    product = factories.ProductFactory(team__organisation=assessment.organisation)
    admin = factories.actor_of(factories.admin_of(assessment.organisation))
    before_the_lock(
        lambda: services.move_assessment(
            actor=admin, assessment_id=assessment.pk, product_id=product.pk
        )
    )
    with pytest.raises(NotVisible):
        save("value.goal", 1)
    assert not Answer.objects.exists()


def test_an_assessment_begun_between_reading_and_the_lock_is_measured_from_what_is_saved(
    before_the_lock, save, assessment, lead
):
    new = {"product": assessment.product, "bank_version": assessment.bank_version, "name": "Next"}
    before_the_lock(lambda: services.start_assessment(actor=lead, **new))
    save("value.goal", 3)
    older, current = Assessment.objects.order_by("pk")
    assert (older.is_current, current.is_current) == (False, True)
    assert current.score_before == older.score is not None


def test_a_write_never_lies_before_what_happened_between_reading_and_the_lock(
    before_the_lock, save, assessment, lead
):
    def submitted_and_reopened():
        services.submit_assessment(actor=lead, assessment_id=assessment.pk)
        services.reopen_assessment(actor=lead, assessment_id=assessment.pk)
        assessment.refresh_from_db()

    before_the_lock(submitted_and_reopened)
    saved = save("value.goal", 1)
    assert saved.at >= assessment.touched_at
    assert is_recounted(assessment)
    assert assessment.touched_at == saved.at
