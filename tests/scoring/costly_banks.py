"""Legal banks on which trying everything would never end: each ties very much together."""

from typing import Any

from assessments.scoring.bank import Bank
from tests.scoring.small_bank import SCORING, rubric

FLOORS = {"framed": 20, "proven": 45, "launch_ready": 60, "scale_ready": 75}


def part(code: str, questions: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    section = {"code": f"{code}.s", "title": "S", "questions": questions}
    return {"code": code, "title": code, "sections": [section], **more}


def switch(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": "boolean", "title": code, **more}


def bank_of(
    parts: list[dict[str, Any]], profile: list[dict[str, Any]] | None = None, **scoring: Any
) -> Bank:
    floors = {each["code"]: FLOORS for each in parts}
    return Bank.model_validate(
        {
            "slug": "costly",
            "title": "Costly",
            "scoring": {**SCORING, "floors": floors, **scoring},
            "profile": profile or [],
            "parts": parts,
        }
    )


def each_option_shows_one(options: int = 25) -> Bank:
    """Give a question of which each option shows another question."""
    choices = [{"code": f"c{place}", "text": f"Option {place}"} for place in range(options)]
    which = {"code": "p.which", "kind": "multiple", "title": "Which?", "choices": choices}
    shown = [
        rubric(f"p.q{place}", show_if={"question": "p.which", "includes": f"c{place}"})
        for place in range(options)
    ]
    return bank_of([part("p", [which, *shown])])


def switched(code: str, switches: int, questions: int) -> list[dict[str, Any]]:
    """Give questions of which each is shown by one of some yes-no questions."""
    asked = [switch(f"{code}.d{place}", weight=1 + place) for place in range(switches)]
    shown = [
        rubric(
            f"{code}.q{place}",
            1 + place % 7,
            show_if={"question": f"{code}.d{place % switches}", "equals": True},
        )
        for place in range(questions)
    ]
    return [*asked, *shown]


def nine_switches(questions: int = 391) -> Bank:
    """Give one part in which nine yes-no questions show all others."""
    return bank_of([part("p", switched("p", 9, questions))])


def twenty_parts(count: int = 20) -> Bank:
    """Give twenty parts of nine yes-no questions and eleven that these show."""
    codes = [f"p{place:02}" for place in range(count)]
    weights = {code: 1 + 97 * place * place % 1000 for place, code in enumerate(codes)}
    return bank_of([part(code, switched(code, 9, 11)) for code in codes], part_weights=weights)


def chain(length: int = 2000) -> Bank:
    """Give questions of which each shows the next."""
    questions = [switch("p.q0")]
    for place in range(1, length):
        condition = {"question": f"p.q{place - 1}", "equals": True}
        questions.append(switch(f"p.q{place}", show_if=condition))
    return bank_of([part("p", questions)])


def one_number(comparisons: int = 400) -> Bank:
    """Give questions that are shown from another value each of one number on."""
    shown = [
        rubric(f"p.q{place}", show_if={"question": "profile.n", "at_least": place})
        for place in range(comparisons)
    ]
    number = {"code": "profile.n", "kind": "number", "title": "How many?"}
    return bank_of([part("p", shown)], [number])


def many_weights(questions: int = 300) -> Bank:
    """Give a part whose sums of points are very many, and an answer that opens a heavy question."""
    opened = rubric("p.b", 50, show_if={"question": "p.a", "at_least": 3})
    others = [rubric(f"p.q{place}", 1 + 7919 * (place + 1) % 997) for place in range(questions)]
    return bank_of([part("p", [rubric("p.a", 50), opened, *others])])
