"""All evidence of an assessment, put under its questions in the order of the bank."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.answers.registers import Registers
from assessments.scoring.bank import Bank
from assessments.web.places import section_of, titles_of
from assessments.web.shown_evidence import ShownEvidence, rests_on_expired, shown_evidence


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """One question with its evidence; `is_expired` where nothing of it is good any more."""

    code: str
    section: str
    title: str
    part: str
    items: tuple[ShownEvidence, ...]
    is_expired: bool


FILTERS: Final[dict[str, Callable[[ShownEvidence], bool]]] = {
    "": lambda _item: True,
    "expired": lambda item: item.since is not None,
    "files": lambda item: item.is_file,
}


def groups_of(
    bank: Bank, items: Sequence[ShownEvidence], keeps: Callable[[ShownEvidence], bool]
) -> tuple[EvidenceGroup, ...]:
    """Give the questions that have evidence of the wanted sort."""
    found: dict[str, list[ShownEvidence]] = {}
    for item in items:
        found.setdefault(item.code, []).append(item)
    groups = (_group(bank, code, found[code], keeps) for code in bank.questions if code in found)
    return tuple(group for group in groups if group.items)


def expired_in(bank: Bank, stored: Registers) -> tuple[EvidenceGroup, ...]:
    """Give the questions whose evidence is all out of date."""
    rows = [row for one in stored.values() for row in one.evidence]
    groups = groups_of(bank, shown_evidence(bank, rows), FILTERS[""])
    return tuple(group for group in groups if group.is_expired)


def _group(
    bank: Bank,
    code: str,
    items: Sequence[ShownEvidence],
    keeps: Callable[[ShownEvidence], bool],
) -> EvidenceGroup:
    return EvidenceGroup(
        code=code,
        section=section_of(bank, code),
        title=bank.questions[code].title,
        part=titles_of(bank, code)[0],
        items=tuple(item for item in items if keeps(item)),
        is_expired=rests_on_expired(items),
    )
