"""The pages of the parts: every shown question with what was said, in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assessments.reports import figures, sentences
from assessments.reports.answer_texts import answer_texts
from assessments.reports.document import PartEntry, QuestionEntry, SectionEntry
from assessments.reports.language import gettext
from assessments.reports.ledgers import part_ledger
from assessments.reports.method_words import falls_short, figure_lines, outcome_words
from assessments.reports.result import Scored, part_line
from assessments.reports.said import Said
from assessments.scoring.answers import BLANK, State
from assessments.scoring.bank import Kind, Part, Question, Section
from assessments.scoring.display import level_name, stage_name
from assessments.scoring.kinds import rules_of
from assessments.scoring.kinds.multiple import split
from assessments.scoring.scorecard import QuestionScore

_CHOSEN = frozenset({Kind.RUBRIC.value, Kind.SINGLE.value, Kind.MULTIPLE.value})
NOTHING_SAID = Said(answer=BLANK)
_TONES = {
    State.ANSWERED: "answered",
    State.DONT_KNOW: "unknown",
    State.NOT_APPLICABLE: "out",
    State.UNANSWERED: "open",
}


def part_entries(given: Scored, said: Mapping[str, Said], on: date) -> Iterator[PartEntry]:
    """Give the shown parts with their shown sections and questions."""
    hidden = given.card.hidden
    for part in given.bank.parts:
        if part.code not in hidden:
            sections = tuple(
                _section(given, part, section, said)
                for section in part.sections
                if section.code not in hidden
            )
            line = part_line(given, part)
            asked = tuple(s for s in sections if s.questions)
            ledger = part_ledger(given, on, part) if given.bank.is_weighted else None
            yield PartEntry(line, part.description, asked, ledger)


def profile_entries(given: Scored, said: Mapping[str, Said]) -> Iterator[QuestionEntry]:
    """Give the shown questions of the profile; they score nothing."""
    for question in given.bank.profile:
        if given.found.shows(question.code):
            yield question_entry(given, question, said.get(question.code, NOTHING_SAID))


def _section(given: Scored, part: Part, section: Section, said: Mapping[str, Said]) -> SectionEntry:
    score = given.card.parts[part.code].sections.get(section.code)
    return SectionEntry(
        code=section.code,
        title=section.title,
        score=figures.score_words(score.score) if score else figures.NONE,
        coverage=figures.share_words(score.coverage) if score else figures.NONE,
        level=stage_name(given.bank, score.level, plus=score.plus) or "" if score else "",
        figures=figure_lines(score.figures) if score else (),
        questions=tuple(
            question_entry(given, question, said.get(question.code, NOTHING_SAID))
            for question in section.questions
            if given.found.shows(question.code)
        ),
    )


def question_entry(given: Scored, question: Question, said: Said) -> QuestionEntry:
    """Put one question and its answer in words."""
    score = given.card.questions.get(question.code)
    state = score.state if score else said.answer.state
    value = _value(question, said) if state is State.ANSWERED else None
    level = score.level if score else None
    advice = _advises(given, question, score)
    return QuestionEntry(
        number=given.numbers.places[question.code].number,
        code=question.code,
        title=question.title,
        tone=_TONES[state],
        state=sentences.answer_state(question, state, level, value),
        level=level,
        top=rules_of(question).top(question) if level is not None else None,
        answer=_words(given, question, value),
        reason=said.answer.reason if state is State.NOT_APPLICABLE else "",
        note=said.answer.note,
        evidence=said.evidence,
        gate=_gate(given, question),
        weight=figures.weight_words(score.weight if score else 0),
        improvement=question.improvement if advice else "",
        next_step=_next_step(given, question, value, level) if advice else (),
        said=said.by,
        support=_support(said),
        outcome=outcome_words(given.bank, given.card, question.code),
        is_bank_text=value is not None and question.kind in _CHOSEN,
        own_lines=len(split(value)[1]) if question.kind == Kind.MULTIPLE.value and value else 0,
    )


def _support(said: Said) -> str:
    expired = bool(said.evidence) and all(line.since for line in said.evidence)
    return gettext("Rests on expired evidence") if expired else ""


def _value(question: Question, said: Said) -> Any:
    return rules_of(question).parse(question, said.answer.value)


def _words(given: Scored, question: Question, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(given.text(each) for each in answer_texts(question, value))


def _advises(given: Scored, question: Question, score: QuestionScore | None) -> bool:
    """Whether there is anything left to gain at this question."""
    if score is None or given.bank.is_weighted:
        return score is not None and score.share is not None and score.share < 1
    return falls_short(given.bank, question, score)


def _next_step(given: Scored, question: Question, value: Any, level: int | None) -> tuple[str, ...]:
    rules = rules_of(question)
    steps = rules.next_steps(question, value, (level or 0) + 1) if rules.scored(question) else ()
    return tuple(given.text(each) for each in steps)


def _gate(given: Scored, question: Question) -> str:
    gate = getattr(question, "gate", None)
    if not gate:
        return ""
    return gettext("Gate to {level}", level=level_name_after(given, gate.caps_at))


def level_name_after(given: Scored, code: str) -> str:
    """Name the level a gate opens: the one after the level it caps at."""
    codes = given.bank.scoring.level_codes
    following = codes[min(codes.index(code) + 1, len(codes) - 1)]
    return level_name(given.bank, following) or ""
