"""Actions in words, for the page and for both files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.answers.models import ActionItem, Assessment
from assessments.answers.path_queries import actions_of
from assessments.reports.move_words import answer_words, days_words, done_words
from assessments.reports.numbering import numbers_of
from assessments.scoring.answers import Answer, Answers, State
from assessments.scoring.bank import Bank
from assessments.scoring.better import merit
from assessments.scoring.display import level_name
from assessments.scoring.kinds import rules_of
from assessments.text import whole_number
from assessments.web.cards import dom_id


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; `is_reached` says that the answer aimed at is there already."""

    action: ActionItem
    title: str
    section: str
    now: str
    wanted: str
    done: str
    level: str
    effort: str
    is_reached: bool

    @property
    def proposes(self) -> bool:
        """Say that the action is done and its answer is not there yet."""
        return self.action.state == ActionItem.ActionState.DONE and not self.is_reached

    @property
    def anchor(self) -> str:
        return dom_id(self.action.question_code)

    @property
    def owner(self) -> str:
        owner = self.action.owner
        return "" if owner is None else owner.name or owner.email


def action_rows(bank: Bank, answers: Answers, actions: Iterable[ActionItem]) -> Sequence[ActionRow]:
    """Put actions in words; those of questions the bank no longer has are left out (no query)."""
    return [_row(bank, answers, one) for one in actions if one.question_code in bank.section_of]


def _row(bank: Bank, answers: Answers, action: ActionItem) -> ActionRow:
    question = bank.questions[action.question_code]
    rules, place = rules_of(question), numbers_of(bank).places[action.question_code]
    wanted = rules.parse(question, action.value)
    said = answers.get(action.question_code, Answer())
    now = rules.parse(question, said.value) if said.state is State.ANSWERED else None
    return ActionRow(
        action=action,
        title=f"{place.number} {question.title}",
        section=place.section,
        now=answer_words(question, now),
        wanted=answer_words(question, wanted),
        done=done_words(bank, question, now, wanted),
        level=level_name(bank, action.target_level or None) or "",
        effort=days_words(Fraction(action.effort)),
        is_reached=now is not None and merit(bank, question, now) >= merit(bank, question, wanted),
    )


def proposal_in(
    bank: Bank, answers: Answers, assessment: Assessment, asked: Mapping[str, str]
) -> ActionRow | None:
    """Give the done action the address names, while it proposes an answer (no query without)."""
    given = whole_number(asked.get("action", ""))
    if given is None:
        return None
    rows = action_rows(bank, answers, actions_of(assessment).filter(pk=given))
    return next((row for row in rows if row.proposes), None)
