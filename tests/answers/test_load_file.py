"""An answers file is loaded as a whole or not at all, and what is downloaded loads again."""

from datetime import date

import pytest

from assessments.answers import services
from assessments.answers.errors import FileRefused, NotAllowed, NotOpen, NotVisible
from assessments.answers.models import Answer, AnswerEvent, Assessment, Evidence
from assessments.answers.queries import answers_file, answers_of
from tests import factories
from tests.scoring.small_bank import FULL

pytestmark = pytest.mark.django_db

GOOD = """\
profile.stage: pilot
profile.people: {value: 'no', note: Nobody is affected by it.}
value.goal:
  value: 3
  note: Agreed by the sponsor in March.
  evidence: {link: 'https://example.org/plan', dated: 2026-05-01}
value.sold: dont_know
value.segments: {not_applicable: there is only one}
value.skills: [a, ~c]
"""

BAD = """\
value.goal: 9
value.nothing: 1
value.sold: {value: true, evidence: 'a slide deck'}
value.segments: {not_applicable: ''}
build.story: "a\\0b"
"""


def load(actor, assessment, text):
    return services.load_answers_file(actor=actor, assessment_id=assessment.pk, raw=text.encode())


def test_file_is_saved_with_versions_events_and_evidence(assessment, ada, save):
    save("value.goal", 1)
    save("build.speed", 2)
    loaded = load(ada, assessment, GOOD)
    assert (loaded.saved, loaded.unchanged, loaded.links) == (6, 0, 1)
    stored = answers_of(assessment)
    assert {code: (one.answer.value, one.version) for code, one in stored.items()} == {
        "profile.stage": ("pilot", 1),
        "profile.people": ("no", 1),
        "value.goal": (3, 2),
        "value.sold": (None, 1),
        "value.segments": (None, 1),
        "value.skills": (("a", "~c"), 1),
        "build.speed": (2, 1),
    }
    assert stored["value.goal"].evidence[0].dated == date(2026, 5, 1)
    assert AnswerEvent.objects.count() == 8
    assessment.refresh_from_db()
    found = services.recount(assessment, assessment.touched_at.date())
    assert (assessment.summary, assessment.revision) == (found.content, 9)


def test_same_file_again_changes_nothing(assessment, ada):
    load(ada, assessment, GOOD)
    loaded = load(ada, assessment, GOOD)
    assert (loaded.saved, loaded.unchanged, loaded.links) == (0, 6, 0)
    assert AnswerEvent.objects.count() == 6
    assert Evidence.objects.count() == 1


def test_file_with_problems_lists_them_all_and_writes_nothing(assessment, ada):
    with pytest.raises(FileRefused) as refused:
        load(ada, assessment, BAD)
    assert {problem.path for problem in refused.value.problems} == {
        "value.goal.value",
        "value.nothing",
        "value.segments.not_applicable",
        "build.story.value",
    }
    assert not Answer.objects.exists()


def test_evidence_that_is_no_link_is_a_problem_of_the_file(assessment, ada):
    with pytest.raises(FileRefused) as refused:
        load(ada, assessment, "value.sold: {value: true, evidence: a slide deck}")
    assert [problem.path for problem in refused.value.problems] == ["value.sold.evidence"]
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "- a\n- b", "value.goal: &a 1", "value.goal: [", "a: 1\na: 2"]
)
def test_file_that_is_no_mapping_is_refused(assessment, ada, text):
    with pytest.raises(FileRefused):
        load(ada, assessment, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("value.goal: 3\nvalue.sold: 'yes", "Line 2: a quotation mark is opened"),
        ("value.goal: [", "Line 1: a bracket is opened"),
        ("value.goal: 3: 4", "Line 1: there is a colon too many"),
        ("value.goal:\n\tvalue: 3", "Line 2: the line starts with a tab"),
        ("value.goal: @x", "Line 1: a text that starts with a special sign"),
        ("value.goal: 3\nvalue.sold", "Line 2: the colon after the code"),
        ("value.goal: [1\nvalue.sold: 2", "Line 2: a comma or a closing bracket"),
        ("value.goal: 'x' y", "Line 1: the line is indented otherwise"),
        ('value.goal: "\\q"', "Line 1: a text with a backslash"),
        ("value.goal: }", "Line 1: a bracket stands"),
        ("value.goal: 1\nvalue.goal: 2", "Line 2: the key value.goal stands twice"),
        ("- value.goal", "The file holds no lines like: code: answer"),
    ],
)
def test_file_that_is_no_yaml_is_told_in_plain_words_with_its_line(assessment, ada, text, said):
    with pytest.raises(FileRefused) as refused:
        load(ada, assessment, text)
    assert [one.message.startswith(said) for one in refused.value.problems] == [True]


def test_downloaded_file_loads_into_another_assessment_as_it_was(assessment, ada):
    factories.make_answers(assessment, FULL)
    other = factories.AssessmentFactory(
        product=assessment.product, bank_version=assessment.bank_version
    )
    services.load_answers_file(actor=ada, assessment_id=other.pk, raw=answers_file(assessment))
    assert {code: one.answer for code, one in answers_of(other).items()} == FULL


def test_rights_and_states_hold_for_files_too(assessment, ada):
    with pytest.raises(NotAllowed):
        load(factories.actor_in(assessment.team, "viewer"), assessment, GOOD)
    with pytest.raises(NotVisible):
        load(factories.actor_in(factories.TeamFactory(), "lead"), assessment, GOOD)
    Assessment.objects.update(state="submitted")
    with pytest.raises(NotOpen):
        load(ada, assessment, GOOD)
