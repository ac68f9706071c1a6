"""docs/scoring.md numbers every rule, and every test it names exists."""

import re
from pathlib import Path

RULES = Path("docs/scoring.md").read_text(encoding="utf-8")
HERE = Path(__file__).parent
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def rule_texts() -> dict[int, str]:
    pieces = re.split(r"^\*\*S(\d+)\.", RULES, flags=re.MULTILINE)
    return {int(number): text for number, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def test_rules_are_numbered_without_a_gap() -> None:
    assert list(rule_texts()) == list(range(1, 63))


def test_every_rule_names_its_source_and_a_test() -> None:
    without = [
        number
        for number, text in rule_texts().items()
        if "- Source: " not in text or not NAMED.search(text)
    ]
    assert without == []


def test_every_named_test_exists() -> None:
    missing = [
        f"{file}::{test}"
        for file, test in NAMED.findall(RULES)
        if f"def {test}(" not in (HERE / file).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_every_rule_the_code_cites_is_written_down() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in Path("assessments/scoring").rglob("*.py")
    )
    cited = re.findall(r"docs/scoring\.md, rules? ([^.]+)\.", code)
    numbers = {int(number) for text in cited for number in re.findall(r"S(\d+)", text)}
    assert numbers <= set(rule_texts())
    assert len(cited) >= 12
