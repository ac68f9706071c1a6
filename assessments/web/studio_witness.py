"""The answers that show what a finding claims, in the words of the bank."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.banks.lint import Witness
from assessments.scoring.answers import Answer
from assessments.scoring.bank import Bank
from assessments.scoring.kinds import rules_of


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One question with its answer in words; `before` where the answer changes."""

    code: str
    title: str
    words: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class ShownWitness:
    """`said` are the answers scored first, `then` those that change after it."""

    shows: str
    said: tuple[SaidLine, ...]
    then: tuple[SaidLine, ...]


def shown_witness(bank: Bank, witness: Witness) -> ShownWitness:
    return ShownWitness(witness.shows, tuple(_said(bank, witness)), tuple(_changed(bank, witness)))


def _said(bank: Bank, witness: Witness) -> Iterator[SaidLine]:
    for code, answer in witness.answers.items():
        yield SaidLine(code, bank.questions[code].title, _words(bank, code, answer))


def _changed(bank: Bank, witness: Witness) -> Iterator[SaidLine]:
    for code, answer in witness.then.items():
        old = witness.answers.get(code)
        before = _words(bank, code, old) if old else ""
        yield SaidLine(code, bank.questions[code].title, _words(bank, code, answer), before)


def _words(bank: Bank, code: str, answer: Answer) -> str:
    question = bank.questions[code]
    return ", ".join(rules_of(question).words(question, answer.value))
