"""The edit forms of the studio take any nonsense as a problem at a field."""

import pytest

from assessments.banks.models import BankDraft
from tests.banks_slice.drafts import GOAL
from tests.banks_slice.pages import typed, url

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
