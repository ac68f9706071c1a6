"""The hand-written scenarios of a move between two bank versions, from `moves/*.yaml`.

A question is written short: its kind is a key, its part is what its code begins with.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assessments.scoring.bank import Bank
from tests.scoring.small_bank import said

PLACE = Path(__file__).parent / "moves"
LEVELS = [{"code": code, "name": code.title()} for code in ("low", "mid", "high")]


@dataclass(frozen=True)
class Case:
    name: str
    content: dict[str, Any]

    def bank(self, which: str) -> Bank:
        number = {"old": "1.0", "new": "2.0", "later": "3.0"}[which]
        return bank_of(self.content[which], version=number)

    @property
    def answers(self) -> dict[str, Any]:
        return {code: said(value) for code, value in self.content["answers"].items()}

    def __str__(self) -> str:
        return self.name


def cases() -> list[Case]:
    return [Case(path.stem, yaml.safe_load(path.read_text())) for path in sorted(PLACE.iterdir())]


def case(name: str) -> Case:
    return next(one for one in cases() if one.name == name)


def bank_of(questions: dict[str, Any], **more: Any) -> Bank:
    """Give a bank of parts `a` and `b` with one section each, floors 40 and 70."""
    asked = {code: _question(code, dict(short)) for code, short in questions.items()}
    parts = {code: _part(questions[code], code) for code in questions}
    found = [code for code in dict.fromkeys(parts.values()) if code != "profile"]
    scoring = {
        "method": "weighted_mean",
        "levels": LEVELS,
        "floors": {code: {"mid": 40, "high": 70} for code in found},
        "wanted": {"mid": 1, "high": 2},
    }
    content = {
        "slug": "moving",
        "title": "A bank that moves on",
        "version": "1.0",
        "scoring": scoring,
        "profile": [asked[code] for code, part in parts.items() if part == "profile"],
        "parts": [
            {
                "code": part,
                "title": f"Part {part}",
                "sections": [
                    {
                        "code": f"{part}.all",
                        "title": f"All of {part}",
                        "questions": [asked[code] for code, home in parts.items() if home == part],
                    }
                ],
            }
            for part in found
        ],
    }
    return Bank.model_validate({**content, **more})


def _part(short: dict[str, Any], code: str) -> str:
    return short.get("in", code.split(".", maxsplit=1)[0])


def _question(code: str, short: dict[str, Any]) -> dict[str, Any]:
    short.pop("in", None)
    found: dict[str, Any] = {"code": code}
    if "rubric" in short:
        found |= {"kind": "rubric", "levels": short.pop("rubric")}
    elif "single" in short:
        choices = short.pop("single")
        found |= {"kind": "single", "choices": [_choice(*one) for one in choices.items()]}
    elif "number" in short:
        found |= {"kind": "number", "unit": short.pop("number")}
    else:
        short.pop("boolean")
        found["kind"] = "boolean"
    return found | short


def _choice(code: str, short: list[Any]) -> dict[str, Any]:
    return {"code": code, "text": short[0], **({"score": short[1]} if len(short) > 1 else {})}
