"""A bank of any size in three languages, finished and sound, for the figures of the studio."""

from copy import deepcopy
from typing import Any, Final

from assessments.scoring.outline import outline
from assessments.scoring.wording import wordings
from tests.scoring.small_bank import CONTENT, SCORING, rubric

PARTS: Final = 6
SECTIONS: Final = 5
LANGUAGES: Final = ("de", "fr")
FLOORS: Final = {"framed": 20, "proven": 40, "launch_ready": 60, "scale_ready": 75}


def large_content(questions: int) -> dict[str, Any]:
    """Give a bank of so many questions: every seventh a gate, every fifth with a condition."""
    places = [(part, section) for part in range(PARTS) for section in range(SECTIONS)]
    held: dict[tuple[int, int], list[dict[str, Any]]] = {place: [] for place in places}
    for number in range(questions):
        part, section = places[number * len(places) // questions]
        held[part, section].append(_question(f"part{part}.s{section}.q{number}", number))
    content = {
        "slug": "large",
        "title": "A large bank",
        "scoring": {
            "method": "weighted_mean",
            "levels": deepcopy(SCORING["levels"]),
            "floors": {f"part{part}": dict(FLOORS) for part in range(PARTS)},
        },
        "profile": deepcopy(CONTENT["profile"][:1]),
        "parts": [_part(part, held) for part in range(PARTS)],
    }
    texts = list(wordings(outline(content)))
    content["translations"] = {
        language: {one.key: f"{language}: {one.text}" for one in texts} for language in LANGUAGES
    }
    return content


def _part(part: int, held: dict[tuple[int, int], list[dict[str, Any]]]) -> dict[str, Any]:
    sections = [
        {
            "code": f"part{part}.s{section}",
            "title": f"Section {section}",
            "questions": held[part, section],
        }
        for section in range(SECTIONS)
    ]
    return {"code": f"part{part}", "title": f"Part {part}", "sections": sections}


def _question(code: str, number: int) -> dict[str, Any]:
    question = rubric(code, 1 + number % 3)
    if number % 7 == 0:
        question["gate"] = {"fails_below": 2, "caps_at": "framed"}
    if number % 5 == 1:
        question["show_if"] = {"question": "profile.stage", "any_of": ["pilot", "live"]}
    return question
