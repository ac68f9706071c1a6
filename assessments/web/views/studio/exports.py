"""Downloads of banks: a published version in each format, and the template to fill in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.banks.formats import EXPORTS
from assessments.banks.queries import parsed_bank
from assessments.banks.shipped import template_bank
from assessments.web.attachment import attachment
from assessments.web.import_page import said
from assessments.web.import_words import EXPORT_WORDS
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.studio.versions import version_shown


@rule(Rule.BANK_EDITOR)
@require_safe
def version_export(request: ActorRequest, pk: int, name: str) -> HttpResponse:
    """Hand out the file; what it has no place for is shown first."""
    version = version_shown(request, pk)
    row = EXPORTS.get(name)
    if row is None:
        raise Http404(name)
    written = row.write(parsed_bank(version))
    if written.losses and "anyway" not in request.GET:
        shown = {"version": version, "bank": version.bank, "losses": said(written.losses)}
        return render(request, "bank_export.html", {**shown, "words": EXPORT_WORDS[name]})
    filename = f"{version.bank.slug}-{version.number}{row.suffix}"
    return attachment(written.raw, filename, row.content_type)


@rule(Rule.BANK_EDITOR)
@require_safe
def bank_template(request: ActorRequest) -> HttpResponse:
    row = EXPORTS["xlsx"]
    raw = row.write(template_bank()).raw
    return attachment(raw, f"question-bank{row.suffix}", row.content_type)
