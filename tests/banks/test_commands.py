"""The commands about bank files: what they print, what they write, and when they refuse."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from assessments.banks.formats.native import write_bank
from assessments.banks.models import Bank, BankDraft, BankVersion
from assessments.banks.queries import forget_parsed_banks
from assessments.banks.shipped import shipped_file
from tests.scoring.small_bank import small_bank

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

    monkeypatch.setattr("assessments.banks.formats.yaml_reader.YAML", parsed)
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


def test_json_says_what_was_read_and_what_came_of_it(tmp_path: Path) -> None:
    said = json.loads(run("import_bank", "--json", file_of(tmp_path)))
    digest = said.pop("digest")
    assert digest == BankVersion.objects.get().digest
    assert said == {
        "slug": "small",
        "version": "1.0",
        "parts": 2,
        "sections": 3,
        "questions": 11,
        "errors": [],
        "result": "published",
    }


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
    with pytest.raises(CommandError):
        call_command("import_bank", "--json", str(path), stdout=out, stderr=StringIO())
    said = json.loads(out.getvalue())
    assert said["result"] == "refused"
    assert said["errors"] == [{"path": "", "message": "line 2: the key slug stands twice"}]


def test_a_file_that_does_not_exist_is_named() -> None:
    with pytest.raises(CommandError, match=r"no shipped bank nowhere\.yaml"):
        call_command("import_bank", "nowhere.yaml")


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


def test_lint_names_a_bank_that_is_neither_a_file_nor_shipped() -> None:
    with pytest.raises(CommandError, match="There is no shipped bank nothing"):
        run("lint_bank", "nothing")


def test_the_schema_is_printed() -> None:
    assert json.loads(run("bank_schema"))["title"] == "Bank"


def test_export_works_without_any_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_tables(_: str) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr("assessments.banks.queries.shipped_versions", no_tables)
    assert run("export_bank", "ml-readiness").startswith(
        "format: mlpm-bank/1\nslug: ml-readiness\n"
    )
    with pytest.raises(CommandError, match=r"no version 9\.9 of ml-readiness; shipped is 1\.0"):
        run("export_bank", "ml-readiness", "--version", "9.9")
