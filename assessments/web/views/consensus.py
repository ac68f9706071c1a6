"""After the reveal: where the answers differ, and the team's answer to one question."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.errors import Conflict, NotOpen, OperationReused, ScoringError
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_manage_assessment
from assessments.answers.queries import assessment_for
from assessments.scoring.several import Joint
from assessments.web.cards import answer_words
from assessments.web.disagreements import Disagreements
from assessments.web.form_page import problems_of, submitted
from assessments.web.forms.consensus import ConsensusForm
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_VIEWER)
@require_safe
def disagreements(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = assessment_for(request.actor, pk)
    if not assessment.is_revealed:
        return _not_revealed(request, assessment)
    page = Disagreements(request.actor, assessment)
    return render(request, "disagreements.html", {"page": page, "assessment": assessment})


@rule(Rule.TEAM_VIEWER, post=Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def consensus(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """Show what everybody said to a question; a lead records the team's answer."""
    assessment = assessment_for(request.actor, pk)
    if request.method == "POST" and not can_manage_assessment(request.actor, assessment):
        raise NotAllowed
    if not assessment.is_revealed:
        return _not_revealed(request, assessment)
    page = Disagreements(request.actor, assessment)
    joint = page.joined.questions.get(code)
    if joint is None:
        raise Http404(code)
    form = ConsensusForm(joint.question, page.team(code), request.POST or None)
    if request.method == "POST" and _record(request, assessment, form):
        return redirect("assessments:assessment-disagreements", pk)
    return _show(request, page, joint, form)


def _record(request: ActorRequest, assessment: Assessment, form: ConsensusForm) -> bool:
    """Record the answer; what stands against it becomes an error of the form."""
    try:
        done = submitted(
            form,
            lambda: services.record_consensus(
                actor=request.actor, assessment_id=assessment.pk, **form.write
            ),
        )
    except Conflict as conflict:
        form.conflict = conflict.current
        form.add_error(None, _("Somebody else recorded an answer meanwhile. See it below."))
    except NotOpen:
        form.add_error(None, _("The assessment takes no answers any more. Nothing was saved."))
    except OperationReused:
        form.add_error(None, _("This was already saved as something else. Send it again."))
    except ScoringError as error:
        form.add_error("reason" if error.field in {"reason", "note"} else None, error.message)
    else:
        if done is not None:
            said = _("The team's answer is taken back."), _("The team's answer is recorded.")
            messages.success(request, said[0] if form.takes_back else said[1])
            return True
    return False


def _show(
    request: ActorRequest, page: Disagreements, joint: Joint, form: ConsensusForm
) -> HttpResponse:
    team = form.conflict or page.team(joint.code)
    context = {
        "page": page,
        "assessment": page.assessment,
        "joint": joint,
        "item": page.item(joint),
        "voices": page.voices(joint),
        "gate": page.gate(joint),
        "section": page.section(joint),
        "kept": page.consensus.get(joint.code),
        "team": team,
        "team_words": answer_words(joint.question, team),
        "form": form,
        "problems": problems_of(form),
    }
    return render(request, "consensus.html", context, status=422 if form.errors else 200)


def _not_revealed(request: ActorRequest, assessment: Assessment) -> HttpResponse:
    if assessment.is_blind:
        messages.info(request, _("The answers can be compared after the reveal."))
    else:
        messages.info(request, _("There is nothing to compare: this assessment is not blind."))
    return redirect(assessment)
