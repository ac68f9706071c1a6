"""Which questions with a new code continue an old one, whole or in part, by their words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessments.banks.diff.likeness import SAME, Words, alike, all_words, split_off
from assessments.scoring.bank import Bank

Texts = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Matched:
    """What continues what.

    `recoded` maps a new code to the old one of the same question, `split` to those it was split
    off from; `gone` are the old codes that no question continues whole.
    """

    recoded: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    gone: tuple[str, ...]


def match(old: Bank, new: Bank) -> Matched:
    """Match what has a new code to what has lost its own: split ones first, then the most alike."""
    before = {code: all_words(question) for code, question in old.questions.items()}
    after = {code: all_words(question) for code, question in new.questions.items()}
    added = {code: words for code, words in after.items() if code not in before}
    changed = {code: words for code, words in before.items() if after.get(code) != words}
    split = _split(changed, frozenset(after), added)
    parents = {was for found in split.values() for was in found}
    recoded = _recoded(
        {
            code: words
            for code, words in changed.items()
            if code not in after and code not in parents
        },
        {code: words for code, words in added.items() if code not in split},
    )
    gone = (code for code in before if code not in after and code not in recoded.values())
    return Matched(recoded, split, tuple(gone))


def _split(changed: Texts, stays: frozenset[str], added: Texts) -> dict[str, tuple[str, ...]]:
    """Find what holds most of its words from an old question, which now has two or more heirs."""
    found: dict[str, tuple[str, ...]] = {}
    for was, words in changed.items():
        off = list(split_off(words, added))
        if len(off) + (was in stays) > 1:
            for code in off:
                found[code] = (*found.get(code, ()), was)
    return found


def _recoded(removed: Texts, added: Texts) -> dict[str, str]:
    found: dict[str, str] = {}
    for was, code in _by_likeness(removed, added):
        if code not in found and was not in found.values():
            found[code] = was
    return found


def _by_likeness(removed: Texts, added: Texts) -> Iterator[tuple[str, str]]:
    pairs = [
        (alike(before, after), was, code)
        for was, before in removed.items()
        for code, after in added.items()
    ]
    for likeness, was, code in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= SAME:
            yield was, code
