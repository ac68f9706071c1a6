"""What becomes of one answer when its question changes: it still fits, may mean otherwise, or not.

It decides by what was answered: the wording of the question and of what was chosen. What a question
weighs, opens or holds back changes results, but never what an answer says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from assessments.banks.diff.likeness import (
    alike,
    answer_texts,
    asks_another,
    plain,
    title_words,
    words_in,
)
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Question
from assessments.scoring.causes import fits

# From this likeness of two texts a small change of words is taken for the same.
NEAR: Final = Fraction(3, 4)
_NEGATION: Final = re.compile(r"\b(?:no|not|never|none|nobody|nothing|without|\w+n['\u2019]t)\b")


class Why(StrEnum):
    """Why an answer goes the way it goes; the page has a sentence for each."""

    SAME = "same"
    COUNTS = "counts otherwise"
    MOVED = "moved"
    REWORDED = "reworded"
    RENAMED = "option renamed"
    MEANING = "may mean otherwise"
    UNIT = "other unit"
    OPTIONS = "options changed"
    CHOSEN = "chosen text reworded"
    SWAPPED = "stands for something else"
    OPTION_GONE = "option gone"
    LEVEL_GONE = "level gone"
    KIND = "other kind"
    MARK_GONE = "mark gone"
    LIMITS = "outside the limits"
    GONE = "no longer asked"
    SPLIT_UP = "split up"
    REUSED = "code reused"
    NEW = "new"
    SPLIT = "split off"
    RECODED = "looks like another"
    BACK = "asked again"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the new question makes of an answer; `answer` is None where it cannot hold it."""

    answer: Answer | None
    why: Why
    is_sure: bool = True


def reading(old: Question, new: Question, answer: Answer) -> Meaning:
    """Say what an answer to the old question is as one to the new: sure, to be looked at, or lost.

    A choice whose code changed and whose text did not is followed to its new code.
    """
    if asks_another(old, new):
        return Meaning(answer if fits(new, answer) else None, Why.REUSED, is_sure=False)
    found = _renamed(old, new, answer)
    if not fits(new, found):
        return Meaning(None, _misfit(old, new, found))
    why = _doubt(old, new, answer, found)
    if why is not None:
        return Meaning(found, why, is_sure=False)
    if found != answer:
        return Meaning(found, Why.RENAMED)
    same = old.title == new.title and answer_texts(old) == answer_texts(new)
    return Meaning(found, Why.SAME if same else Why.REWORDED)


def asks_the_same(old: Question, new: Question) -> bool:
    """Say whether any answer may be given to one in place of the other without a second look."""
    if old.kind != new.kind or asks_another(old, new) or _title_doubt(old, new):
        return False
    return answer_texts(old) == answer_texts(new) and _unit(old) == _unit(new)


def _doubt(old: Question, new: Question, answer: Answer, found: Answer) -> Why | None:
    """Say why the answer may mean otherwise, None when it does not."""
    if _title_doubt(old, new):
        return Why.MEANING
    if answer.state is not State.ANSWERED:
        return None
    if _unit(old) != _unit(new):
        return Why.UNIT
    return _doubt_of_chosen(answer_texts(old), answer_texts(new), _keys(answer), _keys(found))


def _title_doubt(old: Question, new: Question) -> bool:
    if _negations(old.title) != _negations(new.title):
        return True
    return alike(title_words(old), title_words(new)) < NEAR


def _doubt_of_chosen(
    before: Mapping[str, str], after: Mapping[str, str], chosen: list[str], now: list[str]
) -> Why | None:
    if before == after:
        return None
    keys = zip(chosen, now, strict=True)
    pairs = [(before.get(was, ""), after.get(key, "")) for was, key in keys]
    if any(_stands_elsewhere(was, text, before, after) for was, text in pairs):
        return Why.SWAPPED
    if any(_differs(was, text) for was, text in pairs):
        return Why.CHOSEN
    # A level counts with all below it, and what was offered beside a choice is part of choosing it.
    return None if _only_reworded(before, after) else Why.OPTIONS


def _stands_elsewhere(
    was: str, text: str, before: Mapping[str, str], after: Mapping[str, str]
) -> bool:
    """Say whether what was chosen has another place now, or its place says what another said."""
    if plain(was) == plain(text):
        return False
    there, here = map(plain, before.values()), map(plain, after.values())
    return plain(text) in there or plain(was) in here


def _only_reworded(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Say whether every text is still there, at most with a word or two changed."""
    if len(before) != len(after):
        return False
    texts = {plain(text) for text in before.values()}
    fresh = [(key, text) for key, text in after.items() if plain(text) not in texts]
    return all(key in before and not _differs(before[key], text) for key, text in fresh)


def _differs(was: str, text: str) -> bool:
    if _negations(was) != _negations(text):
        return True
    return plain(was) != plain(text) and alike(words_in(was), words_in(text)) < NEAR


def _negations(text: str) -> int:
    return len(_NEGATION.findall(text.casefold()))


def _unit(question: Question) -> str:
    return getattr(question, "unit", "")


def _keys(answer: Answer) -> list[str]:
    """Give the levels or choices an answer names; of a kind without them its value is none."""
    value = answer.value
    given = value if isinstance(value, tuple) else (value,)
    return [str(one).removeprefix("~") for one in given]


def _renamed(old: Question, new: Question, answer: Answer) -> Answer:
    """Follow choices to the new codes their texts have; where that is not clear nothing changes."""
    if answer.state is not State.ANSWERED or not hasattr(old, "choices"):
        return answer
    codes = _followed(answer_texts(old), answer_texts(new))
    return replace(answer, value=_followed_value(answer.value, codes))


def _followed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    fresh = [(code, plain(text)) for code, text in after.items() if code not in before]
    for was, text in before.items():
        same = [code for code, said in fresh if said == plain(text)]
        if was not in after and len(same) == 1:
            found[was] = same[0]
    return found


def _followed_value(value: Any, codes: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_followed_value(one, codes) for one in value)
    mark = "~" if str(value).startswith("~") else ""
    code = codes.get(str(value).removeprefix("~"))
    return value if code is None else mark + code


_LOST: Final = {"rubric": Why.LEVEL_GONE, "single": Why.OPTION_GONE, "multiple": Why.OPTION_GONE}


def _misfit(old: Question, new: Question, answer: Answer) -> Why:
    if answer.state is State.NOT_APPLICABLE:
        return Why.MARK_GONE
    if old.kind != new.kind:
        return Why.KIND
    return _LOST.get(new.kind, Why.LIMITS)
