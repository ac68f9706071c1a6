"""The edit forms of the studio take any nonsense as a problem at a field."""

import json

import pytest

from assessments.banks.models import BankDraft
from tests.banks_slice.drafts import GOAL, edit
from tests.banks_slice.pages import shown_in, typed, url
from tests.scoring.method_banks import mean_tree

CODES = (GOAL, "value.skills", "value.sold", "build.way", "build.users")
BAD = ["nan", "\x00", "9" * 5000]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("code", CODES)
def test_no_value_of_a_field_breaks_the_page(client, fork, code, bad):
    shown = typed(client, fork, code)
    address = url("draft-edit", fork.pk, code)

    for name in shown:
        reply = client.post(address, {**shown, name: bad})
        assert reply.status_code in {302, 409, 422}, name
        BankDraft.objects.get(bank=fork)
        shown = typed(client, fork, code)


STRANGE = {
    "lists": {"base": json.dumps({"examples:0": [1], "examples:1": {}, "title": 3})},
    "depth": {"base": "[" * 100_000},
    "place": {"base": json.dumps({f"examples:{'9' * 5000}": ""})},
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_no_digests_and_no_names_of_fields_break_the_page_of_a_conflict(
    client, fork, editor, strange
):
    sent = typed(client, fork, GOAL, title="Mine") | strange
    edit(editor, fork.draft, GOAL, title="Theirs", examples=[{"text": "One"}])
    reply = client.post(url("draft-edit", fork.pk, GOAL), sent)
    assert (reply.status_code, "Mine" in reply.content.decode()) == (409, True)


def test_no_place_of_a_stream_breaks_the_page_of_a_conflict(client, draft_of, editor):
    draft = draft_of(mean_tree())
    address = url("draft-scoring-section", draft.bank_id, "gov.strategy")
    sent = shown_in(client, address) | {"stream_of:gov.a1": "9" * 5000}
    edit(editor, draft, "@scoring", streams={})
    assert client.post(address, sent).status_code == 409
