"""The pages of a report that say what changed since an earlier moment, from frozen inputs; pure.

Both sides are compared by what their scores need: of notes, reasons and evidence only that they are
there counts, so that nothing people wrote then is frozen for a comparison.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assessments.reports.change_lines import Changed, ChangedPages
from assessments.reports.changed import changed
from assessments.reports.figures import day_words
from assessments.reports.options import bare_answer, is_shown, shows_part
from assessments.reports.said import frozen_answer, thawed
from assessments.reports.words import LABELS
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.causes import Moment


def frozen_earlier(
    moment: Moment, *, name: str, day: date, bank: Mapping[str, Any]
) -> dict[str, Any]:
    """Give an earlier moment as plain JSON, as `changed_pages` reads it.

    Args:
        moment: its answers and the day they are scored on.
        name: of the milestone or assessment.
        day: when it was kept, or written to last.
        bank: title, number, digest and id of its bank version.
    """
    answers = {
        code: bare_answer(frozen_answer(answer, by="", at=None, urls={}))
        for code, answer in sorted(moment.answers.items())
    }
    return {
        "name": name,
        "day": day.isoformat(),
        "on": moment.on.isoformat(),
        "bank": dict(bank),
        "answers": answers,
    }


def changed_pages(inputs: Mapping[str, Any], bank: Bank, earlier: Bank) -> ChangedPages:
    """Compare what the inputs hold with the earlier moment they name.

    Raises:
        ScoringError: answers do not fit the bank of their own moment.
    """
    given = inputs["earlier"]
    now = {code: bare_answer(entry) for code, entry in inputs["answers"].items()}
    before = Moment(earlier, _answers(given["answers"]), date.fromisoformat(given["on"]))
    after = Moment(bank, _answers(now), date.fromisoformat(inputs["on"]))
    named = given["bank"]
    return ChangedPages(
        name=given["name"],
        day=day_words(date.fromisoformat(given["day"])),
        bank=f"{named['title']}, {LABELS['version']} {named['number']}",
        banks_differ=named["digest"] != inputs["bank"]["digest"],
        found=_shown(changed(before, after), inputs.get("options", {}), bank),
    )


def _shown(found: Changed, options: Mapping[str, list[str]], bank: Bank) -> Changed:
    """Leave out the questions of parts whose pages are left out."""
    parts = (
        part if shows_part(options, part.code) else replace(part, questions=())
        for part in found.parts
    )
    quiet = (one for one in found.quiet if is_shown(bank, one.code, options.get("parts")))
    return replace(found, parts=tuple(parts), quiet=tuple(quiet))


def _answers(frozen: Mapping[str, Any]) -> Answers:
    return {code: said.answer for code, said in thawed(frozen).items()}
