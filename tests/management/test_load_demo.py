"""The demo: three products that read like real ones, made once, refused in production."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.answers.models import AnswerEvent, Assessment
from assessments.answers.queries import milestones_of_product
from assessments.answers.services import recount
from assessments.answers.sheets import joined
from assessments.management import demo
from assessments.reports.models import Report, ReportTransition
from assessments.reports.services import request_report
from assessments.scoring.several import to_discuss
from assessments.teams.models import Organisation, Product, User
from tests import factories

BANK = "assessments/banks/library/ml-readiness.yaml"


@pytest.fixture
def bank(db):
    call_command("import_bank", BANK, verbosity=0)


def test_demo_holds_one_assessment_half_filled_and_one_complete(bank):
    demo.make_demo()
    rows = {row.product.name: row for row in Assessment.objects.select_related("product")}
    half, whole = rows["Damage Photos"], rows["Arrival Forecast"]
    assert (half.state, whole.state) == ("open", "submitted")
    assert 0.3 < half.summary["answered"] / half.summary["shown"] < 0.7
    assert (whole.summary["open"], whole.summary["dont_know"]) == (0, 0)
    assert (whole.summary["level_name"], whole.summary["draft"]) == ("Proven", False)
    assert half.summary["dont_know"] == 4
    assert whole.summary["not_applicable"] == 4
    for row in rows.values():
        assert row.summary == recount(row, row.touched_at.date()).content
        assert row.evidence.exists()
    assert whole.evidence.count() >= 12
    early, late = milestones_of_product(factories.actor_in(whole.team), whole.product)
    assert (early.name, early.by_hand, early.draft) == ("After the first afternoon", True, True)
    assert (late.level_name, late.by_hand) == ("Proven", False)
    assert len(set(AnswerEvent.objects.values_list("by", flat=True))) == 4


def test_demo_holds_one_blind_assessment_revealed_with_something_to_discuss(bank):
    demo.make_demo()
    row = Assessment.objects.get(product__name="Return Reasons")
    assert row.is_revealed
    assert row.sheets.filter(submitted_at=None).count() == 0
    found = joined(row)
    first = [one.code for one in to_discuss(found.bank, found.questions)]
    assert len(first) >= 8
    assert first[0] == "concepts.labelled_examples"
    assert list(found.settled) == ["business.outcome_metric"]
    assert row.summary["overall"] != row.summary["overall_high"]


def test_every_note_and_reason_of_the_demo_is_a_sentence_of_its_own(bank):
    demo.make_demo()
    notes = [e.note or e.reason for e in AnswerEvent.objects.exclude(note="", reason="")]
    assert len(notes) == len(set(notes)) > 110
    assert all(len(note.split()) >= 4 for note in notes)


def test_every_login_of_the_demo_signs_in_and_sees_what_it_should(bank):
    organisation = demo.make_demo()
    for person in demo.PEOPLE:
        user = User.objects.get(email=person.email)
        assert user.check_password(demo.PASSWORD)
        actor = factories.actor_of(user)
        assert actor.teams == {organisation.teams.get().pk: person.role}
        assert actor.edits_banks_of(organisation.pk) is person.edits_banks
    admin = factories.actor_of(User.objects.get(email=demo.ADMIN))
    assert admin.administers(organisation.pk)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_command_prints_logins_and_a_pdf_the_worker_made_and_keeps_all_of_it(
    celery_worker, settings, tmp_path, capsys
):
    settings.MLPM_VAR = tmp_path
    call_command("import_bank", BANK, verbosity=0)
    call_command("load_demo")
    first = capsys.readouterr().out
    path = Path(first.split("Demo report (PDF): ")[1].splitlines()[0])
    assert path.read_bytes().startswith(b"%PDF")
    assert path.is_relative_to(tmp_path)
    assert f"password {demo.PASSWORD}" in first
    assert "lead@demo.example" in first
    of = Report.objects.get()
    lead = factories.actor_of(of.requested_by)
    request_report(actor=lead, assessment_id=of.assessment_id, file_format="csv")  # a newer one
    before = (Product.objects.count(), Report.objects.count(), AnswerEvent.objects.count())
    Product.objects.filter(name="Damage Photos").update(name="Dock Photos")
    call_command("load_demo")
    assert str(path) in capsys.readouterr().out
    after = (Product.objects.count(), Report.objects.count(), AnswerEvent.objects.count())
    assert after == before
    assert Product.objects.filter(name="Dock Photos").exists()
    assert ReportTransition.objects.filter(state="ready").count() == 1


def test_without_a_worker_the_command_says_that_the_report_waits(bank, capsys, settings, tmp_path):
    settings.MLPM_VAR = tmp_path
    call_command("load_demo", "--wait", "0")
    assert "not made yet" in capsys.readouterr().out


def test_demo_is_refused_in_production(bank, settings):
    settings.MLPM_ENV = "production"
    with pytest.raises(CommandError, match="refused"):
        call_command("load_demo")
    assert not Organisation.objects.exists()


def test_without_the_bank_the_command_says_what_to_do_and_makes_nothing(db):
    with pytest.raises(CommandError, match="import_bank ml-readiness"):
        call_command("load_demo")
    assert not Organisation.objects.exists()
