"""A blind assessment and what a team does with it, for the tests of sheets and consensus."""

import uuid

from assessments.answers import services
from assessments.answers.models import Assessment
from assessments.answers.queries import assessment_for
from tests import factories


def begin(lead, team, respondents, **more):
    product = factories.ProductFactory(team=team)
    given = {"bank_version": factories.BankVersionFactory(), "name": "Blind", **more}
    return services.start_assessment(
        actor=lead, product=product, respondents=respondents, **given
    ).assessment


def say(actor, assessment, code, value, *, base=0, state="answered", **more):
    return services.save_answer(
        actor=actor,
        assessment_id=assessment.pk,
        code=code,
        base=base,
        operation_id=uuid.uuid4(),
        state=state,
        value=value,
        **more,
    )


def settle(actor, assessment, code, value, *, base=0, state="answered", reason="We agreed."):
    return services.record_consensus(
        actor=actor,
        assessment_id=assessment.pk,
        code=code,
        base=base,
        operation_id=uuid.uuid4(),
        state=state,
        value=value,
        reason=reason,
    )


def reveal(lead, assessment):
    services.reveal_now(actor=lead, assessment_id=assessment.pk)


def seen(actor, assessment):
    return assessment_for(actor, assessment.pk)


def row_of(assessment):
    return Assessment.objects.filter(pk=assessment.pk).values().get()
