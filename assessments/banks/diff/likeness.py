"""How alike two questions are, by the words people read in them: 0 for nothing, 1 for all.

Words are counted, not understood; short ones carry little and are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from assessments.scoring.bank import Question

_WORD: Final = re.compile(r"\w{3,}")
# Under this likeness of both title and answers a code stands for another question.
OTHER: Final = Fraction(1, 4)
# From this likeness of the whole a question is the same under a new code.
SAME: Final = Fraction(3, 5)
# A question is split off another one when this share of its words comes from there.
DRAWN: Final = Fraction(1, 2)
# That is a piece of it from this share of the old words, and the whole of it from that one.
PIECE: Final = Fraction(1, 5)
WHOLE: Final = Fraction(3, 4)

Words = Counter[str]


def words_in(text: str) -> Words:
    return Counter(_WORD.findall(text.casefold()))


def title_words(question: Question) -> Words:
    return words_in(question.title)


def answer_words(question: Question) -> Words:
    """Count the words of the levels or choices; of a kind without them there are none."""
    return words_in(" ".join(answer_texts(question).values()))


def answer_texts(question: Question) -> dict[str, str]:
    """Give the text of each level by its number, or of each choice by its code."""
    levels = enumerate(getattr(question, "levels", ()))
    choices = ((choice.code, choice.text) for choice in getattr(question, "choices", ()))
    return {**{str(index): text for index, text in levels}, **dict(choices)}


def all_words(question: Question) -> Words:
    return title_words(question) + answer_words(question)


def alike(one: Words, other: Words) -> Fraction:
    """Give twice the common words over all words (Dice); two empty ones are equal.

    Source: L. R. Dice, "Measures of the Amount of Ecologic Association" (1945).
    """
    count = one.total() + other.total()
    return Fraction(2 * (one & other).total(), count) if count else Fraction(1)


def drawn_from(part: Words, whole: Words) -> Fraction:
    """Give the share of the part's words that stand in the whole."""
    return Fraction((part & whole).total(), part.total()) if part else Fraction(0)


def asks_another(old: Question, new: Question) -> bool:
    """Say whether one code stands for two questions: neither title nor answers are alike."""
    titles = alike(title_words(old), title_words(new))
    before, after = answer_words(old), answer_words(new)
    if not before and not after:
        return titles < OTHER
    return titles < OTHER and alike(before, after) < OTHER


def swapped(old: Question, new: Question) -> tuple[str, ...]:
    """List levels or choices that now have the text another one had: old answers mean otherwise."""
    before = {plain(text): key for key, text in answer_texts(old).items()}
    texts = answer_texts(new).items()
    return tuple(key for key, text in texts if before.get(plain(text), key) != key)


def plain(text: str) -> str:
    """Give a text without what nobody reads: case and spacing."""
    return " ".join(text.casefold().split())


def split_off(old: Words, new: Mapping[str, Words]) -> Iterator[str]:
    """List the codes of the new ones that hold a piece of the old one and little else."""
    for code, words in new.items():
        if drawn_from(words, old) >= DRAWN and PIECE <= drawn_from(old, words) < WHOLE:
            yield code
