"""An organisation's colour and logo: checked, frozen, drawn, and later ones change no report."""

import io
import json
import re
import zipfile

import openpyxl
import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from assessments.audit.models import AuditEvent
from assessments.reports import services
from assessments.reports.colours import ENOUGH, WHITE, colour_from, contrast, readable, text_on
from assessments.reports.look import ACCENT, look_of
from assessments.reports.models import Report, ReportBrand, ReportLogo
from assessments.reports.verdicts import verdict_on
from assessments.reports.verified import Worth
from assessments.teams.errors import Refused
from tests.counting import counted
from tests.factories import actor_of, admin_of, person_in


def png(colour="red", size=(300, 100), kind="PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind)
    return target.getvalue()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert round(contrast(one, other), 2) == expected
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    "colour", ["#ffffff", "#ffd400", "#00ff88", "#3350c8", "#000000", "#ff0000"]
)
def test_every_colour_gets_a_tone_and_a_text_that_can_be_read(colour):
    assert contrast(readable(colour), WHITE) >= ENOUGH
    assert contrast(colour, text_on(colour)) >= ENOUGH
    assert (readable(colour) == colour) == (contrast(colour, WHITE) >= ENOUGH)


def test_a_tone_is_the_lightest_that_can_be_read():
    assert contrast(readable("#ffd400"), WHITE) < ENOUGH + 0.15


def test_without_a_colour_a_report_has_that_of_the_house():
    look = look_of({}, "Northwind")
    assert (look.accent, look.ink, look.on_accent, look.logo) == (ACCENT, ACCENT, WHITE, None)


@pytest.mark.parametrize("text", ["3350C8", "#3350c8", "  #3350C8 "])
def test_a_colour_is_read_in_any_spelling(text):
    assert colour_from(text) == "#3350c8"


@pytest.fixture
def admin(assessment):
    return admin_of(assessment.organisation)


@pytest.fixture
def branded(admin, assessment):
    return services.set_brand(
        actor=actor_of(admin),
        organisation_id=assessment.organisation_id,
        accent="#ffd400",
        logo=png(),
    )


def made(actor, assessment, name, **asked):
    report = services.request_report(
        actor=actor, assessment_id=assessment.pk, file_format=name, **asked
    )
    services.make_report(report.pk)
    return services.hand_over_report(actor=actor, report_id=report.pk).content


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_and_made_small(admin, assessment, kind):
    actor, pk = actor_of(admin), assessment.organisation_id
    brand = services.set_brand(
        actor=actor, organisation_id=pk, accent="", logo=png(size=(2000, 1000), kind=kind)
    )
    drawn = Image.open(io.BytesIO(brand.logo.content))
    assert (drawn.format, drawn.size) == ("PNG", (720, 360))
    assert (brand.logo.width, brand.logo.height) == (720, 360)
    assert AuditEvent.objects.filter(verb="organisation.look_changed").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_that_lies_on_its_side_is_kept_upright(admin, assessment, kind):
    lying, target = Image.new("RGB", (100, 300), "blue"), io.BytesIO()
    lying.paste("red", (0, 0, 100, 150))
    exif = Image.Exif()
    exif[274] = 8  # the orientation: to be turned to the left
    exif[270] = "Taken at home"
    lying.save(target, kind, exif=exif)
    brand = services.set_brand(
        actor=actor_of(admin),
        organisation_id=assessment.organisation_id,
        accent="",
        logo=target.getvalue(),
    )
    drawn = Image.open(io.BytesIO(brand.logo.content))
    assert drawn.size == (brand.logo.width, brand.logo.height) == (300, 100)
    assert drawn.getpixel((10, 50))[0] > 200
    assert drawn.getpixel((290, 50))[2] > 200
    assert not drawn.getexif()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SVG, "unreadable"),
        (b"GIF89a" + b"\x00" * 50, "unreadable"),
        (png()[:60], "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "unreadable"),
        (png(size=(8, 8)), "pixels"),
        (png(size=(4001, 20)), "pixels"),
        (b"\x89PNG" + b"\x00" * 1_000_001, "too_large"),
    ],
    ids=["svg", "gif", "cut off", "empty", "too small", "too wide", "too large"],
)
def test_what_is_no_logo_is_refused_and_nothing_changes(admin, assessment, branded, content, code):
    with pytest.raises(Refused) as refused:
        services.set_brand(
            actor=actor_of(admin),
            organisation_id=assessment.organisation_id,
            accent="#000000",
            logo=content,
        )
    assert (refused.value.field, refused.value.code) == ("logo", code)
    assert ReportBrand.objects.get().accent == "#ffd400"


@pytest.mark.django_db
def test_the_pdf_carries_logo_and_colour_and_stays_tagged(actor, assessment, branded):
    content = made(actor, assessment, "pdf")
    pdf = pikepdf.open(io.BytesIO(content))
    images = pdf.pages[0].get("/Resources").get("/XObject")
    assert any(one.get("/Subtype") == "/Image" for one in images.values())
    assert pdf.Root.MarkInfo.Marked
    assert f"Logo of {assessment.organisation.name}" in alternatives(pdf)
    assert verdict_on(content, actor).judged.worth is Worth.GENUINE
    assert content == made(actor, assessment, "pdf")


def alternatives(pdf):
    return {
        str(one["/Alt"])
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
    }


@pytest.mark.django_db
def test_the_word_file_carries_the_logo_with_its_words(actor, assessment, branded):
    content = made(actor, assessment, "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        body = opened.read("word/document.xml").decode()
        pictures = [opened.read(name) for name in opened.namelist() if "/media/" in name]
    assert bytes(branded.logo.content) in pictures
    assert f'descr="Logo of {assessment.organisation.name}"' in body
    assert verdict_on(content, actor).judged.worth is Worth.GENUINE


@pytest.mark.django_db
def test_the_workbook_heads_have_the_colour_and_text_that_can_be_read(actor, assessment, branded):
    book = openpyxl.load_workbook(io.BytesIO(made(actor, assessment, "xlsx")))
    head = book["Questions"]["A1"]
    assert (head.fill.fgColor.rgb, head.font.color.rgb) == ("FFFFD400", "FF000000")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["pdf", "docx", "xlsx"])
def test_a_later_logo_changes_no_report_asked_for_before(admin, actor, assessment, branded, name):
    report = services.request_report(actor=actor, assessment_id=assessment.pk, file_format=name)
    frozen = json.dumps(report.inputs, sort_keys=True)
    services.set_brand(
        actor=actor_of(admin),
        organisation_id=assessment.organisation_id,
        accent="#112233",
        logo=png("blue"),
    )
    assert services.make_report(report.pk)
    content = services.hand_over_report(actor=actor, report_id=report.pk).content
    assert json.dumps(Report.objects.get().inputs, sort_keys=True) == frozen
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            drawn = Image.open(io.BytesIO(opened.read("word/media/image2.png")))  # after the charts
        assert drawn.getpixel((5, 5))[:3] == (255, 0, 0)
    assert ReportLogo.objects.count() == 2
    services.set_brand(
        actor=actor_of(admin), organisation_id=assessment.organisation_id, accent="#112233"
    )
    assert ReportLogo.objects.count() == 1
    assert made(actor, assessment, name) != content


@pytest.mark.django_db
def test_a_report_can_be_asked_for_in_the_look_of_the_house(actor, assessment, branded):
    plain = made(actor, assessment, "json", has_look=False)
    assert "look" not in json.loads(plain)["inputs"]
    own = json.loads(made(actor, assessment, "json"))
    assert own["inputs"]["look"]["accent"] == "#ffd400"
    assert own["document"]["look"]["logo"]["sha256"] == branded.logo.sha256


@pytest.mark.django_db
def test_the_page_keeps_a_colour_and_says_when_it_is_darkened(client, admin, assessment):
    client.force_login(admin)
    url = reverse("assessments:organisation-look", args=[assessment.organisation_id])
    assert "can be read on white" in client.get(url).content.decode()
    page = client.post(url, {"accent": "ffd400", "logo": io.BytesIO(png())}, follow=True)
    text = page.content.decode()
    assert "#ffd400 is too light to be read on white" in text
    assert "data:image/png;base64," in text
    assert re.search(r'name="accent" value="#ffd400"', text)
    page = client.post(url, {"accent": "reddish"})
    assert page.status_code == 422
    assert "six hexadecimal digits" in page.content.decode()
    client.post(url, {"accent": "", "removes_logo": "on"})
    assert "No logo." in client.get(url).content.decode()
    refused = client.post(url, {"accent": "", "logo": io.BytesIO(SVG)})
    assert refused.status_code == 422
    assert "SVG is not taken" in refused.content.decode()


@pytest.mark.django_db
def test_only_admins_see_or_change_the_look(client, assessment):
    url = reverse("assessments:organisation-look", args=[assessment.organisation_id])
    client.force_login(person_in(assessment.team, "lead"))
    assert client.get(url).status_code == 403
    assert client.post(url, {"accent": ""}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("logos", [0, 1])
def test_the_page_costs_the_same_with_and_without_a_logo(client, admin, assessment, logos):
    if logos:
        services.set_brand(
            actor=actor_of(admin),
            organisation_id=assessment.organisation_id,
            accent="#ffd400",
            logo=png(),
        )
    client.force_login(admin)
    url = reverse("assessments:organisation-look", args=[assessment.organisation_id])
    with counted() as found:
        client.get(url)
    assert found == 5  # session, user, actor, organisation, look
