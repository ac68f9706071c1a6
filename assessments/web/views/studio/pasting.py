"""The page that makes many questions of rows pasted from a spreadsheet, after showing them."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.banks.draft_tree import PROFILE, codes_in, find
from assessments.banks.errors import FieldRefused
from assessments.banks.models import BankDraft
from assessments.banks.pasted import MOST_ROWS, MOST_TEXT, PastedRow, pasted_rows
from assessments.banks.queries import codes_ever_used, draft_for
from assessments.banks.services import add_pasted, with_codes
from assessments.teams.services import once
from assessments.web.forms.once import FormIdField
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.views.studio.drafts import SHOW_AND_POST, about_a_draft, to_tree, trail


@rule(Rule.BANK_EDITOR)
@SHOW_AND_POST
@about_a_draft
def draft_paste(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    draft = draft_for(request.actor, pk)
    part = PROFILE if code == PROFILE else find(draft.content, code).part
    text = request.POST.get("rows", "")
    problem = _problem_of(text) if request.method == "POST" else ""
    rows = _rows(draft, part, text) if text and not problem else []
    broken = sum(bool(row.problems) for row in rows)
    is_sound = bool(rows) and not broken
    if is_sound and request.POST.get("step") == "make":
        try:
            return _make(request, pk, code, text)
        except FieldRefused as refused:
            problem, is_sound = refused.message, False
    shown = {"draft": draft, "bank": draft.bank, "code": code, "text": text, "rows": rows}
    shown |= {"is_sound": is_sound, "broken": broken, "problem": problem, "trail": trail(draft)}
    shown["form_id"] = uuid4()
    failed = request.method == "POST" and not is_sound
    return render(request, "draft_paste.html", shown, status=422 if failed else 200)


def _make(request: ActorRequest, pk: int, code: str, text: str) -> HttpResponse:
    """Make the questions, once however often the form is sent."""
    sent = once(
        user_id=request.actor.user_id,
        token=FormIdField().to_python(request.POST.get("form_id")),
        make=lambda: add_pasted(
            actor=request.actor, bank_id=pk, section=code, rows=pasted_rows(text)
        ),
        id_of=int,
    )
    words = ngettext("%(count)d question is made.", "%(count)d questions are made.", sent.made_id)
    messages.success(request, words % {"count": sent.made_id})
    return to_tree(pk, code)


def _rows(draft: BankDraft, part: str, text: str) -> list[PastedRow]:
    taken = codes_in(draft.content) | codes_ever_used(draft.bank)
    return with_codes(pasted_rows(text), part, taken)


def _problem_of(text: str) -> str:
    if not text.strip():
        return _("Paste at least one row.")
    if len(text) > MOST_TEXT or text.count("\n") > 20 * MOST_ROWS:
        return _("This is too much for one time; paste at most %(count)d rows.") % {
            "count": MOST_ROWS
        }
    return ""
