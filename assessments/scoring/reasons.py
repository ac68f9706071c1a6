"""When a reason says enough: at least three words, in any script."""

import re

FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")
# Scripts written without blanks between words: Thai to Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)


def enough_words(text: str) -> bool:
    """Say whether the text has three words; a letter of an unspaced script counts as one.

    Source: guide 4.2; docs/scoring.md, rule S8.
    """
    spaced = _UNSPACED.sub(" ", text)
    return len(_WORD.findall(spaced)) + len(_UNSPACED.findall(text)) >= FEWEST_WORDS
