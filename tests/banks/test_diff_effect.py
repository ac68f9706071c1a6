"""What another bank does to given answers, exactly, and that a minor version does nothing."""

import json
from copy import deepcopy
from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.banks.diff import diff
from assessments.banks.diff.effect import effect_on
from assessments.banks.diff.questions import Became, question_changes
from assessments.banks.formats.native import write_bank
from assessments.banks.services import import_bank
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard import Range
from tests.banks.tiny_banks import every_answer, tiny_bank
from tests.scoring.random_pairs import random_pair
from tests.scoring.small_bank import FULL, small_bank, small_content

ON = date(2026, 3, 1)


def test_what_each_question_did_adds_up_to_the_change_of_its_part_in_three_hundred_pairs() -> None:
    told = 0
    for seed in range(300):
        before, after = random_pair(Random(seed))  # noqa: S311 -- a seed, no secret
        changes = question_changes(before.bank, after.bank)
        effect = effect_on(before.bank, after.bank, before.answers, ON, changes)
        card = score(before.bank, before.answers, ON)
        assert effect.whole.score_before == _score(card.overall), seed
        for code, part in effect.parts.items():
            if part.score_before is None or part.score_after is None:
                continue
            moved = sum((one.moved for one in effect.because if one.part == code), Fraction(0))
            assert moved == part.score_after - part.score_before, (seed, code)
            told += bool(moved)
    assert told > 100


def _score(found: Any) -> Fraction | None:
    return found.score if isinstance(found, Range) else None


def test_no_edit_the_diff_calls_minor_moves_any_score_of_three_hundred_banks() -> None:
    minor = 0
    for seed in range(300):
        chance = Random(seed)  # noqa: S311 -- a seed, no secret
        old = tiny_bank(chance)
        new = _some_edit(chance, old)
        if diff(old, new).moves_scores:
            continue
        minor += 1
        for answers in chance.sample(every_answer(old), 2):
            before, after = score(old, answers, ON), score(new, answers, ON)
            assert (before.level, before.overall) == (after.level, after.overall), seed
            assert {c: p.score for c, p in before.parts.items()} == {
                c: p.score for c, p in after.parts.items()
            }, seed
    assert 60 < minor < 240


def _some_edit(chance: Random, bank: Bank) -> Bank:
    """Change one thing of a bank: words half of the time, else anything that may count."""
    content = bank.model_dump(mode="json", by_alias=True, exclude_none=True)
    questions = content["parts"][0]["sections"][0]["questions"]
    question = chance.choice(questions)
    edits: list[Any] = [
        lambda: question.update(why="For a reason."),
        lambda: question.update(title=question["title"] + " really"),
        lambda: questions.reverse() if not any("show_if" in q for q in questions) else None,
        lambda: content["scoring"]["levels"][0].update(name="Another name"),
        lambda: question.update(weight=question.get("weight", 1) + 1),
        lambda: question.pop("gate", None),
        lambda: question.pop("show_if", None),
        lambda: content["scoring"]["floors"][content["parts"][0]["code"]].update(top=100),
    ]
    chance.choice(edits)()
    return Bank.model_validate(content)


def changed_content() -> dict[str, Any]:
    """Let the goal weigh less, hold at a lower level, and ask one thing less."""
    content = deepcopy(small_content())
    content["version"] = "2.0"
    questions = content["parts"][0]["sections"][0]["questions"]
    questions[0]["weight"] = 1
    questions[0]["gate"]["exactly"] = {"level": FULL["value.goal"].value, "caps_at": "framed"}
    questions.pop(2)
    return content


def test_an_effect_names_levels_parts_and_the_question_that_did_it() -> None:
    old, new = small_bank(), Bank.model_validate(changed_content())

    effect = effect_on(old, new, FULL, ON, question_changes(old, new))

    assert effect.differs
    assert effect.whole.level_after == "Framed"
    assert effect.whole.level_before != "Framed"
    assert effect.holds[0] == "value.goal"
    assert effect.dropped == ("value.skills",)
    assert {one.code: one.became for one in effect.because} == {
        "value.goal": (Became.WEIGHT, Became.RULE),
        "value.skills": (Became.REMOVED,),
    }
    assert effect.parts["build"].differs is False


def test_an_answer_to_another_question_under_the_same_code_is_dropped() -> None:
    content = small_content()
    goal = content["parts"][0]["sections"][0]["questions"][0]
    goal.update(title="Who signs contracts?", levels=list("abcde"))
    old, new = small_bank(), Bank.model_validate(content)

    effect = effect_on(old, new, FULL, ON, question_changes(old, new))

    assert effect.dropped == ("value.goal",)
    assert effect.because[0].became == (Became.REUSED,)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, str]:
    """Write both banks and answers to the old one."""
    old, new, answers = (tmp_path / name for name in ("old.yaml", "new.json", "answers.yaml"))
    old.write_bytes(write_bank(small_bank()))
    new.write_bytes(write_bank(Bank.model_validate(changed_content()), "json"))
    answers.write_text("value.goal: 3\nvalue.skills: [a, b]\nbuild.speed: 2\n")
    return str(old), str(new), str(answers)


def run(*args: str) -> str:
    out = StringIO()
    call_command("diff_banks", *args, stdout=out)
    return out.getvalue()


def test_diff_banks_says_what_changed_and_what_it_does_to_answers(files: Any) -> None:
    old, new, answers = files
    said = run(old, new, "--answers", answers, "--on", "2026-03-01")
    assert "value.goal weight changed, rule changed: weight, gate" in said
    assert "value.skills removed" in said
    assert "a major version: 2.0" in said
    assert "answers the new bank does not take: value.skills" in said

    found = json.loads(run(old, new, "--answers", answers, "--json"))
    assert found["major"] is True
    assert found["next_version"] == "2.0"
    assert found["counts"] == {"same": 12, "weight changed": 1, "rule changed": 1, "removed": 1}
    assert found["effect"]["dropped"] == ["value.skills"]
    assert (
        found["effect"]["parts"]["build"]["score"]["before"]
        == (found["effect"]["parts"]["build"]["score"]["after"])
    )
    assert json.loads(run(old, old, "--json"))["questions"] == []
    assert json.loads(run(old, old, "--json"))["effect"] is None


@pytest.mark.django_db
def test_diff_banks_reads_published_versions_by_number() -> None:
    import_bank(bank=small_bank())
    assert run("small@1.0", "small@1.0").startswith("small 1.0 → small 1.0\n14 questions the same")
    for name, words in (
        ("small@9.9", "no shipped bank small"),
        ("ml-readiness@9.9", "no version 9.9"),
    ):
        with pytest.raises(CommandError, match=words):
            run(name, "small@1.0")


def test_diff_banks_refuses_answers_that_do_not_fit_the_old_bank(files: Any) -> None:
    old, new, answers = files
    Path(answers).write_text("value.goal: 17\n")
    with pytest.raises(CommandError, match=r"value\.goal"):
        run(old, new, "--answers", answers)
    with pytest.raises(CommandError, match="No such file"):
        run(old, new, "--answers", answers + ".gone")
