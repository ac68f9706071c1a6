"""What a report leaves out, taken out of its inputs before they are frozen; pure.

What is left out is in no file, not even in the data a file carries. The score stays what it is: an
answer with a note goes on having one, of which the words are kept back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from assessments.reports.language import gettext, marked
from assessments.scoring.bank import Bank
from assessments.scoring.evidence import FEWEST_CHARACTERS
from assessments.scoring.reasons import enough_words

NOTE_LEFT_OUT: Final = marked("A note was given; this report leaves it out.")
REASON_LEFT_OUT: Final = marked("A reason was given; this report leaves it out.")
EVIDENCE_LEFT_OUT: Final = marked("Evidence that this report leaves out")
SHORT: Final = "\u2013"  # for a note too short to count as one


class Left(StrEnum):
    """What can be left out, for readers outside the house."""

    NOTES = "notes"
    EVIDENCE = "evidence"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Options:
    """What a report shows. `parts` are the codes of those whose pages it has; empty for all."""

    without: frozenset[Left] = field(default_factory=frozenset)
    parts: frozenset[str] = field(default_factory=frozenset)

    def plain(self, bank: Bank) -> dict[str, list[str]]:
        """Give what differs from a whole report, in one order, as plain JSON."""
        chosen = [part.code for part in bank.parts if part.code in self.parts]
        every = len(chosen) in {0, len(bank.parts)}
        left = [one.value for one in Left if one in self.without]
        return {**({"without": left} if left else {}), **({} if every else {"parts": chosen})}


def reduced(inputs: Mapping[str, Any], options: Mapping[str, list[str]], bank: Bank) -> Any:
    """Give frozen inputs without what the options leave out, in the language that is spoken.

    Of the questions of a part without pages only what the score needs is kept: state, value, and
    that there were a note, a reason or evidence, with their days.
    """
    if not options:
        return inputs
    left = frozenset(Left(one) for one in options.get("without", ()))
    shown = options.get("parts")
    answers = {
        code: _answer(entry, left if is_shown(bank, code, shown) else frozenset(Left))
        for code, entry in inputs["answers"].items()
    }
    found = {**inputs, "answers": answers, "options": dict(options)}
    if "sheets" in inputs:
        found["sheets"] = _sheets(inputs["sheets"], left, bank, shown)
    return found


def shows_part(options: Mapping[str, list[str]], code: str) -> bool:
    return code in options.get("parts", [code])


def is_shown(bank: Bank, code: str, shown: Iterable[str] | None) -> bool:
    """Say whether a question's part has pages, where `shown` are those that do; None for all."""
    place = bank.section_of.get(code)
    return shown is None or place is None or place[0].code in shown


def _answer(entry: Mapping[str, Any], left: frozenset[Left]) -> dict[str, Any]:
    found = dict(entry)
    if Left.NOTES in left:
        found |= {"note": _note(entry["note"]), "reason": _reason(entry["reason"])}
    if Left.EVIDENCE in left and "evidence" in entry:
        hidden = {"text": gettext(EVIDENCE_LEFT_OUT), "url": ""}
        found["evidence"] = [{**item, **hidden} for item in entry["evidence"]]
    if Left.NAMES in left and "by" in entry:
        found["by"] = ""
    return found


def bare_answer(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the score needs of an answer, and none of the words people wrote beside it."""
    return _answer(entry, frozenset(Left))


def _settled(kept: Mapping[str, Any], left: frozenset[Left]) -> dict[str, Any]:
    reason = _reason(kept["reason"]) if Left.NOTES in left else kept["reason"]
    return {**kept, "reason": reason, "by": "" if Left.NAMES in left else kept["by"]}


def _note(note: str) -> str:
    if not note.strip():
        return note
    return gettext(NOTE_LEFT_OUT) if len(note.strip()) >= FEWEST_CHARACTERS else SHORT


def _reason(reason: str) -> str:
    return gettext(REASON_LEFT_OUT) if enough_words(reason) else reason and SHORT


def _sheets(
    sheets: Mapping[str, Any], left: frozenset[Left], bank: Bank, shown: Iterable[str] | None
) -> dict[str, Any]:
    def left_at(code: str) -> frozenset[Left]:
        return left if is_shown(bank, code, shown) else frozenset(Left)

    respondents = [
        {
            **one,
            "name": gettext("Person {number}", number=number)
            if Left.NAMES in left
            else one["name"],
            "said": {code: _answer(said, left_at(code)) for code, said in one["said"].items()},
        }
        for number, one in enumerate(sheets["respondents"], 1)
    ]
    consensus = {code: _settled(kept, left_at(code)) for code, kept in sheets["consensus"].items()}
    return {**sheets, "respondents": respondents, "consensus": consensus}
