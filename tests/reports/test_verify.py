"""A file says what it is worth: genuine, superseded, or altered and where."""

import io
import json
import re
import uuid
import zipfile
import zlib

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from assessments.answers import services as answers
from assessments.packages import packed
from assessments.reports import services
from assessments.reports.models import SealKey
from assessments.reports.renderers import RENDERERS
from assessments.reports.sealed import read_contents
from assessments.reports.services import sealing
from assessments.reports.verdict_words import words_of
from assessments.reports.verdicts import Standing, verdict_on
from assessments.reports.verified import Piece, Worth
from tests.factories import TeamFactory, actor_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(actor, assessment):
    """Give the function that makes a sealed file of a format."""

    def make(name: str) -> bytes:
        report = services.request_report(actor=actor, assessment_id=assessment.pk, file_format=name)
        services.make_report(report.pk)
        return services.hand_over_report(actor=actor, report_id=report.pk).content

    return make


def repacked(content: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """Change one part of a DOCX or XLSX."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert before in parts[part]
    parts[part] = parts[part].replace(before, after, 1)
    return packed(parts)


def worth(content, actor):
    return verdict_on(content, actor).judged


@pytest.mark.parametrize("name", RENDERERS)
def test_a_fresh_report_is_genuine_and_current_and_its_score_is_computed_again(name, made, actor):
    verdict = verdict_on(made(name), actor)
    assert (verdict.judged.worth, verdict.standing) == (Worth.GENUINE, Standing.CURRENT)
    assert verdict.judged.recomputed
    assert words_of(verdict).headline == "Genuine, current"


@pytest.mark.parametrize("name", RENDERERS)
def test_a_sealed_file_is_the_same_bytes_each_time(name, made, actor, assessment):
    first = made(name)
    assessment.reports.all().delete()
    assert made(name) == first


def test_one_byte_of_the_data_in_a_pdf(made, actor):
    content = made("pdf")
    found = re.search(rb"<</Length (\d+)/Type/EmbeddedFile", content)
    at = content.index(b"stream\n", found.end()) + 7 + int(found[1]) // 2
    changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    assert worth(changed, actor).altered == (Piece.DATA,)
    assert "embedded data" in words_of(verdict_on(changed, actor)).lines[0]


def test_other_data_put_into_a_pdf(made, actor):
    content = made("pdf")
    found = re.search(rb"<</Length (\d+)/Type/EmbeddedFile", content)
    start = content.index(b"stream\n", found.end()) + 7
    length = int(found[1])
    data = zlib.decompress(content[start : start + length])
    forged = zlib.compress(data.replace(b'"value":3', b'"value":4', 1), 9).ljust(length, b"\0")
    changed = content[:start] + forged[:length] + content[start + length :]
    assert Piece.DATA in worth(changed, actor).altered


def test_one_byte_of_the_pages_of_a_pdf(made, actor):
    content = made("pdf")
    at = content.index(b"stream\n") + 20
    changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    assert worth(changed, actor).altered == (Piece.PAGES,)


def test_something_put_behind_a_pdf(made, actor):
    assert worth(made("pdf") + b"\n1 0 obj\nendobj\nstartxref\n0\n%%EOF", actor).worth in {
        Worth.UNSEALED,
        Worth.ALTERED,
    }


def test_one_cell_of_the_xlsx_is_named_with_what_it_was(made, actor):
    content = made("xlsx")
    cells = read_contents(content)[1].visible
    same = [place for place, value in cells.items() if value == "text Level 3 of 4"]
    place = [place for place in same if place.startswith("Questions!")][-1]
    changed = repacked(content, "xl/worksheets/sheet2.xml", b"Level 3 of 4", b"Level 4 of 4")
    judged = worth(changed, actor)
    assert judged.altered == (Piece.VALUES,)
    changes = [(one.place, one.was, one.found) for one in judged.changes]
    assert changes == [(place, "text Level 3 of 4", "text Level 4 of 4")]
    assert place in words_of(verdict_on(changed, actor)).changes[0]


def test_a_formula_put_into_the_xlsx(made, actor):
    changed = repacked(
        made("xlsx"), "xl/worksheets/sheet2.xml", b"</row>", b'<c r="Z1"><f>1+1</f></c></row>'
    )
    assert [one.found for one in worth(changed, actor).changes] == ["formula 1+1"]


def test_one_number_of_the_json_is_named_with_what_it_was(made, actor):
    content = made("json")
    whole = json.loads(content)
    whole["scorecard"]["parts"]["value"]["score"]["value"] = "99.0000"
    judged = worth(json.dumps(whole).encode(), actor)
    assert judged.altered == (Piece.VALUES,)
    assert [one.place for one in judged.changes] == ["scorecard.parts.value.score.value"]
    assert judged.changes[0].found == '"99.0000"'


def test_an_answer_in_the_json_is_the_data(made, actor):
    whole = json.loads(made("json"))
    whole["inputs"]["answers"]["value.goal"]["value"] = 4
    judged = worth(json.dumps(whole).encode(), actor)
    assert judged.altered == (Piece.DATA, Piece.VALUES)
    whole = json.loads(made("json"))
    whole["bank"]["scoring"]["floors"]["value"]["framed"] = 0
    assert Piece.BANK in worth(json.dumps(whole).encode(), actor).altered


def test_the_json_written_by_another_program_is_still_genuine(made, actor):
    again = json.dumps(json.loads(made("json")), ensure_ascii=True)
    assert worth(again.encode(), actor).worth is Worth.GENUINE


def test_one_cell_of_the_csv_is_named_to_the_team_and_to_nobody_else(made, actor):
    changed = made("csv").replace(b"Level 3 of 4", b"Level 4 of 4", 1)
    judged = worth(changed, actor)
    assert judged.altered == (Piece.VALUES,)
    assert [one.was for one in judged.changes] == ["Level 3 of 4"]
    stranger = worth(changed, actor_in(TeamFactory(), "lead"))
    assert (stranger.altered, stranger.changes) == ((Piece.VALUES,), ())


def test_one_word_of_the_docx_is_named(made, actor):
    changed = repacked(made("docx"), "word/document.xml", b"Level 3 of 4", b"Level 4 of 4")
    judged = worth(changed, actor)
    assert judged.altered == (Piece.VALUES,)
    assert len(judged.changes) == 1
    assert judged.changes[0].found.startswith("Level 4 of 4")


def test_the_level_at_the_foot_of_the_docx(made, actor):
    content = made("docx")
    foot = read_contents(content)[1].visible["line beside the text 1"]
    product, level, *_ = foot.split(" \u00b7 ")
    before, after = (f"{product} \u00b7 {one}".encode() for one in (level, "Scaling"))
    changed = repacked(content, "word/footer1.xml", before, after)
    judged = worth(changed, actor)
    assert judged.altered == (Piece.VALUES,)
    assert "Scaling" in judged.changes[0].found


def test_page_numbers_an_office_program_wrote_are_none_of_the_report(made, actor):
    one, field = b"<w:r><w:t>1</w:t></w:r>", b'<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    drawn = b'<w:fldSimple w:instr="PAGE">' + one + b"</w:fldSimple>"
    kept = field % b"begin" + field % b"separate" + one.replace(b"1", b"7") + field % b"end"
    content = repacked(made("docx"), "word/footer1.xml", drawn, kept)
    content = repacked(content, "word/footer1.xml", one, one.replace(b"1", b"9"))
    assert worth(content, actor).worth is Worth.GENUINE


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_the_data_of_an_office_file(name, made, actor):
    changed = repacked(made(name), "customXml/item7.xml", b'"value":3', b'"value":4')
    assert worth(changed, actor).altered == (Piece.DATA,)


def test_a_seal_that_says_something_else(made, actor):
    for before, after in ((b'"revision":', b'"revision":9'), (b'"signature":"', b'"signature":"A')):
        changed = made("pdf").replace(before, after, 1)
        assert worth(changed, actor).altered == (Piece.SEAL,)


@pytest.mark.parametrize("name", ["key", "inputs"])
@pytest.mark.parametrize("strange", ["\0", "\ud800"])
def test_a_seal_of_characters_no_database_takes_is_none(name, strange, made, actor):
    whole = json.loads(made("json"))
    whole["seal"][name] = strange
    assert worth(json.dumps(whole).encode(), actor).worth is Worth.UNSEALED


def test_half_a_character_in_the_data_is_altered_data(made, actor):
    whole = json.loads(made("json"))
    whole["inputs"]["names"]["product"] = "\ud800"
    assert Piece.DATA in worth(json.dumps(whole).encode(), actor).altered


@pytest.mark.parametrize("name", ["pdf", "json"])
def test_a_report_is_superseded_when_an_answer_changes(name, made, actor, assessment):
    content = made(name)
    change(actor, assessment, 2, base=1)
    verdict = verdict_on(content, actor)
    assert (verdict.judged.worth, verdict.standing) == (Worth.GENUINE, Standing.SUPERSEDED)
    assert "no newer report" in words_of(verdict).lines[0]
    made(name)
    newer = verdict_on(content, actor)
    assert newer.newer == assessment.reports.order_by("-pk").first()
    assert newer.newer.file_name in words_of(newer).lines[0]


def test_a_report_asked_for_again_after_a_write_that_changed_none_of_it(made, actor, assessment):
    content = made("json")
    type(assessment).objects.update(revision=7)
    assert verdict_on(content, actor).standing is Standing.SUPERSEDED
    assert made("json") == content
    assert verdict_on(content, actor).standing is Standing.CURRENT


def change(actor, assessment, value, *, base):
    answers.save_answer(
        actor=actor,
        assessment_id=assessment.pk,
        code="value.goal",
        base=base,
        operation_id=uuid.uuid4(),
        state="answered",
        value=value,
        note="",
    )


def test_a_report_sealed_with_a_retired_key_still_verifies(made, actor):
    content = made("pdf")
    services.rotate_seal_key()
    assert SealKey.objects.filter(retired_at=None).count() == 1
    assert bytes(SealKey.objects.exclude(retired_at=None).get().private) == b""
    assert verdict_on(content, actor).standing is Standing.CURRENT
    assert read_contents(made("csv"))[1].seal["key"] != read_contents(content)[1].seal["key"]


def test_a_key_that_cannot_be_read_any_more_is_replaced(made, actor, settings):
    content = made("pdf")
    settings.SECRET_KEY = "another " * 8
    assert worth(made("csv"), actor).worth is Worth.GENUINE
    assert SealKey.objects.count() == 2
    assert worth(content, actor).worth is Worth.GENUINE


def test_a_key_another_worker_replaces_in_the_same_moment_is_used(made, settings, monkeypatch):
    made("json")
    settings.SECRET_KEY = "another secret key, long enough to be one"
    replace = sealing.rotate_seal_key

    def too_late():
        monkeypatch.setattr(sealing, "rotate_seal_key", replace)
        raise IntegrityError("one_current_seal_key")

    monkeypatch.setattr(sealing, "rotate_seal_key", too_late)
    name, _private = sealing.current_key()
    assert SealKey.objects.get(retired_at=None).name == name


def test_a_file_of_another_installation_is_not_ours(made, actor):
    content = made("pdf")
    SealKey.objects.all().delete()
    assert worth(content, actor).worth is Worth.UNKNOWN_KEY


def test_a_stranger_learns_that_it_is_genuine_and_nothing_else(made, actor):
    verdict = verdict_on(made("pdf"), actor_in(TeamFactory(), "lead"))
    assert verdict.judged.worth is Worth.GENUINE
    assert (verdict.standing, verdict.assessment) == (Standing.NOT_SHOWN, None)


def test_a_report_of_an_assessment_that_is_gone_is_genuine(made, assessment):
    content = made("pdf")
    assessment.delete()
    assert verdict_on(content, None).standing is Standing.GONE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04nonsense",
        b"%PDF-1.7\n%%EOF",
        b"{",
        b"[]",
        b"{" * 9000,
        b"\xff\xfe",
        b"a,b\n1,2",
    ],
)
def test_what_is_no_report_is_not_readable(content):
    assert verdict_on(content, None).judged.worth is Worth.NOT_READABLE


def test_an_archive_that_unpacks_to_too_much_is_not_read():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 100_000_001)
    assert verdict_on(target.getvalue(), None).judged.worth is Worth.NOT_READABLE


def test_a_part_with_a_document_type_is_not_read(made):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    changed = repacked(
        made("xlsx"), "xl/worksheets/sheet1.xml", b"<worksheet", bomb + b"<worksheet"
    )
    assert verdict_on(changed, None).judged.worth is Worth.NOT_READABLE


def test_a_cell_that_names_a_text_by_a_huge_number_is_not_read(made):
    cell = b'<sheetData><row r="1"><c r="A1" t="s"><v>' + b"1" * 5000 + b"</v></c></row>"
    changed = repacked(made("xlsx"), "xl/worksheets/sheet1.xml", b"<sheetData>", cell)
    assert verdict_on(changed, None).judged.worth is Worth.NOT_READABLE


def test_a_packing_no_office_program_uses_is_not_read():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", b"\0\0\5\0" + b"\xff" * 60)
    content = bytearray(target.getvalue())
    content[content.index(b"PK\x01\x02") + 10] = zipfile.ZIP_LZMA
    assert verdict_on(bytes(content), None).judged.worth is Worth.NOT_READABLE


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_a_part_that_stands_twice_is_not_read(made, name):
    """One program may show the first, another check the last."""
    target = io.BytesIO(made(name))
    with zipfile.ZipFile(target, "a") as archive:
        part = "word/document.xml" if name == "docx" else "xl/workbook.xml"
        archive.writestr(part, archive.read(part))
    assert verdict_on(target.getvalue(), None).judged.worth is Worth.NOT_READABLE


def test_an_unsealed_report_says_so(made):
    whole = json.loads(made("json"))
    del whole["seal"]
    assert verdict_on(json.dumps(whole).encode(), None).judged.worth is Worth.UNSEALED


def test_the_command_says_what_a_file_is_worth(made, tmp_path, capsys):
    file = tmp_path / "report.pdf"
    file.write_bytes(made("pdf"))
    call_command("verify_report", str(file))
    assert "Genuine, current" in capsys.readouterr().out
    file.write_bytes(made("json").replace(b'"next_level": "', b'"next_level": "x'))
    with pytest.raises(CommandError, match="Altered") as refused:
        call_command("verify_report", str(file))
    assert "next level" in str(refused.value)
    with pytest.raises(CommandError, match="No such file"):
        call_command("verify_report", str(tmp_path / "none.pdf"))


def test_the_command_makes_a_new_key(capsys):
    call_command("rotate_report_key")
    assert SealKey.objects.get().name in capsys.readouterr().out
