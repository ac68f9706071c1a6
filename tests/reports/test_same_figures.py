"""One complete assessment in five formats: every score, level, coverage and answer is the same.

In every language of the words. A report is drawn outside of `words_in`, as the worker does it; only
what reads it looks for the words beside the figures in the language of the report.
"""

import pytest

from assessments.reports.language import LANGUAGES, OWN, gettext, words_in
from assessments.reports.renderers import RENDERERS
from tests.reports.documents import big_bank, document_of, inputs_of, squeezed
from tests.reports.extracting import EXTRACTORS, from_json, from_pdf


@pytest.fixture(scope="module", params=LANGUAGES)
def document(request):
    inputs = inputs_of(11) | ({} if request.param == OWN else {"words": request.param})
    codes = [code for code, q in big_bank().questions.items() if q.not_applicable]
    for code in codes[:3]:
        said = {"state": "not_applicable", "value": None, "reason": "We sell in one country."}
        inputs["answers"][code] |= said
    for code in list(inputs["answers"])[40:44]:
        inputs["answers"][code] |= {"state": "dont_know", "value": None}
    return document_of(inputs)


@pytest.fixture(scope="module")
def known(document):
    return from_json(RENDERERS["json"].render(document))


def test_the_sample_has_something_of_everything(document, known):
    states = {state.split()[0] for state, _ in known["answers"].values()}
    said = ("Level {level}", "Don't know", "Not applicable", "Answered")
    with words_in(document.language):
        assert {gettext(words).split()[0] for words in said} <= states
    assert len(known["answers"]) == 98 + 9
    assert len(known["parts"]) == 6
    assert len(known["sections"]) > 20


@pytest.mark.parametrize("name", ["csv", "xlsx", "docx"])
def test_a_file_says_what_the_json_says(name, document, known):
    content = RENDERERS[name].render(document)
    with words_in(document.language):
        found = EXTRACTORS[name](content)
    assert found == known


def test_the_pdf_says_what_the_json_says(document, known):
    content = RENDERERS["pdf"].render(document)
    with words_in(document.language):
        found = from_pdf(content, known, document)
    assert found["whole"] == known["whole"]
    assert found["parts"] == known["parts"]
    assert found["sections"] == known["sections"]
    assert found["profile"] == {
        number: squeezed(words or state)
        for number, (state, words) in known["answers"].items()
        if number.startswith("P")
    }
    assert len(found["profile"]) == 9
    scored = {
        number: tuple(squeezed(words) for words in said)
        for number, said in known["answers"].items()
        if not number.startswith("P")
    }
    assert found["answers"] == scored


def test_the_exact_figures_are_those_of_the_scorecard(document):
    import csv
    import io

    content = RENDERERS["csv"].render(document).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(content, newline="")):
        if row["record"] == "part":
            figures = document.scorecard["parts"][row["code"]]
            assert float(row["score_exact"]) == float(figures["score"]["value"])
            assert float(row["coverage_exact"]) == float(figures["coverage"]["value"])
