"""Builds the report document from frozen inputs or from a file's answers; pure, without a clock."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assessments.banks.formats.canonical import content_of
from assessments.reports.apart import apart_pages
from assessments.reports.compare_pages import changed_pages
from assessments.reports.document import BankLine, ReportDocument
from assessments.reports.enclosed import Enclosed
from assessments.reports.entries import part_entries, profile_entries
from assessments.reports.figures import day_words
from assessments.reports.language import OWN, gettext, spoken_language, words_in
from assessments.reports.ledgers import whole_ledger
from assessments.reports.look import look_of
from assessments.reports.method_words import about_method
from assessments.reports.options import shows_part
from assessments.reports.result import result_of, scored
from assessments.reports.said import Said, frozen_answer, thawed, with_expiry, without_names
from assessments.reports.spoken import spoken, two_languages, untranslated
from assessments.reports.words import HONESTY
from assessments.scoring.answers import Answers
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.scorecard_json import scorecard_json

INPUTS_FORMAT = "mlpm-report-inputs/1"


def digest_of(inputs: Mapping[str, Any]) -> str:
    """Give the SHA-256 of frozen inputs in their one canonical form."""
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def document_from_inputs(
    inputs: Mapping[str, Any], bank: Bank, earlier: Bank | None = None, *, logo: bytes = b""
) -> ReportDocument:
    """Build the document of frozen inputs; the same inputs give the same document.

    Args:
        inputs: what `frozen_inputs` gave, plain JSON.
        bank: the bank version the inputs name.
        earlier: that of the moment it is compared with, where it is another.
        logo: the PNG the inputs name, where it is to be drawn.

    Raises:
        ScoringError: an answer does not fit the bank.
    """
    with words_in(inputs.get("words", OWN)):
        document = _document(inputs, bank, thawed(inputs["answers"]), earlier)
    return replace(document, logo=b64encode(logo).decode())


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
    sheets: Mapping[str, Any] | None = None,
    earlier: Mapping[str, Any] | None = None,
    look: Mapping[str, Any] | None = None,
    language: str = "",
    words: str = OWN,
) -> dict[str, Any]:
    """Give everything a report needs as plain JSON, so that every attempt makes the same.

    Args:
        names: of product, organisation, team and assessment, as they are now.
        bank: title, number, digest and, where there is one, id of the bank version.
        on: the day the report speaks of.
        target: level the recommendations aim at, None for the default.
        answers: by question code, each as `frozen_answer` gives it.
        sheets: of a revealed assessment, as `apart_pages` reads it.
        earlier: the moment to compare with, as `frozen_earlier` gives it.
        look: colour, and logo by its digest; empty for the house's own.
        language: one the bank is translated into, for its texts; empty for its own.
        words: one of `LANGUAGES`, for the report's own words.
    """
    return {
        "format": INPUTS_FORMAT,
        "names": dict(names),
        "bank": dict(bank),
        "on": on.isoformat(),
        "target": target or "",
        "answers": dict(answers),
        **({} if sheets is None else {"sheets": dict(sheets)}),
        **({} if earlier is None else {"earlier": dict(earlier)}),
        **({"look": dict(look)} if look else {}),
        **({"language": language} if language else {}),
        **({} if words == OWN else {"words": words}),
    }


def _document(
    inputs: Mapping[str, Any], bank: Bank, said: Mapping[str, Said], earlier: Bank | None = None
) -> ReportDocument:
    names, on = inputs["names"], date.fromisoformat(inputs["on"])
    said = with_expiry(said, on, bank.scoring.evidence_months)
    answers = {code: one.answer for code, one in said.items()}
    target = inputs["target"] or None
    card = score(bank, answers, on, target=target)
    texts_in = inputs.get("language", bank.language)
    words = spoken(bank, texts_in)
    # what is told of a bank in another language is found in that language, like the advice
    told = card if words.bank is bank else score(words.bank, answers, on, target=target)
    given = scored(words.bank, answers, told)
    sheets = inputs.get("sheets")
    return ReportDocument(
        language=spoken_language(),
        product=names["product"],
        organisation=names["organisation"],
        team=names["team"],
        assessment=names["assessment"],
        on=inputs["on"],
        day=day_words(on),
        bank=_bank_line(words.bank, inputs["bank"]),
        digest=digest_of(inputs),
        result=result_of(given),
        profile=tuple(profile_entries(given, said)),
        parts=tuple(
            part
            for part in part_entries(given, said, on)
            if shows_part(inputs.get("options", {}), part.line.code)
        ),
        method=(
            *about_method(bank),
            *two_languages(words.bank),
            *untranslated(words, bank.language),
        ),
        honesty=gettext(HONESTY),
        scorecard=scorecard_json(bank, card),
        ledger=whole_ledger(given, on) if bank.is_weighted else None,
        look=look_of(inputs.get("look", {}), names["organisation"]),
        enclosed=Enclosed(inputs, content_of(bank), content_of(earlier) if earlier else None),
        apart=None if sheets is None else apart_pages(given, sheets, answers),
        changed=changed_pages(
            inputs, words.bank, spoken(earlier, texts_in).bank if earlier else words.bank
        )
        if "earlier" in inputs
        else None,
    )


def _bank_line(bank: Bank, named: Mapping[str, Any]) -> BankLine:
    return BankLine(
        title=bank.title,
        language=bank.language,
        version=named["number"],
        digest=named["digest"],
        publisher=bank.publisher,
        licence=bank.licence,
        attribution=bank.attribution,
        source=bank.source,
    )
