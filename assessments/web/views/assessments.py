"""The pages of an assessment beside its form: start it, see it whole, name, move, archive it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import NotAllowed
from assessments.answers import services
from assessments.answers.assigned import people_to_ask
from assessments.answers.models import Assessment
from assessments.answers.permissions import can_manage_assessment, can_start_assessment
from assessments.answers.queries import assessment_for, assessments_of
from assessments.answers.services import Started
from assessments.banks.models import BankVersion
from assessments.banks.queries import versions_usable_by
from assessments.banks.shipped import DEFAULT_BANK
from assessments.teams.models import Product
from assessments.teams.queries import product_for, products_visible_to
from assessments.teams.services import Sent, once
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.assessment import AssessmentNameForm, MoveAssessmentForm, StartForm
from assessments.web.forms.plain import PlainForm
from assessments.web.forms.product import ConfirmDeleteForm
from assessments.web.overview import Overview
from assessments.web.rows import Row
from assessments.web.rules import ActorRequest, Rule, rule


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_new(request: ActorRequest, pk: int) -> HttpResponse:
    product = product_for(request.actor, pk)
    if not can_start_assessment(request.actor, product):
        raise NotAllowed
    offer = _Offer.of(request, product)
    initial = {"copy_from": next(iter(offer.earlier), ""), "bank_version": offer.proposed}
    form = StartForm(
        offer.labels,
        offer.earlier.values(),
        people_to_ask(product.team_id),
        request.POST or None,
        initial=initial,
    )
    if request.method == "POST":
        sent = submitted(form, lambda: _start_once(request, product, form, offer))
        if sent is not None:
            if sent.made is not None:
                _tell_started(request, sent.made, offer)
            return redirect("assessments:assessment-detail", sent.made_id)
    page = FormPage(_("New assessment"), _("Start"), product.get_absolute_url(), _above(product))
    return show_form(request, form, page)


@dataclass(frozen=True, slots=True)
class _Offer:
    """What an assessment can start with.

    The newest version of each bank, the organisation's own first, then the default; earlier
    assessments, newest first.
    """

    organisation: str
    versions: dict[int, BankVersion]
    earlier: dict[int, Assessment]

    @classmethod
    def of(cls, request: ActorRequest, product: Product) -> "_Offer":
        usable = versions_usable_by(request.actor, product.team.organisation_id)
        newest: dict[int, BankVersion] = {}
        for version in usable:
            newest.setdefault(version.bank_id, version)
        versions = sorted(newest.values(), key=_place)
        earlier = (one for one in assessments_of(request.actor, product) if not one.is_blind)
        return cls(
            product.team.organisation.name,
            {one.pk: one for one in versions},
            {one.pk: one for one in earlier},
        )

    @property
    def proposed(self) -> int | None:
        """Give the version of the bank of the last assessment, whose answers are copied."""
        bank = next((one.bank_version.bank_id for one in self.earlier.values()), None)
        return next((one.pk for one in self.versions.values() if one.bank_id == bank), None)

    @property
    def labels(self) -> list[tuple[str, str]]:
        """Name each version so that a shipped bank and its own copy can be told apart."""
        return [(str(one.pk), self._label(one)) for one in self.versions.values()]

    def _label(self, version: BankVersion) -> str:
        title = f"{version.bank.title} {version.number}"
        if version.bank.organisation_id is None:
            return _("%(title)s (shipped)") % {"title": title}
        return f"{self.organisation} · {title}"


def _place(version: BankVersion) -> tuple[bool, bool]:
    is_shipped = version.bank.organisation_id is None
    return is_shipped, is_shipped and version.bank.slug != DEFAULT_BANK


def _start_once(
    request: ActorRequest, product: Product, form: StartForm, offer: _Offer
) -> Sent[Started]:
    return once(
        user_id=request.actor.user_id,
        token=form.cleaned_data["form_id"],
        make=lambda: _start(request, product, form, offer),
        id_of=lambda started: started.assessment.pk,
    )


def _start(request: ActorRequest, product: Product, form: StartForm, offer: _Offer) -> Started:
    said = form.cleaned_data
    return services.start_assessment(
        actor=request.actor,
        product=product,
        bank_version=offer.versions[said["bank_version"]],
        name=said["name"],
        copy_from=None if form.is_blind else offer.earlier.get(said.get("copy_from") or 0),
        **form.way,
    )


def _tell_started(request: ActorRequest, started: Started, offer: _Offer) -> None:
    """Say what was copied, in the figures the overview shows."""
    if started.carried and (source := offer.earlier.get(started.assessment.started_from_id or 0)):
        progress = Row(assessment_for(request.actor, started.assessment.pk)).progress
        text = _("The answers of %(name)s were copied: %(done)d of %(total)d questions answered.")
        said = {"name": source.name, "done": progress.done, "total": progress.total}
        messages.success(request, text % said)
    if started.not_carried:
        codes = ", ".join(one.code for one in started.not_carried)
        text = _("Not copied, because this bank asks otherwise: %(codes)s")
        messages.warning(request, text % {"codes": codes})


@rule(Rule.TEAM_VIEWER)
@require_safe
def assessment_detail(request: ActorRequest, pk: int) -> HttpResponse:
    overview = Overview(request.actor, assessment_for(request.actor, pk))
    context = {"overview": overview, "assessment": overview.assessment}
    return render(request, "assessment_detail.html", context)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_edit(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = _managed(request, pk)
    initial = {"name": assessment.name, "due_date": assessment.due_date}
    form = AssessmentNameForm(request.POST or None, initial=initial)
    if request.method == "POST":
        done = submitted(form, lambda: _change(request, assessment, form))
        if done is not None:
            messages.success(request, _("The assessment was changed."))
            return redirect(done)
    return show_form(request, form, _page(assessment, _("Name and due date"), _("Save")))


def _change(request: ActorRequest, assessment: Assessment, form: AssessmentNameForm) -> Assessment:
    actor, pk, said = request.actor, assessment.pk, form.cleaned_data
    changed = services.rename_assessment(actor=actor, assessment_id=pk, name=said["name"])
    if said["due_date"] != assessment.due_date:
        level, day = assessment.target_level, said["due_date"]
        services.plan_assessment(actor=actor, assessment_id=pk, target_level=level, due_date=day)
    return changed


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_archive(request: ActorRequest, pk: int) -> HttpResponse:
    """Archive an assessment; an archived one is brought back."""
    assessment = _managed(request, pk)
    archived = assessment.state == Assessment.AssessmentState.CLOSED
    if request.method == "POST":
        act = services.restore_assessment if archived else services.archive_assessment
        act(actor=request.actor, assessment_id=pk)
        back, gone = _("The assessment is back."), _("The assessment is archived.")
        messages.success(request, back if archived else gone)
        return redirect(assessment)
    title = _("Bring this assessment back") if archived else _("Archive this assessment")
    intro = _("An archived assessment leaves the lists and takes no answers. Nothing is lost.")
    return show_form(request, PlainForm(), _page(assessment, title, title, intro))


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_move(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = _managed(request, pk)
    title, products = _("Move to another product"), _destinations(request, assessment)
    if not products and request.method != "POST":
        why = _("There is no other product it could go to. Create the product first.")
        return show_form(request, PlainForm(), _page(assessment, title, "", why))
    form = MoveAssessmentForm(products, request.POST or None)
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.move_assessment(
                actor=request.actor, assessment_id=pk, product_id=form.cleaned_data["product"]
            ),
        )
        if done is not None:
            messages.success(request, _("The assessment was moved."))
            return redirect(done)
    return show_form(request, form, _page(assessment, title, _("Move")))


def _destinations(request: ActorRequest, assessment: Assessment) -> list[Product]:
    within = products_visible_to(request.actor).filter(
        team__organisation=assessment.organisation_id
    )
    others = within.exclude(pk=assessment.product_id)
    return [product for product in others if can_start_assessment(request.actor, product)]


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_delete(request: ActorRequest, pk: int) -> HttpResponse:
    assessment = _managed(request, pk)
    form = ConfirmDeleteForm(assessment.name, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.delete_assessment(actor=request.actor, assessment_id=pk)
        messages.success(request, _("The assessment was deleted."))
        return redirect(assessment.product)
    title = _("Delete %(name)s") % {"name": assessment}
    intro = _("Its answers, evidence links, history and reports go with it, for good.")
    export = (_("Answers as a file"), reverse("assessments:assessment-answers-file", args=[pk]))
    page = FormPage(
        title,
        _("Delete for good"),
        assessment.get_absolute_url(),
        _trail(assessment),
        (intro,),
        is_danger=True,
        exports=(export,),
    )
    return show_form(request, form, page)


def _managed(request: ActorRequest, pk: int) -> Assessment:
    assessment = assessment_for(request.actor, pk)
    if not can_manage_assessment(request.actor, assessment):
        raise NotAllowed
    return assessment


def _page(assessment: Assessment, title: str, button: str, *intro: str) -> FormPage:
    return FormPage(title, button, assessment.get_absolute_url(), _trail(assessment), intro)


def _above(product: Product) -> tuple[tuple[str, str], ...]:
    products = (_("Products"), reverse("assessments:product-list"))
    return (products, (str(product), product.get_absolute_url()))


def _trail(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    return (
        (str(assessment.product), assessment.product.get_absolute_url()),
        (str(assessment), assessment.get_absolute_url()),
    )
