"""Builds the report document from frozen inputs or from a file's answers; pure, without a clock."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from assessments.reports.document import BankLine, ReportDocument
from assessments.reports.entries import part_entries, profile_entries
from assessments.reports.figures import day_words
from assessments.reports.result import result_of, scored
from assessments.reports.said import Said, frozen_answer, thawed, without_names
from assessments.reports.words import HONESTY, METHOD
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard_json import scorecard_json

INPUTS_FORMAT = "mlpm-report-inputs/1"


def digest_of(inputs: Mapping[str, Any]) -> str:
    """Give the SHA-256 of frozen inputs in their one canonical form."""
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def document_from_inputs(inputs: Mapping[str, Any], bank: Bank) -> ReportDocument:
    """Build the document of frozen inputs; the same inputs give the same document.

    Args:
        inputs: what `frozen_inputs` gave, plain JSON.
        bank: the bank version the inputs name.

    Raises:
        ScoringError: an answer does not fit the bank.
    """
    return _document(inputs, bank, thawed(inputs["answers"]))


def document_from_answers(
    bank: Bank,
    answers: Answers,
    on: date,
    *,
    product: str,
    bank_digest: str,
    organisation: str = "",
    target: str | None = None,
) -> ReportDocument:
    """Build the document of a file's answers, for the command line.

    Raises:
        ScoringError: an answer does not fit the bank, or the target is none of its levels.
    """
    inputs = frozen_inputs(
        names={"product": product, "organisation": organisation, "team": "", "assessment": ""},
        bank={"title": bank.title, "number": bank.version, "digest": bank_digest},
        on=on,
        target=target,
        answers={
            code: frozen_answer(answer, by="", at=None, urls={}) for code, answer in answers.items()
        },
    )
    return _document(inputs, bank, without_names(answers))


def frozen_inputs(
    *,
    names: Mapping[str, str],
    bank: Mapping[str, Any],
    on: date,
    target: str | None,
    answers: Mapping[str, Any],
) -> dict[str, Any]:
    """Give everything a report needs as plain JSON, so that every attempt makes the same.

    Args:
        names: of product, organisation, team and assessment, as they are now.
        bank: title, number, digest and, where there is one, id of the bank version.
        on: the day the report speaks of.
        target: level the recommendations aim at, None for the default.
        answers: by question code, each as `frozen_answer` gives it.
    """
    return {
        "format": INPUTS_FORMAT,
        "names": dict(names),
        "bank": dict(bank),
        "on": on.isoformat(),
        "target": target or "",
        "answers": dict(answers),
    }


def _document(inputs: Mapping[str, Any], bank: Bank, said: Mapping[str, Said]) -> ReportDocument:
    names, on = inputs["names"], date.fromisoformat(inputs["on"])
    answers = {code: one.answer for code, one in said.items()}
    card = score(bank, answers, on, target=inputs["target"] or None)
    given = scored(bank, answers, card)
    return ReportDocument(
        language=bank.language,
        product=names["product"],
        organisation=names["organisation"],
        team=names["team"],
        assessment=names["assessment"],
        on=inputs["on"],
        day=day_words(on),
        bank=_bank_line(bank, inputs["bank"]),
        digest=digest_of(inputs),
        result=result_of(given),
        profile=tuple(profile_entries(given, said)),
        parts=tuple(part_entries(given, said)),
        method=METHOD,
        honesty=HONESTY,
        scorecard=scorecard_json(bank, card),
    )


def _bank_line(bank: Bank, named: Mapping[str, Any]) -> BankLine:
    return BankLine(
        title=bank.title,
        version=named["number"],
        digest=named["digest"],
        publisher=bank.publisher,
        licence=bank.licence,
        attribution=bank.attribution,
        source=bank.source,
    )


def as_json(document: ReportDocument) -> dict[str, Any]:
    """Give the document as plain JSON values."""
    return {**asdict(document), "scorecard": dict(document.scorecard)}
