"""Who speaks to the browser says what is to be seen: a name read aloud holds the words shown."""

from html.parser import HTMLParser

import pytest

from assessments.banks.services import add_language
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import DRAFT_PAGES, ids, url

pytestmark = pytest.mark.django_db


class Controls(HTMLParser):
    """Collects each link and button that has a name of its own, with the words on it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self.is_open = False

    def handle_starttag(self, tag, attrs):
        label = dict(attrs).get("aria-label")
        if tag in {"a", "button"} and label:
            self.found.append([label, ""])
            self.is_open = True

    def handle_endtag(self, tag):
        self.is_open = self.is_open and tag not in {"a", "button"}

    def handle_data(self, data):
        if self.is_open:
            self.found[-1][1] += data


@pytest.mark.parametrize("page", [*DRAFT_PAGES, ("draft-tree",)], ids=ids)
def test_names_of_controls_hold_the_words_on_them(client, fork, editor, page):
    edit(editor, fork.draft, GOAL, title="Changed")
    add_language(actor=editor, bank_id=fork.pk, language="de")
    name, *args = page
    address = f"{url('draft-detail', fork.pk)}?at=value"
    if name != "draft-tree":
        address = url(name, fork.pk, *args)
    controls = Controls()
    controls.feed(client.get(address).content.decode())

    words = [(label, shown.strip().rstrip("…")) for label, shown in controls.found]
    wrong = [
        (label, shown)
        for label, shown in words
        if any(map(str.isalpha, shown)) and shown.lower() not in label.lower()
    ]
    assert wrong == []
