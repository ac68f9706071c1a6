"""Milestones by hand: kept whole, renamed without touching what is frozen, deleted only these."""

import pytest

from assessments.answers import services
from assessments.answers.errors import NotAllowed, NotOpen, NotVisible, Refused, Submitted
from assessments.answers.models import Assessment, Milestone
from assessments.answers.moments import frozen_moment, present_moment
from assessments.answers.queries import milestone_for, milestones_of_product
from assessments.audit.models import AuditEvent
from assessments.scoring.answers import Answer, EvidenceItem
from assessments.scoring.engine import score
from assessments.scoring.scorecard_json import scorecard_json
from tests import factories
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, said

pytestmark = pytest.mark.django_db
KEPT = {
    **FULL,
    "value.goal": said(4, evidence=(EvidenceItem("https://example.org/plan"),)),
    "value.fairness": DONT_KNOW,
    "build.story": Answer(note="Nobody has told it yet."),
    "build.reasons": left_out("no need was agreed"),
}


def keep(actor, assessment, name="Before the pilot", **more):
    return services.make_milestone(actor=actor, assessment_id=assessment.pk, name=name, **more)


def test_a_milestone_holds_all_it_takes_to_score_again(assessment, lead):
    # speed at 1 no longer allows the mark of build.reasons: a file with it would be refused
    factories.make_answers(assessment, {**KEPT, "build.speed": said(1)})

    made = keep(lead, assessment, note="Agreed with the board.")

    frozen = milestone_for(lead, assessment.product_id, made.pk)
    moment = frozen_moment(frozen)
    assert moment == present_moment(assessment, moment.on)
    card = score(moment.bank, moment.answers, moment.on)
    assert scorecard_json(moment.bank, card) == frozen.scorecard
    assert (frozen.by_hand, frozen.note) == (True, "Agreed with the board.")
    assessment.refresh_from_db()
    assert assessment.state == "open"
    assert AuditEvent.objects.get(verb="milestone.made").object_id == made.pk


def test_a_milestone_does_not_change_with_the_answers(assessment, lead, save):
    save("value.goal", 1)
    made = keep(lead, assessment)
    save("value.goal", 4, base=1)

    frozen = milestone_for(lead, assessment.product_id, made.pk)

    assert frozen_moment(frozen).answers == {"value.goal": said(1)}
    assert frozen.scorecard == made.scorecard


def test_a_milestone_by_hand_is_no_submit(assessment, lead):
    keep(lead, assessment)
    services.archive_assessment(actor=lead, assessment_id=assessment.pk)

    restored = services.restore_assessment(actor=lead, assessment_id=assessment.pk)
    first = services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    keep(lead, assessment)
    again = services.submit_assessment(actor=lead, assessment_id=assessment.pk)

    assert restored.state == "open"
    assert first == again
    assert [row.by_hand for row in Milestone.objects.order_by("pk")] == [True, False, True]


def test_renaming_changes_the_name_alone(assessment, lead):
    made = keep(lead, assessment)

    services.rename_milestone(actor=lead, milestone_id=made.pk, name="Board of March")

    row = Milestone.objects.get()
    assert (row.name, row.digest, row.answers) == ("Board of March", made.digest, made.answers)
    assert AuditEvent.objects.get(verb="milestone.renamed").detail["before"] == "Before the pilot"


def test_what_was_submitted_stays_and_what_was_made_by_hand_may_go(assessment, lead):
    submitted = services.submit_assessment(actor=lead, assessment_id=assessment.pk)
    made = keep(lead, assessment)

    with pytest.raises(Submitted):
        services.delete_milestone(actor=lead, milestone_id=submitted.pk)
    services.delete_milestone(actor=lead, milestone_id=made.pk)
    with pytest.raises(NotVisible):
        services.delete_milestone(actor=lead, milestone_id=made.pk)

    assert Milestone.objects.get() == submitted
    assert AuditEvent.objects.get(verb="milestone.deleted").object_name == "Before the pilot"


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 201, "\x00"])
def test_a_name_that_cannot_be_kept_is_refused(assessment, lead, name):
    with pytest.raises(Refused) as refused:
        keep(lead, assessment, name=name)
    assert refused.value.field == "name"
    assert not Milestone.objects.exists()


def test_only_who_leads_the_team_keeps_renames_and_deletes(assessment, lead, ada):
    made = keep(lead, assessment)
    stranger = factories.actor_in(factories.TeamFactory(), "lead")
    for actor, error in ((ada, NotAllowed), (stranger, NotVisible)):
        with pytest.raises(error):
            keep(actor, assessment)
        with pytest.raises(error):
            services.rename_milestone(actor=actor, milestone_id=made.pk, name="Other")
        with pytest.raises(error):
            services.delete_milestone(actor=actor, milestone_id=made.pk)
    with pytest.raises(Milestone.DoesNotExist):
        milestone_for(stranger, assessment.product_id, made.pk)
    assert Milestone.objects.get().name == "Before the pilot"


@pytest.mark.parametrize("changed", [{"state": "closed"}, {"mode": "blind"}])
def test_an_archived_or_blind_assessment_keeps_no_milestone(assessment, lead, changed):
    Assessment.objects.filter(pk=assessment.pk).update(**changed)
    with pytest.raises(NotOpen):
        keep(lead, assessment)
    assert not Milestone.objects.exists()


def test_the_list_of_a_product_carries_the_result_without_the_copies(assessment, lead):
    factories.make_answers(assessment, FULL)
    keep(lead, assessment)

    row = milestones_of_product(lead, assessment.product).get()

    assert {"answers", "scorecard"} <= row.get_deferred_fields()
    assert (row.level_name, row.draft, row.provisional) == ("Launch-ready", False, False)
    assert row.overall["score"] == row.scorecard["overall"]["score"]
