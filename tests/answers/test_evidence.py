"""Evidence links: kept once, taken back without a trace lost, and part of the result."""

import uuid
from datetime import date

import pytest

from assessments.answers import services
from assessments.answers.errors import AnswerOutOfRange, NotAllowed, NotVisible, UnknownQuestion
from assessments.answers.models import Evidence
from assessments.answers.queries import answers_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(assessment, ada):
    def add_one(url="https://example.org/a", *, code="value.goal", actor=ada, **more):
        given = {"operation_id": uuid.uuid4(), **more}
        return services.add_evidence(
            actor=actor, assessment_id=assessment.pk, code=code, url=url, **given
        )

    return add_one


def is_recounted(assessment) -> bool:
    assessment.refresh_from_db()
    found = services.recount(assessment, assessment.touched_at.date())
    return (assessment.summary, assessment.stale_on) == (found.content, found.stale_on)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://example.org",
        "example.org",
        "https://a b",
        "https://x/\x00",
        "http://" + "x" * 2000,
    ],
)
def test_link_that_is_not_http_is_refused_at_its_field(add, url):
    with pytest.raises(AnswerOutOfRange) as refused:
        add(url)
    assert refused.value.field == "evidence"
    assert not Evidence.objects.exists()


def test_link_to_a_question_the_bank_does_not_have_is_refused(add):
    with pytest.raises(UnknownQuestion):
        add(code="value.nothing")


def test_link_sent_twice_is_kept_once(assessment, add):
    operation = uuid.uuid4()
    assert add(operation_id=operation) == add(operation_id=operation)
    assessment.refresh_from_db()
    assert assessment.revision == 1


def test_removed_link_stays_as_a_row_that_says_who_removed_it(assessment, ada, save, add):
    save("value.goal", 3)
    row = add(dated=date(2026, 10, 1))
    assessment.refresh_from_db()
    assert assessment.stale_on == date(2027, 10, 2)
    for _ in range(2):
        services.remove_evidence(actor=ada, assessment_id=assessment.pk, evidence_id=row.pk)
    row.refresh_from_db()
    assert (row.removed_by_id, row.removed_at is not None) == (ada.user_id, True)
    assert answers_of(assessment)["value.goal"].evidence == ()
    assert is_recounted(assessment)
    assert (assessment.stale_on, assessment.revision) == (None, 3)


def test_evidence_of_another_assessment_is_not_visible(assessment, ada, add):
    other = factories.AssessmentFactory(product=assessment.product)
    with pytest.raises(NotVisible):
        services.remove_evidence(actor=ada, assessment_id=other.pk, evidence_id=add().pk)


def test_viewers_neither_add_nor_remove(assessment, add):
    viewer = factories.actor_in(assessment.team, "viewer")
    row = add()
    with pytest.raises(NotAllowed):
        add(actor=viewer)
    with pytest.raises(NotAllowed):
        services.remove_evidence(actor=viewer, assessment_id=assessment.pk, evidence_id=row.pk)


def test_summary_is_refreshed_on_the_day_evidence_goes_out_of_date(assessment, save, add):
    save("value.goal", 3)
    add(dated=date(2025, 12, 1))
    assessment.refresh_from_db()
    gone = assessment.stale_on
    before = services.recount(assessment, gone.replace(day=1)).content
    type(assessment).objects.update(stale_on=date(2026, 1, 1), summary={})
    other = factories.AssessmentFactory()
    assert services.refresh_stale_summaries(date(2026, 1, 2)) == 1
    assessment.refresh_from_db()
    assert (assessment.summary, assessment.stale_on) == (before, gone)
    assert assessment.revision == 2
    other.refresh_from_db()
    assert other.summary == {}
