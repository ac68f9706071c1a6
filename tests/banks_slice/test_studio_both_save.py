"""Two editors on pages of one draft's scoring: each page is compared by what it shows alone."""

import pytest

from assessments.banks.errors import DraftConflict
from assessments.banks.services import edit_shown
from tests.banks_slice.drafts import content, edit, seen
from tests.banks_slice.pages import held, shown_in, url
from tests.scoring.method_banks import mean_tree, two_scores

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def section(draft, code):
    return url("draft-scoring-section", draft.bank_id, code)


def main(draft):
    return url("draft-scoring", draft.bank_id)


def scoring(draft):
    return content(draft)["scoring"]


@pytest.mark.parametrize("extra", [{}, JSON])
def test_streams_of_two_sections_are_both_saved(client, draft_of, extra):
    draft = draft_of(mean_tree())
    pages = [section(draft, code) for code in ("gov.strategy", "build.secure")]
    first, second = (shown_in(client, page) for page in pages)
    first |= {"stream:0:title": "Make", "targets:gov.a2": "gov.a1_wanted"}
    second |= {"stream:0:title": "All", "stream_of:build.one": "0", "baselines:build.two": "gov.b1"}
    for page, sent in zip(pages, (first, second), strict=True):
        assert client.post(page, sent, **extra).status_code in {200, 302}
    held_now = scoring(draft)
    assert [one["title"] for one in held_now["streams"]["gov.strategy"]] == ["Make", "Measure"]
    assert held_now["streams"]["build.secure"] == [{"title": "All", "questions": ["build.one"]}]
    assert held_now["targets"] == {"gov.a1": "gov.a1_wanted", "gov.a2": "gov.a1_wanted"}
    assert held_now["baselines"] == {"build.two": "gov.b1"}


def test_sides_of_two_sections_are_both_saved(client, draft_of, editor):
    draft = draft_of(two_scores())
    edit(editor, draft, "@scoring", mitigation=[])
    pages = [section(draft, code) for code in ("ease.design", "ease.live")]
    first, second = (shown_in(client, page) for page in pages)
    assert client.post(pages[0], first | {"side:ease.asked": "mitigation"}).status_code == 302
    assert client.post(pages[1], second | {"side:ease.told": "mitigation"}).status_code == 302
    assert scoring(draft)["mitigation"] == ["ease.asked", "ease.told"]


def test_page_of_a_section_and_that_of_the_whole_are_both_saved(client, draft_of):
    draft = draft_of(mean_tree())
    whole, part = shown_in(client, main(draft)), shown_in(client, section(draft, "gov.strategy"))
    assert client.post(section(draft, "gov.strategy"), part | {"stream:0:title": "Make"}).url
    assert client.post(main(draft), whole | {"scale": "100"}).status_code == 302
    assert scoring(draft)["scale"] == 100
    assert scoring(draft)["streams"]["gov.strategy"][0]["title"] == "Make"


def test_what_one_page_shows_and_two_changed_is_still_a_conflict_with_both(client, draft_of):
    draft = draft_of(mean_tree())
    sent = shown_in(client, section(draft, "gov.strategy"))
    client.post(section(draft, "gov.strategy"), sent | {"stream:0:title": "Theirs"})
    page = client.post(section(draft, "gov.strategy"), sent | {"stream:0:title": "Mine"})
    (found,) = page.context["differences"]
    assert (page.status_code, found.kept, found.wanted) == (409, "Theirs", "Mine")
    before = content(draft)
    assert client.post(section(draft, "gov.strategy"), sent, **JSON).status_code == 409
    assert content(draft) == before


def test_section_that_came_to_count_as_a_whole_meanwhile_is_not_counted_twice(
    client, draft_of, editor
):
    draft = draft_of(two_scores())
    edit(editor, draft, "@scoring", mitigation=[])
    sent = shown_in(client, section(draft, "ease.live")) | {"side:ease.told": "raw"}
    whole = shown_in(client, main(draft)) | {"side:ease.live": "mitigation"}
    assert client.post(main(draft), whole).status_code == 302
    page = client.post(section(draft, "ease.live"), sent)
    assert (page.status_code, page.context["typed"]) == (409, ["raw"])
    assert scoring(draft)["raw"] == ["risk"]


def test_changed_under_the_lock_it_is_compared_and_written_as_it_is_then(
    client, draft_of, editor, monkeypatch
):
    """Somebody saves another section between the reading of the draft and the lock on it."""
    draft = draft_of(mean_tree())
    sent = shown_in(client, section(draft, "gov.strategy")) | {"stream:0:title": "Make"}
    streams = scoring(draft)["streams"]
    others = {**streams, "build.secure": [{"title": "All", "questions": ["build.one"]}]}

    def later(**given):
        edit(editor, draft, "@scoring", streams=others)
        return edit_shown(**given)

    monkeypatch.setattr("assessments.web.views.studio.elements.edit_shown", later)
    assert client.post(section(draft, "gov.strategy"), sent).status_code == 302
    assert scoring(draft)["streams"]["build.secure"] == others["build.secure"]
    assert scoring(draft)["streams"]["gov.strategy"][0]["title"] == "Make"


def test_what_the_lock_finds_and_the_form_cannot_hold_is_a_conflict(
    client, draft_of, editor, monkeypatch
):
    draft = draft_of(two_scores())
    edit(editor, draft, "@scoring", mitigation=["ease.design"])
    sent = shown_in(client, section(draft, "ease.live")) | {"side:ease.told": "raw"}

    def later(**given):
        edit(editor, draft, "@scoring", mitigation=["ease.design", "ease.live"])
        return edit_shown(**given)

    monkeypatch.setattr("assessments.web.views.studio.elements.edit_shown", later)
    page = client.post(section(draft, "ease.live"), sent)
    assert (page.status_code, page.context["typed"]) == (409, ["raw"])
    assert scoring(draft)["raw"] == ["risk"]


def test_digest_of_what_is_shown_guards_the_write(draft_of, editor):
    draft = draft_of(mean_tree())
    given = {"actor": editor, "bank_id": draft.bank_id, "code": "@scoring"}
    given |= {"changes": lambda _: {"scale": 5}}
    with pytest.raises(DraftConflict):
        edit_shown(**given, seen="old", shown=lambda _: "new")
    assert scoring(draft)["scale"] == 3
    before = seen(draft, "@scoring")
    edit_shown(**given, seen="same", shown=lambda _: "same")
    assert (scoring(draft)["scale"], seen(draft, "@scoring") != before) == (5, True)


def test_conflict_of_the_main_page_is_of_what_it_shows(client, draft_of):
    draft = draft_of(two_scores())
    sent = shown_in(client, main(draft))
    client.post(main(draft), sent | {"gate": "70"})
    page = client.post(main(draft), sent | {"discount": "20"})
    (found,) = page.context["differences"]
    assert (found.kept, found.wanted) == ("70", None)
    assert client.post(main(draft), held(page.context["form"])).status_code == 302
    assert (scoring(draft)["gate"], scoring(draft)["discount"]) == (70, 20)
