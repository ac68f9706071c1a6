"""A report that cannot print a character says so, and only then."""

import pytest

from assessments.reports.renderers import pdf
from tests.reports.documents import document_of, inputs_of, squeezed, text_of
from tests.scoring.small_bank import small_bank

SAYS = squeezed("in none of this report's fonts")


@pytest.mark.parametrize(("name", "says"), [("Ordinary", False), ("Old \U00012000 script", True)])
def test_the_method_says_that_characters_were_replaced_only_when_they_were(name, says):
    bank = small_bank()
    content = pdf.render(document_of(inputs_of(1, bank, product=name), bank))

    assert (SAYS in squeezed(text_of(content))) is says
