"""Lenses come in whole and go out as they came; what cannot be carried is listed."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.banks.formats import EXPORTS, BankFile, Imported, Written, read_file
from assessments.banks.formats.foreign import Codes
from assessments.banks.formats.native import bank_of
from assessments.scoring.bank import Bank
from tests.banks.any_json import put_anything
from tests.banks.lens_files import odd_lens, plain_lens, raw
from tests.examples import examples
from tests.samples import LENS, expected, needs_samples, sample
from tests.scoring.small_bank import small_bank


def read(tree: Any) -> Imported:
    return read_file(BankFile(raw(tree), "lens.json"))


def bank(found: Imported) -> Bank:
    assert found.errors == ()
    return bank_of(dict(found.content))


def written(made: Bank) -> Written:
    return EXPORTS["aws-lens"].write(made)


def stripped(node: Any) -> Any:
    """Take the blanks around texts away: a bank keeps none."""
    if isinstance(node, dict):
        return {key: stripped(value) for key, value in node.items()}
    if isinstance(node, list):
        return [stripped(inner) for inner in node]
    return node.strip() if isinstance(node, str) else node


def test_a_lens_is_counted_as_it_stands_and_nothing_of_it_is_lost() -> None:
    found = read(plain_lens())
    assert (found.format, found.title, found.losses) == ("aws-lens", "Small lens", ())
    assert found.counts == (2, 2, 3, 6, 8, 0, ("en",))
    assert found.unfinished == []


def test_a_lens_that_went_through_a_bank_is_the_same_lens() -> None:
    out = written(bank(read(plain_lens())))
    assert json.loads(out.raw) == plain_lens()
    assert out.losses == ()


def test_rules_keep_their_words_and_none_of_these_stands_alone() -> None:
    question = bank(read(plain_lens())).questions["reliability.rel_1"]
    assert [(rule.when, rule.risk) for rule in question.rules] == [
        ("REL_1_2 && !REL_1_no || (REL_1_1 && REL_1_2)", "none"),
        ("REL_1_1", "medium"),
        ("default", "high"),
    ]
    assert [one.code for one in question.choices if one.exclusive] == ["REL_1_no"]


def test_a_question_that_cannot_say_that_nothing_holds_gets_a_choice_for_it() -> None:
    question = bank(read(plain_lens())).questions["security.sec_1"]
    assert [(one.code, one.exclusive) for one in question.choices] == [
        ("SEC_1_1", False),
        ("none_of_these", True),
    ]


ODD_LOSSES = {
    "_version": "A bank has no place for this: 3.2",
    "ready": "A bank has no place for this: True",
    "pillars[0].questions[0]._note": "A bank has no place for this: ask again",
    "pillars[0].questions[0].riskRules[2]": "The question has a default rule already; this one never counts.",
    "pillars[0].questions[0].riskRules[3]": "A rule needs a condition and one of three risks, not SOME_RISK.",
    "pillars[0].questions[1].title": "The question has no title; its id stands for it.",
    "pillars[0].questions[1].choices[1].id": "The id REL_2_1 stands twice; rules mean the first choice.",
    "pillars[0].questions[1].choices[2].helpfulResource.Url": "This is no web address: no address",
    "pillars[0].questions[1].choices[3]": "This is no object: a word",
    "pillars[2]": "The pillar Empty has no questions and is left out.",
}


def test_what_a_public_lens_gets_wrong_is_listed_and_the_rest_is_kept() -> None:
    found = read(odd_lens())
    made = bank(found)
    assert dict(found.losses) == ODD_LOSSES
    first, second = (made.questions[f"reliability.rel_1{end}"] for end in ("", "_2"))
    assert [rule.when for rule in first.rules] == ["default", "REL_1_a && REL_1_2"]
    assert [(one.code, one.ref) for one in first.choices[:2]] == [
        ("REL_1_a", "REL-1 a"),
        ("REL_1_2", ""),
    ]
    assert [one.url for one in first.resources] == [
        "https://example.org/copies",
        "https://example.org/first",
    ]
    assert first.choices[0].resources[-1].text == "In short."
    assert [one.code for one in second.choices] == ["REL_2_1", "REL_2_1_2", "REL_2_3"]
    assert json.loads(written(made).raw)["pillars"][0]["questions"][0]["riskRules"][1] == {
        "condition": "REL-1 a && REL_1_2",
        "risk": "NO_RISK",
    }


def test_a_bare_nan_is_read_as_nothing_and_listed() -> None:
    text = raw(plain_lens()).replace(b'"How do you keep copies?"', b"NaN")
    found = read_file(BankFile(text, "lens.json"))
    assert [loss.path for loss in found.losses] == ["pillars[0].questions[0].title"] * 2
    assert bank(found).questions["reliability.rel_1"].title == "REL_1"


def test_a_rule_that_cannot_be_read_leaves_a_draft_to_be_finished() -> None:
    lens = plain_lens()
    lens["pillars"][1]["questions"][0]["riskRules"][0]["condition"] = "SEC_1_1 && ("
    found = read(lens)
    assert found.errors == ()
    assert [problem.path for problem in found.unfinished] == [
        "parts[1].sections[0].questions[0].rules[0].when"
    ]


def test_a_file_without_a_list_of_pillars_is_no_lens() -> None:
    assert [p.message for p in read({"pillars": {}}).errors] == ["A lens has a list of pillars."]


def test_a_bank_that_is_no_lens_says_what_a_lens_cannot_hold() -> None:
    out = written(small_bank())
    lost = dict(out.losses)
    assert lost["scoring"] == "A lens has risk rules only, not weighted_mean."
    assert lost["profile"] == "A lens has no profile."
    kinds = [reason for reason in lost.values() if "question of the kind" in reason]
    assert len(kinds) > 3
    assert json.loads(out.raw)["name"] == "A small bank"


def test_what_is_more_than_the_tool_takes_is_said_but_written() -> None:
    lens = plain_lens()
    question = lens["pillars"][1]["questions"][0]
    question["title"] = "x" * 200
    question["choices"] += [{"id": f"MORE_{n}", "title": f"Practice {n}"} for n in range(20)]
    out = written(bank(read(lens)))
    assert dict(out.losses) == {
        "pillars[1].questions[0].title": "The tool takes at most 128; here are 200.",
        "pillars[1].questions[0].choices": "The tool takes at most 15; here are 21.",
    }
    assert json.loads(out.raw) == lens


@settings(max_examples=examples(120), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_value_anywhere_in_a_lens_brings_out_an_exception(data: st.DataObject) -> None:
    lens = odd_lens()
    put_anything(data, lens, deepest=7)
    found = read_file(BankFile(raw(lens), "lens.json"), "aws-lens")
    if found.errors:
        assert [problem.path for problem in found.errors] == ["pillars"]
    elif not found.unfinished:
        assert json.loads(written(bank(found)).raw)["name"] == found.title


@needs_samples
def test_the_real_lens_yields_what_is_expected_of_it_and_comes_back() -> None:
    wanted = expected(LENS)
    found = read_file(BankFile(sample(LENS), LENS))
    counts = found.counts
    assert (counts.parts, counts.questions, counts.choices, counts.rules) == tuple(
        wanted[key] for key in ("pillars", "questions", "choices", "riskRules")
    )
    assert (found.title, found.losses, found.errors) == (wanted["name"], (), ())
    made = bank(found)
    assert [[part.ref, len(part.questions)] for part in made.parts] == wanted["perPillar"]
    assert stripped(json.loads(written(made).raw)) == stripped(json.loads(sample(LENS)))


def test_codes_are_the_same_at_every_reading() -> None:
    assert read(odd_lens()).content == read(odd_lens()).content


def test_thousands_of_one_name_are_numbered_without_counting_each_from_one() -> None:
    codes = Codes()
    made = [codes.of("same", "p") for _ in range(20_000)]
    assert made[:3] == ["p.same", "p.same_2", "p.same_3"]
    assert (made[-1], len(set(made))) == ("p.same_20000", 20_000)
    assert codes.of("same_2", "p") == "p.same_2_2"
