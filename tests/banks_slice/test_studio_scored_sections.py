"""The pages that say how single questions of a section count: in two scores, and in a mean tree."""

import pytest

from assessments.banks.draft_tree import find, whole_digest
from assessments.banks.services import remove_element
from assessments.scoring.draft import DraftBank
from tests.banks_slice.drafts import content, edit
from tests.banks_slice.pages import shown_in, url
from tests.scoring.method_banks import mean_tree, two_scores

pytestmark = pytest.mark.django_db


def address(draft, section):
    return url("draft-scoring-section", draft.bank_id, section)


def as_shown(client, draft, section):
    return shown_in(client, address(draft, section))


def save(client, draft, section, **changes):
    return client.post(address(draft, section), as_shown(client, draft, section) | changes)


def scoring(draft):
    return content(draft)["scoring"]


def words(client, draft):
    sections = client.get(url("draft-scoring", draft.bank_id)).context["sections"]
    return {row.code: row.words for _part, rows in sections for row in rows}


@pytest.mark.parametrize("bank", [two_scores, mean_tree])
def test_forms_sent_as_shown_change_nothing(client, draft_of, bank):
    draft = draft_of(bank())
    before = content(draft)
    for section in words(client, draft):
        reply = save(client, draft, section)
        assert (reply.status_code, reply["Location"]) == (302, url("draft-scoring", draft.bank_id))
    assert content(draft) == before


def test_scoring_page_says_how_each_section_counts(client, draft_of, editor):
    draft = draft_of(two_scores())
    edit(editor, draft, "@scoring", mitigation=["ease.design", "ease.told"])
    assert words(client, draft) == {
        "risk.what": "All of it counts: The raw score",
        "ease.design": "All of it counts: Mitigation",
        "ease.live": "1 of 2 questions count by themselves",
    }
    tree = draft_of(mean_tree())
    assert words(client, tree) == {
        "gov.strategy": "2 streams, 1 target",
        "gov.wanted": "Each question by itself, no targets",
        "build.secure": "Each question by itself, no targets",
    }


def test_single_questions_are_put_in_the_two_scores(client, draft_of, editor):
    draft = draft_of(two_scores())
    edit(editor, draft, "@scoring", mitigation=["ease.design"])
    changes = {"side:ease.told": "mitigation", "side:ease.watched": "raw"}
    assert save(client, draft, "ease.live", **changes).status_code == 302
    assert scoring(draft)["mitigation"] == ["ease.design", "ease.told"]
    assert scoring(draft)["raw"] == ["risk", "ease.watched"]
    assert save(client, draft, "ease.live", **{"side:ease.told": ""}).status_code == 302
    assert scoring(draft)["mitigation"] == ["ease.design"]


@pytest.mark.parametrize("section", ["risk.what", "ease.design"])
def test_questions_of_what_counts_as_a_whole_are_not_offered(client, draft_of, section):
    reply = client.get(address(draft_of(two_scores()), section))
    assert set(reply.context["form"].fields) == {"seen", "base"}
    assert "This section counts as a whole." in reply.content.decode()


def test_method_without_single_questions_says_so(client, fork):
    reply = client.get(url("draft-scoring-section", fork.pk, "value.core"))
    assert set(reply.context["form"].fields) == {"seen", "base"}
    assert "says nothing of single questions" in reply.content.decode()


def test_streams_are_made_filled_renamed_and_taken_away(client, draft_of):
    draft = draft_of(mean_tree())
    made = {
        "stream:0:title": "Make",
        "stream:2:title": "Third",
        "stream_of:gov.a3": "2",
        "stream_of:gov.b1": "0",
        "stream_of:gov.b2": "",
    }
    assert save(client, draft, "gov.strategy", **made).status_code == 302
    assert scoring(draft)["streams"]["gov.strategy"] == [
        {"title": "Make", "questions": ["gov.a1", "gov.a2", "gov.b1"]},
        {"title": "Measure", "questions": ["gov.b3"]},
        {"title": "Third", "questions": ["gov.a3"]},
    ]
    save(client, draft, "gov.strategy", **{"stream:0:title": "", "stream:1:title": ""})
    assert [one["title"] for one in scoring(draft)["streams"]["gov.strategy"]] == ["Third"]
    save(client, draft, "gov.strategy", **{"stream:0:title": ""})
    assert "streams" not in scoring(draft)
    assert DraftBank(content(draft)).problems() == []


def test_stream_taken_away_leaves_the_next_its_own_translation(client, draft_of):
    key = "scoring/streams/gov.strategy/{}/title".format
    titles = {key(0): "Schaffen", key(1): "Messen", "title": "Baum"}
    draft = draft_of(mean_tree(), titles)
    again = {"stream:0:title": "", "stream:2:title": "New", "stream_of:gov.a1": "2"}
    assert save(client, draft, "gov.strategy", **again).status_code == 302
    assert [one["title"] for one in scoring(draft)["streams"]["gov.strategy"]] == ["Measure", "New"]
    assert content(draft)["translations"] == {"de": {key(0): "Messen", "title": "Baum"}}
    gone = {"stream:0:title": "", "stream:1:title": ""}
    assert save(client, draft, "gov.strategy", **gone).status_code == 302
    assert content(draft)["translations"] == {"de": {"title": "Baum"}}


def test_first_stream_of_a_section_leaves_those_of_others(client, draft_of):
    draft = draft_of(mean_tree())
    changes = {"stream:0:title": "All", "stream_of:build.one": "0", "stream_of:build.two": "0"}
    assert save(client, draft, "build.secure", **changes).status_code == 302
    streams = scoring(draft)["streams"]
    assert set(streams) == {"gov.strategy", "build.secure"}
    assert streams["build.secure"] == [{"title": "All", "questions": ["build.one", "build.two"]}]


def test_targets_and_beginnings_are_stated_changed_and_taken_away(client, draft_of):
    draft = draft_of(mean_tree())
    changes = {
        "targets:gov.a1": "",
        "targets:gov.b1": "gov.a1_wanted",
        "baselines:gov.b1": "gov.b2",
    }
    assert save(client, draft, "gov.strategy", **changes).status_code == 302
    assert scoring(draft)["targets"] == {"gov.b1": "gov.a1_wanted"}
    assert scoring(draft)["baselines"] == {"gov.b1": "gov.b2"}
    save(client, draft, "gov.strategy", **{"targets:gov.b1": "", "baselines:gov.b1": ""})
    assert {"targets", "baselines"}.isdisjoint(scoring(draft))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stream:2:title": "Empty"}, "stream:2:title"),
        ({"stream_of:gov.a1": "3"}, "stream:3:title"),
        ({"stream_of:gov.a1": "9"}, "stream_of:gov.a1"),
        ({"stream:0:title": "x" * 501}, "stream:0:title"),
        ({"targets:gov.a1": "gov.gone"}, "targets:gov.a1"),
        ({"targets:gov.a1": "gov.strategy"}, "targets:gov.a1"),
        ({"baselines:gov.a1": "gov.a1"}, "baselines:gov.a1"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(client, draft_of, changes, field):
    draft = draft_of(mean_tree())
    before = content(draft)
    reply = save(client, draft, "gov.strategy", **changes)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, [field])
    assert content(draft) == before


def test_every_question_of_the_draft_is_offered_as_a_target(client, draft_of):
    draft = draft_of(mean_tree())
    client.post(url("draft-add", draft.bank_id, "profile"), {"title": "Wish", "kind": "single"})
    page = client.get(address(draft, "gov.strategy")).content.decode()
    assert '<option value="profile.wish">Wish</option>' in page
    assert (
        save(client, draft, "gov.strategy", **{"targets:gov.a2": "profile.wish"}).status_code == 302
    )


def test_two_who_change_a_section_see_both_in_words(client, draft_of):
    draft = draft_of(mean_tree())
    sent = as_shown(client, draft, "gov.strategy") | {"stream_of:gov.a1": "1"}
    save(client, draft, "gov.strategy", **{"stream_of:gov.a1": ""})
    reply = client.post(address(draft, "gov.strategy"), sent)
    (difference,) = reply.context["differences"]
    assert reply.status_code == 409
    assert (difference.kept, difference.wanted) == ("by itself", "Measure")
    form = reply.context["form"]
    merged = {name: form[name].value() for name in form.fields if form[name].value()}
    assert client.post(address(draft, "gov.strategy"), merged).status_code == 302
    assert "gov.a1" in scoring(draft)["streams"]["gov.strategy"][1]["questions"]


def test_section_removed_meanwhile_is_a_clear_page(client, draft_of, editor):
    draft = draft_of(mean_tree())
    sent = as_shown(client, draft, "build.secure") | {"stream:0:title": "Kept on the page"}
    seen = whole_digest(find(content(draft), "build.secure").node)
    remove_element(actor=editor, bank_id=draft.bank_id, code="build.secure", seen=seen)
    reply = client.post(address(draft, "build.secure"), sent)
    assert (reply.status_code, "Kept on the page" in reply.content.decode()) == (409, True)
    assert client.get(address(draft, "build.secure")).status_code == 404


@pytest.mark.parametrize("code", ["gov", "gov.a1"])
def test_only_a_section_has_the_page(client, draft_of, code):
    assert client.get(address(draft_of(mean_tree()), code)).status_code == 404


def test_script_saves_a_section_and_is_given_what_to_send_next(client, draft_of):
    draft = draft_of(mean_tree())
    sent = as_shown(client, draft, "gov.strategy") | {"stream:0:title": "Make"}
    reply = client.post(address(draft, "gov.strategy"), sent, HTTP_ACCEPT="application/json")
    assert (reply.status_code, set(reply.json())) == (200, {"seen", "base", "stale"})
    again = {**sent, **reply.json(), "stream:0:title": "Make it"}
    assert client.post(address(draft, "gov.strategy"), again).status_code == 302
    assert scoring(draft)["streams"]["gov.strategy"][0]["title"] == "Make it"
