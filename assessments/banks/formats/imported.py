"""What reading a file from outside gives: a bank in the making, what was lost, what is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from assessments.banks.codes import PATTERN as CODE
from assessments.scoring.bank import Kind
from assessments.scoring.condition_rules import condition_places
from assessments.scoring.consistency import Problem
from assessments.scoring.draft import DraftBank
from assessments.scoring.outline import items, outline
from assessments.text import NOTE_LENGTH, TextProblem, clean_text

HALF: Final = re.compile(r"[\ud800-\udfff]")


class Loss(NamedTuple):
    """One thing of a file that could not be carried: where in the file, and why."""

    path: str
    reason: str


class Counts(NamedTuple):
    """How much a file holds; `languages` begins with the texts' own."""

    parts: int = 0
    sections: int = 0
    questions: int = 0
    choices: int = 0
    rules: int = 0
    conditions: int = 0
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as read; with `errors` it is refused as a whole and `content` is only to look at.

    `content` is that of a draft: it may be unfinished, and `unfinished` says what is missing. It
    is empty for a file that could not be read at all.
    """

    format: str
    title: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    losses: tuple[Loss, ...] = ()
    errors: tuple[Problem, ...] = ()

    @property
    def unfinished(self) -> list[Problem]:
        return DraftBank(dict(self.content)).problems()


def imported(
    format_name: str,
    content: Mapping[str, Any],
    *,
    counts: Counts | None = None,
    losses: Iterable[Loss] = (),
    errors: Iterable[Problem] = (),
) -> Imported:
    """Make the value of what a reader found: counted, every text through the gate.

    `counts` is given where the figures of the file itself say more than those of the bank.
    """
    refused = list(errors)
    clean = content if refused else _clean(content, "", refused)
    if not refused:
        refused += _unfounded(clean)
    return Imported(
        format_name,
        _text(clean.get("title"), "title", []),
        clean,
        counts or counts_of(clean),
        tuple(losses),
        tuple(refused),
    )


def showable(found: Imported) -> Imported:
    """Put a sign for each half of a character: an escape can spell one, nothing can show it.

    The content has one only in a file that is refused.
    """
    return replace(
        found,
        content=_whole(found.content) if found.errors else found.content,
        counts=found.counts._replace(languages=tuple(map(_whole, found.counts.languages))),
        losses=tuple(Loss(*map(_whole, loss)) for loss in found.losses),
        errors=tuple(Problem(*map(_whole, problem)) for problem in found.errors),
    )


def _whole(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_whole(key): _whole(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(inner) for inner in value]
    return HALF.sub("\ufffd", value) if isinstance(value, str) else value


def _unfounded(content: Mapping[str, Any]) -> Iterator[Problem]:
    """Find what even a draft needs: a code for each element, a kind for each question."""
    view = outline(content)
    sections = [section for _, section in view.sections]
    asked = [one.question for one in view.asked]
    for place in (*view.parts, *sections, *asked):
        if not CODE.fullmatch(place.text("code")):
            yield Problem(place.at("code"), "this is no code")
    for question in asked:
        if question.text("kind") not in set(Kind):
            yield Problem(question.at("kind"), "this is no kind of question")


def counts_of(content: Mapping[str, Any]) -> Counts:
    """Count a bank's content of any state; the profile is left out, but for its conditions."""
    view = outline(content)
    asked = [asked.question for asked in view.asked if asked.part]
    return Counts(
        parts=len(view.parts),
        sections=len(view.sections),
        questions=len(asked),
        choices=sum(len(items(question.node.get("choices"))) for question in asked),
        rules=sum(len(items(question.node.get("rules"))) for question in asked),
        conditions=sum(1 for _ in condition_places(view)),
        languages=tuple(_languages(content)),
    )


def _languages(content: Mapping[str, Any]) -> Iterator[str]:
    own = content.get("language")
    yield own if isinstance(own, str) and own else "en"
    others = content.get("translations")
    yield from sorted(others) if isinstance(others, Mapping) else ()


def _clean(value: Any, path: str, refused: list[Problem]) -> Any:
    if isinstance(value, Mapping):
        step = f"{path}." if path else ""
        for key in value:
            _text(key, path, refused)
        return {key: _clean(value[key], f"{step}{key}", refused) for key in value}
    if isinstance(value, list | tuple):
        return [_clean(inner, f"{path}[{index}]", refused) for index, inner in enumerate(value)]
    return _text(value, path, refused) if isinstance(value, str) else value


def _text(raw: Any, path: str, refused: list[Problem]) -> str:
    try:
        return clean_text(raw, max_length=NOTE_LENGTH) if isinstance(raw, str) else ""
    except TextProblem as problem:
        refused.append(Problem(path, problem.message))
        return ""
