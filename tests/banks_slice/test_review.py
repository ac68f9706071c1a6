"""A draft is published only as a second person approved it, where the organisation wants that."""

import pytest

from assessments.actor import NotAllowed
from assessments.audit.models import AuditEvent
from assessments.banks.errors import DraftConflict, FieldRefused, NotPublishable, NotReviewed
from assessments.banks.models import BankDraft, BankVersion, DraftReview
from assessments.banks.services import (
    ask_for_review,
    decide_review,
    edit_element,
    publish_draft,
)
from assessments.notices.models import Notice
from assessments.notices.sentences import address_of, sentence_of
from assessments.teams.models import User
from assessments.teams.services import switch_bank_review
from tests.banks_slice.drafts import GOAL, edit, seen
from tests.banks_slice.pages import signed_in, url
from tests.factories import AssessmentFactory, MemberFactory, TeamFactory, actor_of, make_answers
from tests.races import behind
from tests.scoring.small_bank import FULL


@pytest.fixture(autouse=True)
def reviewing(organisation):
    organisation.reviews_banks = True
    organisation.save()


def an_editor(organisation, name):
    member = MemberFactory(organisation=organisation, edits_banks=True, user__name=name)
    return actor_of(member.user)


@pytest.fixture
def reviewer(organisation):
    return an_editor(organisation, "Rita Reviewer")


def revision_of(draft) -> int:
    return BankDraft.objects.get(pk=draft.pk).revision


def ask(actor, draft):
    return ask_for_review(actor=actor, bank_id=draft.bank_id, revision=revision_of(draft))


def decide(actor, draft, *, approves=True, comment="", revision=None):
    revision = revision or revision_of(draft)
    return decide_review(
        actor=actor, bank_id=draft.bank_id, revision=revision, approves=approves, comment=comment
    )


def publish(actor, draft):
    return publish_draft(
        actor=actor, bank_id=draft.bank_id, revision=revision_of(draft), notes="Next"
    )


@pytest.fixture
def asked(draft, editor, reviewer):
    edit(editor, draft, GOAL, title="What is it for?")
    return ask(editor, draft)


@pytest.mark.django_db
def test_nothing_is_published_without_an_approval(draft, editor, reviewer):
    edit(editor, draft, GOAL, title="What is it for?")
    with pytest.raises(NotReviewed):
        publish(editor, draft)
    ask(editor, draft)
    with pytest.raises(NotReviewed):
        publish(editor, draft)
    decide(reviewer, draft)
    assert publish(editor, draft).number == "1.1"
    verbs = AuditEvent.objects.filter(verb__startswith="bank.").values_list("verb", "actor")
    assert list(verbs.order_by("pk"))[-3:] == [
        ("bank.review_asked", editor.user_id),
        ("bank.review_approved", reviewer.user_id),
        ("bank.published", editor.user_id),
    ]


@pytest.mark.django_db
def test_without_the_setting_nothing_changes(draft, editor, organisation):
    organisation.reviews_banks = False
    organisation.save()
    edit(editor, draft, GOAL, title="What is it for?")
    assert publish(editor, draft).number == "1.1"


@pytest.mark.django_db
def test_any_edit_takes_the_approval_away(draft, editor, reviewer, asked):
    decide(reviewer, draft)
    edit(editor, draft, GOAL, title="What was it for?")
    with pytest.raises(NotReviewed):
        publish(editor, draft)


@pytest.mark.django_db
def test_who_asked_or_ever_changed_the_draft_does_not_decide(draft, editor, reviewer, organisation):
    other, asker = (an_editor(organisation, name) for name in ("Otto", "Anna"))
    edit(other, draft, GOAL, title="First")
    edit(editor, draft, GOAL, title="Second")
    ask(asker, draft)
    for actor in (other, editor, asker):
        with pytest.raises(NotAllowed):
            decide(actor, draft)
    with pytest.raises(NotAllowed):
        decide(actor_of(MemberFactory(organisation=organisation).user), draft)
    assert decide(reviewer, draft).state == "approved"


@pytest.mark.django_db
def test_sent_back_needs_a_comment_and_keeps_it(draft, reviewer, asked):
    with pytest.raises(FieldRefused):
        decide(reviewer, draft, approves=False)
    with pytest.raises(FieldRefused):
        decide(reviewer, draft, approves=False, comment="a\x00b")
    assert decide(reviewer, draft, approves=False, comment="Too short").comment == "Too short"
    event = AuditEvent.objects.get(verb="bank.review_sent_back")
    assert event.detail == {"draft_revision": 2, "note": "Too short"}
    with pytest.raises(DraftConflict):
        decide(reviewer, draft)


@pytest.mark.django_db
def test_asking_twice_is_one_review_and_one_notice(draft, editor, reviewer, asked):
    assert ask(editor, draft) == asked
    notice = Notice.objects.get()
    assert notice.user_id == reviewer.user_id
    assert "asks for a review of the question bank “A small bank”" in sentence_of(notice)
    assert address_of(notice) == url("draft-review", draft.bank_id)


@pytest.mark.django_db
def test_who_wrote_and_who_asked_are_told_what_was_decided(draft, editor, reviewer, organisation):
    asker = an_editor(organisation, "Anna")
    edit(editor, draft, GOAL, title="First")
    ask(asker, draft)
    decide(reviewer, draft, approves=False, comment="Why?")
    told = Notice.objects.filter(detail__state="sent_back")
    assert {one.user_id for one in told} == {editor.user_id, asker.user_id}
    assert "Rita Reviewer sent the draft" in sentence_of(told[0])


@pytest.mark.django_db
def test_nothing_is_asked_of_what_cannot_be_published_or_of_nobody(draft, editor, reviewer):
    with pytest.raises(NotPublishable, match="Nothing has changed"):
        ask(editor, draft)
    edit(editor, draft, GOAL, levels=[""])
    with pytest.raises(NotPublishable):
        ask(editor, draft)
    with pytest.raises(DraftConflict):
        ask_for_review(actor=editor, bank_id=draft.bank_id, revision=1)
    levels = ["None", "Some", "More", "All"]
    edit(reviewer, draft, GOAL, levels=levels, gate=None, effort=[])
    with pytest.raises(FieldRefused, match="Nobody is left"):
        ask(editor, draft)
    assert not DraftReview.objects.exists()


@pytest.mark.django_db
def test_the_setting_is_the_admins_and_is_logged(organisation, editor):
    admin = actor_of(MemberFactory(organisation=organisation, role="admin").user)
    for is_on in (False, False, True):
        switch_bank_review(actor=admin, organisation_id=organisation.pk, is_on=is_on)
    events = AuditEvent.objects.filter(verb="organisation.bank_review_switched").order_by("pk")
    assert [one.detail for one in events] == [{"bank_review": False}, {"bank_review": True}]
    with pytest.raises(NotAllowed):
        switch_bank_review(actor=editor, organisation_id=organisation.pk, is_on=False)


@pytest.mark.django_db
def test_pages_lead_from_asking_to_publishing(client, draft, editor, reviewer):
    edit(editor, draft, GOAL, title="What is it for?")
    check, review = url("draft-check", draft.bank_id), url("draft-review", draft.bank_id)
    page = client.get(check).content.decode()
    assert "nobody was asked yet" in page
    assert "Publish 1.1" not in page
    client.post(url("draft-review-ask", draft.bank_id), {"revision": "2"})
    assert "another bank editor has to decide" in client.get(review).content.decode()
    assert "It waits for a review" in client.get(url("bank-detail", draft.bank_id)).content.decode()

    second = signed_in(User.objects.get(pk=reviewer.user_id))
    page = second.get(review).content.decode()
    assert "What it does to running assessments" in page
    assert "What is it for?" in page
    refused = second.post(review, {"revision": "2", "comment": "", "send_back": ""})
    assert refused.status_code == 422
    assert second.post(review, {"revision": "2", "comment": "Fine", "approve": ""}).url == check
    page = client.get(check).content.decode()
    assert "Rita Reviewer approved revision 2" in page
    assert "Publish 1.1" in page

    edit(editor, draft, GOAL, title="What was it for?")
    page = client.get(check).content.decode()
    assert "the approval is gone" in page
    assert "Publish 1.1" not in page
    forged = client.post(url("bank-publish", draft.bank_id), {"revision": "3", "notes": "Mine"})
    assert forged.status_code == 422
    assert "Nobody approved this revision yet" in forged.content.decode()


@pytest.mark.django_db
def test_a_decision_on_an_older_revision_is_a_clear_page(draft, editor, reviewer, asked):
    second = signed_in(User.objects.get(pk=reviewer.user_id))
    edit(editor, draft, GOAL, title="Changed meanwhile")
    page = second.post(
        url("draft-review", draft.bank_id), {"revision": "2", "comment": "Kept", "approve": ""}
    )
    assert page.status_code == 409
    assert "Not decided" in page.content.decode()
    assert "Kept" in page.content.decode()
    stale = signed_in(User.objects.get(pk=editor.user_id)).post(
        url("draft-review-ask", draft.bank_id), {"revision": "nonsense"}, follow=True
    )
    assert "Not asked: the draft was changed" in stale.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("running", [1, 3])
def test_review_page_asks_a_fixed_number_of_queries(
    draft, editor, shipped, organisation, running, django_assert_num_queries
):
    for number in range(running):
        team = TeamFactory(organisation=organisation)
        make_answers(AssessmentFactory(bank_version=shipped, team_=team), FULL)
        edit(editor, draft, GOAL, title=f"Title {number}")
    admin = MemberFactory(organisation=organisation, role="admin", edits_banks=True)
    ask(editor, draft)
    second = signed_in(admin.user)
    page = url("draft-review", draft.bank_id)
    assert len(second.get(page).context["running"]) == running
    # session, user, actor, draft, history, review; running assessments, their answers, and the
    # number of those not looked at
    with django_assert_num_queries(9):
        second.get(page)


@pytest.mark.django_db(transaction=True)
def test_approval_that_waits_for_an_edit_is_refused(draft, editor, reviewer, asked):
    """Both lock the draft; whoever comes second finds another revision."""
    found = behind(
        lambda: edit_element(
            actor=editor,
            bank_id=draft.bank_id,
            code=GOAL,
            seen=seen(draft, GOAL),
            changes={"title": "Changed meanwhile"},
        ),
        lambda: decide(reviewer, draft, revision=2),
    )
    assert isinstance(found, DraftConflict)
    assert not BankVersion.objects.filter(bank=draft.bank_id).exists()
