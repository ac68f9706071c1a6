"""The pages of products: list, one with its assessments, and what a lead may do to it."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actor import Actor, NotAllowed
from assessments.answers.permissions import can_start_assessment
from assessments.answers.queries import assessments_of, milestones_of_product
from assessments.answers.sheets import seen_by
from assessments.reports.permissions import can_schedule_reports
from assessments.teams import services
from assessments.teams.models import Organisation, Product
from assessments.teams.permissions import can_manage_product
from assessments.teams.queries import product_for, products_visible_to, teams_led_by
from assessments.web.form_page import FormPage, show_form, submitted
from assessments.web.forms.plain import PlainForm
from assessments.web.forms.product import (
    ConfirmDeleteForm,
    MoveProductForm,
    NewProductForm,
    ProductForm,
)
from assessments.web.rows import row_for
from assessments.web.rules import ActorRequest, Rule, rule
from assessments.web.trend import trend_of


@rule(Rule.SIGNED_IN)
@require_safe
def product_list(request: ActorRequest) -> HttpResponse:
    products = list(products_visible_to(request.actor))
    context = {
        "products": [product for product in products if product.archived_at is None],
        "archived": [product for product in products if product.archived_at is not None],
        "may_create": teams_led_by(request.actor).exists(),
        "organisations": _reportable(request.actor, products),
    }
    return render(request, "product_list.html", context)


def _reportable(actor: Actor, products: Iterable[Product]) -> list[Organisation]:
    """Give the organisations of whose products the actor may have reports made."""
    mine = {one.team.organisation for one in products if can_schedule_reports(actor, one)}
    return sorted(mine, key=str)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def product_new(request: ActorRequest) -> HttpResponse:
    teams = list(teams_led_by(request.actor))
    if not teams:
        raise NotAllowed
    form = NewProductForm(teams, request.POST or None)
    if request.method == "POST":
        sent = submitted(form, lambda: _create(request, form))
        if sent is not None:
            return redirect("assessments:product-detail", sent.made_id)
    page = FormPage(_("New product"), _("Create product"), _list_address(), (_products(),))
    return show_form(request, form, page)


def _create(request: ActorRequest, form: NewProductForm) -> services.Sent[Product]:
    said = form.cleaned_data
    return services.once(
        user_id=request.actor.user_id,
        token=said["form_id"],
        make=lambda: services.create_product(
            actor=request.actor,
            team_id=said["team"],
            name=said["name"],
            description=said["description"],
        ),
    )


@rule(Rule.TEAM_VIEWER)
@require_safe
def product_detail(request: ActorRequest, pk: int) -> HttpResponse:
    product = product_for(request.actor, pk)
    seen = seen_by(request.actor, assessments_of(request.actor, product))
    rows = [row_for(request.actor, one) for one in seen]
    context = {
        "product": product,
        "rows": rows,
        "trend": trend_of(
            (row for row in rows if not row.assessment.is_blind),
            milestones_of_product(request.actor, product),
        ),
        "may_start": can_start_assessment(request.actor, product),
        "may_manage": can_manage_product(request.actor, product),
        "may_schedule": can_schedule_reports(request.actor, product),
    }
    return render(request, "product_detail.html", context)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def product_edit(request: ActorRequest, pk: int) -> HttpResponse:
    product = _managed(request, pk)
    initial = {"name": product.name, "description": product.description}
    form = ProductForm(request.POST or None, initial=initial)
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.rename_product(
                actor=request.actor, product_id=pk, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("The product was changed."))
            return redirect(done)
    page = FormPage(_("Edit product"), _("Save"), product.get_absolute_url(), _trail(product))
    return show_form(request, form, page)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def product_archive(request: ActorRequest, pk: int) -> HttpResponse:
    """Archive a product; for an archived one, bring it back."""
    product = _managed(request, pk)
    archived = product.archived_at is not None
    if request.method == "POST":
        act = services.restore_product if archived else services.archive_product
        act(actor=request.actor, product_id=pk)
        said = _("The product is back in the lists.") if archived else _("The product is archived.")
        messages.success(request, said)
        return redirect(product)
    title = _("Bring this product back") if archived else _("Archive this product")
    intro = _("Archived products leave the lists. Nothing of them is lost, and they can come back.")
    page = FormPage(title, title, product.get_absolute_url(), _trail(product), (intro,))
    return show_form(request, PlainForm(), page)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def product_move(request: ActorRequest, pk: int) -> HttpResponse:
    product = _managed(request, pk)
    organisation = product.team.organisation_id
    teams = (
        teams_led_by(request.actor).filter(organisation=organisation).exclude(pk=product.team_id)
    )
    title, back = _("Move to another team"), product.get_absolute_url()
    if not teams and request.method != "POST":
        why = _("You lead no other team of the organisation. An administrator adds you to one.")
        return show_form(request, PlainForm(), FormPage(title, "", back, _trail(product), (why,)))
    form = MoveProductForm(teams, request.POST or None)
    if request.method == "POST":
        done = submitted(
            form,
            lambda: services.move_product(
                actor=request.actor, product_id=pk, team_id=form.cleaned_data["team"]
            ),
        )
        if done is not None:
            messages.success(request, _("The product was moved."))
            return redirect(done)
    intro = _("The product goes to another team of the organisation, with all its assessments.")
    page = FormPage(title, _("Move"), back, _trail(product), (intro,))
    return show_form(request, form, page)


@rule(Rule.TEAM_LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def product_delete(request: ActorRequest, pk: int) -> HttpResponse:
    product = _managed(request, pk)
    form = ConfirmDeleteForm(product.name, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.delete_product(actor=request.actor, product_id=pk)
        messages.success(request, _("The product was deleted."))
        return redirect("assessments:product-list")
    intro = (
        _("All its assessments, answers, links, history and reports go with it, for good."),
        _("Archiving keeps them and only clears the lists."),
    )
    exports = tuple(
        (str(one), reverse("assessments:assessment-answers-file", args=[one.pk]))
        for one in assessments_of(request.actor, product)
    )
    back = product.get_absolute_url()
    title = _("Delete %(name)s") % {"name": product}
    button = _("Delete for good")
    page = FormPage(title, button, back, _trail(product), intro, is_danger=True, exports=exports)
    return show_form(request, form, page)


def _managed(request: ActorRequest, pk: int) -> Product:
    product = product_for(request.actor, pk)
    if not can_manage_product(request.actor, product):
        raise NotAllowed
    return product


def _list_address() -> str:
    return reverse("assessments:product-list")


def _products() -> tuple[str, str]:
    return _("Products"), _list_address()


def _trail(product: Product) -> tuple[tuple[str, str], ...]:
    return (_products(), (str(product), product.get_absolute_url()))
