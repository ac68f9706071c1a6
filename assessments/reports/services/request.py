"""Ask for a report: freeze everything it needs, once, in one transaction."""

from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import DateTimeField
from django.db.models.functions import Now

from assessments.actor import Actor
from assessments.answers.evidence_kinds import kind_label
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_request_report
from assessments.answers.queries import answers_of, assessments_visible_to
from assessments.answers.registers import StoredAnswer
from assessments.audit.services import record
from assessments.banks.queries import parsed_bank
from assessments.reports.build import digest_of, frozen_inputs
from assessments.reports.errors import NotAllowed, NotVisible, UnknownFormat, UnknownLanguage
from assessments.reports.language import LANGUAGES, OWN, words_in, words_language
from assessments.reports.models import Report, ReportTransition
from assessments.reports.options import Options, reduced
from assessments.reports.renderers import RENDERERS
from assessments.reports.said import frozen_answer
from assessments.reports.services.branding import frozen_look
from assessments.reports.services.freeze_earlier import Earlier, earlier_inputs
from assessments.reports.services.freeze_sheets import frozen_sheets
from assessments.reports.services.prune import prune_reports
from assessments.scoring.bank import Bank

State = Report.ReportState
WHOLE: Final = Options()
_WORTH_SHOWING = (State.REQUESTED, State.RUNNING, State.READY)


@transaction.atomic
def request_report(
    *,
    actor: Actor,
    assessment_id: int,
    file_format: str = "pdf",
    target: str | None = None,
    is_quiet: bool = False,
    options: Options = WHOLE,
    earlier: Earlier | None = None,
    has_look: bool = True,
    language: str = "",
) -> Report:
    """Give the report of the assessment as it stands now, a new one only where there is none.

    The same click twice, or two people at once, get the same report: the assessment is locked
    while its answers are frozen. 7 queries for a new report, more where sheets were revealed.

    Args:
        actor: who asks.
        assessment_id: whose report.
        file_format: a key of `RENDERERS`.
        target: level the recommendations aim at, None for the default.
        is_quiet: whoever asks is told otherwise when it is ready, as one of many.
        options: what the report leaves out.
        earlier: the moment whose difference it explains.
        has_look: whether it has the organisation's colour and logo.
        language: that of the report, where its words or the bank's texts are there in it; what is
            not stays English, or in the bank's own language. Empty for English words and the
            bank's own texts.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team, or the assessment is not revealed yet.
        UnknownFormat: no renderer makes the format.
        UnknownLanguage: neither the words nor the bank's texts are there in it.
        NothingToCompare: the product has no such earlier moment that the actor sees.
    """
    if file_format not in RENDERERS:
        raise UnknownFormat(file_format)
    assessment, at = _locked(actor, assessment_id)
    if not can_request_report(actor, assessment):
        raise NotAllowed
    bank = parsed_bank(assessment.bank_version)
    spoken = _languages(bank, language)
    brand = getattr(assessment.organisation, "report_brand", None) if has_look else None
    more = {
        "look": frozen_look(brand),
        "earlier": earlier and earlier_inputs(actor, assessment, earlier, at.date()),
        **spoken,
    }
    with words_in(spoken.get("words", OWN)):
        inputs = reduced(_inputs(assessment, at, target, more), options.plain(bank), bank)
    digest = digest_of(inputs)
    same = Report.objects.filter(
        assessment=assessment, format=file_format, inputs_digest=digest, state__in=_WORTH_SHOWING
    )
    found = same.defer("inputs").order_by("-pk").first()
    if found is None:
        return _new(actor, assessment, file_format, inputs, digest, is_quiet=is_quiet)
    if found.revision != assessment.revision:  # what was written since is none of it
        Report.objects.filter(pk=found.pk).update(revision=assessment.revision)
        found.revision = assessment.revision
    return found


def request_in_any(
    *, actor: Actor, assessment_id: int, file_format: str, language: str, is_quiet: bool = False
) -> Report:
    """Ask for a whole report in a language that was chosen before its bank was known.

    Of a bank that has no such texts it is as without a choice; see `request_report` for the rest.
    """
    ask = partial(
        request_report,
        actor=actor,
        assessment_id=assessment_id,
        file_format=file_format,
        is_quiet=is_quiet,
    )
    try:
        return ask(language=language)
    except UnknownLanguage:
        return ask()


def _languages(bank: Bank, language: str) -> dict[str, str]:
    """Give what the inputs say of languages; nothing where all is as it is without a choice."""
    has_texts = language in bank.translations
    if language and not has_texts and language not in {bank.language, *LANGUAGES}:
        raise UnknownLanguage(language)
    words = words_language(language)
    said = {"language": language} if has_texts else {}
    return said | ({} if words == OWN else {"words": words})


def _locked(actor: Actor, assessment_id: int) -> tuple[Assessment, datetime]:
    rows = assessments_visible_to(actor).select_for_update(of=("self",))
    rows = rows.select_related(
        "product", "team", "organisation__report_brand__logo", "bank_version__bank"
    )
    heavy = ("summary", "bank_version__content", "organisation__report_brand__logo__content")
    rows = rows.defer(*heavy).annotate(clock=Now(output_field=DateTimeField()))
    found = rows.filter(pk=assessment_id)
    # again for who waited for a move to another bank version, whose new version is not joined yet
    row = found.first()
    if row is None:
        row = found.first()
    if row is None:
        raise NotVisible
    return row, row.clock


def _inputs(
    assessment: Assessment, at: datetime, target: str | None, more: dict[str, Any]
) -> dict[str, Any]:
    version = assessment.bank_version
    return frozen_inputs(
        names={
            "product": assessment.product.name,
            "organisation": assessment.organisation.name,
            "team": assessment.team.name,
            "assessment": assessment.name,
        },
        bank={
            "id": version.pk,
            "title": version.bank.title,
            "number": version.number,
            "digest": version.digest,
        },
        on=at.date(),
        target=target or assessment.target_level or None,
        answers={code: _frozen(stored) for code, stored in sorted(answers_of(assessment).items())},
        sheets=frozen_sheets(assessment) if assessment.is_revealed else None,
        **more,
    )


def _frozen(stored: StoredAnswer) -> dict[str, Any]:
    links = stored.evidence
    entry = frozen_answer(
        stored.answer,
        by=stored.by,
        at=stored.at,
        urls={index: link.url for index, link in enumerate(links)},
    )
    for item, link in zip(entry["evidence"], links, strict=True):
        item["text"], item["kind"] = str(link), kind_label(link.kind)
        if link.file_name and link.file_name != item["text"]:
            item["text"] = f"{link.title} ({link.file_name})"
    return entry


def _new(
    actor: Actor,
    assessment: Assessment,
    file_format: str,
    inputs: dict[str, Any],
    digest: str,
    *,
    is_quiet: bool,
) -> Report:
    options = {"target": inputs["target"], **inputs.get("options", {})}
    options |= {key: inputs[key] for key in ("language", "words") if key in inputs}
    options |= {name: True for name, holds in _marks(inputs, is_quiet=is_quiet).items() if holds}
    report = Report.objects.create(
        assessment=assessment,
        organisation_id=assessment.organisation_id,
        format=file_format,
        options=options,
        inputs=inputs,
        inputs_digest=digest,
        revision=assessment.revision,
        requested_by_id=actor.user_id,
    )
    ReportTransition.objects.create(report=report, state=State.REQUESTED, attempt=0)
    record(
        "report.requested",
        report,
        organisation_id=assessment.organisation_id,
        actor_id=actor.user_id,
        detail={"assessment": assessment.pk, "format": file_format},
    )
    prune_reports(assessment.pk)
    return report


def _marks(inputs: dict[str, Any], *, is_quiet: bool) -> dict[str, bool]:
    return {"compared": "earlier" in inputs, "quiet": is_quiet}
