import pytest

from assessments.answers.models import Answer
from assessments.audit.models import AuditEvent
from assessments.reports import services
from assessments.reports.errors import NotAllowed, NotVisible, UnknownFormat
from assessments.reports.models import Report
from tests.counting import counted
from tests.factories import TeamFactory, actor_in


def ask(actor, assessment, **more):
    return services.request_report(actor=actor, assessment_id=assessment.pk, **more)


def test_the_same_click_twice_gives_one_report(actor, assessment):
    assert ask(actor, assessment).pk == ask(actor, assessment).pk
    assert Report.objects.count() == 1


def test_another_person_gets_the_same_report_of_the_same_answers(actor, assessment):
    other = actor_in(assessment.team, "contributor")
    assert ask(actor, assessment).pk == ask(other, assessment).pk


def test_a_changed_answer_gives_a_new_report(actor, assessment):
    first = ask(actor, assessment)
    Answer.objects.filter(question_code="value.goal").update(value=1)
    assert ask(actor, assessment).pk != first.pk


def test_another_format_or_target_gives_a_new_report(actor, assessment):
    found = {
        ask(actor, assessment).pk,
        ask(actor, assessment, file_format="json").pk,
        ask(actor, assessment, target="scale_ready").pk,
    }
    assert len(found) == 3


def test_a_failed_report_is_not_given_again(actor, assessment, report):
    Report.objects.filter(pk=report.pk).update(state="failed")
    assert ask(actor, assessment).pk != report.pk


def test_the_inputs_hold_answers_notes_links_and_names_as_they_were(assessment, report):
    Answer.objects.update(note="changed later")
    report.refresh_from_db()
    goal = report.inputs["answers"]["value.goal"]
    assert goal["value"] == 3
    assert goal["note"].startswith("Agreed by all sponsors")
    assert goal["evidence"][0]["url"] == "https://wiki.example.org/goal"
    assert report.inputs["names"]["product"] == "Arrival times"
    assert report.inputs["bank"]["digest"] == assessment.bank_version.digest
    assert report.revision == assessment.revision


def test_a_request_is_in_the_audit_log(actor, report):
    event = AuditEvent.objects.get(verb="report.requested")
    assert (event.actor_id, event.object_id) == (actor.user_id, report.pk)


def test_a_viewer_may_not_ask_for_a_report(assessment):
    with pytest.raises(NotAllowed):
        ask(actor_in(assessment.team, "viewer"), assessment)


def test_an_outsider_does_not_learn_that_the_assessment_exists(assessment):
    with pytest.raises(NotVisible):
        ask(actor_in(TeamFactory(), "lead"), assessment)


def test_a_format_nobody_makes_is_refused(actor, assessment):
    with pytest.raises(UnknownFormat):
        ask(actor, assessment, file_format="odt")


def test_only_the_newest_reports_are_kept_and_unfinished_ones_always(actor, assessment, settings):
    settings.MLPM_REPORT_LIMIT = 2
    waiting = ask(actor, assessment)
    for level in ("framed", "proven", "launch_ready"):
        made = ask(actor, assessment, target=level)
        services.make_report(made.pk)
    last = ask(actor, assessment, target="scale_ready")
    states = dict(Report.objects.values_list("pk", "state"))
    assert states == {waiting.pk: "requested", made.pk: "ready", last.pk: "requested"}


def test_a_new_report_costs_seven_statements(actor, assessment):
    ask(actor, assessment)
    Answer.objects.update(note="a new one")
    with counted() as statements:
        ask(actor, assessment)
    # assessment, answers with evidence, the same report, report, its log, audit, old reports
    assert statements == 7


def test_making_a_report_costs_eleven_statements(actor, assessment, report):
    services.make_report(report.pk)  # keeps the parsed bank
    Answer.objects.update(note="a new one")
    another = ask(actor, assessment)
    with counted() as statements:
        services.make_report(another.pk)
    # claim: row, taken, log; bank version; key of the seal; finish: state, file, log;
    # tell: row, choice, notice
    assert statements == 11
