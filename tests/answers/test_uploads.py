"""Which files are kept as evidence is decided by their content; names are made safe."""

import time

import pytest

from assessments.answers.file_names import kept_name
from assessments.answers.upload_problems import UploadProblem
from assessments.answers.uploads import TYPES, check_upload
from tests.answers.upload_files import BAD, KEPT, crowded_zip

BIDI = "invoice\u202efdp.exe"


@pytest.mark.parametrize("what", KEPT)
def test_file_of_a_known_kind_is_kept_under_its_name_and_type(what):
    name, content, media_type = KEPT[what]

    kept = check_upload(name, content)

    assert (kept.name.lower(), kept.media_type) == (name.lower(), media_type)
    assert kept.content == content


def test_every_kind_that_is_kept_has_an_example():
    assert {media for _, _, media in KEPT.values()} >= {
        one.media_type for one in TYPES if one.endings != (".odp",)
    }


@pytest.mark.parametrize("what", BAD)
def test_bad_file_is_refused_with_words(what):
    name, content, code = BAD[what]

    with pytest.raises(UploadProblem) as refused:
        check_upload(name, content)

    assert refused.value.code == code
    assert str(refused.value.message).endswith(".")


def test_crowded_archive_is_refused_without_reading_its_directory():
    content = crowded_zip()

    began = time.process_time()
    with pytest.raises(UploadProblem):
        check_upload("many.xlsx", content)

    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("PLAN.PDF", "PLAN.pdf"),
        ("plan", "plan.pdf"),
        ("plan.exe", "plan.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        (BIDI, "invoicefdp.exe.pdf"),
        ('a"b\r\nSet-Cookie: c.pdf', "a_bSet-Cookie_ c.pdf"),
        ("CON.pdf", "file_CON.pdf"),
        ("con.tar.pdf", "file_con.tar.pdf"),
        (".pdf", "file.pdf"),
        ("...", "file.pdf"),
        ("\u200b\ue000", "file.pdf"),
        ("Entscheidung März.pdf", "Entscheidung März.pdf"),
        ("結果.pdf", "結果.pdf"),
    ],
)
def test_name_is_made_safe(raw, kept):
    assert kept_name(raw, (".pdf",)) == kept


@pytest.mark.parametrize("letter", ["a", "ß", "結", "\U0001f4c8"])
def test_name_of_300_letters_is_shortened_after_a_whole_letter_with_its_ending(letter):
    kept = kept_name(letter * 300 + ".pdf", (".pdf",))

    assert kept.endswith(f"{letter}.pdf")
    assert set(kept.removesuffix(".pdf")) == {letter}
    assert 170 < len(kept.encode()) <= 184
