"""Hypothesis strategies: sound banks of every shape, and content that is not sound at all."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from assessments.scoring.bank import Discipline

LEVEL_CODES = ("low", "middle", "high")

letters = st.characters(exclude_categories=("Cs", "Cc"))
awkward = st.sampled_from(
    [
        "no",
        "null",
        "1.0",
        "- a",
        "a: b",
        "a #b",
        "'",
        '"',
        "? x",
        "x:",
        "é",
        "=1+1",
        "[a]",
        "{}",
        "~",
    ]
)
words = st.text(letters, min_size=1, max_size=60).filter(lambda text: text.strip() != "")
lines = awkward | words | st.lists(words, min_size=8, max_size=20).map(lambda w: " ".join(w)[:480])
prose = st.just("") | lines | st.lists(lines, min_size=2, max_size=4).map("\n".join)
days = st.integers(0, 50) | st.sampled_from([0.25, 0.5, 1.5, 1.0])


def _optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


resources = _optional(
    kind=st.sampled_from(["help", "improvement"]),
    text=prose,
    url=st.just("https://example.org/a?b=c#d"),
    additional=st.booleans(),
)
shared = _optional(
    why=prose,
    answered_by=st.sampled_from([discipline.value for discipline in Discipline]),
    improvement=prose,
    evidence_hint=prose,
    origin=st.sampled_from(["guide", "beyond", ""]),
    source=prose,
    not_applicable=st.fixed_dictionaries({"when": lines}),
    examples=st.lists(st.fixed_dictionaries({"text": lines}), max_size=2),
    resources=st.lists(resources, max_size=2),
    ref=words,
)
weights = _optional(weight=st.integers(1, 3))
gates = _optional(
    gate=st.fixed_dictionaries(
        {"fails_below": st.just(1), "caps_at": st.sampled_from(LEVEL_CODES[:2])},
        optional={
            "exactly": st.fixed_dictionaries({"level": st.just(1), "caps_at": st.just("middle")})
        },
    )
)


@st.composite
def rubrics(draw: st.DrawFn) -> dict[str, Any]:
    levels = draw(st.lists(lines, min_size=2, max_size=6))
    steps = len(levels) - 1
    effort = draw(st.lists(days, min_size=steps, max_size=steps) | st.just([]))
    extra = draw(weights) | draw(gates)
    return {"kind": "rubric", "levels": levels, "effort": effort, **extra}


@st.composite
def with_choices(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["single", "multiple"]))
    texts = draw(st.lists(lines, min_size=1, max_size=5))
    scores = st.floats(0, 1, allow_nan=False) | st.sampled_from([0, 1])
    marks = _optional(
        exclusive=st.booleans(),
        needs_reason=st.booleans(),
        score=scores,
        resources=st.lists(resources, max_size=2),
        ref=words,
    )
    choices = [
        {"code": f"c{index}", "text": text} | draw(marks) for index, text in enumerate(texts)
    ]
    return {"kind": kind, "choices": choices, "effort": draw(days), **draw(weights)}


plain = st.one_of(
    st.fixed_dictionaries({"kind": st.just("boolean"), "partly": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("number"), "unit": st.sampled_from(["", "%"])}),
    st.fixed_dictionaries({"kind": st.just("text"), "max_length": st.integers(1, 4000)}),
    st.fixed_dictionaries({"kind": st.just("date")}),
)


@st.composite
def questions(draw: st.DrawFn, code: str, earlier: list[str]) -> dict[str, Any]:
    found = draw(st.one_of(rubrics(), with_choices(), plain))
    found |= {"code": code, "title": draw(lines), **draw(shared)}
    if earlier and draw(st.booleans()):
        compare = {"question": draw(st.sampled_from(earlier)), "equals": "yes"}
        wrapped = st.sampled_from(
            [compare, {"not": compare}, {"all": [compare, {"any": [compare]}]}]
        )
        found["show_if"] = draw(wrapped)
    return found


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    """Give the content of a sound bank."""
    yes_or_no = [{"code": "yes", "text": draw(lines)}, {"code": "no", "text": draw(lines)}]
    switch = {"code": "profile.q", "kind": "single", "title": draw(lines), "choices": yes_or_no}
    profile = [switch] if draw(st.booleans()) else []
    earlier = ["profile.q"] if profile else []
    parts = []
    for part in range(draw(st.integers(1, 2))):
        sections = []
        for section in range(draw(st.integers(1, 2))):
            code = f"p{part}.s{section}"
            asked = [
                draw(questions(f"{code}.q{n}", earlier)) for n in range(draw(st.integers(1, 3)))
            ]
            sections.append({"code": code, "title": draw(lines), "questions": asked})
        parts.append(
            {
                "code": f"p{part}",
                "title": draw(lines),
                "description": draw(prose),
                "sections": sections,
            }
        )
    levels = [{"code": code, "name": draw(lines), "sentence": draw(prose)} for code in LEVEL_CODES]
    low = draw(st.integers(0, 100))
    floors = {part["code"]: {"middle": low, "high": draw(st.integers(low, 100))} for part in parts}
    return {
        "slug": "generated",
        "version": f"{draw(st.integers(1, 99))}.{draw(st.integers(0, 99))}",
        "title": draw(lines),
        "notes": draw(prose),
        "description": draw(prose),
        "scoring": {"method": "weighted_mean", "levels": levels, "floors": floors},
        "profile": profile,
        "parts": parts,
    }


leaves = st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5)


def nested(inner: st.SearchStrategy[Any], keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return inner | st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)


junk = nested(nested(leaves, st.text(max_size=5)), st.text(max_size=5))


def _spots(node: Any) -> list[tuple[Any, Any]]:
    keys = range(len(node)) if isinstance(node, list) else list(node)
    found = [(node, key) for key in keys]
    for _, key in list(found):
        if isinstance(node[key], dict | list):
            found += _spots(node[key])
    return found


@st.composite
def broken(draw: st.DrawFn, content: dict[str, Any]) -> dict[str, Any]:
    """Give the content with junk put over one to three of its values, or a key taken away."""
    content = deepcopy(content)
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(_spots(content)))
        if isinstance(holder, dict) and draw(st.booleans()):
            holder.pop(key)
        else:
            holder[key] = draw(junk)
        if not content:
            break
    return content
