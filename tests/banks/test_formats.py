"""Files are read as plain data or refused as a whole; what is written reads back as itself."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from assessments.banks.formats import (
    EXPORTS,
    FORMATS,
    BankFile,
    BankFileRefused,
    read_bank_file,
    read_file,
)
from assessments.banks.formats.canonical import QUESTION_KEYS, content_of, digest
from assessments.banks.formats.imported import Counts, Loss, imported
from assessments.banks.formats.json_text import LooseJson, read_json_mapping, read_loose_json
from assessments.banks.formats.native import bank_of, read_bank, write_bank
from assessments.banks.formats.yaml_reader import read_mapping
from assessments.scoring import bank as bank_types
from assessments.scoring.bank import Bank, QuestionBase
from assessments.scoring.engine import score
from tests.scoring.small_bank import said, small_bank, small_content

LOSSLESS = ("json", "xlsx", "yaml")


def problems(content: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(BankFileRefused) as refused:
        bank_of(content)
    return dict(refused.value.problems)


@pytest.mark.parametrize("name", LOSSLESS)
def test_a_bank_comes_back_equal_with_the_same_bytes_and_digest(name: str) -> None:
    bank = small_bank()
    row = EXPORTS[name]
    written = row.write(bank)
    again = read_bank_file(written.raw)
    assert written.losses == ()
    assert again == bank
    assert row.write(again).raw == written.raw
    assert digest(again) == digest(bank)


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_what_is_written_is_recognised_whatever_it_is_called(name: str) -> None:
    row = EXPORTS[name]
    raw = row.write(small_bank()).raw
    for filename in (f"bank{row.suffix}", "bank", "bank.txt"):
        (found,) = {
            kind.name for kind in FORMATS.values() if kind.recognise(BankFile(raw, filename))
        }
        read = read_file(BankFile(raw, filename))
        assert (read.format, read.title) == (found, "A small bank")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b'{"colour": 1}', "This is none of the kinds of file that can be imported."),
        (b'{"colour": 1', "line 1: Expecting ',' delimiter"),
        (b"plain text", "The file does not hold a mapping of keys to values."),
        (b"\x89PNG\r\n", "The file is not UTF-8 text (byte 0)."),
    ],
)
def test_a_file_of_no_kind_is_refused_in_words(raw: bytes, message: str) -> None:
    found = read_file(BankFile(raw, "bank.json"))
    assert [problem.message for problem in found.errors] == [message]
    assert found.content == {}


def test_a_yaml_file_may_begin_with_a_bracket() -> None:
    raw = f"{{title: Flow, {write_bank(small_bank(), 'json').decode().strip()[1:]}".encode()
    assert [path for path, _ in read_file(BankFile(raw, "bank.yaml")).errors] == [""]
    assert BankFile(b"{a: 1}", "Bank.YAML").kind == "yaml"
    assert BankFile(b"\xef\xbb\xbf {a: 1}", "bank").kind == "json"


def test_a_file_is_counted_as_it_is_read() -> None:
    found = read_file(BankFile(write_bank(small_bank())))
    assert found.counts == Counts(
        parts=2, sections=3, questions=11, choices=8, rules=0, conditions=7, languages=("en",)
    )


def test_a_file_with_errors_shows_what_it_holds() -> None:
    found = read_file(
        BankFile(write_bank(small_bank()).replace(b"caps_at: framed", b"caps_at: nowhere"))
    )
    assert found.title == "A small bank"
    assert found.counts.questions == 11
    assert [problem.path for problem in found.errors] == [
        "parts[0].sections[0].questions[1].gate.caps_at"
    ]


def test_every_key_of_a_question_has_its_place_in_the_file() -> None:
    kinds = [
        kind
        for kind in vars(bank_types).values()
        if isinstance(kind, type) and issubclass(kind, QuestionBase)
    ]
    keys = {key for kind in kinds for key in kind.model_fields}
    assert keys == set(QUESTION_KEYS)


def test_version_and_notes_do_not_count_in_the_digest_and_a_text_does() -> None:
    bank = small_bank()
    assert digest(small_bank(version="7.3", notes="Reworded.")) == digest(bank)
    assert digest(small_bank(title="Another")) != digest(bank)


def test_a_field_with_its_default_leaves_the_digest_alone() -> None:
    assert digest(small_bank(direction="readiness", language="en")) == digest(small_bank())


def test_the_digest_is_the_one_stored_with_published_versions() -> None:
    # Spelling content another way would orphan every stored digest: this text must not change.
    spelled = (
        '{"format":"mlpm-bank/1","parts":[{"code":"p","sections":[{"code":"p.s","questions":['
        '{"code":"p.q","effort":[2],"kind":"rubric","levels":["0","1"],"title":"Q","weight":1}],"title":"S"}]'
        ',"title":"P"}],"scoring":{"floors":{"p":{"b":50}},"levels":[{"code":"a","name":"A"},'
        '{"code":"b","name":"B"}],"method":"weighted_mean"},"slug":"pinned","title":"Café"}'
    )
    bank = bank_of(json.loads(spelled) | {"version": "3.2", "notes": "Nothing."})
    assert digest(bank) == hashlib.sha256(spelled.encode()).hexdigest()


def test_names_come_in_the_order_of_what_they_name_however_a_database_shuffled_them() -> None:
    content = small_content()
    scoring = content["scoring"]
    scoring["part_weights"] = {"build": 2, "value": 1}
    scoring["floors"] = dict(reversed(scoring["floors"].items()))
    scoring["wanted"] = dict(reversed(scoring["wanted"].items()))
    content["translations"] = {"fr": {"value/title": "Valeur", "title": "Petite"}, "de": {}}
    written = content_of(bank_of(content))
    assert list(written["scoring"]["part_weights"]) == ["value", "build"]
    assert list(written["scoring"]["floors"]) == ["value", "build"]
    assert next(iter(written["scoring"]["wanted"])) == "framed"
    assert list(written["translations"]) == ["de", "fr"]
    assert list(written["translations"]["fr"]) == ["title", "value/title"]


def test_whole_numbers_are_written_without_a_point() -> None:
    content = small_content()
    content["parts"][0]["sections"][0]["questions"][0]["effort"] = [0.5, 1.0, 2.0, 4.0]
    written = content_of(bank_of(content))
    assert (
        json.dumps(written["parts"][0]["sections"][0]["questions"][0]["effort"]) == "[0.5, 1, 2, 4]"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("2026-01-02", "2026-01-02"),
        ("1_000", "1_000"),
        ('"5"', "5"),
        ("'true'", "true"),
        ("007", 7),
        ("-3", -3),
        ("1.5e2", 150.0),
        ("true", True),
        ("~", None),
        ("", None),
        ("=1+1", "=1+1"),
        ("0x1F", "0x1F"),
        (">-\n  a\n  b", "a b"),
    ],
)
def test_a_value_is_what_yaml_1_2_says_it_is(text: str, value: Any) -> None:
    assert read_mapping(f"key: {text}\n".encode()) == {"key": value}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "line 3: the key a stands twice"),
        ("a: &x 1\nb: 2", r"line 1: anchors"),
        ("a: 1\nb: *x", r"line 2: aliases"),
        ("a: !!python/object:os.system 1", "line 1: tags"),
        ("a: !!set {b}", "line 1: tags"),
        ("a: 1\n---\nb: 2", "a second document"),
        ("a: .inf", "line 1: .inf is not a number"),
        ("a: .NaN", "is not a number"),
        ("a: 1\nb: \x01", r"line 2: the character U\+0001 is not read"),
        ("a: 1\n\tb: 2", "line 2: found character"),
        ("%YAML 1.1\n---\na: !!str no", "line 3: tags"),
        ("a: 1e999", "line 1: a number is too large"),
        ("a: 1234567890123456789", "too many digits"),
        ("a: [1, 2", "line 1|line 2"),
        ("a: b: c", "line 1: mapping values"),
        ("? [1]\n: 2", "a key must be a text"),
        ("- 1", "does not hold a mapping"),
        ("", "does not hold a mapping"),
        ("# nothing but a comment", "does not hold a mapping"),
        ("a: " + "[" * 40 + "]" * 40, "nested deeper than 32"),
    ],
)
def test_unsafe_or_broken_yaml_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BankFileRefused, match=message):
        read_mapping(text.encode())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 2}', "the key a stands twice|The key a stands twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ('{"a": -Infinity}', "-Infinity is not a number"),
        ('{"a": 1e999}', "too large"),
        ('{"a": 1234567890123456789}', "too many digits"),
        ("[1]", "does not hold an object"),
        ('{"a": 1,}', "line 1"),
        ('{"a": ' + "[" * 40 + "]" * 40 + "}", "nested deeper than 32"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested"),
    ],
)
def test_loose_json_of_ours_is_refused(text: str, message: str) -> None:
    with pytest.raises(BankFileRefused, match=message):
        read_json_mapping(text.encode())


def test_loose_json_of_others_is_read_and_what_is_left_out_is_listed() -> None:
    text = '{"a": [1, NaN, {"b": 1e999, "c": 2, "c": 3}], "d": 1234567890123456789, "e": 1.5}'
    assert read_loose_json(text.encode()) == LooseJson(
        {"a": [1, None, {"b": None, "c": 3}], "d": None, "e": 1.5},
        (
            Loss("a[1]", "This is no number that can be kept; it is left empty."),
            Loss("a[2].b", "This is no number that can be kept; it is left empty."),
            Loss("a[2].c", "The key stands twice; the last value holds."),
            Loss("d", "This is no number that can be kept; it is left empty."),
        ),
    )


@pytest.mark.parametrize("read", [read_json_mapping, read_loose_json])
def test_json_is_counted_before_it_is_parsed(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_: Any, **__: Any) -> None:
        pytest.fail("the file was parsed")

    monkeypatch.setattr("assessments.banks.formats.json_text.json.loads", parsed)
    with pytest.raises(BankFileRefused, match="more than 60000 values"):
        read(b'{"a": [' + b"1," * 60_000 + b"1]}")
    with pytest.raises(BankFileRefused, match="nested deeper than 32"):
        read(b'{"a": ' + b"[" * 100_000)
    with pytest.raises(BankFileRefused, match="nested deeper than 32"):
        read(b'{"\\"]": ' + b'{"a":' * 100_000)


def test_brackets_in_a_text_are_no_structure() -> None:
    text = '{"a": "' + "[" * 50 + r"\" " + "," * 70_000 + '"}'
    assert read_json_mapping(text.encode()) == {"a": "[" * 50 + '" ' + "," * 70_000}


@pytest.mark.parametrize("read", [read_mapping, read_json_mapping, read_loose_json])
def test_size_and_encoding_are_checked_before_reading(read: Any) -> None:
    with pytest.raises(BankFileRefused, match="at most 5242880"):
        read(b" " * (5 * 1024 * 1024 + 1))
    with pytest.raises(BankFileRefused, match=r"not UTF-8 text \(byte 0\)"):
        read(b"\xff\xfe{}")


def test_a_yaml_file_with_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.banks.formats.yaml_events.MOST_VALUES", 7)
    assert read_mapping(b"a: [1, 2, 3, 4]") == {"a": [1, 2, 3, 4]}
    with pytest.raises(BankFileRefused, match="line 2: the file holds more than 7 values"):
        read_mapping(b"a: [1, 2, 3,\n 4, 5]")


def test_all_errors_of_structure_and_of_agreement_are_listed_with_their_paths() -> None:
    content = small_content()
    first = content["parts"][0]["sections"][0]["questions"][0]
    first["levels"] = ["only one"]
    first["gate"]["caps_at"] = "nowhere"
    first["colour"] = "red"
    second = content["parts"][0]["sections"][0]["questions"][1]
    second["show_if"] = {"question": "profile.people", "equals": "maybe"}
    second["effort"] = [1]
    del content["title"]
    content["parts"][1]["sections"][0]["questions"][0]["code"] = "value.goal"
    del content["profile"][1]["ask_again_if"]
    found = problems(content)
    at = "parts[0].sections[0].questions"
    assert found == {
        "title": "this is missing",
        f"{at}[0].colour": "there is no such key",
        f"{at}[0].levels": "needs at least 2, has 1",
        f"{at}[0].gate.caps_at": (
            "there is no level nowhere; levels are exploring, framed, proven, launch_ready, "
            "scale_ready"
        ),
        f"{at}[0].gate.fails_below": "2 is above the highest level 0",
        f"{at}[0].gate.exactly.level": "2 is not between 2 and 0",
        f"{at}[1].effort": "needs 4 steps, has 1",
        f"{at}[1].show_if.equals": "profile.people has no choice maybe",
        "parts[1].sections[0].questions[0].code": (
            f"the code value.goal is already used at {at}[0]"
        ),
        "parts[1].sections[0].questions[1].not_applicable.allowed_if.question": (
            "there is no question build.speed"
        ),
    }


def test_a_condition_is_named_by_its_path_however_deep_it_stands() -> None:
    content = small_content()
    question = content["parts"][0]["sections"][0]["questions"][1]
    question["show_if"] = {"all": [{"not": {"question": "profile.people", "equals": ["yes"]}}]}
    path = "parts[0].sections[0].questions[1].show_if.all[0].not.equals"
    assert problems(content) == {path: "must be a text, a whole number, true or false"}


def test_an_unknown_kind_is_named_with_the_kinds_there_are() -> None:
    content = small_content()
    content["parts"][0]["sections"][0]["questions"][0]["kind"] = "matrix"
    found = problems(content)
    assert found["parts[0].sections[0].questions[0]"].startswith("matrix is none of the kinds")


def test_a_control_character_is_refused_where_it_stands() -> None:
    content = small_content()
    content["parts"][0]["title"] = "Value\x00"
    assert problems(content) == {"parts[0].title": "The text contains a NUL character."}


def test_every_text_of_another_format_passes_the_gate_too() -> None:
    content = {"title": " Caf\u0065\u0301 ", "parts": [{"title": "a\x00b", "c\x07": ["\ud800"]}]}
    found = imported("lens", content)
    assert found.title == "Caf\u00e9"
    assert [problem.path for problem in found.errors] == [
        "parts[0]",
        "parts[0].title",
        "parts[0].c\x07[0]",
    ]


def test_what_has_no_code_or_kind_cannot_even_be_a_draft() -> None:
    questions = [{"code": "p.q", "kind": "text"}, {"code": "P Q", "kind": "matrix"}]
    sections = [{"code": "p.s", "questions": questions}]
    found = imported("other", {"parts": [{"title": "P", "sections": sections}]})
    assert [problem.path for problem in found.errors] == [
        "parts[0].code",
        "parts[0].sections[0].questions[1].code",
        "parts[0].sections[0].questions[1].kind",
    ]


def test_a_yaml_file_is_refused_with_the_same_paths_as_its_json_twin() -> None:
    raw = write_bank(small_bank()).replace(b"caps_at: framed", b"caps_at: nowhere")
    with pytest.raises(BankFileRefused) as refused:
        read_bank(raw)
    path = "parts[0].sections[0].questions[1].gate.caps_at"
    assert [problem.path for problem in refused.value.problems] == [path]
    assert str(refused.value).startswith(f"{path}: there is no level nowhere")


def test_a_written_file_is_in_block_style_with_folded_texts() -> None:
    long = "A sentence that is rather long. " * 6
    raw = write_bank(Bank.model_validate({**small_content(), "description": long})).decode()
    assert max(len(line) for line in raw.splitlines()) <= 100
    assert "description: >-\n  A sentence" in raw
    assert raw.startswith('format: mlpm-bank/1\nslug: small\nversion: "1.0"\ntitle: A small bank\n')


def test_a_bank_that_was_scored_is_written_with_every_no_it_had() -> None:
    content = small_content()
    questions = content["parts"][0]["sections"][0]["questions"]
    questions.insert(0, {"code": "value.tried", "kind": "boolean", "title": "Is it tried?"})
    questions[3]["show_if"] = {"question": "value.tried", "equals": False}
    bank, unused = Bank.model_validate(content), Bank.model_validate(content)

    score(bank, {"value.skills": said(("a",))}, date(2026, 1, 1))

    assert questions[3]["code"] == "value.skills"
    assert content_of(bank) == content_of(unused)
    assert digest(bank) == digest(unused)
    for name in ("yaml", "json"):
        again = read_bank(write_bank(bank, name), name)
        assert again.questions["value.skills"].show_if == bank.questions["value.skills"].show_if
