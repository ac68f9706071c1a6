"""The pages that import a bank: what is shown, what is made, what is refused and where."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.banks.formats import EXPORTS, ImportFormat, read_bank_file
from assessments.banks.formats.imported import Loss, imported
from assessments.banks.models import Bank, BankDraft, BankUpload
from assessments.banks.services import open_draft, prune_uploads, publish_draft
from assessments.web.import_words import EXPORT_WORDS, FORMAT_WORDS
from tests.banks.spreadsheets import only_format
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import signed_in, url
from tests.factories import MemberFactory, UserFactory
from tests.scoring.small_bank import small_bank, small_content

pytestmark = pytest.mark.django_db


def upload(client: Any, raw: bytes | None = None, name: str = "bank.yaml") -> Any:
    file = SimpleUploadedFile(name, EXPORTS["yaml"].write(small_bank()).raw if raw is None else raw)
    return client.post(url("bank-import"), {"file": file})


def choose(client: Any, starts: str, **changes: Any) -> Any:
    """Post the preview's form as shown, with the first offer that starts like this."""
    form = client.get(url("bank-import-preview")).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    into = next(key for key, _ in form.fields["into"].choices if key.startswith(starts))
    return client.post(url("bank-import-preview"), {**shown, "into": into, **changes})


def rows() -> tuple[int, int, int]:
    return Bank.objects.count(), BankDraft.objects.count(), BankUpload.objects.count()


def test_a_file_is_shown_before_anything_is_made(client, organisation, shipped):
    reply = upload(client)
    assert reply.url == url("bank-import-preview")
    page = client.get(reply.url)
    text = page.content.decode()
    assert rows() == (1, 0, 1)
    assert "A small bank" in text
    assert "Question bank file (YAML or JSON)" in text
    assert "How far is value.goal?" in text
    assert "Nothing: all of the file is carried." in text


def test_a_file_becomes_the_draft_of_a_new_bank(client, organisation, editor):
    upload(client)
    reply = choose(client, "new:")
    draft = BankDraft.objects.get()
    assert reply.url == url("draft-detail", draft.bank_id)
    assert draft.bank.organisation == organisation
    assert (draft.bank.title, draft.bank.slug) == ("A small bank", "small")
    assert read_bank_file(json.dumps(draft.content).encode()) == small_bank()
    assert draft.writers == [editor.user_id]
    choose(client, "new:")
    assert [bank.slug for bank in Bank.objects.order_by("pk")] == ["small", "small-2"]


def test_a_form_sent_twice_makes_one_bank(client, organisation):
    upload(client)
    form_id = str(uuid4())
    first, second = (choose(client, "new:", form_id=form_id) for _ in range(2))
    assert first.url == second.url
    assert rows() == (1, 1, 1)


def test_a_file_takes_the_place_of_an_open_draft_and_can_be_taken_back(client, fork, editor):
    upload(client, EXPORTS["xlsx"].write(small_bank(title="Renamed")).raw, "bank.xlsx")
    page = client.get(url("bank-import-preview")).content.decode()
    assert "its draft, in the place of what that holds" in page
    form_id = str(uuid4())
    first = choose(client, f"draft:{fork.pk}:", form_id=form_id)
    draft = BankDraft.objects.get()
    assert first.url == url("draft-detail", fork.pk)
    assert (draft.content["title"], draft.revision) == ("Renamed", 2)
    assert draft.content["slug"] == fork.slug
    assert draft.revisions.count() == 1
    again = choose(client, f"draft:{fork.pk}:", form_id=form_id)
    assert again.url == first.url
    assert BankDraft.objects.get().revision == 2


def test_a_draft_that_changed_meanwhile_is_not_written_over(client, fork, editor):
    upload(client)
    form = client.get(url("bank-import-preview")).context["form"]
    into = next(key for key, _ in form.fields["into"].choices if key.startswith("draft:"))
    edit(editor, fork.draft, GOAL, title="A colleague's words")
    reply = choose(client, "draft:", into=into)
    assert reply.status_code == 422
    assert "Its draft was changed meanwhile." in reply.content.decode()
    assert BankDraft.objects.get().revision == 2


def test_a_bank_without_a_draft_gets_one_based_on_its_newest_version(client, fork, editor):
    edit(editor, fork.draft, GOAL, title="Other words")
    version = publish_draft(actor=editor, bank_id=fork.pk, revision=2, notes="First")
    upload(client)
    choose(client, f"draft:{fork.pk}:0")
    draft = BankDraft.objects.get()
    assert (draft.based_on, draft.revision) == (version, 2)
    assert read_bank_file(json.dumps(draft.content).encode()).questions[GOAL].title != "Other words"


def test_only_banks_one_edits_are_offered(client, fork, organisation, shipped):
    elsewhere = MemberFactory(edits_banks=True)
    upload(client)
    form = client.get(url("bank-import-preview")).context["form"]
    offered = [key for key, _ in form.fields["into"].choices]
    assert offered == [f"new:{organisation.pk}:0", f"draft:{fork.pk}:1"]
    foreign = signed_in(elsewhere.user)
    for into in (f"draft:{fork.pk}:1", f"draft:{shipped.bank_id}:0", f"new:{organisation.pk}:0"):
        upload(foreign)
        reply = choose(foreign, "new:", into=into)
        assert reply.status_code == 422
    assert BankDraft.objects.get().revision == 1


@pytest.mark.parametrize(
    ("raw", "name", "message"),
    [
        (b"", "bank.yaml", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "bank.png", "The file is not UTF-8 text (byte 0)."),
        (b"{}", "bank.json", "This is none of the kinds of file that can be imported."),
        (b"PK\x03\x04junk", "bank.xlsx", "The file is no sound ZIP file."),
        (b" " * (5 * 1024 * 1024 + 1), "bank.yaml", "The file is larger than 5 MB."),
        (b"title: [", "bank.yaml", "line 1: "),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(
    client, organisation, raw: bytes, name: str, message: str
):
    reply = upload(client, raw, name)
    assert reply.status_code in {413, 422}
    assert message in reply.context["form"].errors["file"][0]
    assert '<a href="#id_file">' in reply.content.decode()
    assert rows() == (0, 0, 0)


def test_no_file_is_an_error_of_the_field(client, organisation):
    reply = client.post(url("bank-import"), {})
    assert reply.status_code == 422
    assert "file" in reply.context["form"].errors


def test_errors_are_shown_with_their_places_and_nothing_can_be_made(client, organisation):
    content = small_content()
    content["parts"][0]["sections"][0]["questions"][0]["levels"] = ["only <b>one</b>"]
    upload(client, json.dumps(content).encode(), "bank.json")
    text = client.get(url("bank-import-preview")).content.decode()
    assert "parts[0].sections[0].questions[0].levels" in text
    assert "needs at least 2, has 1" in text
    assert 'name="into"' not in text
    reply = client.post(
        url("bank-import-preview"),
        {"into": f"new:{organisation.pk}:0", "digest": BankUpload.objects.get().digest},
    )
    assert reply.status_code == 422
    assert rows() == (0, 0, 1)


def test_losses_and_what_is_to_finish_are_listed(client, organisation, monkeypatch):
    content = {
        "slug": "half",
        "title": "Half a bank",
        "parts": [{"code": "p", "title": "<i>P</i>"}],
    }
    losses = [Loss(f"pages[{n}].html", "No place for it.") for n in range(103)]
    row = ImportFormat("other", lambda _: True, lambda _: imported("other", content, losses=losses))
    only_format(monkeypatch, row)
    upload(client, b"x")
    text = client.get(url("bank-import-preview")).content.decode()
    assert "pages[99].html" in text
    assert "and 3 more" in text
    assert "What is to finish before publishing" in text
    assert "&lt;i&gt;P&lt;/i&gt;" in text
    reply = choose(client, "new:")
    assert reply.url == url("draft-detail", BankDraft.objects.get().bank_id)
    assert client.get(reply.url).status_code == 200


def test_an_upload_is_its_owners_and_is_gone_after_an_hour(client, organisation, editor):
    upload(client)
    other = signed_in(MemberFactory(organisation=organisation, edits_banks=True).user)
    assert other.get(url("bank-import-preview")).url == url("bank-import")
    upload(client, name="second.yaml")
    assert BankUpload.objects.get().name == "second.yaml"
    BankUpload.objects.update(at=timezone.now() - timedelta(hours=1, seconds=1))
    assert client.get(url("bank-import-preview")).url == url("bank-import")
    assert prune_uploads(timezone.now()) == 1
    assert rows() == (0, 0, 0)


def test_another_file_uploaded_in_a_second_window_is_not_imported_unseen(client, organisation):
    upload(client)
    seen = client.get(url("bank-import-preview")).context["form"]["digest"].value()
    upload(client, EXPORTS["yaml"].write(small_bank(title="Another")).raw)
    reply = choose(client, "new:", digest=seen)
    assert reply.status_code == 422
    assert "Another file was uploaded since" in reply.content.decode()
    assert BankDraft.objects.count() == 0


def test_people_who_edit_no_banks_are_refused(organisation):
    member = signed_in(MemberFactory(organisation=organisation).user)
    stranger = signed_in(UserFactory())
    for person in (member, stranger):
        for name in ("bank-import", "bank-import-preview", "bank-template"):
            assert person.get(url(name)).status_code == 403


@pytest.mark.parametrize("name", ["yaml", "json", "xlsx"])
def test_a_version_is_downloaded_and_read_back_the_same(client, editor, shipped, name: str):
    page = client.get(url("bank-version-detail", shipped.pk)).content.decode()
    address = url("bank-version-export", shipped.pk, name)
    assert address in page
    reply = client.get(address)
    assert f'filename="small-1.0{EXPORTS[name].suffix}"' in reply["Content-Disposition"]
    assert read_bank_file(reply.content) == small_bank()


def test_what_a_format_has_no_place_for_is_shown_before_the_download(client, shipped):
    address = url("bank-version-export", shipped.pk, "aws-lens")
    page = client.get(address)
    assert "What the file leaves out" in page.content.decode()
    reply = client.get(f"{address}?anyway")
    assert reply["Content-Disposition"].startswith("attachment")
    assert json.loads(reply.content)["name"] == "A small bank"


def test_an_unknown_format_is_no_page(client, shipped):
    assert client.get(url("bank-version-export", shipped.pk, "doc")).status_code == 404


def test_the_template_can_be_imported_as_it_is(client, organisation):
    reply = client.get(url("bank-template"))
    assert 'filename="question-bank.xlsx"' in reply["Content-Disposition"]
    upload(client, reply.content, "question-bank.xlsx")
    assert choose(client, "new:").url == url("draft-detail", BankDraft.objects.get().bank_id)


def test_every_format_has_its_words():
    from assessments.banks.formats import FORMATS

    assert list(FORMAT_WORDS) == list(FORMAT_WORDS | dict.fromkeys(FORMATS))
    assert list(EXPORT_WORDS) == list(EXPORTS)


@pytest.mark.parametrize("banks", [1, 3])
def test_the_preview_asks_a_fixed_number_of_queries(
    client, editor, organisation, shipped, banks, django_assert_num_queries
):
    upload(client)
    for number in range(banks):
        bank = Bank.objects.create(
            organisation=organisation, slug=f"b{number}", title="B", forked_from=shipped
        )
        open_draft(actor=editor, bank_id=bank.pk)
    # session, user, actor, upload, organisations, banks
    with django_assert_num_queries(6):
        client.get(url("bank-import-preview"))


HALVES = [
    b'{"slug": "a", "\\ud800": 2, "\\ud800": 3}',
    b'{"slug": "a", "title": "b", "language": "\\ud800"}',
    b'{"slug": "a", "title": "b", "scoring": {"floors": {"\\ud800": {}}}}',
    b'{"slug": "a", "title": "b", "parts": [{"code": "p", "title": "\\ud800"}]}',
    b'{"slug": "a", "title": "b", "translations": {"\\ud800": {"title": "c"}}}',
    b'{"pillars": [], "\\ud800": 1}',
    b'{"pillars": [], "other": "\\ud800"}',
    b'{"pages": [{"title": {"\\ud800": "x"}}]}',
]


@pytest.mark.parametrize("raw", HALVES)
def test_half_a_character_in_a_file_is_said_and_not_a_crash(client, organisation, raw: bytes):
    reply = upload(client, raw, "bank.json")
    page = client.get(reply.url) if reply.status_code == 302 else reply
    assert page.status_code in {200, 422}
    assert "\ufffd" in page.content.decode()
