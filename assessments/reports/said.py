"""What was said to each question with who and when, as frozen into a report and read back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from assessments.reports.document import EvidenceLine
from assessments.reports.figures import day_words
from assessments.reports.language import gettext, marked
from assessments.scoring.answers import Answer, Answers, EvidenceItem, State
from assessments.scoring.evidence import stale_on
from assessments.text import is_web_link

# What sorts of evidence are called in frozen inputs.
KINDS: Final = frozenset(
    {
        marked("Measurement or experiment"),
        marked("Monitoring or dashboard"),
        marked("User research"),
        marked("Document or policy"),
        marked("Approval"),
        marked("Something else"),
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, its evidence as links, and the words that say who gave it when."""

    answer: Answer
    evidence: tuple[EvidenceLine, ...] = ()
    by: str = ""


def frozen_answer(
    answer: Answer, *, by: str, at: datetime | None, urls: Mapping[int, str]
) -> dict[str, Any]:
    """Give plain JSON of an answer.

    Args:
        answer: what was said.
        by: name of who said it last.
        at: when, in UTC.
        urls: address by index of `answer.evidence`, where there is one.
    """
    span = [list(v) if isinstance(v, tuple) else v for v in answer.span or ()]
    return {
        **({"span": span} if span else {}),
        "state": answer.state.value,
        "value": list(answer.value) if isinstance(answer.value, tuple) else answer.value,
        "reason": answer.reason,
        "note": answer.note,
        "by": by,
        "at": at.isoformat() if at else "",
        "evidence": [
            {
                "text": item.text,
                "url": urls.get(index, ""),
                "dated": item.dated.isoformat() if item.dated else "",
                "expires_on": item.expires_on.isoformat() if item.expires_on else "",
            }
            for index, item in enumerate(answer.evidence)
        ],
    }


def thawed(frozen: Mapping[str, Any]) -> dict[str, Said]:
    """Read the answers of frozen inputs back."""
    return {code: _said(entry) for code, entry in frozen.items()}


def _said(entry: Mapping[str, Any]) -> Said:
    items = [
        EvidenceItem(one["text"], _day(one["dated"]), _day(one["expires_on"]))
        for one in entry["evidence"]
    ]
    value = tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]
    span = tuple(tuple(v) if isinstance(v, list) else v for v in entry.get("span", ()))
    kept = (span[0], span[1]) if span else None
    said = (entry["reason"], entry["note"])
    answer = Answer(State(entry["state"]), value, *said, tuple(items), kept)
    marks = [(one["url"], one.get("kind", "")) for one in entry["evidence"]]
    at = day_words(datetime.fromisoformat(entry["at"]).date()) if entry["at"] else ""
    by = ", ".join(word for word in (entry["by"], at) if word)
    lines = tuple(_line(item, *mark) for item, mark in zip(items, marks, strict=True))
    return Said(answer, lines, by)


def without_names(answers: Answers) -> dict[str, Said]:
    """Take answers that come from a file: nobody and no moment is known."""
    return {
        code: Said(answer, tuple(_line(item, "") for item in answer.evidence))
        for code, answer in answers.items()
    }


def with_expiry(said: Mapping[str, Said], on: date, months: int) -> dict[str, Said]:
    """Mark the evidence that is out of date on the day the report speaks of."""
    return {code: _marked(one, on, months) if one.evidence else one for code, one in said.items()}


def _marked(said: Said, on: date, months: int) -> Said:
    pairs = zip(said.answer.evidence, said.evidence, strict=True)
    lines = (replace(line, since=_since(item, on, months)) for item, line in pairs)
    return replace(said, evidence=tuple(lines))


def _since(item: EvidenceItem, on: date, months: int) -> str:
    day = stale_on(item, months)
    return day_words(day) if day is not None and day <= on else ""


def _line(item: EvidenceItem, url: str, kind: str = "") -> EvidenceLine:
    link = url or (item.text if is_web_link(item.text) else "")
    dates = [gettext(kind) if kind in KINDS else kind] if kind else []
    dates += [gettext("dated {day}", day=day_words(item.dated))] if item.dated else []
    expires = item.expires_on
    dates += [gettext("expires {day}", day=day_words(expires))] if expires else []
    return EvidenceLine(item.text or link, link, ", ".join(dates))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
