"""Translating a draft: languages with their coverage, texts side by side, two translators."""

import pytest

from assessments.banks.draft_tree import elements
from assessments.banks.models import BankDraft
from assessments.banks.services import add_language
from assessments.banks.translated import coverage, texts_of
from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import signed_in, url
from tests.factories import MemberFactory
from tests.scoring.small_bank import small_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def german(fork, editor):
    add_language(actor=editor, bank_id=fork.pk, language="de")
    return fork


def translations(fork):
    return content(fork.draft)["translations"]["de"]


def sent(client, fork, place, **texts):
    form = client.get(url("draft-translate", fork.pk, "de", place)).context["form"]
    return {name: form[name].value() for name in form.fields} | texts


def test_every_text_belongs_to_one_element():
    held = small_content()
    codes = ["", "@scoring", *(one.code for one in elements(held))]
    keys = [text.key for code in codes for text in texts_of(held, code)]
    assert sorted(keys) == sorted(one.key for one in wordings(outline(held)))
    whole, rows = coverage(held, {}, "de")
    assert (whole.total, whole.done) == (len(keys), 0)
    assert sum(row.total for row in rows) == len(keys)


@pytest.mark.parametrize("language", ["", "German", "en", "d", "de"])
def test_language_that_cannot_be_begun_is_refused(client, german, language):
    reply = client.post(url("draft-languages", german.pk), {"language": language})
    assert (reply.status_code, "language" in reply.context["form"].errors) == (422, True)


def test_texts_are_translated_and_counted(client, german):
    texts = {f"{GOAL}/title": "Wie weit ist das Ziel?", f"{GOAL}/levels/0": "Noch nichts."}
    address = url("draft-translate", german.pk, "de", GOAL)
    reply = client.post(address, sent(client, german, GOAL, **texts))
    assert reply["Location"] == url("draft-language", german.pk, "de")
    assert translations(german) == texts
    page = client.get(url("draft-languages", german.pk)).context
    assert [(code, whole.done) for code, _name, whole in page["languages"]] == [("de", 2)]
    emptied = sent(client, german, GOAL, **{f"{GOAL}/levels/0": ""})
    client.post(address, emptied)
    assert list(translations(german)) == [f"{GOAL}/title"]


def test_save_leads_to_the_next_element_that_lacks_something(client, german):
    address = url("draft-translate", german.pk, "de", "bank-")
    reply = client.post(address, sent(client, german, "bank-", title="Kleine Bank", next=""))
    assert reply["Location"] == url("draft-translate", german.pk, "de", "scoring-")
    assert client.get(reply["Location"]).status_code == 200


def test_whole_elements_are_left_out_until_all_are_asked_for(client, german):
    texts = {key: "x" for key in sent(client, german, "value") if key != "seen"}
    client.post(
        url("draft-translate", german.pk, "de", "value"), sent(client, german, "value", **texts)
    )
    address = url("draft-language", german.pk, "de")
    shown = [place for _row, place in client.get(address).context["rows"]]
    every = [place for _row, place in client.get(address, {"all": ""}).context["rows"]]
    assert ("value" in shown, "value" in every, "scoring-" in shown) == (False, True, True)


def test_pages_of_a_language_speak_of_it_and_lead_to_its_texts(client, german):
    page = client.get(url("draft-languages", german.pk)).content.decode()
    assert "It is written in English (en)." in page
    assert f'<a href="{url("draft-language", german.pk, "de")}">Deutsch (de)</a>' in page
    page = client.get(url("draft-language", german.pk, "de")).content.decode()
    assert "Translation: Deutsch (de)" in page
    assert f'href="{url("draft-translate", german.pk, "de", GOAL)}"' in page
    page = client.get(url("draft-translate", german.pk, "de", GOAL)).content.decode()
    assert "Each text in English (en) stands with a field for it in Deutsch (de)." in page
    assert f'href="{url("draft-language", german.pk, "de")}"' in page


@pytest.mark.parametrize("whose", ["text", "translation"])
def test_change_meanwhile_is_shown_and_nothing_typed_is_lost(client, german, editor, whose):
    mine = sent(client, german, GOAL, **{f"{GOAL}/title": "Meins"})
    if whose == "text":
        edit(editor, german.draft, GOAL, title="Another question")
    else:
        theirs = sent(client, german, GOAL, **{f"{GOAL}/title": "Ihres"})
        client.post(url("draft-translate", german.pk, "de", GOAL), theirs)
    reply = client.post(url("draft-translate", german.pk, "de", GOAL), mine)
    form = reply.context["form"]
    assert (reply.status_code, form[f"{GOAL}/title"].value()) == (409, "Meins")
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(url("draft-translate", german.pk, "de", GOAL), again).status_code == 302
    assert translations(german)[f"{GOAL}/title"] == "Meins"


def test_text_the_gate_refuses_is_said_at_its_field(client, german):
    bad = sent(client, german, GOAL, **{f"{GOAL}/title": "a\x07"})
    reply = client.post(url("draft-translate", german.pk, "de", GOAL), bad)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, [f"{GOAL}/title"])


@pytest.mark.parametrize("address", [("fr", GOAL), ("de", "gone.away"), ("de", "nothing-")])
def test_what_is_not_there_is_no_page(client, german, address):
    assert client.get(url("draft-translate", german.pk, *address)).status_code == 404


def test_only_editors_of_the_bank_translate(german, organisation):
    address = url("draft-translate", german.pk, "de", GOAL)
    member = signed_in(MemberFactory(organisation=organisation).user)
    stranger = signed_in(MemberFactory(edits_banks=True).user)
    assert (member.get(address).status_code, stranger.get(address).status_code) == (403, 404)


@pytest.mark.parametrize("languages", [["de"], ["de", "fr", "it"]])
def test_pages_ask_a_fixed_number_of_queries(
    client, fork, editor, languages, django_assert_num_queries
):
    for language in languages:
        add_language(actor=editor, bank_id=fork.pk, language=language)
    for name, args in (("draft-language", ("de",)), ("draft-translate", ("de", GOAL))):
        with django_assert_num_queries(4):  # session, user, actor, draft
            client.get(url(name, fork.pk, *args))


def test_texts_sent_as_shown_are_no_revision(client, german):
    before = BankDraft.objects.get(bank=german).revision
    address = url("draft-translate", german.pk, "de", GOAL)
    assert client.post(address, sent(client, german, GOAL)).status_code == 302
    assert BankDraft.objects.get(bank=german).revision == before


def removal(client, fork, language="de"):
    """Send what the page of a language holds to remove it."""
    page = client.get(url("draft-language", fork.pk, language))
    return url("draft-language", fork.pk, language), {"seen": page.context["seen"]}


def test_language_is_removed_with_its_translations_and_undone(client, german, editor):
    add_language(actor=editor, bank_id=german.pk, language="fr")
    texts = {f"{GOAL}/title": "Wie weit?", f"{GOAL}/levels/0": "Noch nichts."}
    client.post(url("draft-translate", german.pk, "de", GOAL), sent(client, german, GOAL, **texts))
    edit(editor, german.draft, GOAL, title="Another question")
    before = BankDraft.objects.get(bank=german)
    assert before.made_from.keys() == {"de"}
    page = client.get(url("draft-language", german.pk, "de")).content.decode()
    assert "Its 2 translated texts go with it." in page

    address, form = removal(client, german)
    assert client.post(address, form).url == url("draft-languages", german.pk)

    now = BankDraft.objects.get(bank=german)
    assert (now.content["translations"], now.made_from) == ({"fr": {}}, {})
    (newest, *_older) = client.get(url("draft-history", german.pk)).context["revisions"]
    assert newest.brief == "Language removed: Deutsch (de)"
    client.post(url("draft-undo", german.pk), {"number": newest.row.number})
    now = BankDraft.objects.get(bank=german)
    assert (now.content, now.made_from) == (before.content, before.made_from)


def test_language_somebody_translated_meanwhile_is_not_removed(client, german):
    address, form = removal(client, german)
    mine = sent(client, german, GOAL, **{f"{GOAL}/title": "Meins"})
    client.post(url("draft-translate", german.pk, "de", GOAL), mine)
    page = client.post(address, form, follow=True)
    assert page.redirect_chain == [(address, 302)]
    assert "Not removed" in page.content.decode()
    assert translations(german) == {f"{GOAL}/title": "Meins"}


def test_what_is_typed_into_a_language_that_was_removed_is_shown_for_copying(client, german):
    mine = sent(client, german, GOAL, **{f"{GOAL}/title": "Umsonst getippt"})
    address, form = removal(client, german)
    client.post(address, form)
    reply = client.post(url("draft-translate", german.pk, "de", GOAL), mine)
    assert (reply.status_code, "Umsonst getippt" in reply.content.decode()) == (409, True)
    assert client.post(address, form).status_code == 409
    assert client.get(address).status_code == 404
