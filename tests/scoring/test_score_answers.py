"""The command that scores a file without a database."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.banks.formats.native import write_bank
from tests.scoring.small_bank import FULL, small_bank

EXAMPLE = str(Path(__file__).parent / "golden" / "worked_example.yaml")
ON = "2026-03-01"


def run(*args: str, **options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("score_answers", *args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_shipped_bank_is_scored_without_a_query() -> None:
    # Without the django_db mark a query raises.
    out, err = run("ml-readiness-guide", EXAMPLE, "--on", ON, "--json")
    found = json.loads(out)
    assert found["parts"]["eng"]["score"] == {"value": "45.0000", "exact": "45"}
    assert (found["level"], found["draft"], err) == ("Exploring", True, "")


def test_a_bank_file_is_scored_and_printed(tmp_path: Path) -> None:
    bank = tmp_path / "small.yaml"
    bank.write_bytes(write_bank(small_bank()))
    answers = write(tmp_path / "a.yaml", "value.goal: 3\nprofile.people: no\n")
    out, err = run(str(bank), answers, "--on", ON)
    assert out.startswith("A small bank 1.0\nLevel: Exploring (provisional, draft)\n")
    assert err.startswith("note: profile.people (note): ")


def test_the_target_decides_what_is_recommended() -> None:
    found = json.loads(run("ml-readiness-guide", EXAMPLE, "--json", "--target", "proven")[0])
    assert (found["target_level"], found["next_level"]) == ("Proven", "Framed")


def test_the_report_is_written_as_a_pdf(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    run("ml-readiness-guide", EXAMPLE, "--on", ON, "--product", "Churn", "--report", str(target))
    first = target.read_bytes()
    assert first.startswith(b"%PDF-")
    run("ml-readiness-guide", EXAMPLE, "--on", ON, "--product", "Churn", "--report", str(target))
    assert target.read_bytes() == first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("eng.update_sla: 7\nnope.x: 1\n", ["eng.update_sla (value): ", "nope.x (code): "]),
        ("eng.update_sla: {value: 1, note: 7}\n", ["eng.update_sla (note): "]),
        ("- 1\n", ["mapping"]),
        ("a: 1\na: 2\n", ["twice"]),
        ("eng.model_dependency_map: {not_applicable: no}\n", ["(reason): "]),
    ],
)
def test_a_bad_answers_file_is_one_clear_message(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    answers = write(tmp_path / "a.yaml", text)
    with pytest.raises(CommandError) as refused:
        run("ml-readiness-guide", answers)
    assert all(word in str(refused.value) for word in (answers, *words))
    assert refused.value.returncode == 1


@pytest.mark.parametrize(
    "args",
    [
        ("no-such-bank", EXAMPLE),
        ("ml-readiness-guide", "/nowhere/a.yaml"),
        (EXAMPLE, EXAMPLE),
        ("ml-readiness-guide", EXAMPLE, "--target", "perfect"),
        ("ml-readiness-guide", EXAMPLE, "--on", "2026-02-31"),
        ("ml-readiness-guide", EXAMPLE, "--report", "/nowhere/at/all.pdf"),
    ],
)
def test_what_cannot_be_done_is_a_clear_error(args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        run(*args)
    assert refused.value.returncode == 1
    assert str(refused.value)


def test_the_full_small_bank_scores_from_its_own_answers(tmp_path: Path) -> None:
    from assessments.banks.formats.yaml_writer import write_yaml
    from assessments.scoring.answer_file import mapping_from_answers

    bank = tmp_path / "small.yaml"
    bank.write_bytes(write_bank(small_bank()))
    answers = write(tmp_path / "a.yaml", write_yaml(mapping_from_answers(FULL)))
    found = json.loads(run(str(bank), answers, "--on", ON, "--json")[0])
    assert (found["level"], found["open_points"]) == ("Launch-ready", [])


def test_a_report_that_cannot_be_drawn_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assessments.reports.renderers import pdf
    from assessments.reports.renderers.typst.engine import NotDrawn

    def refuse(*_: object, **__: object) -> bytes:
        raise NotDrawn("broken")

    monkeypatch.setattr(pdf, "draw", refuse)
    with pytest.raises(CommandError, match="cannot be drawn"):
        run("ml-readiness-guide", EXAMPLE, "--report", str(tmp_path / "r.pdf"))
