"""A person in a team with an assessment, and a way to tell them things long enough ago."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.notices.models import Notice, NoticeKind
from assessments.notices.services import tell
from tests import factories


@pytest.fixture
def assessment(db):
    product = factories.ProductFactory(name="Forecast", team=factories.TeamFactory())
    return factories.AssessmentFactory(product=product, name="Autumn")


@pytest.fixture
def ada(assessment):
    return factories.person_in(assessment.team, "lead", name="Ada", email="ada@example.org")


@pytest.fixture
def bob(assessment):
    return factories.person_in(assessment.team, name="Bob", email="bob@example.org")


@pytest.fixture
def told(assessment, ada):
    """Return a function that tells a person something, twenty minutes ago unless said otherwise."""

    def tell_one(user, kind=NoticeKind.SUBMITTED, *, key=None, ago=timedelta(minutes=20), **more):
        about = {"assessment_id": assessment.pk, **more}
        about.setdefault("organisation_id", assessment.organisation_id)
        key = key or f"test:{Notice.objects.count()}"
        tell([user.pk], kind, key=key, actor_id=ada.pk, **about)
        Notice.objects.filter(key=key, user=user).update(at=timezone.now() - ago)
        return Notice.objects.filter(key=key, user=user).first()

    return tell_one
