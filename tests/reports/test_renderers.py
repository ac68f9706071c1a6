import json
from dataclasses import asdict
from xml.etree import ElementTree as ET

import pytest

from assessments.reports.figures import DISCIPLINES, STATES
from assessments.reports.file_name import ascii_name, file_name
from assessments.reports.renderers import RENDERERS
from assessments.scoring.answers import State
from assessments.scoring.bank import Discipline
from assessments.web.cards import dom_id
from assessments.web.forms.report import FORMATS
from tests.reports.documents import big_bank, document_of, inputs_of, squeezed, text_of
from tests.scoring.small_bank import small_bank


@pytest.fixture(scope="module")
def document():
    return document_of(inputs_of(4))


def test_every_format_can_be_chosen_and_made():
    assert [name for name, _ in FORMATS] == list(RENDERERS)


def test_states_and_disciplines_all_have_words():
    assert set(STATES) == set(State)
    assert set(DISCIPLINES) == set(Discipline)


@pytest.mark.parametrize("name", RENDERERS)
def test_every_renderer_renders_the_sample(name, document):
    assert len(RENDERERS[name].render(document)) > 1000


def test_the_pdf_shows_the_figures_of_the_scorecard(document):
    made = json.loads(RENDERERS["json"].render(document))
    text = text_of(RENDERERS["pdf"].render(document))
    assert made["scorecard"]["level"] == document.result.level
    for part in made["document"]["parts"]:
        assert squeezed(part["line"]["score"]) in text
        exact = made["scorecard"]["parts"][part["line"]["code"]]["score"]["value"]
        rounded = int(float(exact) + 0.5)
        assert part["line"]["score"] == f"{rounded}\u00a0%"


def test_the_json_holds_no_drawings_and_every_answer(document):
    made = json.loads(RENDERERS["json"].render(document))
    assert "charts" not in made["document"]["result"]
    sections = [s for part in made["document"]["parts"] for s in part["sections"]]
    assert sum(len(section["questions"]) for section in sections) == 98


def test_charts_are_well_formed_and_say_what_they_show(document):
    for chart in document.result.charts.values():
        drawing = ET.fromstring(chart.svg)  # noqa: S314 -- our own drawing
        names = drawing.get("aria-labelledby").split()
        inside = {found.get("id"): found.text for found in drawing if found.get("id")}
        assert drawing.get("role") == "img"
        assert all(inside[name] for name in names)
        assert "style" not in chart.svg


def test_the_ids_of_charts_differ(document):
    drawn = "".join(chart.svg for chart in document.result.charts.values())
    ids = [part.split('"')[0] for part in drawn.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 6


def test_a_part_title_with_markup_cannot_leave_its_chart():
    content = small_bank().model_dump(mode="json", by_alias=True, exclude_none=True)
    content["parts"][0]["short_title"] = "</text><script>x</script>&"
    bank = type(small_bank()).model_validate(content)
    chart = document_of(inputs_of(1, bank), bank).result.charts["parts"]
    assert "<script" not in chart.svg
    ET.fromstring(chart.svg)  # noqa: S314 -- our own drawing


def test_the_document_is_plain_values(document):
    assert json.loads(json.dumps(asdict(document))) is not None


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ("Arrival times", "Arrival-times-2026-11-23-Launch-ready.pdf"),
        ("../../etc/passwd", "etc-passwd-2026-11-23-Launch-ready.pdf"),
        ("a\r\nSet-Cookie: x", "a-Set-Cookie-x-2026-11-23-Launch-ready.pdf"),
        ("", "report-2026-11-23-Launch-ready.pdf"),
        ("CON.", "CON-2026-11-23-Launch-ready.pdf"),
    ],
)
def test_a_file_name_is_safe(product, expected):
    assert file_name(product, "2026-11-23", "Launch-ready", "pdf") == expected
    assert ascii_name(expected) == expected


def test_links_of_the_results_lead_to_the_card_of_the_question():
    from assessments.templatetags.question_links import question_link

    for code in big_bank().questions:
        assert question_link(1, "profile", code).partition("#")[2] == dom_id(code)
