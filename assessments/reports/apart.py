"""What a report says of several respondents: agreement, what to discuss, what the team settled.

Pure: read from the frozen inputs, where each person's words stand as they were at the reveal.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from assessments.reports.answer_texts import answer_texts
from assessments.reports.document import (
    AgreementLine,
    ApartLine,
    ApartPages,
    SettledLine,
    VoiceLine,
)
from assessments.reports.figures import DISCIPLINES, STATES, day_words, rounded
from assessments.reports.language import gettext, marked
from assessments.reports.result import Scored
from assessments.reports.scoring_words import told
from assessments.scoring.agreement import Alpha, Undefined
from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank, Question
from assessments.scoring.days import iso_day
from assessments.scoring.part_agreement import agreement_by_part
from assessments.scoring.several import Joint, Respondent, combine, to_discuss

NONE_ASKED: Final = marked("none asked")


def apart_pages(given: Scored, frozen: Mapping[str, Any], answers: Answers) -> ApartPages:
    """Put the frozen sheets of a revealed assessment in words.

    Args:
        given: bank, answers and scorecard of the report.
        frozen: `respondents`, each with `name`, `discipline`, `submitted` and `said` by code, and
            `consensus` by code, each with `reason`, `by` and `at`.
        answers: the answers that count, the team's among them.
    """
    people = frozen["respondents"]
    respondents = [_respondent(key, one) for key, one in enumerate(people)]
    settled = {code: answers[code] for code in frozen["consensus"] if code in answers}
    joined = combine(given.bank, respondents, settled)
    names = [one["name"] for one in people]
    return ApartPages(
        respondents=tuple(_person(one) for one in people),
        agreement=tuple(_agreement(given.bank, joined, range(len(people)))),
        apart=tuple(_apart(given, one, names) for one in to_discuss(given.bank, joined)),
        settled=tuple(_settled(given, joined, frozen["consensus"], names)),
    )


def _respondent(key: int, one: Mapping[str, Any]) -> Respondent:
    said = {code: _answer(entry) for code, entry in one["said"].items()}
    return Respondent(key, one["discipline"], said)


def _answer(entry: Mapping[str, Any]) -> Answer:
    value = tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]
    return Answer(State(entry["state"]), value, entry["reason"], entry["note"])


def _person(one: Mapping[str, Any]) -> str:
    known = f" ({DISCIPLINES[one['discipline']]})" if one["discipline"] else ""
    person = f"{one['name']}{known}"
    return person if one["submitted"] else gettext("{person}, not submitted", person=person)


def _agreement(
    bank: Bank, joined: Mapping[str, Joint], keys: Sequence[int]
) -> Iterator[AgreementLine]:
    found = agreement_by_part(bank, joined, keys)
    for part in bank.parts:
        levels, choices = found[part.code].levels, found[part.code].choices
        yield AgreementLine(part.title, _alpha(levels), _alpha(choices))


def _alpha(alpha: Alpha | None) -> str:
    if alpha is None:
        return gettext(NONE_ASKED)
    return told(alpha.reason) if isinstance(alpha, Undefined) else rounded(alpha, 2)


def _apart(given: Scored, joint: Joint, names: Sequence[str]) -> ApartLine:
    place = given.numbers.places[joint.code]
    return ApartLine(
        number=place.number,
        code=joint.code,
        section=place.section,
        title=joint.question.title,
        spread=levels_words(joint.spread),
        weight=str(joint.weight),
        counts=_words(given, joint.question, joint.answer),
        named=_named(given, joint),
        voices=tuple(_voices(given, joint, names)),
    )


def levels_words(spread: Fraction) -> str:
    """Give a spread like "2 levels"."""
    figure = rounded(spread, 0 if spread.denominator == 1 else 1)
    return gettext("1 level") if spread == 1 else gettext("{number} levels", number=figure)


def _named(given: Scored, joint: Joint) -> str:
    role = joint.question.answered_by
    if role is None:
        return ""
    if joint.named is None:
        return gettext("{discipline}: nobody answered", discipline=DISCIPLINES[role])
    said = _words(given, joint.question, Answer(State.ANSWERED, joint.named))
    return f"{DISCIPLINES[role]}: {said}"


def _voices(given: Scored, joint: Joint, names: Sequence[str]) -> Iterator[VoiceLine]:
    for opinion in joint.opinions:
        known = opinion.respondent.discipline
        yield VoiceLine(
            names[opinion.respondent.key],
            DISCIPLINES[known] if known else "",  # type: ignore[index]  # an enum of texts
            _words(given, joint.question, opinion.answer),
            opinion.answer.note,
        )


def _settled(
    given: Scored,
    joined: Mapping[str, Joint],
    consensus: Mapping[str, Mapping[str, str]],
    names: Sequence[str],
) -> Iterator[SettledLine]:
    for joint in joined.values():
        kept = consensus.get(joint.code)
        if kept is None or not joint.settled:
            continue
        said = _words(given, joint.question, joint.answer)
        place = given.numbers.places[joint.code]
        voices = tuple(
            voice
            for voice, opinion in zip(_voices(given, joint, names), joint.opinions, strict=True)
            if dissents(opinion.answer, joint.answer)
        )
        day = iso_day(kept["at"][:10])
        yield SettledLine(
            number=place.number,
            code=joint.code,
            section=place.section,
            title=joint.question.title,
            answer=said,
            reason=kept["reason"],
            by=", ".join(word for word in (kept["by"], day_words(day) if day else "") if word),
            dissent=voices,
        )


def dissents(said: Answer, agreed: Answer) -> bool:
    """Say whether somebody said something else; who does not know dissents from nothing."""
    if said.state in {State.DONT_KNOW, State.UNANSWERED}:
        return False
    return (said.state, said.value) != (agreed.state, agreed.value)


def _words(given: Scored, question: Question, answer: Answer) -> str:
    if answer.state is not State.ANSWERED:
        reason = f": {answer.reason}" if answer.reason else ""
        return f"{STATES[answer.state]}{reason}"
    words = "; ".join(given.text(text) for text in answer_texts(question, answer.value))
    if question.kind == "rubric":
        return gettext("Level {level}: {text}", level=answer.value, text=words)
    return words
