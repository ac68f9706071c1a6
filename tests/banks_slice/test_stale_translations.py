"""A translation goes stale when its text changes, and is fresh again once somebody saw to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.banks.checking import check_draft
from assessments.banks.draft_chunks import changes_between, chunks_of
from assessments.banks.draft_tree import find, whole_digest
from assessments.banks.models import BankDraft, BankVersion
from assessments.banks.services import (
    add_language,
    duplicate_element,
    open_draft,
    publish_draft,
    remove_element,
    restore_draft,
    take_back_revision,
    translate_element,
)
from assessments.banks.services.translate_draft import MOST_LANGUAGES
from assessments.banks.stale import aged
from assessments.banks.translated import coverage, coverages, texts_digest
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import typed, url
from tests.scoring.small_bank import small_content

TITLE = f"{GOAL}/title"
OLD = "How far is value.goal?"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def german(fork, editor):
    add_language(actor=editor, bank_id=fork.pk, language="de")
    translate(editor, fork, **{TITLE: "Wie weit?"})
    return fork


def translate(editor, fork, still_hold=(), **texts):
    held = content(fork.draft)
    return translate_element(
        actor=editor,
        bank_id=fork.pk,
        language="de",
        code=GOAL,
        seen=texts_digest(held, "de", GOAL),
        texts=texts,
        still_hold=still_hold,
    )


def marks(fork):
    return BankDraft.objects.get(bank=fork).made_from.get("de", {})


def form_of(client, fork):
    form = client.get(url("draft-translate", fork.pk, "de", GOAL)).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


@pytest.mark.django_db
def test_changed_text_makes_its_translation_stale_and_keeps_what_it_was_made_from(german, editor):
    edit(editor, german.draft, GOAL, title="Reworded", why="Another reason")
    assert marks(german) == {TITLE: OLD}
    edit(editor, german.draft, GOAL, title="Reworded again")
    assert marks(german) == {TITLE: OLD}, "it was made from the first text, not the one between"
    edit(editor, german.draft, GOAL, title=OLD)
    assert marks(german) == {}, "the text says again what was translated"


@pytest.mark.django_db
def test_new_translation_or_a_word_that_it_holds_makes_it_fresh(german, editor):
    edit(editor, german.draft, GOAL, title="Reworded")
    translate(editor, german, **{TITLE: "Neu gesagt"})
    assert marks(german) == {}
    edit(editor, german.draft, GOAL, title="Reworded again")
    before = content(german.draft)
    translate(editor, german, still_hold=[TITLE], **{TITLE: "Neu gesagt"})
    assert (marks(german), content(german.draft)) == ({}, before)


@pytest.mark.django_db
def test_undoing_a_change_undoes_what_it_did_to_translations(german, editor):
    reworded = edit(editor, german.draft, GOAL, title="Reworded").revision
    again = translate(editor, german, **{TITLE: "Neu"}).revision
    take_back_revision(actor=editor, bank_id=german.pk, number=again)
    assert marks(german) == {TITLE: OLD}
    translate(editor, german, **{TITLE: "Neu"})
    take_back_revision(actor=editor, bank_id=german.pk, number=reworded)
    assert marks(german) == {TITLE: "Reworded"}, "made from a text that is gone now"


@pytest.mark.django_db
def test_restoring_gives_the_marks_of_that_revision(german, editor):
    stale = edit(editor, german.draft, GOAL, title="Reworded").revision
    translate(editor, german, **{TITLE: "Neu"})
    now = edit(editor, german.draft, GOAL, title="Third").revision
    assert marks(german) == {TITLE: "Reworded"}
    restore_draft(actor=editor, bank_id=german.pk, number=stale, revision=now)
    assert marks(german) == {TITLE: OLD}


@pytest.mark.django_db
def test_copy_is_stale_too_and_a_removal_leaves_nothing(german, editor):
    edit(editor, german.draft, GOAL, title="Reworded")
    code = duplicate_element(actor=editor, bank_id=german.pk, code=GOAL, new_code="")
    assert marks(german) == {TITLE: OLD, f"{code}/title": OLD}
    for one in (GOAL, code):
        seen = whole_digest(find(content(german.draft), one).node)
        remove_element(actor=editor, bank_id=german.pk, code=one, seen=seen)
    assert marks(german) == {}


@pytest.mark.django_db
def test_next_draft_knows_what_the_published_version_left_stale(german, editor):
    revision = edit(editor, german.draft, GOAL, title="Reworded").revision
    publish_draft(actor=editor, bank_id=german.pk, revision=revision, notes="Clearer")
    version = BankVersion.objects.get(bank=german)
    assert "made_from" not in version.content
    open_draft(actor=editor, bank_id=german.pk)
    assert marks(german) == {TITLE: OLD}


@pytest.mark.django_db
def test_stale_ones_are_counted_found_and_shown(client, german, editor):
    edit(editor, german.draft, GOAL, title="Reworded")
    held = BankDraft.objects.get(bank=german)
    whole, rows = coverage(held.content, held.made_from, "de")
    (row,) = [one for one in rows if one.code == GOAL]
    assert (whole.done, whole.stale, row.done, row.stale) == (0, 1, 0, 1)
    assert coverages(held.content, held.made_from) == [("de", whole)]
    found = check_draft(held.content, None, None, {}, held.made_from).findings
    assert [(one.severity, one.path) for one in found if one.id == "DRAFT004"] == [
        ("warning", "translations.de")
    ]
    check = client.get(url("draft-check", german.pk)).content.decode()
    assert f'href="{url("draft-language", german.pk, "de")}"' in check
    for name, args in (("draft-languages", ()), ("draft-language", ("de",))):
        assert "out of date" in client.get(url(name, german.pk, *args)).content.decode()
    page = client.get(url("draft-translate", german.pk, "de", GOAL)).content.decode()
    assert OLD in page


@pytest.mark.django_db
def test_script_saves_texts_and_the_tick_and_is_told_what_is_stale(client, german, editor):
    edit(editor, german.draft, GOAL, title="Reworded")
    address = url("draft-translate", german.pk, "de", GOAL)
    sent = form_of(client, german)
    reply = client.post(address, sent | {f"{GOAL}/improvement": "Darum"}, **JSON)
    assert reply.json()["stale"] == [TITLE]
    reply = client.post(address, sent | reply.json() | {f"holds:{TITLE}": "on"}, **JSON)
    assert (reply.status_code, reply.json()["stale"], marks(german)) == (200, [], {})


@pytest.mark.django_db
def test_two_translators_of_different_texts_both_keep_theirs(client, german, editor):
    mine = form_of(client, german) | {TITLE: "Meins", f"{GOAL}/improvement": "Mein Rat"}
    edit(editor, german.draft, GOAL, title="Reworded")
    translate(editor, german, **{f"{GOAL}/levels/0": "Ihres"})
    address = url("draft-translate", german.pk, "de", GOAL)
    assert client.post(address, mine, **JSON).status_code == 409
    reply = client.post(address, mine)
    form = reply.context["form"]
    shown = [form[name].value() for name in (TITLE, f"{GOAL}/improvement", f"{GOAL}/levels/0")]
    assert (reply.status_code, shown) == (409, ["Meins", "Mein Rat", "Ihres"])
    said = {one.name: (one.kept, one.wanted) for one in reply.context["differences"]}
    assert said == {
        f"{GOAL}/levels/0": ("Ihres", None),
        f"source:{TITLE}": ("Reworded", None),
    }


@pytest.mark.django_db
def test_a_bank_has_so_many_languages_and_no_more(client, fork, editor):
    for number in range(MOST_LANGUAGES):
        add_language(
            actor=editor, bank_id=fork.pk, language=f"a{chr(97 + number // 26)}-{number:02}"
        )
    reply = client.post(url("draft-languages", fork.pk), {"language": "de"})
    assert (reply.status_code, "language" in reply.context["form"].errors) == (422, True)


WORDS = st.sampled_from(["one", "two", "three"])


@given(st.lists(st.tuples(st.booleans(), WORDS), max_size=8))
def test_translation_is_stale_exactly_while_its_text_is_not_the_one_it_was_made_from(steps):
    held, made_from = small_content(), {}
    goal = find(held, GOAL).node
    held["translations"] = {"de": {TITLE: "Wie weit?"}}
    source = goal["title"]
    for number, (translates, word) in enumerate(steps):
        before = chunks_of(held, made_from)
        if translates:
            held["translations"]["de"][TITLE] = f"{word} {number}"
            source = goal["title"]
        else:
            goal["title"] = word
        after = chunks_of(held, made_from)
        for _before, now in aged(changes_between(before, after), after).values():
            made_from = {"de": {TITLE: now}} if now else {}
        assert made_from == ({} if source == goal["title"] else {"de": {TITLE: source}})


def test_translations_of_examples_go_with_their_texts(client, fork, editor):
    key = f"{GOAL}/examples/{{}}/text".format
    edit(editor, fork.draft, GOAL, examples=[{"text": one} for one in ("One", "Two", "Three")])
    draft = BankDraft.objects.get(bank=fork)
    draft.content["translations"] = {"de": {key(0): "Eins", key(1): "Zwei", key(2): "Drei"}}
    draft.save()
    sent = typed(client, fork, GOAL, **{"examples:0": "", "examples:3": "Four"})
    assert client.post(url("draft-edit", fork.pk, GOAL), sent).status_code == 302
    assert content(draft)["translations"]["de"] == {key(0): "Zwei", key(1): "Drei"}
    sent = typed(client, fork, GOAL, **{"examples:0": "Second", "examples:1": "Third"})
    assert client.post(url("draft-edit", fork.pk, GOAL), sent).status_code == 302
    assert content(draft)["translations"]["de"] == {key(0): "Zwei", key(1): "Drei"}
    stale = BankDraft.objects.get(bank=fork).made_from
    assert stale == {"de": {key(0): "Two", key(1): "Three"}}
