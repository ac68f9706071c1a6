"""A section is saved question by question in one go: the good ones stay, the others come back."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.answers import services
from assessments.answers.errors import NotOpen, OperationReused
from assessments.answers.models import Answer, AnswerEvent, Evidence
from assessments.answers.queries import answers_of
from assessments.answers.writes import Link, Write
from assessments.banks.queries import parsed_bank
from tests import factories
from tests.scoring.small_bank import rubric_bank

pytestmark = pytest.mark.django_db

KINDS = {"SELECT", "INSERT", "UPDATE", "DELETE"}


def write(code, value, base=0, **more):
    return Write(
        code,
        base,
        more.pop("operation_id", uuid.uuid4()),
        more.pop("state", "answered"),
        value,
        **more,
    )


@pytest.fixture
def save_all(assessment, ada):
    def save_section(*writes, links=(), actor=ada):
        begun = services.begin_section(actor=actor, assessment_id=assessment.pk)
        return services.save_section(actor=actor, begun=begun, writes=writes, links=links)

    return save_section


def is_recounted(assessment) -> bool:
    assessment.refresh_from_db()
    found = services.recount(assessment, assessment.touched_at.date())
    return (assessment.summary, assessment.stale_on) == (found.content, found.stale_on)


def test_good_answers_stay_and_the_others_come_back_with_the_reason(
    assessment, bob, save, save_all
):
    save("value.goal", 1)
    save("value.skills", ["a"], actor=bob)
    save("build.speed", 1, actor=bob)
    again = uuid.uuid4()
    save("build.way", "hand", operation_id=again)
    result = save_all(
        write("value.goal", 3, base=1),
        write("value.sold", "partly"),
        write("value.skills", ["b"], base=0, note="Mine."),
        write("build.speed", 9, base=1),
        write("value.nothing", 1),
        write("build.way", "hand", base=0, operation_id=again),
    )
    assert {c: s.version for c, s in result.saved.items()} == {
        "value.goal": 2,
        "value.sold": 1,
        "build.way": 1,
    }
    assert {c: (f.by, f.version) for c, f in result.conflicts.items()} == {
        "value.skills": ("Bob", 1)
    }
    assert {c: p.field for c, p in result.problems.items()} == {
        "build.speed": "value",
        "value.nothing": "code",
    }
    stored = {c: (s.answer.value, s.version) for c, s in answers_of(assessment).items()}
    assert stored == {
        "value.goal": (3, 2),
        "value.sold": ("partly", 1),
        "value.skills": (("a",), 1),
        "build.speed": (1, 1),
        "build.way": ("hand", 1),
    }
    assert is_recounted(assessment)
    assert result.summary == assessment.summary


def test_each_of_many_answers_gets_its_own_content_and_event(assessment, save_all):
    first = save_all(
        write("value.goal", 1, note="One."),
        write("value.skills", ["a", "~c"]),
        write("build.story", "Told."),
        write("value.sold", None, state="dont_know"),
    )
    assert [s.version for s in first.saved.values()] == [1, 1, 1, 1]
    second = save_all(
        write("value.goal", None, base=1, state="unanswered"),
        write("value.skills", ["b"], base=1, note="Two."),
        write("build.story", "Told again.", base=1),
        write("value.sold", False, base=1),
        write("value.segments", None, state="not_applicable", reason="there is only one"),
    )
    assert {s.version for s in second.saved.values()} == {1, 2}
    rows = {
        r.question_code: (r.state, r.value, r.reason, r.note, r.version)
        for r in Answer.objects.all()
    }
    assert rows == {
        "value.goal": ("unanswered", None, "", "", 2),
        "value.skills": ("answered", ["b"], "", "Two.", 2),
        "build.story": ("answered", "Told again.", "", "", 2),
        "value.sold": ("answered", False, "", "", 2),
        "value.segments": ("not_applicable", None, "there is only one", "", 1),
    }
    for event in AnswerEvent.objects.filter(answer__version=2, version=2).select_related("answer"):
        assert (event.base, event.value, event.at) == (1, event.answer.value, event.answer.at)
    assert is_recounted(assessment)


def test_mark_and_the_answer_that_allows_it_may_come_together(save_all):
    result = save_all(
        write("build.reasons", None, state="not_applicable", reason="no need was agreed"),
        write("build.speed", 3),
    )
    assert set(result.saved) == {"build.reasons", "build.speed"}


def test_section_sent_twice_gets_the_same_reply_and_leaves_one_event_each(save_all):
    writes = [write("value.goal", 1), write("value.sold", True)]
    link = Link("value.goal", "https://example.org/a", uuid.uuid4())
    first = save_all(*writes, links=[link])
    again = save_all(*writes, links=[link])
    assert {c: s.version for c, s in first.saved.items()} == {
        c: s.version for c, s in again.saved.items()
    }
    assert not again.conflicts
    assert AnswerEvent.objects.count() == 2
    assert Evidence.objects.count() == 1


def test_link_is_kept_beside_a_conflict_and_a_bad_link_beside_a_saved_answer(
    assessment, save, save_all
):
    save("value.goal", 1)
    result = save_all(
        write("value.goal", 2, base=0),
        write("value.sold", True),
        links=[
            Link("value.goal", "https://example.org/a", uuid.uuid4()),
            Link("value.sold", "javascript:alert(1)", uuid.uuid4()),
        ],
    )
    assert (set(result.conflicts), set(result.saved)) == ({"value.goal"}, {"value.sold"})
    assert result.evidence == ("value.goal",)
    assert result.evidence_problems["value.sold"].field == "evidence"
    assert [row.question_code for row in Evidence.objects.all()] == ["value.goal"]
    assert is_recounted(assessment)


def test_operation_that_belongs_elsewhere_undoes_the_whole_section(assessment, save, save_all):
    operation = uuid.uuid4()
    save("value.goal", 1, operation_id=operation)
    with pytest.raises(OperationReused):
        save_all(write("value.sold", True), write("build.speed", 1, operation_id=operation))
    assert Answer.objects.count() == 1
    assert is_recounted(assessment)


def test_submitted_section_comes_back_as_not_open(assessment, lead, save_all):
    kept = write("value.goal", 1)
    save_all(kept)
    services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    assert save_all(kept).saved["value.goal"].version == 1
    with pytest.raises(NotOpen):
        save_all(kept, write("value.sold", True))
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("questions", [12, 40])
def test_ten_answers_cost_eight_statements_at_most_whatever_the_bank_holds(questions):
    assessment = factories.AssessmentFactory(
        bank_version=factories.version_of(rubric_bank(*[1] * questions)), is_current=True
    )
    actor = factories.actor_in(assessment.team)
    parsed_bank(assessment.bank_version)  # once in a process
    factories.make_answers(assessment, {f"only.q{n}": 1 for n in range(7)})
    writes = [write(f"only.q{n}", 2, base=1) for n in range(5)]
    writes += [write(f"only.q{n}", 2, base=0) for n in range(5, 10)]  # q5 and q6 conflict
    link = Link("only.q1", "https://example.org/a", uuid.uuid4())
    with CaptureQueriesContext(connection) as captured:
        begun = services.begin_section(actor=actor, assessment_id=assessment.pk)
        result = services.save_section(actor=actor, begun=begun, writes=writes, links=[link])
    assert (len(result.saved), len(result.conflicts)) == (8, 2)
    statements = [q["sql"].split()[0] for q in captured if q["sql"].split()[0] in KINDS]
    assert statements == [
        "SELECT",  # the assessment and all that was said
        "SELECT",  # the assessment, locked
        "UPDATE",  # five registers, each at its base
        "INSERT",  # three new registers
        "INSERT",  # eight events
        "INSERT",  # one link
        "UPDATE",  # revision and summary
        "SELECT",  # known operations, because two writes are stale
    ]
