"""What an evidence link may be: a real address, a likely day, one of twenty, sent as one thing."""

import uuid
from datetime import date

import pytest

from assessments.answers import services
from assessments.answers.errors import AnswerOutOfRange, OperationReused
from assessments.answers.models import Evidence
from assessments.answers.writes import Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(assessment, ada):
    def add_one(url="https://example.org/a", *, code="value.goal", **more):
        given = {"operation_id": uuid.uuid4(), **more}
        return services.add_evidence(
            actor=ada, assessment_id=assessment.pk, code=code, url=url, **given
        )

    return add_one


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://[nothing]/", "https://:8000/", "https://a:b/", "https://a:99999"]
)
def test_an_address_that_cannot_be_parsed_is_refused(add, url):
    with pytest.raises(AnswerOutOfRange):
        add(url)


@pytest.mark.parametrize("url", ["http://[::1]:8000/a", "https://example.org:443/?a=[1]"])
def test_an_unusual_address_that_can_be_parsed_is_kept(add, url):
    assert add(url).url == url


@pytest.mark.parametrize("day", [date(24, 3, 1), date(1989, 12, 31), date(2101, 1, 1)])
def test_a_day_outside_1990_to_2100_is_refused(add, day):
    with pytest.raises(AnswerOutOfRange, match="1990"):
        add(dated=day)
    with pytest.raises(AnswerOutOfRange, match="1990"):
        add(expires_on=day)


def test_the_twenty_first_link_is_refused_and_room_comes_back(assessment, ada, add):
    links = [add(f"https://example.org/{n}") for n in range(20)]

    with pytest.raises(AnswerOutOfRange, match="at most 20"):
        add()
    add(code="value.fairness")
    services.remove_evidence(actor=ada, assessment_id=assessment.pk, evidence_id=links[0].pk)
    assert add().pk


def test_a_section_adds_no_more_than_twenty_either(assessment, ada, add):
    for n in range(19):
        add(f"https://example.org/{n}")
    links = [Link("value.goal", f"https://example.org/x{n}", uuid.uuid4()) for n in range(2)]

    begun = services.begin_section(actor=ada, assessment_id=assessment.pk)
    result = services.save_section(actor=ada, begun=begun, writes=[], links=links)

    assert result.evidence_problems["value.goal"].field == "evidence"
    assert Evidence.objects.count() == 20


def test_the_same_operation_with_other_content_is_refused(assessment, ada, add):
    operation = uuid.uuid4()
    add(operation_id=operation)

    with pytest.raises(OperationReused):
        add("https://example.org/b", operation_id=operation)
    link = Link("value.fairness", "https://example.org/a", operation)
    begun = services.begin_section(actor=ada, assessment_id=assessment.pk)
    with pytest.raises(OperationReused):
        services.save_section(actor=ada, begun=begun, writes=[], links=[link])
