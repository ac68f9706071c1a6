"""The commands about bank files: what they print, what they write, and when they refuse."""

import json
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from assessments.audit.services import record
from assessments.banks import queries
from assessments.banks.formats import FORMATS, ImportFormat, Loss
from assessments.banks.formats.imported import imported
from assessments.banks.formats.native import write_bank
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.queries import forget_parsed_banks
from assessments.banks.shipped import shipped_file
from assessments.scoring.answer_file import answers_from_mapping
from assessments.scoring.bank import Bank as BankContent
from assessments.scoring.engine import score
from tests.banks.spreadsheets import only_format
from tests.scoring.small_bank import small_bank, small_content

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO())
    return out.getvalue()


def file_of(folder: Path, name: str = "small.yaml", **changes: Any) -> str:
    path = folder / name
    path.write_bytes(write_bank(small_bank(**changes), path.suffix.strip(".")))
    return str(path)


def rows() -> tuple[int, int, int]:
    return Bank.objects.count(), BankVersion.objects.count(), BankDraft.objects.count()


def test_a_new_slug_is_published_with_the_version_of_the_file(tmp_path: Path) -> None:
    said = run("import_bank", file_of(tmp_path, version="2.3"))
    assert said == "small 2.3: 2 parts, 3 sections, 11 questions: published\n"
    assert [str(version) for version in BankVersion.objects.all()] == ["2.3"]


def test_the_same_content_again_changes_nothing(tmp_path: Path) -> None:
    run("import_bank", file_of(tmp_path))
    said = run("import_bank", file_of(tmp_path, "other-name.json", version="1.7"))
    assert said.endswith(": unchanged\n")
    assert rows() == (1, 1, 0)


def test_a_file_that_equals_the_newest_version_is_not_even_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(tmp_path)
    run("import_bank", path)

    def parsed(*_: Any) -> None:
        pytest.fail("the file was read")

    monkeypatch.setattr("assessments.banks.formats.yaml_events.YAML", parsed)
    assert run("import_bank", path).endswith(": unchanged\n")


def test_changed_content_becomes_a_draft_and_the_published_version_stays(tmp_path: Path) -> None:
    run("import_bank", file_of(tmp_path))
    said = run("import_bank", file_of(tmp_path, title="Renamed"))
    assert said.endswith(": draft\n")
    assert rows() == (1, 1, 1)
    assert BankVersion.objects.get().content["title"] == "A small bank"
    assert BankDraft.objects.get().content["title"] == "Renamed"


def test_check_writes_nothing(tmp_path: Path) -> None:
    assert run("import_bank", "--check", file_of(tmp_path)).endswith(": checked\n")
    assert rows() == (0, 0, 0)


def test_check_needs_no_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table(_slug: str) -> Any:
        raise DatabaseError

    monkeypatch.setattr(queries, "shipped_versions", no_table)
    assert run("import_bank", "--check", file_of(tmp_path)).endswith(": checked\n")


def test_json_says_what_was_read(tmp_path: Path) -> None:
    assert json.loads(run("import_bank", "--json", file_of(tmp_path))) == {
        "format": "native",
        "title": "A small bank",
        "parts": 2,
        "sections": 3,
        "questions": 11,
        "choices": 8,
        "rules": 0,
        "conditions": 7,
        "languages": ["en"],
        "losses": [],
        "errors": [],
    }
    assert rows() == (1, 1, 0)


def test_a_format_that_is_named_is_the_one_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bank.json"
    path.write_text('{"colour": "red"}')
    with pytest.raises(CommandError, match="nothing was written"):
        run("import_bank", str(path))
    out = StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("import_bank", str(path), "--format=native", "--json", stdout=out)
    assert {"path": "colour", "message": "there is no such key"} in json.loads(out.getvalue())[
        "errors"
    ]


def test_one_refused_file_keeps_all_files_out_and_lists_every_error(tmp_path: Path) -> None:
    good = file_of(tmp_path)
    bad = tmp_path / "bad.json"
    content = json.loads(write_bank(small_bank(slug="bad"), "json"))
    content["parts"][0]["sections"][0]["questions"][0]["levels"] = []
    content["scoring"]["floors"]["nothing"] = {"framed": 1}
    bad.write_text(json.dumps(content))
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="nothing was written") as refused:
        call_command("import_bank", good, str(bad), stdout=out, stderr=err)
    assert refused.value.returncode == 1
    assert rows() == (0, 0, 0)
    listed = err.getvalue().splitlines()
    assert f"{bad}: parts[0].sections[0].questions[0].levels: needs at least 2, has 0" in listed
    assert f"{bad}: scoring.floors.nothing: there is no part nothing" in listed


def test_json_lists_the_errors_of_a_refused_file_too(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("slug: a\nslug: b\n")
    out = StringIO()
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("import_bank", "--json", str(path), stdout=out, stderr=StringIO())
    said = json.loads(out.getvalue())
    assert said["format"] == "native"
    assert said["errors"] == [{"path": "", "message": "line 2: the key slug stands twice"}]


def test_a_file_of_another_tool_that_is_not_finished_becomes_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {"slug": "half", "title": "Half a bank", "parts": []}
    found = imported("other", content, losses=[Loss("pages[3].html", "No place for it.")])
    row = ImportFormat("other", lambda file: file.raw == b"other", lambda _: found)
    only_format(monkeypatch, row)
    path = tmp_path / "half.json"
    path.write_bytes(b"other")
    out, err = StringIO(), StringIO()
    call_command("import_bank", str(path), stdout=out, stderr=err)
    assert out.getvalue() == "half 1.0: 0 parts, 0 sections, 0 questions: draft\n"
    assert f"{path}: not carried: pages[3].html: No place for it." in err.getvalue()
    assert f"{path}: to finish: scoring: this is missing" in err.getvalue()
    assert rows() == (1, 0, 1)
    assert BankDraft.objects.get().content == content


@pytest.mark.parametrize("content", [{"title": "No slug"}, {"slug": "a b", "title": "Bad slug"}])
def test_what_has_no_slug_is_refused(
    content: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ImportFormat("other", lambda _: True, lambda _: imported("other", content))
    only_format(monkeypatch, row)
    path = tmp_path / "file.json"
    path.write_bytes(b"other")
    out = StringIO()
    with pytest.raises(CommandError, match="nothing was written") as refused:
        call_command("import_bank", str(path), "--json", stdout=out)
    assert refused.value.returncode == 1
    assert [error["path"] for error in json.loads(out.getvalue())["errors"]] == ["slug"]
    assert rows() == (0, 0, 0)


def test_a_crash_in_the_second_file_takes_the_first_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = file_of(tmp_path), file_of(tmp_path, "second.yaml", slug="second")
    write = record

    def crash(verb: str, row: Any, **rest: Any) -> None:
        if row.slug == "second":
            raise OSError("the disk is full")
        write(verb, row, **rest)

    monkeypatch.setattr(import_module("assessments.banks.services.import_bank"), "record", crash)
    with pytest.raises(OSError, match="the disk is full"):
        run("import_bank", first, second)
    assert rows() == (0, 0, 0)


def test_a_file_that_does_not_exist_is_named() -> None:
    with pytest.raises(CommandError, match=r"no shipped bank nowhere\.yaml"):
        call_command("import_bank", "nowhere.yaml")


def test_a_format_alone_leaves_the_order_of_all_formats_behind() -> None:
    before = list(FORMATS)
    with pytest.MonkeyPatch.context() as patch:
        only_format(patch, FORMATS["native"])
        assert list(FORMATS) == ["native"]
    assert list(FORMATS) == before


@pytest.mark.parametrize("command", ["import_bank", "lint_bank"])
def test_a_file_that_cannot_be_opened_is_named(command: str) -> None:
    name = "n" * 300
    with pytest.raises(CommandError, match=f"{name}: File name too long"):
        run(command, name)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    place = str(tmp_path / "nowhere" / "bank.json")
    with pytest.raises(CommandError, match=f"{place}: No such file"):
        run("export_bank", "ml-readiness", "--format=json", "--output", place)


def test_the_shipped_bank_is_imported_by_its_slug_in_few_statements(
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(20):
        assert "98 questions: published" in run("import_bank", "ml-readiness")


@pytest.mark.parametrize("name", ["yaml", "json"])
def test_export_import_export_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    shipped = run("export_bank", "ml-readiness", "--format", name)
    path = tmp_path / f"exported.{name}"
    path.write_text(shipped)
    run("import_bank", str(path))
    forget_parsed_banks()
    assert run("export_bank", "ml-readiness", "--format", name) == shipped


def test_export_without_a_database_row_gives_the_shipped_file() -> None:
    assert (
        run("export_bank", "ml-readiness-guide") == shipped_file("ml-readiness-guide").read_text()
    )


def test_export_writes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "bank.json"
    assert run("export_bank", "ml-readiness", "--format=json", "--output", str(path)) == ""
    assert json.loads(path.read_text())["slug"] == "ml-readiness"


def test_export_gives_the_newest_version_or_the_one_asked_for(tmp_path: Path) -> None:
    run("import_bank", file_of(tmp_path, version="1.2"))
    assert '"version": "1.2"' in run("export_bank", "small", "--format", "json")
    assert 'version: "1.2"' in run("export_bank", "small", "--version", "1.2")
    with pytest.raises(CommandError, match="There is no shipped bank small"):
        run("export_bank", "small", "--version", "1.3")


def test_lint_prints_findings_and_fails_on_errors_only(tmp_path: Path) -> None:
    assert run("lint_bank", "ml-readiness") == "nothing to say\n"
    warned = run("lint_bank", file_of(tmp_path))
    assert "warning BANK003 parts[0].sections[0].questions[0].why: value.goal has no why" in warned
    path = tmp_path / "bad.yaml"
    path.write_text("title: [\n")
    out = StringIO()
    with pytest.raises(CommandError, match="1 errors") as failed:
        call_command("lint_bank", str(path), "--json", stdout=out)
    assert failed.value.returncode == 1
    assert [found["id"] for found in json.loads(out.getvalue())] == ["BANK001"]


def test_lint_prints_the_answers_that_show_a_finding(tmp_path: Path) -> None:
    content = small_content()
    goal = content["parts"][0]["sections"][0]["questions"][0]
    goal["gate"] = {
        "fails_below": 2,
        "caps_at": "exploring",
        "exactly": {"level": 4, "caps_at": "framed"},
    }
    path = tmp_path / "bank.json"
    path.write_text(json.dumps({"format": "mlpm-bank/1", "version": "1.0", **content}))

    found = json.loads(run("lint_bank", str(path), "--json"))
    (drop,) = [one for one in found if one["id"] == "BANK027"]
    bank, witness = BankContent.model_validate(content), drop["witness"]
    before = answers_from_mapping(bank, witness["answers"])
    after = answers_from_mapping(bank, witness["answers"] | witness["then"])

    assert drop["path"] == "parts[0].sections[0].questions[0]"
    assert witness["then"] == {"value.goal": 4}
    levels = bank.scoring.level_codes
    first, second = (score(bank, one, date(2026, 1, 1)).level for one in (before, after))
    assert levels.index(first) > levels.index(second)
    assert '    then: {"value.goal": 4}' in run("lint_bank", str(path))


def test_lint_names_a_bank_that_is_neither_a_file_nor_shipped() -> None:
    with pytest.raises(CommandError, match="There is no shipped bank nothing"):
        run("lint_bank", "nothing")


def test_the_schema_is_printed() -> None:
    assert json.loads(run("bank_schema"))["title"] == "Bank"


def test_a_check_asks_nothing_of_the_database(
    tmp_path: Path, django_assert_num_queries: Any
) -> None:
    path = file_of(tmp_path)
    with django_assert_num_queries(0):
        run("import_bank", path, "--check", "--json")


def test_export_works_without_any_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_tables(_: str) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr("assessments.banks.queries.shipped_versions", no_tables)
    assert run("export_bank", "ml-readiness").startswith(
        "format: mlpm-bank/1\nslug: ml-readiness\n"
    )
    with pytest.raises(CommandError, match=r"no version 9\.9 of ml-readiness; shipped is 1\.0"):
        run("export_bank", "ml-readiness", "--version", "9.9")
