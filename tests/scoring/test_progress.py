"""Counts of what is answered; only what applies counts."""

from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank
from assessments.scoring.progress import Count, next_open, progress
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, said, small_bank

BANK = small_bank()


def test_full_answers_are_all_counted() -> None:
    found = progress(BANK, FULL)
    assert found.parts == {"value": Count(answered=5), "build": Count(answered=6)}
    assert found.sections == {
        "value.core": Count(answered=3),
        "value.market": Count(answered=2),
        "build.work": Count(answered=6),
    }
    assert (found.profile, found.all) == (Count(answered=3), Count(answered=11))
    assert found.all.is_done


def test_each_state_is_counted_apart() -> None:
    answers = {
        "value.goal": said(1),
        "value.fairness": DONT_KNOW,
        "value.segments": left_out(),
        "value.sold": Answer(note="later"),
    }
    found = progress(BANK, answers)
    assert found.parts["value"] == Count(answered=1, dont_know=1, blank=2, not_applicable=1)
    assert (found.parts["value"].shown, found.parts["value"].is_done) == (4, False)
    assert found.profile == Count(blank=3)


def test_hidden_sections_and_parts_are_left_out() -> None:
    found = progress(BANK, {"profile.route": said(["own"]), "profile.people": said("no")})
    assert found.sections.keys() == {"value.core", "build.work"}
    assert found.sections["value.core"].shown == 2
    tree = BANK.model_dump(mode="json", by_alias=True, exclude_none=True)
    tree["parts"][1]["show_if"] = {"question": "profile.stage", "equals": "live"}
    bank = Bank.model_validate(tree)
    assert progress(bank, {"profile.stage": said("idea")}).parts.keys() == {"value"}


def test_a_mark_that_no_longer_holds_is_blank() -> None:
    answers = {"build.speed": said(2), "build.reasons": left_out()}
    assert progress(BANK, answers).parts["build"].not_applicable == 1
    found = progress(BANK, {**answers, "build.speed": said(1)}).parts["build"]
    assert (found.not_applicable, found.blank) == (0, 5)


def test_the_next_open_question_is_looked_for_round_the_end() -> None:
    answers = {code: answer for code, answer in FULL.items() if code != "value.skills"}
    assert next_open(BANK, answers) == "value.skills"
    assert next_open(BANK, answers, after="value.goal") == "value.skills"
    assert next_open(BANK, answers, after="value.skills") == "value.skills"
    assert next_open(BANK, answers, after="build.since") == "value.skills"
    assert next_open(BANK, FULL) is None


def test_hidden_and_unknown_ones_are_no_next_open_question() -> None:
    answers = {**FULL, "profile.people": said("no"), "value.sold": DONT_KNOW}
    del answers["value.fairness"]
    assert next_open(BANK, answers, after="profile.stage") is None
